"""Which proposals there are, and all that is in one."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from kiezfonds.database.work import rows
from kiezfonds.proposals.content import Answer, ApplicantKind, Content, CostLine, CostsPart, IdeaPart, PersonPart
from kiezfonds.proposals.rules import UNDECIDED, ProposalState

Row = dict[str, Any]

CONTENT = """
SELECT p.id, p.year, p.number, p.state, p.channel, p.is_late, p.created_at, p.submitted_at, p.received_on, p.fund,
  f.name AS fund_name, f.slug AS fund_slug, p.area, a.name AS area_name, a.slug AS area_slug, p.decision_date,
  d.deadline_at, d.held_at, d.place AS meeting_place, p.applicant, o.name AS applicant_name, v.id AS version,
  v.number AS version_number, v.lang, v.title, v.summary, v.description, v.place, v.starts_on, v.ends_on,
  v.applicant_kind, v.group_name, v.volunteer_work, v.requested_cents, v.smallest_useful_cents, v.limit_reason,
  v.has_other_funding, v.other_funding, v.other_funding_cents, v.is_not_begun, v.is_true, v.has_read_rules,
  v.has_read_privacy"""
CONTACT = """, o.email AS applicant_email, o.phone AS applicant_phone, o.street AS applicant_street,
  o.town AS applicant_town"""
FROM = """
FROM proposal p
JOIN proposal_version v ON v.proposal = p.id
  AND v.number = (SELECT MAX(x.number) FROM proposal_version x WHERE x.proposal = p.id)
JOIN fund f ON f.id = p.fund JOIN person o ON o.id = p.applicant
LEFT JOIN area a ON a.id = p.area LEFT JOIN decision_date d ON d.id = p.decision_date
WHERE p.district = {}
"""
FULL = CONTENT + CONTACT + FROM
PAPERS = CONTENT + FROM
DECIDED_ON = """
AND ((p.state IN ({}, {}, {}, {}) AND p.decision_date = {}) OR (p.state = {} AND EXISTS
  (SELECT 1 FROM decision_date n WHERE n.id = {} AND n.area = p.area AND n.held_at > d.held_at)))
ORDER BY p.year, p.number
"""


async def proposal(district: int, year: int, number: int) -> Row | None:
    """Everything of one that was handed in, with its applicant's contact: for the office."""
    found = await rows(FULL + " AND p.year = {} AND p.number = {}", district, year, number)
    return found[0] if found else None


async def proposal_by_id(district: int, id: int) -> Row | None:
    found = await rows(FULL + " AND p.id = {}", district, id)
    return found[0] if found else None


async def current_version(district: int, proposal: int) -> int:
    """The id of the newest version: the open one of a draft, else the one that was handed in last."""
    found = await rows(
        "SELECT id FROM proposal_version WHERE district = {} AND proposal = {} ORDER BY number DESC LIMIT 1",
        district,
        proposal,
    )
    return int(found[0]["id"])


async def draft_of(district: int, person: int) -> Row | None:
    """The idea this person is writing; the newest if there should be several."""
    found = await rows(
        FULL + " AND p.applicant = {} AND p.state = {} ORDER BY p.id DESC LIMIT 1",
        district,
        person,
        ProposalState.DRAFT.value,
    )
    return found[0] if found else None


async def handed_in_by(district: int, person: int) -> list[Row]:
    """What this person handed in, the newest first."""
    return await rows(
        FULL + " AND p.applicant = {} AND p.number IS NOT NULL ORDER BY p.id DESC",
        district,
        person,
    )


async def holder_of_draft(district: int, draft_key: str) -> int | None:
    """The person for whom the first page with this key was saved."""
    found = await rows("SELECT applicant FROM proposal WHERE district = {} AND draft_key = {}", district, draft_key)
    return int(found[0]["applicant"]) if found else None


async def admitted_for(district: int, decision_date: int) -> list[Row]:
    """What the meeting of this date decides, in order of arrival, without contact: papers for jurors.

    With it come ideas of the same area that an earlier meeting deferred.
    """
    return await rows(
        PAPERS + DECIDED_ON,
        district,
        *(state.value for state in UNDECIDED),
        decision_date,
        ProposalState.DEFERRED.value,
        decision_date,
    )


