"""Drafting minutes, saving their wording, making an edition."""

from datetime import datetime

from kiezfonds.audit.actions import record
from kiezfonds.database.errors import Duplicate
from kiezfonds.database.work import locked, rows, savepoint, transaction
from kiezfonds.districts.rules import Tenant
from kiezfonds.ground.actors import Actor
from kiezfonds.ground.problems import Problem
from kiezfonds.meetings.rules import MeetingState
from kiezfonds.minutes import queries, wording
from kiezfonds.minutes.approving import carry_approvals
from kiezfonds.minutes.editions import keep_edition
from kiezfonds.minutes.rules import Evening, MinutesState, Wording, problems_with_drafting
from kiezfonds.minutes.tables import Minutes, MinutesPassage


class Approved(Exception):  # noqa: N818 - read aloud: except Approved
    """Approved minutes are corrected, not changed; nothing was written."""


class Outdated(Exception):  # noqa: N818 - read aloud: except Outdated
    """Somebody else has saved in between; nothing was written."""


async def draft_minutes(district: Tenant, meeting: queries.Row, *, by: Actor, now: datetime) -> list[Problem]:
    """Minutes of a closed meeting, with a first sentence and a last; a second click changes nothing."""
    problems = problems_with_drafting(MeetingState(meeting["state"]))
    if problems:
        return problems
    evening = await queries.evening(district, meeting)
    async with transaction():
        try:
            async with savepoint():
                (saved,) = await Minutes.insert(_first_draft(district.id, evening, now)).returning(Minutes.id)
        except Duplicate:
            return []
        await record(district.id, "draft_minutes", by=by, now=now, meeting=meeting["id"], minutes=saved["id"])
        await carry_approvals(district.id, meeting["id"], by=by, now=now)
    return []


async def save_wording(district: int, minutes: int, version: int, text: Wording, *, by: Actor, now: datetime) -> int:
    """Returns the version now valid; raises Outdated where somebody else has saved other words since `version`."""
    async with transaction():
        (row,) = await locked(Minutes, Minutes.district == district, Minutes.id == minutes)
        stored = await queries.wording_of(district, row)
        if stored.is_same(text):
            return int(row["version"])
        if row["approved_at"] is not None:
            raise Approved
        if row["version"] != version:
            raise Outdated
        await Minutes.update(
            {
                Minutes.opening: text.opening,
                Minutes.closing: text.closing,
                Minutes.version: version + 1,
                Minutes.state: MinutesState.DRAFT.value,
                Minutes.circulated_at: None,
                Minutes.objections_until_on: None,
            }
        ).where(Minutes.id == minutes)
        await _save_gists(district, minutes, text)
        await record(district, "save_minutes", by=by, now=now, minutes=minutes, version=version + 1)
    return version + 1


async def issue_edition(
    district: int, minutes: int, version: int, number: int, pdf: bytes, chain: str, *, by: Actor, now: datetime
) -> str:
    """Keep a printed edition for ever; returns its SHA-256. Raises Outdated where words or number are taken."""
    async with transaction():
        (row,) = await locked(Minutes, Minutes.district == district, Minutes.id == minutes)
        if row["version"] != version or await _last_number(district, minutes) + 1 != number:
            raise Outdated
        digest = await keep_edition(row, number, pdf, chain, is_public=False, by=by, now=now)
        await Minutes.update({Minutes.state: MinutesState.ISSUED.value}).where(Minutes.id == minutes)
        await record(district, "issue_minutes", by=by, now=now, minutes=minutes, edition=number, sha256=digest)
    return digest


def _first_draft(district: int, evening: Evening, now: datetime) -> Minutes:
    return Minutes(
        district=district,
        meeting=evening.meeting,
        state=MinutesState.DRAFT.value,
        opening=wording.default_opening(evening),
        closing=wording.default_closing(evening),
        version=1,
        created_at=now,
        approved_at=None,
        circulated_at=None,
        objections_until_on=None,
        published_at=None,
        published_number=None,
    )


async def _save_gists(district: int, minutes: int, text: Wording) -> None:
    for item, gist in text.gists.items():
        passage = MinutesPassage(district=district, minutes=minutes, item=item, gist=gist)
        await MinutesPassage.insert(passage).on_conflict(
            target=(MinutesPassage.district, MinutesPassage.minutes, MinutesPassage.item),
            action="DO UPDATE",
            values=(MinutesPassage.gist,),
        )


async def _last_number(district: int, minutes: int) -> int:
    (found,) = await rows(
        "SELECT coalesce(max(e.number), 0) AS number FROM minutes_edition e WHERE e.district = {} AND e.minutes = {}",
        district,
        minutes,
    )
    return int(found["number"])
