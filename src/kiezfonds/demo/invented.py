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
        return {name: _idea(name, row) for name, row in tomllib.load(file).items()}


def idea(name: str) -> Idea:
    return ideas()[name]


def _idea(name: str, row: dict[str, Any]) -> Idea:
    first = row["person"].split(maxsplit=1)[0].lower()
    return Idea(
        title=row["title"],
        summary=f"{row['summary']} {INVENTED_IDEA}",
        description=f"{row['text']}\n\nDieser Antrag ist ein erfundenes Beispiel.",
        place=row["place"],
        kind=ApplicantKind(row["kind"]),
        group=row.get("group", ""),
        person=row["person"],
        costs=tuple((label, count, each) for label, count, each in row["costs"]),
        smallest_cents=row["smallest"],
        email=f"{first}.erfunden@{DOMAIN.replace('.', '..') if name == MISTYPED else DOMAIN}",
    )
