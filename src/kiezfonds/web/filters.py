"""How values look on a page. Everything a template formats, it formats through these."""

from datetime import date, datetime
from fractions import Fraction
from typing import Any

from babel.dates import format_date, format_datetime

from kiezfonds.ground.days import BERLIN, berlin_wall, day_text, moment_text
from kiezfonds.ground.money import Cents, format_euro
from kiezfonds.web.i18n import current, gettext, text_of


def euro(cents: int) -> str:
    return format_euro(Cents(cents), current.get())


def day(value: date | datetime) -> str:
    """„Do, 12. März 2026“"""
    day = berlin_wall(value).date() if isinstance(value, datetime) else value
    lang = current.get()
    return day_text(day) if lang == "de" else format_date(day, "EEE, d MMMM y", locale=lang)


def moment(value: datetime) -> str:
    """„Do, 12. März, 18 Uhr“ in Berlin."""
    lang = current.get()
    if lang == "de":
        return moment_text(value)
    return format_datetime(value, "EEE, d MMMM y, HH:mm", tzinfo=BERLIN, locale=lang)


def clock_time(value: datetime) -> str:
    return berlin_wall(value).strftime("%H:%M")


def number(value: int) -> str:
    return f"{value:,}".replace(",", "." if current.get() == "de" else ",")


def figure(value: Fraction, digits: int = 2) -> str:
    """„4,25“, rounded half up from the exact fraction."""
    sign = "-" if value < 0 else ""
    whole, part = divmod(int(abs(value) * 10**digits + Fraction(1, 2)), 10**digits)
    if whole == part == 0:
        sign = ""
    return f"{sign}{whole}{',' if current.get() == 'de' else '.'}{part:0{digits}d}"


def word(value: Any) -> str:
    """The reader's word for a member of an enum: its `label`, translated."""
    return gettext(value.label)


FILTERS = {
    "euro": euro,
    "day": day,
    "moment": moment,
    "clock_time": clock_time,
    "number": number,
    "figure": figure,
    "word": word,
    "problem": text_of,
}
