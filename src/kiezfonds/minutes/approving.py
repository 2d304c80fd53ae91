"""From the issued edition to the published one: circulated, objected to, approved, published, corrected."""

from datetime import date, datetime

from kiezfonds.audit.actions import record
from kiezfonds.database.work import locked, transaction
from kiezfonds.districts.rules import Tenant
from kiezfonds.ground.actors import Actor
from kiezfonds.ground.days import berlin_day
from kiezfonds.ground.problems import Problem
from kiezfonds.juries.queries import seats_with_contact
from kiezfonds.meetings.rules import meeting_reference
from kiezfonds.meetings.tables import Meeting
from kiezfonds.minutes import messages, queries
from kiezfonds.minutes.editions import keep_edition
from kiezfonds.minutes.rules import (
    ApprovalDraft,
    MinutesState,
    problems_with_approval,
    problems_with_circulation,
    problems_with_comment,
    problems_with_correction,
    problems_with_publishing,
    stage_of,
)
from kiezfonds.minutes.tables import Minutes, MinutesApproval, MinutesComment
from kiezfonds.scoring.actions import erase_notes


async def circulate(
    district: Tenant, meeting: queries.Row, until: date, *, page: str, by: Actor, now: datetime
) -> tuple[int, list[Problem]]:
    """The last edition goes to every member with an address; `page` is where they read it. Returns the mails."""
    members = await seats_with_contact(district.id, meeting["jury"], berlin_day(now))
    async with transaction():
        found = await queries.minutes_of(district.id, meeting["id"])
        if found is None:
            raise LookupError(meeting["id"])
        (row,) = await locked(Minutes, Minutes.district == district.id, Minutes.id == found["id"])
        problems = problems_with_circulation(stage_of(row), until, berlin_day(now))
        if problems:
            return 0, problems
        await Minutes.update({Minutes.circulated_at: now, Minutes.objections_until_on: until}).where(
            Minutes.district == district.id, Minutes.id == row["id"]
        )
        told = [seat for seat in members if seat["email"]]
        for seat in told:
            await messages.post_circulation(district.id, meeting, seat, until, page=page, now=now)
        await record(district.id, "circulate_minutes", by=by, now=now, minutes=row["id"], mails=len(told))
    return len(told), []


async def object_to(district: int, minutes: int, seat: int, remark: str, *, by: Actor, now: datetime) -> list[Problem]:
    """A member says what is not right; the office sees it beside the text."""
    async with transaction():
        (row,) = await locked(Minutes, Minutes.district == district, Minutes.id == minutes)
        problems = problems_with_comment(stage_of(row), row["objections_until_on"], berlin_day(now), remark)
        if problems:
            return problems
        editions = await queries.editions(district, minutes)
        await MinutesComment.insert(
            MinutesComment(
                district=district,
                minutes=minutes,
                seat=seat,
                edition=editions[0]["number"],
                remark=remark.strip(),
                made_at=now,
            )
        )
        await record(district, "object_to_minutes", by=by, now=now, minutes=minutes, seat=seat)
    return []


async def approve_minutes(
    district: int, minutes: int, draft: ApprovalDraft | None = None, *, by: Actor, now: datetime
) -> list[Problem]:
    """The jury has approved the last edition. The members' private notes end here, as the field promised them."""
    async with transaction():
        (row,) = await locked(Minutes, Minutes.district == district, Minutes.id == minutes)
        problems = problems_with_approval(MinutesState(row["state"]), is_approved=row["approved_at"] is not None)
        if problems:
            return problems
        draft = draft or ApprovalDraft(berlin_day(now), "")
        editions = await queries.editions(district, minutes)
        await Minutes.update({Minutes.approved_at: now}).where(Minutes.id == minutes)
        await MinutesApproval.insert(
            MinutesApproval(
                district=district,
                minutes=minutes,
                edition=editions[0]["number"],
                approved_on=draft.approved_on,
                how=draft.how,
                ballot=draft.ballot,
                noted_at=now,
            )
        )
        await erase_notes(district, await queries.versions_of(district, row["meeting"]))
        await record(
            district,
            "approve_minutes",
            by=by,
            now=now,
            minutes=minutes,
            edition=editions[0]["number"],
            ballot=draft.ballot,
        )
    return []


async def carry_approvals(district: int, meeting: int, *, by: Actor, now: datetime) -> None:
    """What this meeting said yes to: the minutes of the one before, where they are issued and still open."""
    for ballot in await queries.approved_in(district, meeting):
        earlier = await queries.minutes_of(district, ballot["previous"])
        if earlier is not None:
            await approve_minutes(district, earlier["id"], approval_by(ballot), by=by, now=now)


def approval_by(ballot: queries.Row) -> ApprovalDraft:
    ref = meeting_reference(ballot["year"], ballot["meeting_number"])
    votes = f"{ballot['yes_count']} Ja, {ballot['no_count']} Nein, {ballot['abstain_count']} Enthaltungen"
    how = f"In der Sitzung {ref}, Abstimmung {ballot['number']}: {votes}"
    return ApprovalDraft(berlin_day(ballot["closed_at"]), how, ballot["id"])


async def publish_minutes(
    district: int, minutes: int, number: int, pdf: bytes, chain: str, *, by: Actor, now: datetime
) -> list[Problem]:
    """The public edition of the approved one, kept for ever beside it. Everyone sees the newest."""
    async with transaction():
        (row,) = await locked(Minutes, Minutes.district == district, Minutes.id == minutes)
        problems = problems_with_publishing(stage_of(row))
        if problems:
            return problems
        digest = await keep_edition(row, number, pdf, chain, is_public=True, by=by, now=now)
        await Minutes.update({Minutes.published_at: now, Minutes.published_number: number}).where(Minutes.id == minutes)
        await Meeting.update({Meeting.minutes_public_at: now}).where(
            Meeting.district == district, Meeting.id == row["meeting"]
        )
        await record(district, "publish_minutes", by=by, now=now, minutes=minutes, edition=number, sha256=digest)
    return []


async def begin_correction(district: int, minutes: int, note: str, *, by: Actor, now: datetime) -> list[Problem]:
    """A new edition begins; the old one stays for the office, and for everyone until the new one is published."""
    async with transaction():
        (row,) = await locked(Minutes, Minutes.district == district, Minutes.id == minutes)
        problems = problems_with_correction(stage_of(row), note)
        if problems:
            return problems
        await Minutes.update(
            {
                Minutes.state: MinutesState.DRAFT.value,
                Minutes.correction: note.strip(),
                Minutes.approved_at: None,
                Minutes.circulated_at: None,
                Minutes.objections_until_on: None,
                Minutes.published_at: None,
            }
        ).where(Minutes.id == minutes)
        await record(district, "correct_minutes", by=by, now=now, minutes=minutes, secret={"note": note})
    return []
