"""Coming and going: presence is a series of stays, never a flag."""

from datetime import datetime
from typing import Any

from kiezfonds.audit.actions import record
from kiezfonds.database.changes import publish
from kiezfonds.database.work import locked, transaction
from kiezfonds.ground.actors import Actor
from kiezfonds.ground.problems import Problem
from kiezfonds.ground.text import N_
from kiezfonds.meetings.attendance import members
from kiezfonds.meetings.rules import MeetingState
from kiezfonds.meetings.tables import Meeting, Presence

STRANGER = Problem(N_("Diese Person ist nicht Mitglied der Jury."))
NOT_NOW = Problem(N_("Anwesenheit wird während der Sitzung festgehalten. Die Sitzung läuft nicht."))


async def set_presence(
    district: int, meeting: int, seat: int, is_present: bool, *, by: Actor, now: datetime
) -> list[Problem]:
    """Says how it shall be, so a second tap changes nothing. From the invitation on: people come early."""
    async with transaction():
        (row,) = await locked(Meeting, Meeting.district == district, Meeting.id == meeting)
        if row["state"] not in (MeetingState.INVITED, MeetingState.OPEN, MeetingState.SUSPENDED):
            return [NOT_NOW]
        if seat not in {s["id"] for s in await members(district, row)}:
            return [STRANGER]
        stay = await Presence.select(Presence.id).where(*_current(district, meeting), Presence.seat == seat).first()
        if (stay is not None) == is_present:
            return []
        if is_present:
            await Presence.insert(Presence(district=district, meeting=meeting, seat=seat, from_at=now, until_at=None))
        elif stay is not None:
            await Presence.update({Presence.until_at: now}).where(Presence.id == stay["id"])
        await publish(f"meeting:{meeting}")
        await record(district, "set_presence", by=by, now=now, meeting=meeting, seat=seat, is_present=is_present)
    return []


async def end_all_stays(district: int, meeting: int, now: datetime) -> None:
    await Presence.update({Presence.until_at: now}).where(*_current(district, meeting))


def _current(district: int, meeting: int) -> tuple[Any, ...]:
    return (Presence.district == district, Presence.meeting == meeting, Presence.until_at.is_null())
