"""Who says that they will come: for the quorum one may expect, never for the one that counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kiezfonds.database.work import Row, locked, rows, transaction
from kiezfonds.ground.days import berlin_day
from kiezfonds.ground.problems import Problem
from kiezfonds.ground.text import N_
from kiezfonds.juries.queries import seats_of_person
from kiezfonds.meetings.rules import MeetingState
from kiezfonds.meetings.tables import Meeting, MeetingReply

OVER = Problem(N_("Die Sitzung hat schon begonnen oder ist vorbei."))
NOT_THEIRS = Problem(N_("Diese Sitzung ist nicht Ihre."))


class Answer(StrEnum):
    YES = "yes"
    NO = "no"


@dataclass(frozen=True)
class Expected:
    yes: int = 0
    no: int = 0
    open: int = 0

    @property
    def appointed(self) -> int:
        return self.yes + self.no + self.open


EXPECTED = """
SELECT m.id, r.answer, count(*) AS count FROM meeting m
JOIN seat s ON s.jury = m.jury AND s.ended_on IS NULL
LEFT JOIN meeting_reply r ON r.district = m.district AND r.meeting = m.id AND r.seat = s.id
WHERE m.district = {} AND m.id IN (PLACES) GROUP BY m.id, r.answer
"""


async def reply(district: int, meeting: int, person: int, answer: Answer, *, now: datetime) -> list[Problem]:
    """The member's own word, to be changed until the meeting opens. Not an act: no line in the chain."""
    async with transaction():
        found = await locked(Meeting, Meeting.district == district, Meeting.id == meeting)
        if not found:
            raise LookupError("no such meeting")
        seats = await seats_of_person(district, person, berlin_day(now))
        seat = next((seat["id"] for seat in seats if seat["jury"] == found[0]["jury"]), None)
        if seat is None:
            return [NOT_THEIRS]
        if found[0]["state"] not in (MeetingState.PLANNED, MeetingState.INVITED):
            return [OVER]
        row = MeetingReply(district=district, meeting=meeting, seat=seat, answer=answer.value, replied_at=now)
        await MeetingReply.insert(row).on_conflict(
            target=(MeetingReply.district, MeetingReply.meeting, MeetingReply.seat),
            action="DO UPDATE",
            values=[MeetingReply.answer, MeetingReply.replied_at],
        )
    return []


async def expected(district: int, meetings: Sequence[int]) -> dict[int, Expected]:
    """How many members come, do not come, have not said: all meetings in one query."""
    if not meetings:
        return {}
    sql = EXPECTED.replace("PLACES", ", ".join(["{}"] * len(meetings)))
    counts: dict[int, dict[str, int]] = {id: {} for id in meetings}
    for row in await rows(sql, district, *meetings):
        counts[row["id"]][row["answer"] or "open"] = row["count"]
    return {id: Expected(found.get("yes", 0), found.get("no", 0), found.get("open", 0)) for id, found in counts.items()}


async def replies_of(district: int, person: int) -> dict[int, str]:
    """A person's own words by meeting."""
    found = await rows(
        "SELECT r.meeting, r.answer FROM meeting_reply r JOIN seat s ON s.id = r.seat"
        " WHERE r.district = {} AND s.person = {}",
        district,
        person,
    )
    return {row["meeting"]: row["answer"] for row in found}


async def replies(district: int, meeting: int) -> list[Row]:
    """Every member with their word, for the office."""
    return await rows(
        "SELECT s.number, p.name, r.answer, r.replied_at FROM meeting m"
        " JOIN seat s ON s.jury = m.jury AND s.ended_on IS NULL JOIN person p ON p.id = s.person"
        " LEFT JOIN meeting_reply r ON r.district = m.district AND r.meeting = m.id AND r.seat = s.id"
        " WHERE m.district = {} AND m.id = {} ORDER BY s.number",
        district,
        meeting,
    )
