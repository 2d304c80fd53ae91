import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiezfonds.proposals.rules import MOVES, ProposalState, may_move, read_reference, reference

S = ProposalState
LAST = {S.INELIGIBLE, S.REJECTED, S.LAPSED, S.WITHDRAWN, S.RENOUNCED, S.REVOKED}
BEFORE_THE_LETTER = {
    S.SUBMITTED,
    S.IN_FORMAL_CHECK,
    S.CHANGES_REQUESTED,
    S.ADMITTED,
    S.SCHEDULED,
    S.IN_DELIBERATION,
    S.APPROVED,
    S.PARTLY_APPROVED,
    S.CONDITIONALLY_APPROVED,
    S.DEFERRED,
    S.WAIT_LISTED,
}


def test_every_state_has_its_moves_and_its_word() -> None:
    assert set(MOVES) == set(S)
    assert len({state.label for state in S}) == len(S)


def test_what_is_over_stays_over() -> None:
    assert {state for state in S if not MOVES[state]} == LAST


def test_anything_before_the_letter_can_be_withdrawn_and_nothing_after() -> None:
    assert {state for state in S if may_move(state, S.WITHDRAWN)} == BEFORE_THE_LETTER


def test_every_state_can_be_reached() -> None:
    reached, new = set(), {S.DRAFT}
    while new:
        reached |= new
        new = {to for state in new for to in MOVES[state]} - reached
    assert reached == set(S)


def test_nothing_reaches_the_jury_without_the_formal_check() -> None:
    """Take the check out of the table, and no way leads to an admission."""
    reached, new = set(), {S.DRAFT}
    while new:
        reached |= new
        new = {to for state in new for to in MOVES[state]} - reached - {S.IN_FORMAL_CHECK}
    assert reached == {S.DRAFT, S.SUBMITTED, S.WITHDRAWN}


@given(year=st.integers(2000, 2999), number=st.integers(1, 999_999))
def test_a_reference_is_read_as_it_was_written(year: int, number: int) -> None:
    assert read_reference(reference(year, number)) == (year, number)


@pytest.mark.parametrize("text", ["", "2026", "2026-7", "26-0007", "2026-0007a", "2026/0007", "liste.csv"])
def test_what_is_no_reference_is_none(text: str) -> None:
    assert read_reference(text) is None
