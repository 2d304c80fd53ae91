"""What is published: projects, places and where it was read (`data/SOURCES.md`)."""

import csv
import re
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).with_name("data")
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


def places() -> dict[str, str]:
    """Where a jury is known to meet, by area."""
    return {row["area"]: row["place"] for row in _rows("places.csv")}


def addresses() -> dict[str, str]:
    """Where each source can be read."""
    text = (HERE / "SOURCES.md").read_text(encoding="utf-8")
    return {found[1]: found[2] for found in ADDRESS.finditer(text) if "://" in found[2]}


def _rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _cents(text: str) -> int | None:
    return int(text) if text else None
