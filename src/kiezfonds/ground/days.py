"""Days and deadlines in Berlin: instants are UTC, days are what the wall calendar shows."""

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

BERLIN: Final = ZoneInfo("Europe/Berlin")
DEEMED_SERVICE_DAYS: Final = 4  # § 41 (2) VwVfG since 1 January 2025

_WEEKDAYS = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")
_MONTHS = ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober",
           "November", "Dezember")  # fmt: skip
_ONCE = {  # days Berlin made a holiday for one year
    date(2020, 5, 8): "Tag der Befreiung",
    date(2025, 5, 8): "Tag der Befreiung",
    date(2028, 6, 17): "75. Jahrestag des Volksaufstands",
}


def berlin_wall(instant: datetime) -> datetime:
    """What the clock on a wall in Berlin shows at this instant."""
    if instant.tzinfo is None:
        raise ValueError("an instant needs its zone")
    return instant.astimezone(BERLIN)


def berlin_day(instant: datetime) -> date:
    return berlin_wall(instant).date()


def instant_of(day: date, at: time) -> datetime:
    """The UTC instant of a wall time in Berlin.

    In the hour that comes twice (October) the first one unless `at.fold` is 1; in the hour that is
    skipped (March) one hour later on the wall.
    """
    return datetime.combine(day, at.replace(tzinfo=None), tzinfo=BERLIN).astimezone(UTC)


def end_of_day(day: date) -> datetime:
    """The last instant of the day: something is in time while `now <= end_of_day(day)` (§ 188 (1) BGB)."""
    return instant_of(day + timedelta(days=1), time()) - timedelta(microseconds=1)


@cache
def holidays(year: int) -> dict[date, str]:
    """The public holidays of Berlin by name."""
    easter = easter_sunday(year)
    fixed = {
        (1, 1): "Neujahr",
        (3, 8): "Internationaler Frauentag",
        (5, 1): "Tag der Arbeit",
        (10, 3): "Tag der Deutschen Einheit",
        (12, 25): "1. Weihnachtstag",
        (12, 26): "2. Weihnachtstag",
    }
    moving = {-2: "Karfreitag", 1: "Ostermontag", 39: "Christi Himmelfahrt", 50: "Pfingstmontag"}
    return (
        {date(year, month, day): name for (month, day), name in fixed.items()}
        | {easter + timedelta(days=offset): name for offset, name in moving.items()}
        | {day: name for day, name in _ONCE.items() if day.year == year}
    )


def easter_sunday(year: int) -> date:
    """Gauss's rule for the Gregorian calendar in the form of Lichtenberg (1997)."""
    century = year // 100
    moon = 15 + (3 * century + 3) // 4 - (8 * century + 13) // 25
    sun = 2 - (3 * century + 3) // 4
    golden = year % 19
    seed = (19 * golden + moon) % 30
    full_moon = 21 + seed - (seed + golden // 11) // 29
    first_sunday = 7 - (year + year // 4 + sun) % 7
    return date(year, 3, 1) + timedelta(days=full_moon + 7 - (full_moon - first_sunday) % 7 - 1)


def is_holiday(day: date) -> bool:
    return day in holidays(day.year)


def is_working_day(day: date) -> bool:
    """Neither Saturday nor Sunday nor holiday (§ 193 BGB)."""
    return day.weekday() < 5 and not is_holiday(day)


def next_working_day(day: date) -> date:
    """The day itself if it is one (§ 193 BGB, § 31 (3) VwVfG)."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def deemed_served_on(posted_on: date) -> date:
    """The fourth day after posting, be it a Saturday, Sunday or holiday (§ 41 (2) VwVfG; no shift,
    OVG Lüneburg 4 LA 44/10)."""
    return posted_on + timedelta(days=DEEMED_SERVICE_DAYS)


def same_day_next_month(day: date) -> date:
    """The same number in the next month, or that month's last day (§ 188 (2), (3) BGB). No shift."""
    year, month = day.year + day.month // 12, day.month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def one_month_after(day: date) -> date:
    """Last day of a period of one month that an event on `day` starts (§§ 187 (1), 188 (2), 193 BGB):
    it moves to the next working day."""
    return next_working_day(same_day_next_month(day))


def date_text(day: date) -> str:
    """„12. März 2026", as letters write it."""
    return f"{day.day}. {_MONTHS[day.month - 1]} {day.year}"


def day_text(day: date) -> str:
    """„Do, 12. März 2026"."""
    return f"{_WEEKDAYS[day.weekday()]}, {date_text(day)}"


def moment_text(instant: datetime) -> str:
    """„Do, 12. März, 18 Uhr", „Do, 12. März, 18:30 Uhr": without the year, for what is near."""
    wall = berlin_wall(instant)
    day = f"{_WEEKDAYS[wall.weekday()]}, {wall.day}. {_MONTHS[wall.month - 1]}"
    return f"{day}, {time_text(instant)}"


def time_text(instant: datetime) -> str:
    """„18 Uhr", „18:30 Uhr"."""
    wall = berlin_wall(instant)
    return f"{wall.hour}:{wall.minute:02} Uhr" if wall.minute else f"{wall.hour} Uhr"
