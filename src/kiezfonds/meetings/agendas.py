"""What stands on an agenda, and in which order. No database: rows in, rows out."""

from collections.abc import Sequence
from typing import Any

from kiezfonds.meetings.rules import ItemKind, ItemState, meeting_reference

Row = dict[str, Any]

OPENING = "Eröffnung"
LAST_MINUTES = "Protokoll der Sitzung {ref}"
MISCELLANY = "Verschiedenes"
SAME = (
    *("version", "title", "year", "number", "applicant_kind", "group_name", "requested_cents"),
    *("smallest_useful_cents", "area", "fund", "lang", "summary"),
)
EMPTY = {
    **dict.fromkeys((*SAME, "id", "proposal", "proposal_state", "previous")),
    "applicant_kind": "",
    "group_name": "",
    "state": ItemState.LISTED.value,
}


def arranged(kept: Sequence[Row], admitted: Sequence[Row], last_meeting: Row | None = None) -> list[Row]:
    """The agenda of a meeting that has not begun: as somebody arranged it (`kept`), with what was admitted since.

    That stands before what closes the meeting. What is no longer admitted has left. Positions count from one.
    """
    ideas = {p["id"]: _idea(p) for p in sorted(admitted, key=lambda p: (p["year"], p["number"]))}
    if not kept:
        minutes = [_last_minutes(last_meeting)] if last_meeting else []
        return numbered([_item(ItemKind.OPENING, OPENING), *minutes, *ideas.values(), free_item(MISCELLANY)])
    found = [ideas.pop(item["proposal"], None) if item["proposal"] else item for item in kept]
    listed = [item for item in found if item is not None]
    end = len(listed)
    while end and listed[end - 1]["kind"] == ItemKind.FREE:
        end -= 1
    return numbered([*listed[:end], *ideas.values(), *listed[end:]])


def moved(items: Sequence[Row], position: int, *, is_up: bool) -> tuple[int, int] | None:
    """Which two positions change places; none where there is nowhere to go. What is called or done stays."""
    free = [item["position"] for item in items if item["state"] == ItemState.LISTED and not is_first(item)]
    if position not in free:
        return None
    to = free.index(position) + (-1 if is_up else 1)
    return (position, free[to]) if 0 <= to < len(free) else None


def is_first(item: Row) -> bool:
    return bool(item["kind"] == ItemKind.OPENING)


def free_item(title: str) -> Row:
    return _item(ItemKind.FREE, title)


def numbered(items: Sequence[Row]) -> list[Row]:
    return [{**item, "position": position} for position, item in enumerate(items, start=1)]


def _last_minutes(meeting: Row) -> Row:
    ref = meeting_reference(meeting["year"], meeting["number"])
    return {**_item(ItemKind.MINUTES, LAST_MINUTES.format(ref=ref)), "previous": meeting["id"]}


def _item(kind: ItemKind, title: str) -> Row:
    return {**EMPTY, "kind": kind.value, "title": title}


def _idea(proposal: Row) -> Row:
    same = {key: proposal[key] for key in SAME}
    kind, state = ItemKind.PROPOSAL.value, proposal["state"]
    return {**EMPTY, **same, "kind": kind, "proposal": proposal["id"], "proposal_state": state}
