"""Confirming a result: the resolution, the money set aside, the proposal's new state. All of it or nothing."""

from datetime import datetime
from typing import Any, Final

from kiezfonds.audit.actions import record
from kiezfonds.database.changes import publish
from kiezfonds.database.work import locked, transaction
from kiezfonds.ground.actors import Actor
from kiezfonds.ground.money import Cents
from kiezfonds.ground.problems import Problem
from kiezfonds.ledger.actions import reserve
from kiezfonds.ledger.queries import area_budget, balance
from kiezfonds.ledger.tables import AreaBudget
from kiezfonds.meetings import queries
from kiezfonds.meetings.actions import GONE, set_item_state
from kiezfonds.meetings.amounts import problems_with_conditions, resolution_problems
from kiezfonds.meetings.ballots import NO_POT
from kiezfonds.meetings.rules import (
    FUNDING,
    BallotState,
    ItemState,
    ResolutionDraft,
    ResolutionKind,
    problems_with_confirmation,
)
from kiezfonds.meetings.tables import Ballot, Meeting, Resolution
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
        )
        if draft is not None and not problems:
            problems = _problems_with_draft(draft, ballot, item, free)
        if problems:
            return problems
        resolution = 0
        if draft is not None:
            resolution = await _resolve(district, meeting, ballot, item, pot["id"], draft, by=by, now=now)
        await Ballot.update(
            {
                Ballot.state: BallotState.CONFIRMED.value,
                Ballot.confirmed_at: now,
                Ballot.quorum_reason: "" if ballot["is_quorate_at_close"] else quorum_reason,
            }
        ).where(Ballot.district == district, Ballot.id == ballot["id"])
        await publish(f"meeting:{meeting}")
        await record(district, "confirm_ballot", by=by, now=now, ballot=ballot["id"], resolution=resolution or None)
    return []


def amount_of(kind: ResolutionKind, ballot: Row) -> Cents:
    return Cents(ballot["amount_cents"] if kind in FUNDING else 0)


def _problems_with_draft(draft: ResolutionDraft, ballot: Row, item: Row, free: Cents) -> list[Problem]:
    amount = amount_of(draft.kind, ballot)
    if not may_move(ProposalState(item["proposal_state"]), OUTCOMES[draft.kind]):
        return [GONE]
    return [
        *resolution_problems(draft.kind, bool(ballot["is_accepted"]), amount, Cents(item["requested_cents"]), free),
        *problems_with_conditions(draft.kind, ballot["conditions"]),
    ]


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
    await move(district, item["proposal"], OUTCOMES[draft.kind], by=by, now=now, reason=draft.reason)
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
        conditions=ballot["conditions"] if draft.kind is ResolutionKind.CONDITIONAL else "",
        reason=draft.reason,
        reservation=entry,
        resolved_at=now,
    )
    (saved,) = await Resolution.insert(row).returning(Resolution.id)
    is_deferred = draft.kind is ResolutionKind.DEFERRED
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
