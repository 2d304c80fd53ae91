"""Planning, inviting, opening and closing a meeting, and calling its items."""

from datetime import datetime
from typing import Any

from kiezfonds.audit.actions import record
from kiezfonds.database.changes import publish
from kiezfonds.database.work import locked, transaction
from kiezfonds.districts.tables import District
from kiezfonds.ground.actors import Actor
from kiezfonds.ground.days import berlin_day, berlin_wall
from kiezfonds.ground.problems import Problem
from kiezfonds.ground.text import N_
from kiezfonds.juries.queries import jury_of_area, seats_with_contact
from kiezfonds.juries.rules import Function
from kiezfonds.meetings import messages, queries
from kiezfonds.meetings.attendance import members
from kiezfonds.meetings.presence import end_all_stays
from kiezfonds.meetings.rules import (
    BallotState,
    ItemKind,
    ItemState,
    MeetingState,
    may_move,
)
from kiezfonds.meetings.tables import AgendaItem, Ballot, Meeting
from kiezfonds.proposals.actions import move
from kiezfonds.proposals.rules import ProposalState
from kiezfonds.proposals.tables import Proposal
from kiezfonds.rounds.queries import decision_date, rules_of

Row = dict[str, Any]

NOT_OPEN = Problem(N_("Die Sitzung läuft nicht. Vielleicht wurde sie inzwischen geschlossen."))
PLANNED_ALREADY = Problem(N_("Für diesen Termin gibt es schon eine Sitzung."))
NO_JURY = Problem(N_("Dieses Gebiet hat noch keine Jury. Legen Sie zuerst die Jury an."))
NO_MEMBERS = Problem(N_("Die Jury hat noch keine Mitglieder."), clause="§ 90 Abs. 1 VwVfG")
BALLOT_RUNS = Problem(N_("Es läuft noch eine Abstimmung, oder ein Ergebnis ist noch nicht bestätigt."))
DONE_BY_ITSELF = (ItemKind.OPENING, ItemKind.FREE)  # called, then done; the others end with a resolution
NOT_REACHED = "In der Sitzung nicht mehr entschieden"
TOO_EARLY = Problem(
    N_("Eröffnet wird am Tag, zu dem eingeladen ist. Bis dahin können noch Ideen und Mitglieder dazukommen."),
    clause="§ 90 Abs. 1 VwVfG",
)
GONE = Problem(N_("Dieser Punkt steht nicht mehr an. Er ist erledigt oder zurückgezogen."))


async def plan_meeting(district: int, date: int, *, by: Actor, now: datetime) -> tuple[str, list[Problem]]:
    """One meeting for a published decision date, chaired by the jury's chair; returns „2026-3"."""
    planned = await decision_date(district, date)
    if planned is None:
        raise LookupError(date)
    jury = await jury_of_area(district, planned["area"], berlin_day(planned["held_at"]))
    if jury is None:
        return "", [NO_JURY]
    async with transaction():
        await locked(District, District.id == district)  # one number each, also for two who plan at once
        year = berlin_wall(planned["held_at"]).year
        known = await locked(Meeting, Meeting.district == district, Meeting.decision_date == date)
        if known:
            return "", [PLANNED_ALREADY]
        number = await queries.last_number(district, year) + 1
        rules = await rules_of(district, planned["fund"])
        row: Any = Meeting(
            district=district,
            jury=jury["id"],
            decision_date=date,
            chair=None,
            year=year,
            number=number,
            state=MeetingState.PLANNED.value,
            begins_at=planned["held_at"],
            place=planned["place"],
            is_public=rules.voting.is_meeting_public,
            created_at=now,
            invited_at=None,
            opened_at=None,
            closed_at=None,
        )
        facts: Any = {"jury": jury["id"], "begins_at": planned["held_at"]}
        row.chair = next((s["id"] for s in await members(district, facts) if s["function"] == Function.CHAIR), None)
        (saved,) = await Meeting.insert(row).returning(Meeting.id)
        await record(district, "plan_meeting", by=by, now=now, meeting=saved["id"], decision_date=date)
    return f"{year}-{number}", []


