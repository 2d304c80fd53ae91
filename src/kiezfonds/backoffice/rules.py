"""What is due, for whom and until when: one line for one act, from what the queries found."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Final

from kiezfonds.accounts.rules import Role
from kiezfonds.ground.text import N_

Row = Mapping[str, Any]
Path = tuple[object, ...]

WEEK: Final = timedelta(days=7)
MOST_ALIKE: Final = 8
OFFICE: Final = frozenset({Role.COORDINATOR})
DISTRICT: Final = frozenset({Role.DISTRICT_OFFICE})
EITHER: Final = OFFICE | DISTRICT


class When(StrEnum):
    TODAY = "today"
    WEEK = "week"
    WAITING = "waiting"

    @property
    def label(self) -> str:
        return WHEN_LABELS[self]


WHEN_LABELS = {
    When.TODAY: N_("Heute"),
    When.WEEK: N_("Diese Woche"),
    When.WAITING: N_("Wartet auf andere"),
}


@dataclass(frozen=True)
class Due:
    """One act. `text` is a German msgid with {values}; `path` follows the district's address; `roles` may do it."""

    text: str
    path: Path
    when: When
    roles: frozenset[Role]
    values: Mapping[str, object] = field(default_factory=dict)
    place: str = ""
    due_on: date | None = None
    held_on: date | None = None
    list_path: Path = ()
    waits_for: str = ""


@dataclass(frozen=True)
class Watcher:
    """Who sits at the desk."""

    person: int
    roles: frozenset[Role]


def seen_by(watcher: Watcher, lines: Iterable[Due]) -> dict[When, list[Due]]:
    """The district office alone sees what it may do itself; others see the rest as waiting for somebody else."""
    own_only = watcher.roles == DISTRICT
    seen: dict[When, list[Due]] = {when: [] for when in When}
    for line in lines:
        is_own = bool(watcher.roles & line.roles)
        if own_only and not is_own:
            continue
        shown = line if is_own else _waiting(line)
        seen[shown.when].append(shown)
    return {when: _folded(sorted(found, key=_urgency)) for when, found in seen.items()}


def when_due(due_on: date, today: date) -> When | None:
    """None: not within a week."""
    if due_on <= today:
        return When.TODAY
    return When.WEEK if due_on <= today + WEEK else None


def _waiting(line: Due) -> Due:
    others = N_("das Bezirksamt") if line.roles == DISTRICT else N_("die Stadtteilkoordination")
    return replace(line, when=When.WAITING, waits_for=line.waits_for or others)


def _urgency(line: Due) -> tuple[bool, date, str, str]:
    day = line.due_on or line.held_on or date.max
    return (day == date.max, day, line.text, str(line.values.get("reference", "")))


def _folded(lines: list[Due]) -> list[Due]:
    """Of many lines alike the first few, and after them one that leads to the list."""
    kept: list[Due] = []
    alike = Counter(line.text for line in lines)
    shown: Counter[str] = Counter()
    for line in lines:
        shown[line.text] += 1
        if not line.list_path or shown[line.text] <= MOST_ALIKE:
            kept.append(line)
        elif shown[line.text] == MOST_ALIKE + 1:
            kept.append(_rest(line, alike[line.text] - MOST_ALIKE))
    return kept


def _rest(line: Due, count: int) -> Due:
    text = N_("Noch {count} von derselben Art")
    return Due(text, line.list_path, line.when, line.roles, {"count": count}, waits_for=line.waits_for)
