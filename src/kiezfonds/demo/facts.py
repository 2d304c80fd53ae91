"""What is published: projects, places, days and where it was read (`data/SOURCES.md`)."""

import csv
import re
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import cache
from pathlib import Path

from kiezfonds.ground.days import next_working_day

HERE = Path(__file__).with_name("data")
EVENING = time(18)
WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag")
ADDRESS = re.compile(r"^\| (\w+) \| (\S+)", re.MULTILINE)


@dataclass(frozen=True)
class Project:
    """A project that a jury in Lichtenberg really funded; amounts are None where they are not published."""

    area: str
    is_area_assumed: bool
    year: str
    title: str
    summary: str
    kind: str
    organisation: str
    requested_cents: int | None
    granted_cents: int | None
    is_part: bool
    source: str


def projects() -> list[Project]:
    return [
        Project(
            area=row["area_played"],
            is_area_assumed=row["area_named"] != row["area_played"],
            year=row["year"],
            title=row["title"],
            summary=row["summary"],
            kind=row["applicant_kind"],
            organisation=row["organisation"],
            requested_cents=_cents(row["requested_cents"]),
            granted_cents=_cents(row["granted_cents"]),
            is_part=row["decision"] == "teilbewilligt",
            source=row["source"],
        )
        for row in _rows("projects.csv")
    ]


@dataclass(frozen=True)
class Place:
    """Where a jury is known to meet, on which day of the week and when."""

    place: str
    weekday: int
    begins: time


@dataclass(frozen=True)
class PublishedDay:
    """A deadline or a meeting that really was; the demo plays its own days after their pattern."""

    area: str
    kind: str
    day: date
    source: str


@cache
def places() -> dict[str, Place]:
    return {
        row["area"]: Place(row["place"], WEEKDAYS.index(row["weekday"]), time.fromisoformat(row["held_at"]))
        for row in _rows("places.csv")
    }


def published_days() -> list[PublishedDay]:
    return [
        PublishedDay(row["area"], row["kind"], date.fromisoformat(row["day"]), row["source"])
        for row in _rows("dates.csv")
    ]


def evening_of(area: str) -> time:
    known = places().get(area)
    return known.begins if known else EVENING


def usual_day(area: str, day: date) -> date:
    """The day of the week on which the area's jury is known to meet: the last working one until this day."""
    known = places().get(area)
    while next_working_day(day) != day or (known and day.weekday() != known.weekday):
        day -= timedelta(1)
    return day


def addresses() -> dict[str, str]:
    """Where each source can be read."""
    text = (HERE / "SOURCES.md").read_text(encoding="utf-8")
    return {found[1]: found[2] for found in ADDRESS.finditer(text) if "://" in found[2]}


def _rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _cents(text: str) -> int | None:
    return int(text) if text else None