async def set_chair(district: int, meeting: int, seat: int, *, by: Actor, now: datetime) -> list[Problem]:
    """Also during the meeting: a chair with a conflict hands over for that item (§ 20 VwVfG)."""
    async with transaction():
        row = await _locked_meeting(district, meeting)
        if row["state"] == MeetingState.CLOSED:
            return [NOT_OPEN]
        if seat not in {s["id"] for s in await members(district, row)}:
            return [Problem(N_("Die Leitung muss Mitglied der Jury sein."), "seat")]
        await Meeting.update({Meeting.chair: seat}).where(Meeting.district == district, Meeting.id == meeting)
        await publish(f"meeting:{meeting}")
        await record(district, "set_chair", by=by, now=now, meeting=meeting, seat=seat, before=row["chair"])
    return []


async def invite(district: int, meeting: int, *, page: str, by: Actor, now: datetime) -> tuple[int, list[Problem]]:
    """Mail to every member with an address; who has none gets the letter that the office sends. Returns the mails.

    `page` is the full address of the meeting's public page.
    """
    row = await queries.meeting_by_id(district, meeting)
    if row is None:
        raise LookupError(meeting)
    listed = await seats_with_contact(district, row["jury"], berlin_day(row["begins_at"]))
    titles = [item["title"] for item in await queries.agenda(district, meeting)]
    async with transaction():
        current = await _locked_meeting(district, meeting)
        state = MeetingState(current["state"])
        if state not in (MeetingState.PLANNED, MeetingState.INVITED):
            return 0, [Problem(N_("Eingeladen wird, bevor die Sitzung beginnt."))]
        if not listed:
            return 0, [NO_MEMBERS]
        with_mail = [seat for seat in listed if seat["email"]]
        for seat in with_mail:
            await messages.post_invitation(district, row, seat, titles, page=page, now=now)
        await Meeting.update({Meeting.state: MeetingState.INVITED.value, Meeting.invited_at: now}).where(
            Meeting.district == district, Meeting.id == meeting
        )
        await publish(f"meeting:{meeting}")
        await record(
            district, "invite_jury", by=by, now=now, meeting=meeting, members=len(listed), mails=len(with_mail)
        )
    return len(with_mail), []


async def open_meeting(district: int, meeting: int, *, by: Actor, now: datetime) -> list[Problem]:
    """The agenda is fixed: each proposal in the version that is admitted now."""
    async with transaction():
        row = await _locked_meeting(district, meeting)
        if not may_move(MeetingState(row["state"]), MeetingState.OPEN):
            text = N_(
                "Die Sitzung kann nicht eröffnet werden: Sie läuft schon, ist beendet oder niemand ist eingeladen."
            )
            return [Problem(text, clause="§ 90 Abs. 1 VwVfG")]
        if berlin_day(now) < berlin_day(row["begins_at"]):
            return [TOO_EARLY]
        await _lock_proposals(await queries.agenda(district, meeting))
        items = await queries.agenda(district, meeting)
        await write_agenda(district, meeting, items)
        await set_item_state(district, (await queries.agenda(district, meeting))[0]["id"], ItemState.CALLED)
        for item in items:
            if item["proposal"] and item["proposal_state"] != ProposalState.SCHEDULED:
                to, date = ProposalState.SCHEDULED, row["decision_date"]
                await move(district, item["proposal"], to, by=by, now=now, decision_date=date)
        await Meeting.update({Meeting.state: MeetingState.OPEN.value, Meeting.opened_at: now}).where(
            Meeting.district == district, Meeting.id == meeting
        )
        await publish(f"meeting:{meeting}")
        await record(district, "open_meeting", by=by, now=now, meeting=meeting)
    return []


