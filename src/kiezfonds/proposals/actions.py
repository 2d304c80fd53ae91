"""Writing an idea down, handing it in, and moving it from state to state."""

from datetime import date, datetime, time

from kiezfonds.accounts.actions import add_person
from kiezfonds.accounts.sessions import new_link
from kiezfonds.audit.actions import record
from kiezfonds.audit.tables import AuditHead
from kiezfonds.database.work import locked, transaction
from kiezfonds.districts.rules import Tenant
from kiezfonds.ground.actors import Actor
from kiezfonds.ground.days import berlin_day, instant_of
from kiezfonds.ground.problems import Problem
from kiezfonds.ground.text import N_
from kiezfonds.proposals import queries
from kiezfonds.proposals.content import (
    NO_DATE,
    Content,
    CostsPart,
    IdeaPart,
    Part,
    PersonPart,
    problems_with_admission,
    problems_with_checking,
    problems_with_formal_rejection,
    problems_with_submission,
)
from kiezfonds.proposals.drafts import write_part
from kiezfonds.proposals.eligibility import Answers, write_answers
from kiezfonds.proposals.messages import confirm_receipt
from kiezfonds.proposals.queries import Row
from kiezfonds.proposals.rules import PAPER, STATUS_LINK_LIFETIME, WEB, ProposalState, may_move
from kiezfonds.proposals.tables import Proposal, ProposalTransition, ProposalVersion
from kiezfonds.rounds.queries import rules_of

GONE = Problem(N_("Diese Idee ist schon abgeschickt."))
FUTURE = Problem(N_("Der Eingang liegt in der Zukunft."), field="received_on")


class WrongMove(Exception):  # noqa: N818 - a bug of the caller: the state's table does not know this move
    """The proposal cannot go from its state to that one."""


