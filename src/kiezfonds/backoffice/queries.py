"""What the desk needs to know, over all areas at once: one query for each subject, each with an end."""

from datetime import date, datetime, timedelta
from typing import Any

from kiezfonds.database.work import rows
from kiezfonds.ground.days import berlin_day
from kiezfonds.ledger.rules import PotState
from kiezfonds.meetings.rules import ConditionKind, MeetingState
from kiezfonds.minutes.rules import MinutesState
from kiezfonds.proposals.rules import UNDECIDED, ProposalState
from kiezfonds.rounds.rules import CallState

Row = dict[str, Any]

A_YEAR = timedelta(days=366)
A_MONTH = timedelta(days=31)
MOST = 500
GONE = (ProposalState.LAPSED.value, ProposalState.WITHDRAWN.value)
TO_CHECK = (ProposalState.SUBMITTED, ProposalState.IN_FORMAL_CHECK, ProposalState.CHANGES_REQUESTED)

PROPOSALS = """
SELECT p.year, p.number, p.state, p.submitted_at, a.name AS area_name, v.title, q.due_at AS changes_due_at
FROM proposal p JOIN proposal_version v ON v.district = p.district AND v.proposal = p.id
LEFT JOIN area a ON a.id = p.area
LEFT JOIN change_request q ON q.district = p.district AND q.proposal = p.id AND q.ended_at IS NULL
WHERE p.district = {} AND p.state IN ({}, {}, {}) AND p.number IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM proposal_version w
                  WHERE w.district = v.district AND w.proposal = v.proposal AND w.number > v.number)
ORDER BY p.year, p.number LIMIT {}
"""
FUNDS = """
SELECT f.id AS fund, f.slug AS fund_slug, f.name AS fund_name, f.year, f.state AS fund_state, f.notice_mode,
  r.content, c.number AS call_number, c.title AS call_title, c.state AS call_state,
  (SELECT COUNT(*) FROM decision_date d WHERE d.district = c.district AND d.call = c.id) AS dates_count
FROM fund f JOIN rule_set r ON r.id = f.rule_set LEFT JOIN call c ON c.district = f.district AND c.fund = f.id
WHERE f.district = {} AND f.year >= {} ORDER BY f.year, f.name, c.number
"""
MEETINGS = """
SELECT d.area, d.held_at, d.deadline_at, c.fund, c.number AS call_number, f.slug AS fund_slug, a.name AS area_name,
  m.id AS meeting, m.year AS meeting_year, m.number AS meeting_number,
  m.state AS meeting_state, m.begins_at, n.state, n.circulated_at, n.objections_until_on, n.approved_at, n.published_at,
  (SELECT COUNT(*) FROM proposal p WHERE p.decision_date = d.id AND p.state IN ({}, {}, {}, {})) AS ideas_count
FROM area a JOIN decision_date d ON d.area = a.id JOIN call c ON c.id = d.call JOIN fund f ON f.id = c.fund
LEFT JOIN meeting m ON m.district = d.district AND m.decision_date = d.id
LEFT JOIN minutes n ON n.district = m.district AND n.meeting = m.id
WHERE a.district = {} AND d.deadline_at > {} AND c.state <> {}
  AND (m.id IS NOT NULL OR d.held_at > {}) AND (m.state IS NULL OR m.state <> {})
  AND (n.id IS NULL OR n.state = {} OR n.approved_at IS NULL OR n.published_at IS NULL)
ORDER BY d.held_at, a.position
"""
RESOLUTIONS = """
SELECT p.year, p.number, v.title, a.name AS area_name, c.outcome, n.year AS notice_year, n.number AS notice_number,
  n.state AS notice_state, n.drafted_by, n.queue, m.year AS meeting_year, m.number AS meeting_number,
  r.number AS resolution_number
FROM meeting m CROSS JOIN resolution r
JOIN proposal p ON p.id = r.proposal JOIN proposal_version v ON v.id = r.version LEFT JOIN area a ON a.id = p.area
LEFT JOIN legal_check c ON c.district = r.district AND c.resolution = r.id
LEFT JOIN notice n ON n.district = r.district AND n.resolution = r.id
WHERE m.district = {} AND m.year >= {} AND r.district = m.district AND r.meeting = m.id AND n.issued_at IS NULL
  AND p.state NOT IN ({}, {})
  AND NOT EXISTS (SELECT 1 FROM resolution q WHERE q.proposal = r.proposal AND q.id > r.id)
ORDER BY p.year, p.number LIMIT {}
"""
REFUSALS = """
SELECT p.year, p.number, v.title, a.name AS area_name, NULL AS outcome, n.year AS notice_year,
  n.number AS notice_number, n.state AS notice_state, n.drafted_by, n.queue
FROM proposal p JOIN proposal_version v ON v.proposal = p.id
  AND NOT EXISTS (SELECT 1 FROM proposal_version w WHERE w.proposal = v.proposal AND w.number > v.number)
LEFT JOIN area a ON a.id = p.area
LEFT JOIN notice n ON n.district = p.district AND n.proposal = p.id AND n.resolution IS NULL
WHERE p.district = {} AND p.state = {} AND p.year >= {} AND n.issued_at IS NULL ORDER BY p.year, p.number LIMIT {}
"""
CONDITIONS = """
SELECT r.id AS resolution, r.condition_due_on, r.number AS resolution_number, p.year, p.number, v.title,
  a.name AS area_name, r.amount_cents
FROM resolution r JOIN proposal p ON p.id = r.proposal JOIN proposal_version v ON v.id = r.version
LEFT JOIN area a ON a.id = p.area
WHERE r.district = {} AND r.condition_kind = {} AND p.state IN ({}, {}) AND r.condition_due_on <= {}
  AND NOT EXISTS (SELECT 1 FROM condition_outcome x WHERE x.district = r.district AND x.resolution = r.id)
ORDER BY r.condition_due_on LIMIT {}
"""
TROUBLES = """
SELECT (SELECT COUNT(*) FROM job WHERE district = {} AND state = {}) AS dead_jobs,
  (SELECT COUNT(*) FROM mail WHERE district = {} AND created_at > {} AND state = {}) AS failed_mails,
  (SELECT COUNT(*) FROM notice n WHERE n.district = {} AND n.issued_at > {}
   AND NOT EXISTS (SELECT 1 FROM posting t WHERE t.district = n.district AND t.notice = n.id)) AS unposted
"""


