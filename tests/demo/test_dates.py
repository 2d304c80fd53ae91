"""The calendar fits every day of the year: nothing is played in the future, every meeting lies in its budget year."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from kiezfonds.demo.dates import LEAD, calendar_of, deadline_of
from kiezfonds.demo.facts import WEEKDAYS, places, published_days, usual_day
from kiezfonds.ground.days import BERLIN, berlin_day, is_working_day

ODD = [
    datetime(2026, 1, 1, 0, 30, tzinfo=BERLIN),
    datetime(2028, 2, 29, 12, tzinfo=BERLIN),
    datetime(2026, 3, 29, 2, 30, tzinfo=BERLIN),
    datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN),
    datetime(2026, 12, 30, 9, tzinfo=BERLIN),
    datetime(2026, 12, 31, 23, 30, tzinfo=BERLIN),
]
moments = st.datetimes(datetime(2025, 1, 1), datetime(2033, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds the zone


@given(now=moments)
@example(now=ODD[0])
@example(now=ODD[1])
@example(now=ODD[2])
@example(now=ODD[3])
@example(now=ODD[4])
@example(now=ODD[5])
def test_any_day_has_a_past_an_evening_and_an_open_call(now: datetime) -> None:
    calendar = calendar_of(now)
    evenings = calendar.past_evenings(10)
    open_evenings = [calendar.open_evening(position) for position in range(13)]

    assert {day.year for day in evenings} == {calendar.past_year}
    assert evenings == sorted(evenings)
    assert all(is_working_day(day) for day in evenings)
    assert max(evenings) <= calendar.today - timedelta(21)
    assert berlin_day(calendar.begins_at) == calendar.today
    assert calendar.open_until > calendar.today
    assert {day.year for day in open_evenings} == {calendar.open_year}
    assert min(open_evenings) - calendar.open_until >= timedelta(LEAD)
    assert all(calendar.fund_at(year) < now for year in calendar.years)
    assert calendar.fund_at(calendar.past_year) < calendar.at(min(evenings) - timedelta(32), 10)


def test_a_deadline_is_the_last_instant_of_its_day() -> None:
    assert deadline_of(date(2026, 3, 26)) == datetime.combine(date(2026, 3, 12), time(0), BERLIN) - timedelta(
        microseconds=1
    )


def test_meetings_fall_on_the_day_of_the_week_that_is_known() -> None:
    for area, known in places().items():
        day = usual_day(area, date(2026, 10, 5))

        assert WEEKDAYS[day.weekday()] in ("Montag", "Dienstag", "Mittwoch")
        assert day.weekday() == known.weekday
        assert is_working_day(day)
        assert date(2026, 9, 22) < day <= date(2026, 10, 5)


def test_the_published_meetings_lie_as_long_after_their_deadlines_as_the_played_ones() -> None:
    meetings = {row.area: row.day for row in published_days() if row.kind == "meeting"}
    leads = []
    for area, day in meetings.items():
        before = [row.day for row in published_days() if (row.area, row.kind) == (area, "deadline") and row.day < day]
        leads.append((day - max(before)).days)

    assert len(published_days()) == 48
    assert sorted(leads) == [15, 16, 19]
    assert LEAD in leads