async def start_draft(
    district: int,
    fund: int,
    idea: IdeaPart,
    *,
    now: datetime,
    person: int | None = None,
    key: str = "",
    lang: str = "de",
) -> tuple[int, int]:
    """A new draft with its first page; returns the proposal and the person it belongs to.

    Without a person a nameless one is made, who is asked for the name later. `key` marks the first page, so that
    it can be found when the same page is sent twice.
    """
    async with transaction():
        applicant = person or await add_person(district, now=now, lang=lang)
        row = Proposal(
            district=district,
            fund=fund,
            area=idea.area,
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
    """Keep one page of a draft; False when the idea was handed in meanwhile. Saving while typing is no act."""
    async with transaction():
        draft = await _locked(district, proposal)
        if draft["state"] != ProposalState.DRAFT:
            return False
        await write_part(draft, part, now)
    return True


async def submit(
    district: Tenant, proposal: int, *, by: Actor, now: datetime, token: str = "", base_url: str = ""
) -> list[Problem]:
    """Hand in a draft: fixes its version, gives it the next number and a decision date, confirms by mail.

    After the deadline of its date it goes to the next published date of its area, marked as late. `token` makes the
    personal status link; without one a new link is made where there is an address to send it to.
    """
    async with transaction():
        draft = await _locked(district.id, proposal)
        row = await queries.proposal_by_id(district.id, proposal)
        if row is None or draft["state"] != ProposalState.DRAFT:
            return [GONE]
        date = await reachable_date(district.id, row, now)
        rules = await rules_of(district.id, date["fund"] if date else row["fund"])
        content = queries.content_of(row, await queries.cost_items(district.id, row["version"]))
        held_on = berlin_day(date["held_at"]) if date else None
        problems = problems_with_submission(content, rules.fund, held_on, row["channel"])
        if problems or date is None:
            return problems
        await _hand_in(district.id, row, date, by, now)
        link = await status_link(district, row["applicant"], now=now, token=token)
        sent = await queries.proposal_by_id(district.id, proposal)
        if sent is not None and sent["applicant_email"]:
            await confirm_receipt(district, sent, f"{base_url}{link}", now)
    return []


async def enter_on_paper(
    district: Tenant,
    parts: tuple[IdeaPart, CostsPart, PersonPart],
    received_on: date,
    *,
    by: Actor,
    now: datetime,
    base_url: str = "",
) -> tuple[int, list[Problem]]:
    """An idea that came on paper, keyed in by the office; the day of receipt keeps the deadline."""
    idea, costs, person = parts
    async with transaction():
        found = await queries.dates_within_reach(district.id, idea.area, instant_of(received_on, time()), now)
        if not found:
            return 0, [NO_DATE]
        rules = await rules_of(district.id, found[0]["fund"])
        held_on = berlin_day(found[0]["held_at"])
        problems = problems_with_submission(Content(idea, costs, person), rules.fund, held_on, PAPER)
        if received_on > berlin_day(now):
            problems.append(FUTURE)
        if problems:
            return 0, problems
        proposal, _ = await start_draft(district.id, found[0]["fund"], idea, now=now)
        await save_page(district.id, proposal, costs, now=now)
        await save_page(district.id, proposal, person, now=now)
        await Proposal.update(
            {Proposal.channel: PAPER, Proposal.received_on: received_on, Proposal.decision_date: found[0]["id"]}
        ).where(Proposal.district == district.id, Proposal.id == proposal)
        problems = await submit(district, proposal, by=by, now=now, base_url=base_url)
    return proposal, problems


async def save_answers(district: int, proposal: int, answers: Answers, *, by: Actor, now: datetime) -> list[Problem]:
    """Keep what was answered so far; from now on the proposal is being checked."""
    async with transaction():
        row = await _locked(district, proposal)
        problems = problems_with_checking(ProposalState(row["state"]))
        if not problems:
            await _check(row, answers, by, now)
    return problems


async def admit(district: int, proposal: int, answers: Answers, *, by: Actor, now: datetime) -> list[Problem]:
    """The jury will decide on it."""
    async with transaction():
        row = await _locked(district, proposal)
        rules = await rules_of(district, row["fund"])
        problems = [
            *problems_with_checking(ProposalState(row["state"])),
            *problems_with_admission(rules.fund.checklist, answers),
        ]
        if not problems:
            await _check(row, answers, by, now)
            await _move(district, proposal, ProposalState.IN_FORMAL_CHECK, ProposalState.ADMITTED, by, now, "")
    return problems


async def reject_formally(
    district: int, proposal: int, answers: Answers, reason: str, *, by: Actor, now: datetime
) -> list[Problem]:
    """It does not fit the rules; the jury only hears of it."""
    async with transaction():
        row = await _locked(district, proposal)
        problems = [*problems_with_checking(ProposalState(row["state"])), *problems_with_formal_rejection(reason)]
        if not problems:
            await _check(row, answers, by, now)
            await _move(district, proposal, ProposalState.IN_FORMAL_CHECK, ProposalState.INELIGIBLE, by, now, reason)
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
        row = await _locked(district, proposal)
        if decision_date is not None:
            await Proposal.update({Proposal.decision_date: decision_date}).where(Proposal.id == proposal)
        await _move(district, proposal, ProposalState(row["state"]), to, by, now, reason)


async def status_link(district: Tenant, person: int, *, now: datetime, token: str = "") -> str:
    """The path of a link to „Mein Antrag“, good for years and as often as wanted."""
    return await new_link(
        district.id,
        person,
        "resident",
        "status",
        district.path("mein-antrag"),
        lifetime=STATUS_LINK_LIFETIME,
        is_reusable=True,
        now=now,
        token=token,
    )


async def reachable_date(district: int, row: Row, now: datetime) -> Row | None:
    """The decision date a draft would get now: paper counts from the day of its receipt."""
    since = instant_of(row["received_on"], time()) if row["received_on"] else now
    found = await queries.dates_within_reach(district, row["area"], since, now)
    return found[0] if found else None


async def _locked(district: int, proposal: int) -> Row:
    (row,) = await locked(Proposal, Proposal.district == district, Proposal.id == proposal)
    return row


async def _check(row: Row, answers: Answers, by: Actor, now: datetime) -> None:
    district, proposal = row["district"], row["id"]
    if row["state"] == ProposalState.SUBMITTED:
        await _move(district, proposal, ProposalState.SUBMITTED, ProposalState.IN_FORMAL_CHECK, by, now, "")
    await write_answers(district, proposal, answers, by=by, now=now)


async def _hand_in(district: int, row: Row, date: Row, by: Actor, now: datetime) -> None:
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
    await _move(district, row["id"], ProposalState.DRAFT, ProposalState.SUBMITTED, by, now, "")


async def _move(
    district: int, proposal: int, state: ProposalState, to: ProposalState, by: Actor, now: datetime, reason: str
) -> None:
    if not may_move(state, to):
        raise WrongMove(f"{state} -> {to}")
    await Proposal.update({Proposal.state: to.value}).where(Proposal.district == district, Proposal.id == proposal)
    row = ProposalTransition(
        district=district,
        proposal=proposal,
        from_state=state.value,
        to_state=to.value,
        actor_kind=by.kind,
        actor_id=by.id,
        actor_role=by.role,
        reason=reason,
        happened_at=now,
    )
    await ProposalTransition.insert(row)
    secret = {"reason": reason} if reason else None
    await record(
        district, "move_proposal", by=by, now=now, secret=secret, proposal=proposal, before=state.value, after=to.value
    )
