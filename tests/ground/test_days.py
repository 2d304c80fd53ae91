from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiezfonds.ground import days

any_day = st.dates(date(2000, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [(1961, 4, 2), (2000, 4, 23), (2019, 4, 21), (2024, 3, 31), (2026, 4, 5), (2038, 4, 25), (2076, 4, 19)],
)
def test_easter_falls_where_the_calendar_says(year: int, month: int, day: int) -> None:
    assert days.easter_sunday(year) == date(year, month, day)


def test_berlin_has_ten_holidays_in_2026() -> None:
    assert sorted(days.holidays(2026)) == [
        date(2026, 1, 1),
        date(2026, 3, 8),
        date(2026, 4, 3),
        date(2026, 4, 6),
        date(2026, 5, 1),
        date(2026, 5, 14),
        date(2026, 5, 25),
        date(2026, 10, 3),
        date(2026, 12, 25),
        date(2026, 12, 26),
    ]


def test_a_holiday_of_one_year_is_none_in_the_next() -> None:
    assert days.is_holiday(date(2025, 5, 8))
    assert not days.is_holiday(date(2026, 5, 8))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 3, 12), True),
        (date(2026, 3, 14), False),
        (date(2026, 3, 15), False),
        (date(2026, 4, 3), False),
        (date(2026, 12, 24), True),
        (date(2026, 12, 31), True),
    ],
)
def test_saturday_sunday_and_holidays_are_no_working_days(day: date, works: bool) -> None:
    assert days.is_working_day(day) is works


def test_the_next_working_day_passes_over_christmas() -> None:
    assert days.next_working_day(date(2026, 12, 25)) == date(2026, 12, 28)
    assert days.next_working_day(date(2026, 12, 28)) == date(2026, 12, 28)


def test_a_letter_of_2_march_is_served_on_the_6th_and_the_month_ends_after_easter_monday() -> None:
    served_on = days.deemed_served_on(date(2026, 3, 2))

    assert served_on == date(2026, 3, 6)
    assert days.same_day_next_month(served_on) == date(2026, 4, 6)
    assert days.one_month_after(served_on) == date(2026, 4, 7)


def test_a_month_from_31_january_ends_in_march_because_28_february_is_a_saturday() -> None:
    assert days.same_day_next_month(date(2026, 1, 31)) == date(2026, 2, 28)
    assert days.one_month_after(date(2026, 1, 31)) == date(2026, 3, 2)


@pytest.mark.parametrize(
    ("posted_on", "served_on"),
    [
        (date(2026, 3, 3), date(2026, 3, 7)),
        (date(2026, 3, 4), date(2026, 3, 8)),
        (date(2026, 3, 30), date(2026, 4, 3)),
    ],
    ids=["Saturday", "Sunday and holiday", "Good Friday"],
)
def test_the_deemed_day_itself_never_shifts(posted_on: date, served_on: date) -> None:
    assert days.deemed_served_on(posted_on) == served_on


def test_a_month_from_december_ends_in_the_next_year() -> None:
    assert days.one_month_after(date(2026, 12, 4)) == date(2027, 1, 4)


@settings(max_examples=60)
@given(day=any_day)
def test_a_period_ends_on_a_working_day_not_before_its_day(day: date) -> None:
    end = days.one_month_after(day)

    assert days.is_working_day(end)
    assert days.same_day_next_month(day) <= end <= days.same_day_next_month(day) + timedelta(days=4)


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 3, 12), 24)])
def test_days_when_the_clocks_change_are_shorter_or_longer(day: date, hours: int) -> None:
    begin = days.instant_of(day, time())

    assert days.end_of_day(day) - begin == timedelta(hours=hours, microseconds=-1)


def test_an_hour_that_is_skipped_is_one_later_on_the_wall() -> None:
    instant = days.instant_of(date(2026, 3, 29), time(2, 30))

    assert days.berlin_wall(instant).time() == time(3, 30)


def test_of_an_hour_that_comes_twice_the_first_is_meant_unless_said() -> None:
    first = days.instant_of(date(2026, 10, 25), time(2, 30))
    second = days.instant_of(date(2026, 10, 25), time(2, 30, fold=1))

    assert first == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert second - first == timedelta(hours=1)


@settings(max_examples=60)
@given(day=any_day)
def test_the_end_of_a_day_is_still_that_day_in_berlin_and_a_moment_later_is_not(day: date) -> None:
    end = days.end_of_day(day)

    assert end.tzinfo is UTC
    assert days.berlin_day(end) == day
    assert days.berlin_day(end + timedelta(microseconds=1)) == day + timedelta(days=1)


def test_an_instant_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        days.berlin_wall(datetime(2026, 3, 12, 17))  # noqa: DTZ001 - the very mistake


def test_days_and_moments_are_written_with_their_weekday() -> None:
    assert days.date_text(date(2026, 3, 12)) == "12. März 2026"
    assert days.day_text(date(2026, 3, 12)) == "Do, 12. März 2026"
    assert days.moment_text(datetime(2026, 3, 12, 17, tzinfo=UTC)) == "Do, 12. März, 18 Uhr"
    assert days.moment_text(datetime(2026, 7, 12, 16, 5, tzinfo=UTC)) == "So, 12. Juli, 18:05 Uhr"
