"""Arranging the agenda, before the meeting and in it: another item, another order, an item taken off."""

from datetime import datetime
from typing import Any

from kiezfonds.audit.actions import record
from kiezfonds.database.changes import publish
from kiezfonds.database.work import locked, transaction
from kiezfonds.ground.actors import Actor
from kiezfonds.ground.problems import Problem
from kiezfonds.ground.text import N_
from kiezfonds.meetings import queries
from kiezfonds.meetings.actions import GONE, set_item_state, write_agenda
from kiezfonds.meetings.agendas import MISCELLANY, free_item, moved
from kiezfonds.meetings.rules import ItemKind, ItemState, MeetingState
from kiezfonds.meetings.tables import AgendaItem, Meeting

Row = dict[str, Any]

BEFORE = (MeetingState.PLANNED, MeetingState.INVITED)
RUNNING = (MeetingState.OPEN, MeetingState.SUSPENDED)
OVER = Problem(N_("Die Sitzung ist vorbei. Ihre Tagesordnung bleibt, wie sie war."))
NOWHERE = Problem(N_("Dieser Punkt kann nicht weiter verschoben werden."))
NO_TITLE = Problem(N_("Bitte geben Sie dem Punkt einen Namen."), "title")


async def add_item(district: int, meeting: int, title: str, *, by: Actor, now: datetime) -> list[Problem]:
    """A free item: before the opening ahead of „Verschiedenes“, in the meeting at the end."""
    if not title.strip():
        return [NO_TITLE]
    async with transaction():
        state, items = await _arrangeable(district, meeting)
        if state in BEFORE:
            end = len(items) - (1 if items and items[-1]["title"] == MISCELLANY else 0)
            await _write(district, meeting, [*items[:end], free_item(title.strip()), *items[end:]])
        elif state in RUNNING:
            await AgendaItem.insert(_new_row(district, meeting, await _last_position(district, meeting) + 1, title))
        else:
            return [OVER]
        await _say(district, "add_item", meeting, by, now)
    return []


async def move_item(
    district: int, meeting: int, position: int, is_up: bool, *, by: Actor, now: datetime
) -> list[Problem]:
    """One place up or down among what is still to come."""
    async with transaction():
        state, items = await _arrangeable(district, meeting)
        if state not in (*BEFORE, *RUNNING):
            return [OVER]
        places = moved(items, position, is_up=is_up)
        if places is None:
            return [NOWHERE]
        if state in BEFORE:
            await _write(district, meeting, _swapped(items, *places))
        else:
            await _swap(district, meeting, *places)
        await _say(district, "move_item", meeting, by, now, position=position, to=places[1])
    return []


async def remove_item(district: int, meeting: int, position: int, *, by: Actor, now: datetime) -> list[Problem]:
    """Takes off a free item or the last minutes. A proposal leaves only by being withdrawn or deferred."""
    async with transaction():
        state, items = await _arrangeable(district, meeting)
        found = next((item for item in items if item["position"] == position), None)
        if state not in (*BEFORE, *RUNNING):
            return [OVER]
        if found is None or found["kind"] not in (ItemKind.FREE, ItemKind.MINUTES):
            return [GONE]
        if found["state"] != ItemState.LISTED:
            return [GONE]
        if state in BEFORE:
            await _write(district, meeting, [item for item in items if item is not found])
        else:
            await set_item_state(district, found["id"], ItemState.WITHDRAWN)
        await _say(district, "remove_item", meeting, by, now, position=position)
    return []


async def _arrangeable(district: int, meeting: int) -> tuple[MeetingState, list[Row]]:
    (row,) = await locked(Meeting, Meeting.district == district, Meeting.id == meeting)
    return MeetingState(row["state"]), await queries.agenda(district, meeting)


async def _write(district: int, meeting: int, items: list[Row]) -> None:
    await write_agenda(district, meeting, [{**item, "position": n} for n, item in enumerate(items, start=1)])


def _swapped(items: list[Row], one: int, other: int) -> list[Row]:
    """They carry no number of their own: `_write` counts them anew."""
    listed = list(items)
    listed[one - 1], listed[other - 1] = listed[other - 1], listed[one - 1]
    return listed


async def _swap(district: int, meeting: int, one: int, other: int) -> None:
    """By way of a place nobody has: no two items ever stand on the same."""
    for at, to in ((one, 0), (other, one), (0, other)):
        await AgendaItem.update({AgendaItem.position: to}).where(
            AgendaItem.district == district, AgendaItem.meeting == meeting, AgendaItem.position == at
        )


def _new_row(district: int, meeting: int, position: int, title: str) -> AgendaItem:
    return AgendaItem(
        district=district,
        meeting=meeting,
        position=position,
        kind=ItemKind.FREE.value,
        title=title.strip(),
        proposal=None,
        version=None,
        state=ItemState.LISTED.value,
        previous=None,
    )


async def _last_position(district: int, meeting: int) -> int:
    found = (
        await AgendaItem.select(AgendaItem.position)
        .where(AgendaItem.district == district, AgendaItem.meeting == meeting)
        .order_by(AgendaItem.position, ascending=False)
        .first()
    )
    return int(found["position"]) if found else 0


async def _say(district: int, act: str, meeting: int, by: Actor, now: datetime, **facts: int) -> None:
    await publish(f"meeting:{meeting}")
    await record(district, act, by=by, now=now, secret=None, meeting=meeting, **facts)
