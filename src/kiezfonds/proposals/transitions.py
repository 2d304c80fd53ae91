"""One step of a proposal from state to state: locked, checked against the table, kept as a row and in the chain."""

from datetime import datetime

from kiezfonds.audit.actions import record
from kiezfonds.database.work import locked
from kiezfonds.ground.actors import Actor
from kiezfonds.proposals.queries import Row
from kiezfonds.proposals.rules import ProposalState, may_move
from kiezfonds.proposals.tables import Proposal, ProposalTransition


class WrongMove(Exception):  # noqa: N818 - a bug of the caller: the state's table does not know this move
    """The proposal cannot go from its state to that one."""


async def locked_proposal(district: int, proposal: int) -> Row:
    (row,) = await locked(Proposal, Proposal.district == district, Proposal.id == proposal)
    return row


async def step(row: Row, to: ProposalState, *, by: Actor, now: datetime, reason: str = "") -> None:
    """`row` is the locked one, and says from then on where it is. Last in its transaction; raises WrongMove."""
    state = ProposalState(row["state"])
    if not may_move(state, to):
        raise WrongMove(f"{state} -> {to}")
    district, proposal = row["district"], row["id"]
    await Proposal.update({Proposal.state: to.value}).where(Proposal.district == district, Proposal.id == proposal)
    kept = ProposalTransition(
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
    await ProposalTransition.insert(kept)
    secret = {"reason": reason} if reason else None
    await record(
        district, "move_proposal", by=by, now=now, secret=secret, proposal=proposal, before=state.value, after=to.value
    )
    row["state"] = to.value


async def begin_check(row: Row, *, by: Actor, now: datetime) -> None:
    """What has just come in is being checked from now on."""
    if row["state"] == ProposalState.SUBMITTED:
        await step(row, ProposalState.IN_FORMAL_CHECK, by=by, now=now)
