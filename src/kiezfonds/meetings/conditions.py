"""Preconditions (Bedingungen) the jury has set: which are open. What comes of them is settled with the letters."""

from datetime import date
from typing import Any

from kiezfonds.database.work import rows
from kiezfonds.meetings.rules import ConditionKind, ResolutionKind
from kiezfonds.proposals.rules import ProposalState

Row = dict[str, Any]

WAITING = (ProposalState.CONDITIONALLY_APPROVED, ProposalState.NOTIFIED)
"""Before the conditional letter, and after it."""

CONDITIONS = """
SELECT r.id, r.number, r.proposal, r.conditions, r.condition_kind, r.condition_due_on, r.reservation, r.amount_cents,
       e.area_budget, p.state AS proposal_state, p.year, p.number AS proposal_number, v.title, a.name AS area_name,
       c.outcome, c.note, c.decided_at
FROM resolution r JOIN proposal p ON p.id = r.proposal JOIN proposal_version v ON v.id = r.version
JOIN ledger_entry e ON e.id = r.reservation LEFT JOIN area a ON a.id = p.area
LEFT JOIN condition_outcome c ON c.district = r.district AND c.resolution = r.id
WHERE r.district = {} AND r.kind = {} AND r.condition_kind = {}
"""
PRECONDITION = (ResolutionKind.CONDITIONAL.value, ConditionKind.PRECONDITION.value)


async def condition(district: int, resolution: int) -> Row | None:
    found = await rows(CONDITIONS + " AND r.id = {}", district, *PRECONDITION, resolution)
    return found[0] if found else None


async def open_preconditions(district: int, due_until: date | None = None) -> list[Row]:
    """What somebody still has to do before there is money, with or without a conditional letter."""
    found = await rows(
        CONDITIONS + " AND p.state IN ({}, {}) AND c.id IS NULL ORDER BY r.condition_due_on, r.id",
        *(district, *PRECONDITION, *(state.value for state in WAITING)),
    )
    return [row for row in found if due_until is None or row["condition_due_on"] <= due_until]
