"""What jurors have to read, and what they noted. A member with a conflict has no cell, whatever was there before."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any

from kiezfonds.database.work import rows
from kiezfonds.proposals.rules import UNDECIDED, ProposalState
from kiezfonds.proposals.tables import CostItem
from kiezfonds.rounds.rules import CriterionRule, VotingRules, read_rules
from kiezfonds.scoring.rules import Mode, Opinion, OpinionSummary, Seal, seal, summary

Row = dict[str, Any]

RESOLVED = tuple(
    state.value
    for state in (
        ProposalState.APPROVED,
        ProposalState.PARTLY_APPROVED,
        ProposalState.CONDITIONALLY_APPROVED,
        ProposalState.REJECTED,
        ProposalState.WAIT_LISTED,
        ProposalState.NOTIFIED,
        ProposalState.RUNNING,
        ProposalState.TO_SETTLE,
        ProposalState.SETTLED,
    )
)
READABLE = (*(state.value for state in UNDECIDED), *RESOLVED)

PAPERS = """
SELECT s.id AS seat, s.jury, p.id, p.fund, p.year, p.number, p.state, p.decision_date, d.held_at, v.id AS version,
       v.title, v.lang, v.summary, v.description, v.place, v.starts_on, v.ends_on, v.applicant_kind, v.group_name,
       v.volunteer_work, v.requested_cents, v.smallest_useful_cents, v.other_funding, v.number AS version_number,
       a.name AS area_name, o.id AS sheet, o.opinion, o.note, c.id AS conflict, t.id AS told, t.decided_at,
       r.content,
       (SELECT count(*) FROM score_sheet e JOIN proposal_version w ON w.id = e.version
        WHERE e.district = s.district AND e.seat = s.id AND w.proposal = p.id AND w.id <> v.id) AS earlier,
       (SELECT count(*) FROM score_value x WHERE x.sheet = o.id) AS scored,
       (SELECT count(*) FROM criterion k WHERE k.fund = p.fund) AS asked,
       (SELECT sum(k.weight * x.value) FROM score_value x JOIN criterion k ON k.id = x.criterion
        WHERE x.sheet = o.id) AS points,
       (SELECT sum(k.weight) FROM criterion k WHERE k.fund = p.fund) AS weights
FROM seat s JOIN jury j ON j.id = s.jury JOIN area a ON a.id = j.area
JOIN proposal p ON p.area = j.area AND p.district = s.district
JOIN proposal_version v ON v.proposal = p.id AND v.number =
    (SELECT max(w.number) FROM proposal_version w WHERE w.proposal = p.id AND w.submitted_at IS NOT NULL)
JOIN fund f ON f.id = p.fund JOIN rule_set r ON r.id = f.rule_set
LEFT JOIN decision_date d ON d.id = p.decision_date
LEFT JOIN score_sheet o ON o.district = s.district AND o.seat = s.id AND o.version = v.id
LEFT JOIN conflict c ON c.seat = s.id AND c.proposal = p.id AND c.withdrawn_at IS NULL
     AND c.is_declared_only IS NOT TRUE
LEFT JOIN conflict t ON t.seat = s.id AND t.proposal = p.id AND t.withdrawn_at IS NULL AND t.is_declared_only IS TRUE
WHERE s.district = {} AND s.person = {} AND s.appointed_on <= {} AND (s.ended_on IS NULL OR s.ended_on > {})
      AND (j.term_until_on IS NULL OR j.term_until_on >= {})
"""

DECIDED = """
SELECT p.id, p.year, p.number, p.state, d.held_at, v.title FROM proposal p
JOIN decision_date d ON d.id = p.decision_date JOIN proposal_version v ON v.proposal = p.id AND v.number =
    (SELECT max(w.number) FROM proposal_version w WHERE w.proposal = p.id AND w.submitted_at IS NOT NULL)
WHERE p.district = {} AND p.area IN (SELECT j.area FROM seat s JOIN jury j ON j.id = s.jury
    WHERE s.person = {} AND (s.ended_on IS NULL OR s.ended_on > {})) AND p.state IN ({}, {}, {}, {}, {}, {}, {}, {}, {})
