"""Ideas that nobody has had (`data/invented.toml`): each one says so in its summary."""

import tomllib
from functools import cache
from typing import Any

from kiezfonds.demo.cast import DOMAIN
from kiezfonds.demo.facts import HERE
from kiezfonds.demo.ideas import INVENTED_IDEA, Idea
from kiezfonds.proposals.content import ApplicantKind

TODAY = ("bench", "repair", "cooking", "stories", "shade", "phones")
PICTURED, MISTYPED = "shade", "shelf"
"""The idea that brings a picture; the one whose address was read wrong, so that its mail cannot go out."""


@cache
def ideas() -> dict[str, Idea]:
    """By their names in the file."""
    with (HERE / "invented.toml").open("rb") as file:
        rows = tomllib.load(file)
    return {name: _idea(name, row, number) for number, (name, row) in enumerate(rows.items(), start=1)}


def idea(name: str) -> Idea:
    return ideas()[name]


def _idea(name: str, row: dict[str, Any], number: int) -> Idea:
    first = row["person"].split(maxsplit=1)[0].lower()
    return Idea(
        title=row["title"],
        summary=f"{row['summary']} {INVENTED_IDEA}",
        description=row["text"],
        place=row["place"],
        kind=ApplicantKind(row["kind"]),
        group=row.get("group", ""),
        person=row["person"],
        costs=tuple((label, count, each) for label, count, each in row["costs"]),
        smallest_cents=row["smallest"],
        street=f"Musterweg {number}",
        work=row.get("work", "Vorbereiten, aufbauen und aufräumen machen wir selbst."),
        email=f"{first}.erfunden@{DOMAIN.replace('.', '..') if name == MISTYPED else DOMAIN}",
    )
