"""Pauses of a meeting, and who is there beside the members: the recorder, staff of the office, guests."""

from datetime import datetime
from typing import Any

from kiezfonds.audit.actions import record
from kiezfonds.database.changes import publish
from kiezfonds.database.work import locked, rows, transaction
from kiezfonds.ground.actors import Actor
from kiezfonds.ground.problems import Problem
from kiezfonds.ground.text import N_
from kiezfonds.meetings.actions import BALLOT_RUNS, NOT_OPEN, has_running_ballot
from kiezfonds.meetings.rules import MeetingState, may_move
from kiezfonds.meetings.tables import Meeting, MeetingPause
from kiezfonds.meetings.vocabulary import Company

Row = dict[str, Any]

OVER = Problem(N_("Die Sitzung ist vorbei. Was jetzt noch fehlt, kommt in den Wortlaut der Niederschrift."))


async def set_company(district: int, meeting: int, company: Company, *, by: Actor, now: datetime) -> list[Problem]:
    async with transaction():
        (row,) = await locked(Meeting, Meeting.district == district, Meeting.id == meeting)
        if row["state"] in (MeetingState.CLOSED, MeetingState.CANCELLED):
            return [OVER]
        await Meeting.update(
            {
                Meeting.recorder: company.recorder,
                Meeting.staff_present: company.staff,
                Meeting.guest_count: company.guests,
            }
        ).where(Meeting.district == district, Meeting.id == meeting)
        await publish(f"meeting:{meeting}")
        names = {"recorder": company.recorder, "staff": company.staff}
        await record(*(district, "set_company"), by=by, now=now, meeting=meeting, guests=company.guests, secret=names)
    return []


async def suspend(district: int, meeting: int, *, by: Actor, now: datetime) -> list[Problem]:
    """A pause: nothing is called or voted on until the meeting goes on."""
    async with transaction():
        (row,) = await locked(Meeting, Meeting.district == district, Meeting.id == meeting)
        if not may_move(MeetingState(row["state"]), MeetingState.SUSPENDED):
            return [NOT_OPEN]
        if await has_running_ballot(district, meeting):
            return [BALLOT_RUNS]
        await MeetingPause.insert(MeetingPause(district=district, meeting=meeting, from_at=now, until_at=None))
        await _set_state(district, meeting, MeetingState.SUSPENDED)
        await record(district, "suspend_meeting", by=by, now=now, meeting=meeting)
    return []


async def resume(district: int, meeting: int, *, by: Actor, now: datetime) -> list[Problem]:
    async with transaction():
        (row,) = await locked(Meeting, Meeting.district == district, Meeting.id == meeting)
        if row["state"] != MeetingState.SUSPENDED:
            return [NOT_OPEN]
        await MeetingPause.update({MeetingPause.until_at: now}).where(
            MeetingPause.district == district, MeetingPause.meeting == meeting, MeetingPause.until_at.is_null()
        )
        await _set_state(district, meeting, MeetingState.OPEN)
        await record(district, "resume_meeting", by=by, now=now, meeting=meeting)
    return []


async def pauses(district: int, meeting: int) -> list[Row]:
    return await rows(
        "SELECT p.from_at, p.until_at FROM meeting_pause p WHERE p.district = {} AND p.meeting = {} ORDER BY p.from_at",
        district,
        meeting,
    )


async def _set_state(district: int, meeting: int, state: MeetingState) -> None:
    await Meeting.update({Meeting.state: state.value}).where(Meeting.district == district, Meeting.id == meeting)
    await publish(f"meeting:{meeting}")