async def cost_items(district: int, version: int) -> list[Row]:
    return await rows(
        "SELECT position, label, quantity_count, unit_cents, quantity_count * unit_cents AS sum_cents FROM cost_item"
        " WHERE district = {} AND version = {} ORDER BY position",
        district,
        version,
    )


async def cost_items_of_person(district: int, person: int) -> dict[int, list[Row]]:
    """By version, for everything this person handed in."""
    found = await rows(
        "SELECT c.version, c.label, c.quantity_count, c.unit_cents, c.quantity_count * c.unit_cents AS sum_cents"
        " FROM cost_item c JOIN proposal_version v ON v.id = c.version JOIN proposal p ON p.id = v.proposal"
        " WHERE c.district = {} AND p.applicant = {} ORDER BY c.version, c.position",
        district,
        person,
    )
    by_version: dict[int, list[Row]] = {}
    for row in found:
        by_version.setdefault(row["version"], []).append(row)
    return by_version


async def transitions(district: int, proposal: int) -> list[Row]:
    """How it came to its state, the oldest first; `actor_name` only for people of the office."""
    return await rows(
        "SELECT t.from_state, t.to_state, t.actor_kind, t.reason, t.happened_at, p.name AS actor_name"
        " FROM proposal_transition t LEFT JOIN person p ON p.id = t.actor_id AND t.actor_kind = 'staff'"
        " WHERE t.district = {} AND t.proposal = {} ORDER BY t.id",
        district,
        proposal,
    )


async def check_answers(district: int, version: int) -> dict[str, Answer]:
    found = await rows(
        "SELECT point, is_met, note FROM check_answer WHERE district = {} AND version = {}", district, version
    )
    return {row["point"]: Answer(bool(row["is_met"]), row["note"]) for row in found}


async def last_number(district: int, year: int) -> int:
    found = await rows("SELECT MAX(number) AS last FROM proposal WHERE district = {} AND year = {}", district, year)
    return int(found[0]["last"] or 0)


async def dates_within_reach(district: int, area: int, since: datetime, now: datetime) -> list[Row]:
    """Published dates of an area whose deadline is not before `since` and whose meeting is still to come."""
    return await rows(
        "SELECT d.id, d.area, d.deadline_at, d.held_at, d.place, f.id AS fund, f.year FROM decision_date d"
        " JOIN call c ON c.id = d.call JOIN fund f ON f.id = c.fund"
        " WHERE d.district = {} AND d.area = {} AND c.state = 'published' AND d.deadline_at >= {} AND d.held_at > {}"
        " ORDER BY d.deadline_at, d.id LIMIT 1",
        district,
        area,
        since,
        now,
    )


def content_of(row: Row, items: Sequence[Row]) -> Content:
    """A row of `proposal` and its cost items as the rules see them."""
    idea = IdeaPart(
        row["title"],
        row["summary"],
        row["description"],
        row["area"],
        row["place"],
        row["starts_on"],
        row["ends_on"],
    )
    return Content(idea, _costs_of(row, items), _person_of(row))


def _costs_of(row: Row, items: Sequence[Row]) -> CostsPart | None:
    if row["requested_cents"] is None:
        return None
    return CostsPart(
        tuple(CostLine(item["label"], item["quantity_count"], item["unit_cents"]) for item in items),
        row["requested_cents"],
        row["smallest_useful_cents"],
        bool(row["has_other_funding"]),
        row["other_funding"],
        row["other_funding_cents"] or 0,
        row["limit_reason"],
    )


def _person_of(row: Row) -> PersonPart | None:
    if not row["applicant_kind"]:
        return None
    return PersonPart(
        ApplicantKind(row["applicant_kind"]),
        row["applicant_name"],
        row["applicant_street"],
        row["applicant_town"],
        row["applicant_email"],
        row["applicant_phone"],
        row["group_name"],
        row["volunteer_work"],
        bool(row["is_not_begun"]),
        bool(row["is_true"]),
        bool(row["has_read_rules"]),
        bool(row["has_read_privacy"]),
    )
