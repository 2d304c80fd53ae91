"""Writing an idea down, handing it in, and moving it from state to state."""

from datetime import datetime, time

from kiezfonds.accounts.actions import add_person
from kiezfonds.audit.tables import AuditHead
from kiezfonds.database.work import locked, transaction
from kiezfonds.districts.rules import Tenant
from kiezfonds.ground.actors import Actor
from kiezfonds.ground.days import berlin_day, instant_of
from kiezfonds.ground.problems import Problem
from kiezfonds.ground.text import N_
from kiezfonds.proposals import queries
from kiezfonds.proposals.casework import next_date_ahead
from kiezfonds.proposals.changes import resubmit
from kiezfonds.proposals.content import (
    Declarations,
    IdeaPart,
    Part,
    WhatPart,
    problems_with_admission,
    problems_with_checking,
    problems_with_submission,
)
from kiezfonds.proposals.drafts import write_part
from kiezfonds.proposals.eligibility import (
    Answers,
    grounds_of,
    problems_with_formal_rejection,
    write_answers,
    write_rejection,
)
from kiezfonds.proposals.messages import confirm_receipt
from kiezfonds.proposals.queries import Row
from kiezfonds.proposals.rules import EDITABLE, WEB, ProposalState
from kiezfonds.proposals.sealing import seal_version
from kiezfonds.proposals.status_links import status_link
from kiezfonds.proposals.tables import Proposal, ProposalVersion
from kiezfonds.proposals.transitions import begin_check, locked_proposal, step
from kiezfonds.rounds.queries import rules_of
from kiezfonds.rounds.tables import DecisionDate

GONE = Problem(N_("Diese Idee ist schon abgeschickt."))


async def start_draft(
    district: int,
    fund: int,
    idea: WhatPart | IdeaPart,
    *,
    now: datetime,
    area: int | None = None,
    person: int | None = None,
    key: str = "",
    lang: str = "de",
) -> tuple[int, int]:
    """A new draft with its first page; returns the proposal and the person it belongs to.

    `area` is where somebody came from; the page about the place asks. Without a person a nameless one is made, who
    is asked for the name later. `key` marks the first page, so that it can be found when the same page is sent twice.
    """
    async with transaction():
        applicant = person or await add_person(district, now=now, lang=lang)
        row = Proposal(
            district=district,
            fund=fund,
            area=area,
            applicant=applicant,
            year=berlin_day(now).year,
            state=ProposalState.DRAFT.value,
            channel=WEB,
            draft_key=key,
            created_at=now,
        )
        (saved,) = await Proposal.insert(row).returning(Proposal.id)
        version = ProposalVersion(district=district, proposal=saved["id"], number=1, lang=lang)
        await ProposalVersion.insert(version)
        await save_page(district, saved["id"], idea, now=now)
    return int(saved["id"]), applicant


async def save_page(district: int, proposal: int, part: Part, *, now: datetime) -> bool:
    """Keep one page of what is being written; False when it was handed in meanwhile. Saving while typing is no act."""
    async with transaction():
        return await write_part(await locked_proposal(district, proposal), part, now)


async def submit(
    district: Tenant,
    proposal: int,
    *,
    by: Actor,
    now: datetime,
    declared: Declarations | None = None,
    token: str = "",
    base_url: str = "",
) -> list[Problem]:
    """Hand in a draft: fixes its version, gives it the next number and a decision date, confirms by mail.
    Where changes were asked for, hands in the changed version: number and date stay.

    After the deadline of its date it goes to the next published date of its area, marked as late. `token` makes the
    personal status link; without one a new link is made where there is an address to send it to.
    """
    async with transaction():
        draft = await locked_proposal(district.id, proposal)
        if draft["state"] not in EDITABLE:
            return [GONE]
        if declared is not None:
            await write_part(draft, declared, now)
        if draft["state"] == ProposalState.CHANGES_REQUESTED:
            return await resubmit(district, draft, by=by, now=now)
        row = await queries.proposal_by_id(district.id, proposal)
        if row is None:
            return [GONE]
        date = await reachable_date(district.id, row, now)
        rules = await rules_of(district.id, date["fund"] if date else row["fund"])
        content = queries.content_of(row, await queries.cost_items(district.id, row["version"]))
        held_on = berlin_day(date["held_at"]) if date else None
        problems = problems_with_submission(content, rules.fund, held_on, row["channel"])
        if problems or date is None:
            return problems
        await _hand_in(draft, row, date, by, now)
        link = await status_link(district, row["applicant"], now=now, token=token)
        sent = await queries.proposal_by_id(district.id, proposal)
        if sent is not None and sent["applicant_email"]:
            await confirm_receipt(district, sent, f"{base_url}{link}", now)
    return []


