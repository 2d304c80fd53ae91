"""Taking an idea back: by the applicant, or by the office on the applicant's word."""

from datetime import datetime

from kiezfonds.database.work import transaction
from kiezfonds.ground.actors import Actor
from kiezfonds.ground.days import berlin_day
from kiezfonds.ground.problems import Problem
from kiezfonds.ground.text import N_
from kiezfonds.proposals.changes import end_requests
from kiezfonds.proposals.handling import Told, WithdrawalDraft, problems_with_withdrawal
from kiezfonds.proposals.rules import ProposalState
from kiezfonds.proposals.tables import Withdrawal
from kiezfonds.proposals.transitions import locked_proposal, step


async def withdraw(district: int, proposal: int, draft: WithdrawalDraft, *, by: Actor, now: datetime) -> list[Problem]:
    """From then on no meeting has it on its agenda, and nobody checks it any more."""
    async with transaction():
        row = await locked_proposal(district, proposal)
        problems = problems_with_withdrawal(ProposalState(row["state"]))
        if draft.told is not Told.SELF and draft.told_on is None:
            problems.append(Problem(N_("Bitte geben Sie an, wann Sie es erfahren haben."), "told_on"))
        if draft.told_on is not None and draft.told_on > berlin_day(now):
            problems.append(Problem(N_("Dieser Tag liegt in der Zukunft."), "told_on"))
        if problems:
            return problems
        await end_requests(row, now=now)
        kept = Withdrawal(
            district=district,
            proposal=proposal,
            told=draft.told.value,
            told_on=draft.told_on,
            reason=draft.reason,
            entered_at=now,
        )
        await Withdrawal.insert(kept)
        await step(row, ProposalState.WITHDRAWN, by=by, now=now, reason=draft.reason)
    return []
