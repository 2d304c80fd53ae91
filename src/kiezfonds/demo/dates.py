"""The calendar the demo is played along, whatever day it is loaded on.

The money is not transferable to the next year, so a meeting lies in its fund's budget year. Early in a year the past
is played in the year before; late in a year the open call belongs to the year to come.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from kiezfonds.demo.facts import EVENING
from kiezfonds.ground.days import berlin_day, end_of_day, instant_of, next_working_day

LEAD = 15  # days from a deadline to its meeting; the rules ask for 14
SPAN = 5  # meetings of the open call are spread over so many days
ENOUGH_OF_A_YEAR = 120  # days of this year that hold a past worth showing


@dataclass(frozen=True)
class Calendar:
    now: datetime
    today: date
    past_from: date
    past_until: date
    """First and last day of past meetings."""
    open_until: date
    """The last day to hand in an idea to the open call."""

    @property
    def year(self) -> int:
        """The budget year of the meeting today."""
        return self.today.year

    @property
    def past_year(self) -> int:
        return self.past_from.year

    @property
    def open_year(self) -> int:
        return (self.open_until + timedelta(LEAD)).year

    @property
    def years(self) -> list[int]:
        """Every budget year that needs a fund."""
        return sorted({self.past_year, self.year, self.open_year})

    @property
    def begins_at(self) -> datetime:
        """Today at six in the evening."""
        return instant_of(self.today, EVENING)

    def fund_at(self, year: int) -> datetime:
        """When the fund of a budget year is set up: early in January, or earlier if it is needed before."""
        january = next_working_day(date(year, 1, 4))
        needs = (
            (self.past_year, self.past_from - timedelta(LEAD + 20)),
            (self.year, self.days_ago(45)),
            (self.open_year, self.days_ago(38)),
        )
        return self.at(min(january, *(day for need, day in needs if need == year)), 10)

    def past_evenings(self, count: int) -> list[date]:
        """Working days from the first to the last, evenly spread."""
        span = (self.past_until - self.past_from).days
        days = [self.past_from + timedelta(span * n // max(count - 1, 1)) for n in range(count)]
        return [_working_day_before(day) for day in days]

    def open_evening(self, position: int) -> date:
        """A working day, unless the year ends before."""
        day = self.open_until + timedelta(LEAD + position % SPAN)
        working = next_working_day(day)
        return working if working.year == day.year else day

    def days_ago(self, days: int) -> date:
        return self.today - timedelta(days)

    def at(self, day: date, hour: int, minute: int = 0) -> datetime:
        """An instant of the past; the demo never acts in the future."""
        instant = instant_of(day, time(hour, minute))
        if instant > self.now:
            raise ValueError(f"{instant} is not over yet")
        return instant


def calendar_of(now: datetime) -> Calendar:
    today = berlin_day(now)
    is_early = today.timetuple().tm_yday < ENOUGH_OF_A_YEAR
    year = today.year - 1 if is_early else today.year
    last = date(year, 11, 27) if is_early else today - timedelta(21)
    return Calendar(now, today, date(year, 2, 20), last, _open_until(today))


def deadline_of(held_on: date) -> datetime:
    return end_of_day(held_on - timedelta(LEAD))


def _open_until(today: date) -> date:
    """Ten days ahead; three where the year is nearly over; in December for the year to come."""
    for ahead in (10, 3):
        last = today + timedelta(ahead + LEAD + SPAN - 1)
        if last.year == today.year:
            return today + timedelta(ahead)
    return max(today, date(today.year, 12, 10)) + timedelta(14)


def _working_day_before(day: date) -> date:
    while next_working_day(day) != day:
        day -= timedelta(1)
    return day
