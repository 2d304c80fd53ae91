"""Confirming a result: the resolution, the money set aside, the proposal's new state. All of it or nothing."""

from datetime import datetime
from typing import Any, Final

from kiezfonds.audit.actions import record
from kiezfonds.database.changes import publish
from kiezfonds.database.work import locked, transaction
from kiezfonds.ground.actors import Actor
from kiezfonds.ground.money import Cents
from kiezfonds.ground.problems import Problem
from kiezfonds.ground.text import N_
from kiezfonds.ledger.actions import reserve
from kiezfonds.ledger.queries import area_budget, balance
from kiezfonds.ledger.tables import AreaBudget
from kiezfonds.meetings import queries
from kiezfonds.meetings.actions import GONE, set_item_state
from kiezfonds.meetings.amounts import problems_with_conditions, problems_with_outcome, resolution_problems
from kiezfonds.meetings.ballots import NO_POT
from kiezfonds.meetings.rules import (
    FUNDING,
    BallotState,
    ItemKind,
    ItemState,
    MotionKind,
    ResolutionDraft,
    ResolutionKind,
    problems_with_confirmation,
)
from kiezfonds.meetings.tables import Ballot, Meeting, Resolution
from kiezfonds.meetings.waiting import later_dates, waiting
from kiezfonds.proposals.actions import move
from kiezfonds.proposals.rules import ProposalState, may_move
from kiezfonds.proposals.tables import Proposal

Row = dict[str, Any]

OUTCOMES: Final = {
    ResolutionKind.FULL: ProposalState.APPROVED,
    ResolutionKind.PART: ProposalState.PARTLY_APPROVED,
    ResolutionKind.CONDITIONAL: ProposalState.CONDITIONALLY_APPROVED,
    ResolutionKind.DEFERRED: ProposalState.DEFERRED,
    ResolutionKind.REJECTED: ProposalState.REJECTED,
    ResolutionKind.WAITING_LIST: ProposalState.WAIT_LISTED,
}


async def confirm_ballot(
    district: int,
    meeting: int,
    number: int,
    draft: ResolutionDraft | None,
    *,
    quorum_reason: str = "",
    by: Actor,
    now: datetime,
) -> list[Problem]:
    """Amount and conditions are those that were voted on. Without a draft the result of a lost motion stands and
    the item stays open for the next motion."""
    async with transaction():
        ballot = await queries.ballot(district, meeting, number)
        item = await queries.item_by_id(district, meeting, ballot["item"]) if ballot else None
        if ballot is None or item is None:
            raise LookupError(number)
        if not item["proposal"]:
            return await _confirm_plain(district, meeting, number, item, quorum_reason, by=by, now=now)
        pot = await area_budget(district, item["fund"], item["area"])
        if pot is None:
            return [NO_POT]
        await _lock(district, pot["id"], meeting, ballot["id"], item["proposal"])
        ballot, item = await _fresh(district, meeting, number)
        free = (await balance(district, pot["id"])).available
        problems = problems_with_confirmation(
            BallotState(ballot["state"]),
            draft,
            is_accepted=bool(ballot["is_accepted"]),
            is_quorate=bool(ballot["is_quorate_at_close"]),
            quorum_reason=quorum_reason,
            motion=MotionKind(ballot["kind"]),
        )
        if draft is not None and not problems:
            problems = _problems_with_draft(draft, ballot, item, free)
            problems += await _problems_with_place(district, meeting, item, draft)
        if problems:
            return problems
        resolution = 0
        if draft is not None:
            resolution = await _resolve(district, meeting, ballot, item, pot["id"], draft, by=by, now=now)
        await _confirm(district, meeting, ballot, resolution, quorum_reason, by=by, now=now)
    return []


async def _confirm_plain(
    district: int, meeting: int, number: int, item: Row, quorum_reason: str, *, by: Actor, now: datetime
) -> list[Problem]:
    """The last minutes, or whatever else was voted on: the result stands, no money moves. One motion ends the item
    of the minutes; a free item stays open for the next one."""
    await locked(Meeting, Meeting.district == district, Meeting.id == meeting)
    await locked(Ballot, Ballot.district == district, Ballot.meeting == meeting, Ballot.number == number)
    ballot, item = await _fresh(district, meeting, number)
    problems = problems_with_confirmation(
        BallotState(ballot["state"]),
        None,
        is_accepted=bool(ballot["is_accepted"]),
        is_quorate=bool(ballot["is_quorate_at_close"]),
        quorum_reason=quorum_reason,
        motion=MotionKind.PLAIN,
    )
    if problems:
        return problems
    if item["kind"] == ItemKind.MINUTES and ballot["is_accepted"]:
        await set_item_state(district, item["id"], ItemState.DECIDED)
    await _confirm(district, meeting, ballot, 0, quorum_reason, by=by, now=now)
    return []


async def _confirm(
    district: int, meeting: int, ballot: Row, resolution: int, quorum_reason: str, *, by: Actor, now: datetime
) -> None:
    await Ballot.update(
        {
            Ballot.state: BallotState.CONFIRMED.value,
            Ballot.confirmed_at: now,
            Ballot.quorum_reason: "" if ballot["is_quorate_at_close"] else quorum_reason,
        }
    ).where(Ballot.district == district, Ballot.id == ballot["id"])
    await publish(f"meeting:{meeting}")
    await record(district, "confirm_ballot", by=by, now=now, ballot=ballot["id"], resolution=resolution or None)


