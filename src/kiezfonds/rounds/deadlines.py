"""Moving a deadline to a later day, with a reason everyone can read."""

from datetime import datetime

from kiezfonds.audit.actions import record
from kiezfonds.database.work import locked, transaction
from kiezfonds.ground.actors import Actor
from kiezfonds.ground.problems import Problem
from kiezfonds.rounds import queries
from kiezfonds.rounds.calls import problems_with_extension
from kiezfonds.rounds.rules import CallState, ExtensionDraft
from kiezfonds.rounds.tables import Call, DeadlineExtension, DecisionDate


async def extend_deadline(
    district: int, decision_date: int, draft: ExtensionDraft, *, by: Actor, now: datetime
) -> list[Problem]:
    """The date's new deadline, and a row that keeps the old one. What came late is moved by `proposals.extensions`."""
    async with transaction():
        row = await queries.decision_date(district, decision_date)
        if row is None:
            raise LookupError("no such decision date")
        await locked(Call, Call.district == district, Call.id == row["call"])
        (date,) = await locked(DecisionDate, DecisionDate.district == district, DecisionDate.id == decision_date)
        others = await queries.dates_of_call(district, row["call"])
        rules = await queries.rules_of(district, row["fund"])
        problems = problems_with_extension(
            draft,
            old=date["deadline_at"],
            held_at=date["held_at"],
            paper_days=rules.jury.invitation_lead_days,
            state=CallState(row["call_state"]),
            now=now,
            taken=[d["deadline_at"] for d in others if d["area"] == row["area"]],
        )
        if problems:
            return problems
        await DecisionDate.update({DecisionDate.deadline_at: draft.deadline_at}).where(DecisionDate.id == decision_date)
        extension = DeadlineExtension(
            district=district,
            decision_date=decision_date,
            old_deadline_at=date["deadline_at"],
            new_deadline_at=draft.deadline_at,
            reason=draft.reason,
            actor_kind=by.kind,
            actor_id=by.id,
            actor_role=by.role,
            extended_at=now,
        )
        await DeadlineExtension.insert(extension)
        facts = {"old": date["deadline_at"].isoformat(), "new": draft.deadline_at.isoformat()}
        await record(district, "extend_deadline", by=by, now=now, decision_date=decision_date, **facts)
    return []