async def call_item(district: int, meeting: int, position: int, *, by: Actor, now: datetime) -> list[Problem]:
    """This item now. The one before goes back to the list, the opening is done with."""
    async with transaction():
        row = await _locked_meeting(district, meeting)
        if row["state"] != MeetingState.OPEN:
            return [NOT_OPEN]
        if await has_running_ballot(district, meeting):
            return [BALLOT_RUNS]
        await _lock_proposals(await queries.agenda(district, meeting))
        items = await queries.agenda(district, meeting)
        called = next((item for item in items if item["position"] == position), None)
        if called is None or called["state"] not in (ItemState.LISTED, ItemState.CALLED):
            return [GONE]
        if called["state"] == ItemState.CALLED:
            return []
        if called["proposal_state"] == ProposalState.SCHEDULED:
            await move(district, called["proposal"], ProposalState.IN_DELIBERATION, by=by, now=now)
        for item in items:
            if item["state"] == ItemState.CALLED:
                is_done = item["kind"] in DONE_BY_ITSELF
                await set_item_state(district, item["id"], ItemState.DECIDED if is_done else ItemState.LISTED)
        await set_item_state(district, called["id"], ItemState.CALLED)
        await publish(f"meeting:{meeting}")
        await record(district, "call_item", by=by, now=now, meeting=meeting, item=called["id"])
    return []


async def close_meeting(district: int, meeting: int, *, by: Actor, now: datetime) -> list[Problem]:
    """Who is still there leaves now; what was not decided waits for the area's next meeting."""
    async with transaction():
        row = await _locked_meeting(district, meeting)
        if row["state"] != MeetingState.OPEN:
            return [NOT_OPEN]
        if await has_running_ballot(district, meeting):
            return [BALLOT_RUNS]
        await put_off_the_rest(district, meeting, NOT_REACHED, by=by, now=now)
        await end_all_stays(district, meeting, now)
        await Meeting.update({Meeting.state: MeetingState.CLOSED.value, Meeting.closed_at: now}).where(
            Meeting.district == district, Meeting.id == meeting
        )
        await publish(f"meeting:{meeting}")
        await record(district, "close_meeting", by=by, now=now, meeting=meeting)
    return []


async def put_off_the_rest(district: int, meeting: int, reason: str, *, by: Actor, now: datetime) -> None:
    """What was not decided is deferred; whose turn it was and needs no decision is done."""
    await _lock_proposals(await queries.agenda(district, meeting))
    for item in await queries.agenda(district, meeting):
        if item["state"] not in (ItemState.LISTED, ItemState.CALLED):
            continue
        is_done = item["kind"] in DONE_BY_ITSELF and item["state"] == ItemState.CALLED
        await set_item_state(district, item["id"], ItemState.DECIDED if is_done else ItemState.NOT_REACHED)
        if item["proposal_state"] in (ProposalState.SCHEDULED, ProposalState.IN_DELIBERATION):
            await move(district, item["proposal"], ProposalState.DEFERRED, by=by, now=now, reason=reason)


async def write_agenda(district: int, meeting: int, items: list[Row]) -> None:
    """The whole agenda of a meeting that has not begun, so nothing refers to its items yet."""
    await AgendaItem.delete().where(AgendaItem.district == district, AgendaItem.meeting == meeting)
    await AgendaItem.insert(
        *(
            AgendaItem(
                district=district,
                meeting=meeting,
                position=item["position"],
                kind=item["kind"],
                title=item["title"],
                proposal=item["proposal"],
                version=item["version"],
                state=ItemState.LISTED.value,
                previous=item["previous"],
            )
            for item in items
        )
    )


async def set_item_state(district: int, item: int, state: ItemState) -> None:
    await AgendaItem.update({AgendaItem.state: state.value}).where(
        AgendaItem.district == district, AgendaItem.id == item
    )


async def _locked_meeting(district: int, meeting: int) -> Row:
    (row,) = await locked(Meeting, Meeting.district == district, Meeting.id == meeting)
    return row


async def _lock_proposals(items: list[Row]) -> None:
    """All of them before the first line of the chain: the audit head is the last lock of the house's order."""
    await locked(Proposal, Proposal.id.is_in([item["proposal"] or 0 for item in items]))


async def has_running_ballot(district: int, meeting: int) -> bool:
    return await Ballot.exists().where(
        Ballot.district == district,
        Ballot.meeting == meeting,
        Ballot.state.is_in([BallotState.OPEN.value, BallotState.CLOSED.value]),
    )