def amount_of(kind: ResolutionKind, ballot: Row) -> Cents:
    return Cents(ballot["amount_cents"] if kind in FUNDING else 0)


def _problems_with_draft(draft: ResolutionDraft, ballot: Row, item: Row, free: Cents) -> list[Problem]:
    amount = amount_of(draft.kind, ballot)
    if not may_move(ProposalState(item["proposal_state"]), OUTCOMES[draft.kind]):
        return [GONE]
    return [
        *resolution_problems(draft.kind, bool(ballot["is_accepted"]), amount, Cents(item["requested_cents"]), free),
        *problems_with_conditions(draft.kind, ballot["conditions"]),
        *problems_with_outcome(MotionKind(ballot["kind"]), draft.kind, is_accepted=bool(ballot["is_accepted"])),
    ]


async def _problems_with_place(district: int, meeting: int, item: Row, draft: ResolutionDraft) -> list[Problem]:
    """Which meeting takes it up again; which place on the waiting list."""
    if draft.kind is ResolutionKind.DEFERRED and draft.defer_to is not None:
        known = [date["id"] for date in await later_dates(district, meeting)]
        return [] if draft.defer_to in known else [Problem(N_("Diesen Termin gibt es nicht."), "defer_to")]
    if draft.kind is ResolutionKind.WAITING_LIST and draft.rank is not None:
        taken = [row["rank"] for row in await waiting(district, item["fund"], item["area"])]
        if draft.rank < 1 or draft.rank in taken:
            return [Problem(N_("Platz {rank} ist schon vergeben."), "rank", values={"rank": draft.rank})]
    return []


async def _rank(district: int, item: Row, draft: ResolutionDraft) -> int | None:
    if draft.kind is not ResolutionKind.WAITING_LIST:
        return None
    taken = [row["rank"] or 0 for row in await waiting(district, item["fund"], item["area"])]
    return draft.rank or max(taken, default=0) + 1


async def _lock(district: int, pot: int, meeting: int, ballot: int, proposal: int) -> None:
    """The order of the house: pot, meeting, ballot, proposal; the audit head comes with the first line."""
    await locked(AreaBudget, AreaBudget.district == district, AreaBudget.id == pot)
    await locked(Meeting, Meeting.district == district, Meeting.id == meeting)
    await locked(Ballot, Ballot.district == district, Ballot.id == ballot)
    await locked(Proposal, Proposal.district == district, Proposal.id == proposal)


async def _fresh(district: int, meeting: int, number: int) -> tuple[Row, Row]:
    """Read again under the locks."""
    ballot = await queries.ballot(district, meeting, number)
    item = await queries.item_by_id(district, meeting, ballot["item"]) if ballot else None
    if ballot is None or item is None:
        raise LookupError(number)
    return ballot, item


async def _resolve(
    district: int,
    meeting: int,
    ballot: Row,
    item: Row,
    pot: int,
    draft: ResolutionDraft,
    *,
    by: Actor,
    now: datetime,
) -> int:
    """The rules were asked under the locks, so nothing is refused from here on."""
    amount = amount_of(draft.kind, ballot)
    entry = None
    if draft.kind in FUNDING:
        entry, refused = await reserve(
            district, pot, amount, proposal=item["proposal"], reason=ballot["motion"], by=by, now=now
        )
        if refused:
            raise RuntimeError(f"the pot was locked and bore {amount}: {refused}")
    is_deferred, is_conditional = draft.kind is ResolutionKind.DEFERRED, draft.kind is ResolutionKind.CONDITIONAL
    to, defer_to = OUTCOMES[draft.kind], draft.defer_to if is_deferred else None
    rank = await _rank(district, item, draft)
    await move(district, item["proposal"], to, by=by, now=now, reason=draft.reason, decision_date=defer_to)
    row = Resolution(
        district=district,
        meeting=meeting,
        item=item["id"],
        ballot=ballot["id"],
        proposal=item["proposal"],
        version=item["version"],
        number=len(await queries.resolutions(district, meeting)) + 1,
        kind=draft.kind.value,
        amount_cents=amount,
        conditions=ballot["conditions"] if is_conditional else "",
        condition_kind=ballot["condition_kind"] if is_conditional else "",
        condition_due_on=ballot["condition_due_on"] if is_conditional else None,
        defer_to=defer_to,
        rank=rank,
        promoted_from=None,
        reason=draft.reason,
        reservation=entry,
        resolved_at=now,
    )
    (saved,) = await Resolution.insert(row).returning(Resolution.id)
    await set_item_state(district, item["id"], ItemState.DEFERRED if is_deferred else ItemState.DECIDED)
    await record(
        district,
        "resolve",
        by=by,
        now=now,
        resolution=saved["id"],
        ballot=ballot["id"],
        kind=draft.kind.value,
        amount_cents=amount,
        reservation=entry,
    )
    return int(saved["id"])