"""

UNDECIDED_IN = """
SELECT p.id, p.year, p.number, v.title FROM proposal p JOIN proposal_version v ON v.proposal = p.id AND v.number =
    (SELECT max(w.number) FROM proposal_version w WHERE w.proposal = p.id AND w.submitted_at IS NOT NULL)
WHERE p.district = {} AND p.area = {} AND p.state IN ({}, {}, {}, {}) ORDER BY p.year, p.number
"""

SHEETS = """
SELECT o.id, o.seat, o.opinion, o.note, o.saved_at FROM score_sheet o JOIN seat s ON s.id = o.seat
JOIN proposal_version v ON v.id = o.version
LEFT JOIN conflict c ON c.seat = s.id AND c.proposal = v.proposal AND c.withdrawn_at IS NULL
     AND c.is_declared_only IS NOT TRUE
WHERE o.district = {} AND o.version = {} AND c.id IS NULL
"""

SCORES = """
SELECT o.version, o.seat, o.opinion, k.fund, count(x.id) AS scored, sum(k.weight * x.value) AS points,
       sum(k.weight) AS weights, (SELECT count(*) FROM criterion z WHERE z.fund = k.fund) AS asked
FROM score_sheet o JOIN seat s ON s.id = o.seat JOIN proposal_version v ON v.id = o.version
LEFT JOIN score_value x ON x.sheet = o.id LEFT JOIN criterion k ON k.id = x.criterion
LEFT JOIN conflict c ON c.seat = s.id AND c.proposal = v.proposal AND c.withdrawn_at IS NULL
     AND c.is_declared_only IS NOT TRUE
WHERE o.district = {} AND c.id IS NULL AND s.ended_on IS NULL
"""


async def papers_of(district: int, person: int, on: date) -> list[Row]:
    """All undecided proposals of the juries this person sits on, each with the own note or conflict."""
    found = await rows(
        PAPERS + " AND p.state IN ({}, {}, {}, {}) ORDER BY s.jury, p.year, p.number",
        *(district, person, on, on, on, *_states()),
    )
    return [_with_own(row) for row in found]


async def paper(district: int, person: int, year: int, number: int, on: date) -> Row | None:
    """One proposal as this juror may read it, also after the ballot: nothing private, and None unless it is their own
    jury's."""
    found = await rows(
        PAPERS + " AND p.state IN ({}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {})"
        " AND p.year = {} AND p.number = {} ORDER BY s.id",
        *(district, person, on, on, on, *READABLE, year, number),
    )
    return _with_own(found[0]) if found else None


async def costs_of(district: int, versions: Sequence[int]) -> dict[int, list[Row]]:
    """The lines of cost of many versions, in one query."""
    found = (
        await CostItem.select(CostItem.version, CostItem.label, CostItem.quantity_count, CostItem.unit_cents)
        .where(CostItem.district == district, CostItem.version.is_in(list(versions) or [0]))
        .order_by(CostItem.position)
    )
    by_version: dict[int, list[Row]] = {}
    for row in found:
        line = {**row, "sum_cents": row["quantity_count"] * row["unit_cents"]}
        by_version.setdefault(row["version"], []).append(line)
    return by_version


async def decided_of(district: int, person: int, on: date) -> list[Row]:
    """What this person's juries have decided in their last meetings, newest first."""
    return await rows(DECIDED + " ORDER BY d.held_at DESC, p.year, p.number LIMIT 30", district, person, on, *RESOLVED)


async def criteria_of(district: int, fund: int, rules: VotingRules) -> tuple[CriterionRule, ...]:
    """As they stood when the fund's first sheet was saved; until then as the rule set has them."""
    found = await rows(
        "SELECT k.name, k.question, k.weight, k.scale_min, k.scale_max FROM criterion k"
        " WHERE k.district = {} AND k.fund = {} ORDER BY k.position",
        district,
        fund,
    )
    return tuple(CriterionRule(*row.values()) for row in found) or rules.criteria


