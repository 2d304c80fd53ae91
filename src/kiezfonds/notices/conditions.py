"""What comes of a precondition (Bedingung): the one place where the office says so, before the letter or after it.

A conditional letter may go out first: it names the condition and its day, and nothing is paid before. Met, the
promise is final. Not met in time, the money is free again and the promise lapses (§ 36 (2) No. 2 VwVfG).
"""

from datetime import datetime

from kiezfonds.audit.actions import record
from kiezfonds.database.work import locked, transaction
from kiezfonds.districts.rules import Tenant
from kiezfonds.ground.actors import Actor
from kiezfonds.ground.problems import Problem
from kiezfonds.ground.text import N_
from kiezfonds.ledger.actions import release_commitment, release_reservation
from kiezfonds.ledger.tables import AreaBudget
from kiezfonds.meetings.conditions import WAITING, Row, condition
from kiezfonds.meetings.tables import ConditionOutcome, Resolution
from kiezfonds.meetings.vocabulary import Outcome
from kiezfonds.notices.messages import tell_of_condition
from kiezfonds.notices.queries import case_by_resolution
from kiezfonds.proposals.actions import move
from kiezfonds.proposals.rules import ProposalState
from kiezfonds.proposals.tables import Proposal

NOT_OPEN = Problem(N_("Über diese Bedingung ist schon entschieden."))
NO_NOTE = Problem(N_("Bitte schreiben Sie, woran Sie das sehen."), "note")


async def settle_condition(
    district: Tenant, resolution: int, outcome: Outcome, note: str, *, by: Actor, now: datetime
) -> list[Problem]:
    """The office says once whether it was met, and by what it knows. Without a letter the proposal moves on to one."""
    if not note.strip():
        return [NO_NOTE]
    async with transaction():
        await locked(Resolution, Resolution.district == district.id, Resolution.id == resolution)
        known = await condition(district.id, resolution)
        if known is None:
            raise LookupError(resolution)
        await locked(AreaBudget, AreaBudget.district == district.id, AreaBudget.id == known["area_budget"])
        await locked(Proposal, Proposal.district == district.id, Proposal.id == known["proposal"])
        row = await condition(district.id, resolution)
        if row is None or row["outcome"] or row["proposal_state"] not in WAITING:
            return [NOT_OPEN]
        problems = await _follow(district.id, row, outcome, note, by=by, now=now)
        if problems:
            return problems
        await ConditionOutcome.insert(
            ConditionOutcome(
                district=district.id, resolution=resolution, outcome=outcome.value, note=note, decided_at=now
            )
        )
        case = await case_by_resolution(district.id, resolution)
        if case is not None:
            await tell_of_condition(district, case, outcome, now)
        facts = {"resolution": resolution, "outcome": outcome.value}
        await record(district.id, "settle_condition", by=by, now=now, secret={"note": note}, **facts)
    return []


async def _follow(district: int, row: Row, outcome: Outcome, note: str, *, by: Actor, now: datetime) -> list[Problem]:
    """Money and state; a letter that is out already stands, when the condition is met."""
    is_promised = row["proposal_state"] == ProposalState.NOTIFIED
    if outcome is Outcome.LAPSED:
        release = release_commitment if is_promised else release_reservation
        problems = await release(district, row["reservation"], reason=note, by=by, now=now)
        if problems:
            return problems
        await move(district, row["proposal"], ProposalState.LAPSED, by=by, now=now, reason=note)
    elif not is_promised:
        await move(district, row["proposal"], ProposalState.APPROVED, by=by, now=now, reason=note)
    return []
