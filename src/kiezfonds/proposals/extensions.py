"""A deadline is extended: what came too late for it and is in time now goes back to it, in the same transaction."""

from datetime import date, datetime

from kiezfonds.audit.actions import record
from kiezfonds.database.work import locked, transaction
from kiezfonds.districts.queries import tenant_by_id
from kiezfonds.ground.actors import Actor
from kiezfonds.ground.days import berlin_day
from kiezfonds.ground.problems import Problem
from kiezfonds.proposals.messages import tell_of_earlier_date
from kiezfonds.proposals.queries import Row, proposal_by_id
from kiezfonds.proposals.rules import ProposalState
from kiezfonds.proposals.tables import Proposal
from kiezfonds.rounds.deadlines import extend_deadline
from kiezfonds.rounds.queries import decision_date
from kiezfonds.rounds.rules import ExtensionDraft

MOVABLE = (
    ProposalState.SUBMITTED,
    ProposalState.IN_FORMAL_CHECK,
    ProposalState.CHANGES_REQUESTED,
    ProposalState.ADMITTED,
)


async def extend(
    district: int, date_id: int, draft: ExtensionDraft, *, by: Actor, now: datetime
) -> tuple[int, list[Problem]]:
    """How many came back to this date. Their numbers and the days of their receipt stay."""
    async with transaction():
        old = await decision_date(district, date_id)
        if old is None:
            raise LookupError("no such decision date")
        late = await locked(
            Proposal,
            Proposal.district == district,
            Proposal.area == old["area"],
            Proposal.fund == old["fund"],
            Proposal.is_late == True,  # noqa: E712 - Piccolo builds the SQL from it
            Proposal.state.is_in([state.value for state in MOVABLE]),
        )
        problems = await extend_deadline(district, date_id, draft, by=by, now=now)
        if problems:
            return 0, problems
        missed, ends = berlin_day(old["deadline_at"]), berlin_day(draft.deadline_at)
        back = [row for row in late if _is_between(row, missed, ends)]
        for row in back:
            await Proposal.update({Proposal.decision_date: date_id, Proposal.is_late: False}).where(
                Proposal.district == district, Proposal.id == row["id"]
            )
            moved = {"before": row["decision_date"], "after": date_id}
            await _tell(district, row["id"], now)
            await record(district, "return_late_proposal", by=by, now=now, proposal=row["id"], **moved)
    return len(back), []


async def _tell(district: int, proposal: int, now: datetime) -> None:
    """The applicant reads the new day; without an address the office's list says it."""
    tenant, row = await tenant_by_id(district), await proposal_by_id(district, proposal)
    if tenant is not None and row is not None and row["applicant_email"]:
        await tell_of_earlier_date(tenant, row, now)


def _is_between(row: Row, missed: date, ends: date) -> bool:
    """Deadlines end with a day, so the day of receipt says it: on the web and on paper."""
    return row["received_on"] is not None and missed < row["received_on"] <= ends
