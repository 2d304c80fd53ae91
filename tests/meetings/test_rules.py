import pytest

from kiezfonds.meetings.counting import Quorum, QuorumRule, quorum
from kiezfonds.meetings.rules import (
    BallotState,
    ItemState,
    MeetingState,
    State,
    may_move,
    may_vote,
    problems_with_opening,
    problems_with_vote,
)

STRICT = QuorumRule()
STATES: list[State] = [*MeetingState, *ItemState, *BallotState]


def test_only_the_listed_moves_are_allowed() -> None:
    moves = {(str(a), str(b)) for a in MeetingState for b in STATES if may_move(a, b)}
    assert moves == {
        ("planned", "invited"),
        ("planned", "cancelled"),
        ("invited", "open"),
        ("invited", "cancelled"),
        ("open", "suspended"),
        ("open", "closed"),
        ("suspended", "open"),
    }
    moves = {(str(a), str(b)) for a in BallotState for b in STATES if may_move(a, b)}
    assert moves == {
        ("prepared", "open"),
        ("prepared", "annulled"),
        ("open", "closed"),
        ("open", "annulled"),
        ("closed", "confirmed"),
        ("closed", "annulled"),
    }


def test_every_state_has_its_row_and_decided_items_stay_decided() -> None:
    reached = {state: [to for to in STATES if may_move(state, to)] for state in ItemState}

    assert set(reached) == set(ItemState)
    assert [state for state, to in reached.items() if to] == [ItemState.LISTED, ItemState.CALLED]


def test_a_meetings_open_is_not_a_ballots_open() -> None:
    assert may_move(MeetingState.INVITED, MeetingState.OPEN)
    assert not may_move(MeetingState.INVITED, BallotState.OPEN)


QUORATE = quorum(STRICT, appointed=15, present=9, excluded_present=0, excluded_total=0, all_invited=True)
INQUORATE = quorum(STRICT, appointed=15, present=7, excluded_present=0, excluded_total=0, all_invited=True)


@pytest.mark.parametrize(
    ("meeting", "item", "ballot", "there", "undecided", "motion", "count"),
    [
        (MeetingState.OPEN, ItemState.CALLED, BallotState.PREPARED, QUORATE, 0, "Lesecafé", 0),
        (MeetingState.INVITED, ItemState.CALLED, BallotState.PREPARED, QUORATE, 0, "Lesecafé", 1),
        (MeetingState.OPEN, ItemState.LISTED, BallotState.PREPARED, QUORATE, 0, "Lesecafé", 1),
        (MeetingState.OPEN, ItemState.CALLED, BallotState.CLOSED, QUORATE, 0, "Lesecafé", 1),
        (MeetingState.OPEN, ItemState.CALLED, BallotState.PREPARED, INQUORATE, 0, "Lesecafé", 1),
        (MeetingState.OPEN, ItemState.CALLED, BallotState.PREPARED, QUORATE, 2, "Lesecafé", 1),
        (MeetingState.OPEN, ItemState.CALLED, BallotState.PREPARED, QUORATE, 0, "  ", 1),
        (MeetingState.CLOSED, ItemState.DECIDED, BallotState.OPEN, INQUORATE, 1, "", 6),
    ],
)
def test_a_ballot_opens_when_everything_is_settled(
    meeting: MeetingState,
    item: ItemState,
    ballot: BallotState,
    there: Quorum,
    undecided: int,
    motion: str,
    count: int,
) -> None:
    problems = problems_with_opening(
        meeting=meeting,
        item=item,
        ballot=ballot,
        quorum=there,
        undecided_conflicts=undecided,
        motion=motion,
    )

    assert len(problems) == count
    assert all(problem.said() for problem in problems)


@pytest.mark.parametrize(
    ("ballot", "at_opening", "is_present", "is_excluded", "refusal"),
    [
        (BallotState.OPEN, True, True, False, ""),
        (BallotState.PREPARED, True, True, False, "noch nicht begonnen"),
        (BallotState.CLOSED, True, True, False, "nicht mehr gezählt"),
        (BallotState.ANNULLED, True, True, False, "nicht mehr gezählt"),
        (BallotState.OPEN, True, True, True, "§ 20 Abs. 1 VwVfG"),
        (BallotState.OPEN, False, True, False, "als die Abstimmung begann"),
        (BallotState.OPEN, True, False, False, "nicht anwesend"),
    ],
)
def test_who_may_vote_and_why_not(
    ballot: BallotState, at_opening: bool, is_present: bool, is_excluded: bool, refusal: str
) -> None:
    facts = {
        "was_entitled_at_opening": at_opening,
        "is_present": is_present,
        "is_excluded": is_excluded,
    }

    assert may_vote(ballot, **facts) is (refusal == "")
    assert [refusal in problem.said() for problem in problems_with_vote(ballot, **facts)] == ([True] if refusal else [])
