"""What may have come twice: the same idea, people or place in one year. A hint, never a verdict (domain case 22)."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kiezfonds.ground.text import N_

SHORTEST = 4  # letters: „Hof“ is the place of half the ideas
SAME = (
    ("title", N_("gleicher Titel")),
    ("applicant_name", N_("gleiche Person")),
    ("group_name", N_("gleiche Gruppe")),
    ("place", N_("gleicher Ort")),
)
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Twin:
    row: Row
    reasons: tuple[str, ...]


def twins(row: Row, others: Iterable[Row]) -> list[Twin]:
    """Those of `others` that share something with `row`, the most alike first; reasons are source texts."""
    found = [Twin(other, reasons) for other in others if (reasons := _shared(row, other))]
    return sorted(found, key=lambda twin: -len(twin.reasons))


def _shared(row: Row, other: Row) -> tuple[str, ...]:
    return tuple(
        label
        for name, label in SAME
        if (len(key := _key(row[name])) >= SHORTEST and key == _key(other[name]))
        or (name == "applicant_name" and row["applicant"] == other["applicant"])
    )


def _key(text: str | None) -> str:
    """Letters and digits alone, in small: what differs in blanks and signs is the same."""
    return re.sub(r"[\W_]+", "", (text or "").casefold())
