from datetime import date, timedelta

import pytest

from kiezfonds.proposals.handling import (
    ChangeDraft,
    IntakeDraft,
    due_by_default,
    problems_with_change_request,
    problems_with_withdrawal,
)
from kiezfonds.proposals.rules import INTAKE_CHANNELS, MOVES, WITHDRAWABLE, ProposalState

TODAY, DEADLINE = date(2026, 3, 2), date(2026, 3, 12)


@pytest.mark.parametrize(
    ("today", "days", "deadline", "due"),
    [
        (TODAY, 14, None, date(2026, 3, 16)),  # as the rule set says
        (TODAY, 14, DEADLINE, DEADLINE),  # not beyond the deadline
        (TODAY, 8, DEADLINE, date(2026, 3, 10)),
        (date(2026, 3, 8), 14, DEADLINE, date(2026, 3, 15)),  # a week at least, though the deadline is sooner
        (date(2026, 3, 20), 14, DEADLINE, date(2026, 3, 27)),  # the deadline is over
        (TODAY, 3, None, date(2026, 3, 9)),
    ],
)
def test_the_time_for_a_change(today: date, days: int, deadline: date | None, due: date) -> None:
    assert due_by_default(today, days, deadline) == due


@pytest.mark.parametrize(
    ("text", "due_on", "is_beyond", "fields"),
    [
        ("Bitte ein Angebot.", DEADLINE, False, []),
        ("", DEADLINE, False, ["changes"]),
        ("Bitte.", TODAY + timedelta(days=7), False, []),
        ("Bitte.", TODAY + timedelta(days=6), True, ["due_on"]),
        ("Bitte.", DEADLINE + timedelta(days=1), False, ["due_on"]),
        ("Bitte.", DEADLINE + timedelta(days=1), True, []),
    ],
)
def test_a_request_says_what_and_leaves_time(text: str, due_on: date, is_beyond: bool, fields: list[str]) -> None:
    problems = problems_with_change_request(ChangeDraft(text, due_on, is_beyond), TODAY, DEADLINE)
    assert [p.field for p in problems] == fields


@pytest.mark.parametrize("state", ProposalState)
def test_a_withdrawal_is_allowed_where_the_table_allows_it_and_no_money_is_bound(state: ProposalState) -> None:
    if problems_with_withdrawal(state) == []:
        assert ProposalState.WITHDRAWN in MOVES[state]
    assert (problems_with_withdrawal(state) == []) is (state in WITHDRAWABLE)


def test_after_a_yes_the_applicant_calls_the_office() -> None:
    (problem,) = problems_with_withdrawal(ProposalState.APPROVED)
    assert "ruft bitte im Büro an" in problem.text


@pytest.mark.parametrize(
    ("channel", "declared"), [("paper", "signed"), ("email", "signed"), ("phone", "said"), ("oral", "said")]
)
def test_what_is_said_is_read_out_and_what_is_written_is_signed(channel: str, declared: str) -> None:
    assert channel in INTAKE_CHANNELS
    assert IntakeDraft(TODAY, channel).declared == declared