async def scores_of(district: int, sheet: int) -> dict[str, int]:
    """One sheet's values by the name of the criterion."""
    found = await rows(
        "SELECT k.name, x.value FROM score_value x JOIN criterion k ON k.id = x.criterion"
        " WHERE x.district = {} AND x.sheet = {} ORDER BY k.position",
        district,
        sheet,
    )
    return {row["name"]: row["value"] for row in found}


async def scores_on(district: int, versions: Sequence[int]) -> dict[int, dict[int, Fraction]]:
    """Version → seat → value of the full sheets; who is excluded or has left has no cell."""
    cells: dict[int, dict[int, Fraction]] = {version: {} for version in versions}
    for row in await _sheets_on(district, versions):
        if row["scored"] and row["scored"] == row["asked"]:
            cells[row["version"]][row["seat"]] = Fraction(int(row["points"]), int(row["weights"]))
    return cells


async def opinions_on_all(district: int, versions: Sequence[int]) -> dict[int, OpinionSummary]:
    found: dict[int, dict[int, Opinion]] = {version: {} for version in versions}
    for row in await _sheets_on(district, versions):
        if row["opinion"]:
            found[row["version"]][row["seat"]] = Opinion(row["opinion"])
    return {version: summary(opinions) for version, opinions in found.items()}


async def _sheets_on(district: int, versions: Sequence[int]) -> list[Row]:
    if not versions:
        return []
    places = ", ".join(["{}"] * len(versions))
    return await rows(
        f"{SCORES} AND o.version IN ({places}) GROUP BY o.id, o.version, o.seat, o.opinion, k.fund", district, *versions
    )


async def is_sealed(district: int, version: int) -> bool:
    """Whether a ballot on this version was ever opened."""
    return bool(await rows("SELECT z.id FROM score_seal z WHERE z.district = {} AND z.version = {}", district, version))


async def sealed_now(district: int, version: int) -> Seal:
    """What all sheets of this version say at this moment, with those that a conflict made void."""
    sheets = await rows(
        "SELECT o.id, o.seat, o.opinion FROM score_sheet o WHERE o.district = {} AND o.version = {} ORDER BY o.seat",
        district,
        version,
    )
    values = await rows(
        "SELECT o.seat, k.position, x.value FROM score_value x JOIN score_sheet o ON o.id = x.sheet"
        " JOIN criterion k ON k.id = x.criterion WHERE o.district = {} AND o.version = {} ORDER BY o.seat, k.position",
        district,
        version,
    )
    by_seat = {row["seat"]: [[v["position"], v["value"]] for v in values if v["seat"] == row["seat"]] for row in sheets}
    return seal([(row["seat"], row["opinion"], by_seat[row["seat"]]) for row in sheets])


async def undecided(district: int, area: int) -> list[Row]:
    """The proposals a conflict can be declared on."""
    return await rows(UNDECIDED_IN, district, area, *_states())


async def sheet(district: int, seat: int, version: int) -> Row | None:
    """The member's own note; None without one, and always None with a conflict."""
    found = await rows(SHEETS + " AND o.seat = {}", district, version, seat)
    return found[0] if found else None


async def opinions_on(district: int, version: int) -> OpinionSummary:
    """How many members think what; those with a conflict and those who left are not in it."""
    found = await rows(SHEETS + " AND o.opinion <> '' AND s.ended_on IS NULL", district, version)
    return summary({row["seat"]: Opinion(row["opinion"]) for row in found})


def _with_own(row: Row) -> Row:
    """`is_own_in`: the own opinion or all own scores are there; `value` their weighted mean."""
    if _mode(row["content"]) is not Mode.CRITERIA:
        return {**row, "value": None, "is_own_in": bool(row["opinion"])}
    is_full = bool(row["scored"]) and row["scored"] == row["asked"]
    value = Fraction(int(row["points"]), int(row["weights"])) if is_full else None
    return {**row, "value": value, "opinion": "", "is_own_in": is_full}


@lru_cache(maxsize=64)
def _mode(content: str) -> Mode:
    return Mode(read_rules(content).voting.score_mode)


def _states() -> list[str]:
    return [state.value for state in UNDECIDED]
