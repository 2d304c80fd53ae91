"""Deadlines and meetings on Berlin's calendar, both days included on which the clocks are changed."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiezfonds.ground.days import berlin_day, berlin_wall, end_of_day, instant_of
from kiezfonds.rounds.calls import (
    moved,
    problems_with_adding,
    problems_with_closing,
    problems_with_date,
    problems_with_extension,
    proposed_deadline,
)
from kiezfonds.rounds.rules import CallState, DateDraft, ExtensionDraft, preset

RULES = preset("lichtenberg").fund
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("held_on", "lead", "ends_at"),
    [
        (date(2026, 3, 26), 14, datetime(2026, 3, 12, 22, 59, 59, 999999, tzinfo=UTC)),
        (date(2026, 3, 30), 14, datetime(2026, 3, 16, 22, 59, 59, 999999, tzinfo=UTC)),  # summer time in between
        (date(2026, 4, 12), 14, datetime(2026, 3, 29, 21, 59, 59, 999999, tzinfo=UTC)),  # on the day of the change
        (date(2026, 10, 26), 14, datetime(2026, 10, 12, 21, 59, 59, 999999, tzinfo=UTC)),  # winter time in between
        (date(2026, 11, 8), 14, datetime(2026, 10, 25, 22, 59, 59, 999999, tzinfo=UTC)),  # on the day of the change
        (date(2026, 3, 29), 0, datetime(2026, 3, 29, 21, 59, 59, 999999, tzinfo=UTC)),
    ],
)
def test_the_proposed_deadline_is_the_end_of_a_day_in_berlin(held_on: date, lead: int, ends_at: datetime) -> None:
    assert proposed_deadline(instant_of(held_on, time(18)), lead) == ends_at


@given(day=st.dates(date(2026, 1, 1), date(2027, 12, 31)), lead=st.integers(0, 60), hour=st.integers(0, 23))
def test_the_proposed_deadline_always_keeps_the_lead_and_shows_the_last_second(day: date, lead: int, hour: int) -> None:
    held_at = instant_of(day, time(hour))
    deadline = proposed_deadline(held_at, lead)

    assert berlin_day(held_at) - berlin_day(deadline) == timedelta(days=lead)
    assert berlin_wall(deadline).strftime("%H:%M:%S") == "23:59:59"


@pytest.mark.parametrize("first", [date(2026, 3, 26), date(2026, 10, 22)])
def test_areas_one_after_the_other_meet_at_the_same_time_on_the_wall(first: date) -> None:
    held_at = instant_of(first, time(18, 30))
    draft = DateDraft(1, proposed_deadline(held_at, 14), held_at, "Kieztreff")

    later = moved(draft, 2, 7)

    assert later.area == 2
    assert berlin_wall(later.held_at).strftime("%d %H:%M") == f"{first + timedelta(days=7):%d} 18:30"
    assert later.deadline_at == proposed_deadline(later.held_at, 14)
    assert (later.held_at - held_at) != timedelta(days=7)  # an hour more or less has passed


@pytest.mark.parametrize(
    ("deadline", "held", "field"),
    [
        (date(2026, 3, 12), date(2026, 3, 26), None),
        (date(2026, 3, 13), date(2026, 3, 26), "deadline_on"),
        (date(2026, 10, 25), date(2026, 11, 8), None),
        (date(2026, 10, 26), date(2026, 11, 8), "deadline_on"),
        (date(2026, 12, 20), date(2027, 1, 8), "held_on"),
    ],
)
def test_the_lead_is_counted_in_days_of_the_calendar(deadline: date, held: date, field: str | None) -> None:
    draft = DateDraft(1, end_of_day(deadline), instant_of(held, time(18)), "Kieztreff")

    assert [problem.field for problem in problems_with_date(draft, RULES, 2026, NOW)] == ([field] if field else [])


OLD, HELD = end_of_day(date(2026, 3, 12)), instant_of(date(2026, 3, 26), time(18))


@pytest.mark.parametrize(
    ("day", "now", "reason", "state", "fields"),
    [
        (date(2026, 3, 19), NOW, "Aushang fehlte", "published", []),
        (date(2026, 3, 19), OLD + timedelta(days=2), "Aushang fehlte", "published", []),
        (date(2026, 3, 20), NOW, "Aushang fehlte", "published", ["deadline_on"]),
        (date(2026, 3, 12), NOW, "Aushang fehlte", "published", ["deadline_on"]),
        (date(2026, 3, 10), NOW, "Aushang fehlte", "published", ["deadline_on"]),
        (date(2026, 3, 14), end_of_day(date(2026, 3, 14)), "Aushang fehlte", "published", ["deadline_on"]),
        (date(2026, 3, 19), NOW, " ", "published", ["reason"]),
        (date(2026, 3, 19), NOW, "Aushang fehlte", "draft", [""]),
        (date(2026, 3, 19), NOW, "Aushang fehlte", "closed", [""]),
    ],
)
def test_a_deadline_is_extended_to_later_than_now_and_before_the_papers_go_out(
    day: date, now: datetime, reason: str, state: str, fields: list[str]
) -> None:
    problems = problems_with_extension(
        ExtensionDraft(end_of_day(day), reason), old=OLD, held_at=HELD, paper_days=7, state=CallState(state), now=now
    )

    assert [problem.field for problem in problems] == fields


def test_only_a_published_call_is_closed_and_a_closed_one_gets_no_more_dates() -> None:
    assert [bool(problems_with_closing(state)) for state in CallState] == [True, False, True]
    assert [bool(problems_with_adding(state)) for state in CallState] == [False, False, True]