async def save_answers(district: int, proposal: int, answers: Answers, *, by: Actor, now: datetime) -> list[Problem]:
    """Keep what was answered so far; from now on the proposal is being checked."""
    async with transaction():
        row = await locked_proposal(district, proposal)
        problems = problems_with_checking(ProposalState(row["state"]))
        if not problems:
            await begin_check(row, by=by, now=now)
            await write_answers(district, proposal, answers, by=by, now=now)
    return problems


async def admit(district: int, proposal: int, answers: Answers, *, by: Actor, now: datetime) -> list[Problem]:
    """The jury will decide on it; where its meeting is over by now, the next one of its area."""
    async with transaction():
        row = await locked_proposal(district, proposal)
        rules = await rules_of(district, row["fund"])
        problems = [
            *problems_with_checking(ProposalState(row["state"])),
            *problems_with_admission(rules.fund.checklist, answers),
        ]
        if not problems:
            await begin_check(row, by=by, now=now)
            await _keep_ahead(row, now)
            await write_answers(district, proposal, answers, by=by, now=now)
            await step(row, ProposalState.ADMITTED, by=by, now=now)
    return problems


async def reject_formally(
    district: int, proposal: int, answers: Answers, reason: str, *, by: Actor, now: datetime, clause: str = ""
) -> list[Problem]:
    """It does not fit the rules; the jury only hears of it. What was answered with no, and a `clause` beside the
    checklist, are the grounds the letter names."""
    async with transaction():
        row = await locked_proposal(district, proposal)
        checklist = (await rules_of(district, row["fund"])).fund.checklist
        grounds = grounds_of(checklist, answers, clause)
        problems = [
            *problems_with_checking(ProposalState(row["state"])),
            *problems_with_formal_rejection(reason, grounds),
        ]
        if not problems:
            await begin_check(row, by=by, now=now)
            await write_answers(district, proposal, answers, by=by, now=now)
            await write_rejection(district, proposal, grounds, reason, by=by, now=now)
            await step(row, ProposalState.INELIGIBLE, by=by, now=now, reason=reason)
    return problems


async def move(
    district: int,
    proposal: int,
    to: ProposalState,
    *,
    by: Actor,
    now: datetime,
    reason: str = "",
    decision_date: int | None = None,
) -> None:
    """Every change of state goes through here: locked, checked against the table, written down as a row.

    `decision_date`: the date that decides from now on, when a deferred proposal is scheduled again.
    Raises WrongMove.
    """
    async with transaction():
        row = await locked_proposal(district, proposal)
        if decision_date is not None:
            await Proposal.update({Proposal.decision_date: decision_date}).where(Proposal.id == proposal)
        await step(row, to, by=by, now=now, reason=reason)


async def reachable_date(district: int, row: Row, now: datetime) -> Row | None:
    """The decision date a draft would get now: paper counts from the day of its receipt."""
    since = instant_of(row["received_on"], time()) if row["received_on"] else now
    found = await queries.dates_within_reach(district, row["area"], since, now)
    return found[0] if found else None


async def _keep_ahead(row: Row, now: datetime) -> None:
    """A check that took longer than its meeting loses nothing: the next meeting of the area decides."""
    date = await DecisionDate.select(DecisionDate.held_at).where(DecisionDate.id == row["decision_date"]).first()
    if date is not None and date["held_at"] > now:
        return
    ahead = await next_date_ahead(row["district"], row["area"], now)
    if ahead is not None:
        await Proposal.update({Proposal.decision_date: ahead["id"]}).where(Proposal.id == row["id"])


async def _hand_in(draft: Row, row: Row, date: Row, by: Actor, now: datetime) -> None:
    district = draft["district"]
    # The head of the audit chain is the one row of a district that every act takes in turn: under it numbers
    # have no gaps on either engine, and it is the last lock of the house's order anyway.
    await locked(AuditHead, AuditHead.district == district)
    number = await queries.last_number(district, date["year"]) + 1
    await ProposalVersion.update({ProposalVersion.submitted_at: now}).where(ProposalVersion.id == row["version"])
    await Proposal.update(
        {
            Proposal.year: date["year"],
            Proposal.number: number,
            Proposal.fund: date["fund"],
            Proposal.decision_date: date["id"],
            Proposal.is_late: row["decision_date"] is not None and row["decision_date"] != date["id"],
            Proposal.submitted_at: now,
            Proposal.received_on: row["received_on"] or berlin_day(now),
        }
    ).where(Proposal.district == district, Proposal.id == row["id"])
    await step(draft, ProposalState.SUBMITTED, by=by, now=now)
    await seal_version(district, row["id"], row["version"], by=by, now=now)
