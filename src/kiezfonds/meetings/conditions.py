"""Preconditions (Bedingungen) the jury has set: which are open. What comes of them is settled with the letters."""

from typing import Any

from kiezfonds.database.paging import Asked, paged
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
LISTED = CONDITIONS.replace(
    "a.name AS area_name,",
    "a.name AS area_name, a.slug AS area_slug, CASE WHEN c.outcome IS NOT NULL THEN c.outcome"
    " WHEN p.state IN ('conditionally_approved', 'notified') THEN 'open' ELSE 'over' END AS stand,"
    " p.year * 100000 + p.number AS proposal_order,",
)
PRECONDITION = (ResolutionKind.CONDITIONAL.value, ConditionKind.PRECONDITION.value)


async def condition(district: int, resolution: int) -> Row | None:
    found = await rows(CONDITIONS + " AND r.id = {}", district, *PRECONDITION, resolution)
    return found[0] if found else None


async def conditions_listed(district: int, asked: Asked, *, whole: bool = False) -> tuple[list[Row], int]:
    """What the office's list asks for: all preconditions, open and settled."""
    return await paged(asked, LISTED, district, *PRECONDITION, whole=whole)