async def proposals_to_check(district: int) -> list[Row]:
    """Those the formal check has not finished, with the title of their newest version."""
    return await rows(PROPOSALS, district, *TO_CHECK, MOST)


async def funds_and_calls(district: int, now: datetime) -> list[Row]:
    """Funds of last year and later, one row for each call."""
    return await rows(FUNDS, district, berlin_day(now).year - 1)


async def meetings_to_see_to(district: int, now: datetime) -> list[Row]:
    """Dates of the last year and later whose meeting or minutes are not finished; of these the ideas to decide."""
    return await rows(
        MEETINGS,
        *(state.value for state in UNDECIDED),
        district,
        now - A_YEAR,
        CallState.DRAFT.value,
        now - timedelta(days=1),
        MeetingState.CANCELLED.value,
        MinutesState.DRAFT.value,
    )


async def resolutions_without_letter(district: int, now: datetime) -> list[Row]:
    """Resolutions of last year and later whose letter has not left the house; of several on one proposal the last."""
    return await rows(RESOLUTIONS, district, berlin_day(now).year - 1, *GONE, MOST)


async def refusals_without_letter(district: int, now: datetime) -> list[Row]:
    """Formal rejections of last year and later whose letter has not left the house."""
    year = berlin_day(now).year - 1
    return await rows(REFUSALS, district, ProposalState.INELIGIBLE.value, year, MOST)


async def conditions_open(district: int, until: date) -> list[Row]:
    """Conditions of the jury that must be met by then and of which nobody has said whether they are."""
    states = (ProposalState.CONDITIONALLY_APPROVED.value, ProposalState.NOTIFIED.value)
    return await rows(CONDITIONS, district, ConditionKind.PRECONDITION.value, *states, until, MOST)


async def troubles(district: int, now: datetime) -> Row:
    """How many jobs were given up, mails of the last month failed, and issued letters of the last year lie here."""
    args = (district, "dead", district, now - A_MONTH, "failed", district, now - A_YEAR)
    (found,) = await rows(TROUBLES, *args)
    return found


async def frozen_pots(district: int) -> list[Row]:
    """Pots under a freeze: of which area and fund, and why."""
    return await rows(
        "SELECT b.area, f.name AS fund_name, f.year, b.state, f.freeze_reason FROM area_budget b"
        " JOIN fund f ON f.id = b.fund WHERE b.district = {} AND b.state = {}",
        district,
        PotState.FROZEN.value,
    )


async def jury_sizes(district: int, on: date) -> dict[int, int]:
    """Members of each area's jury on that day, by area."""
    found = await rows(
        "SELECT j.area, COUNT(*) AS members FROM jury j JOIN seat s ON s.district = j.district AND s.jury = j.id"
        " WHERE j.district = {} AND j.term_from_on <= {} AND (j.term_until_on IS NULL OR j.term_until_on >= {})"
        " AND s.appointed_on <= {} AND (s.ended_on IS NULL OR s.ended_on > {}) GROUP BY j.area",
        district,
        on,
        on,
        on,
        on,
    )
    return {row["area"]: int(row["members"]) for row in found}
