"""Which proposals there are, and all that is in one."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from kiezfonds.database.work import rows
from kiezfonds.proposals.content import (
    Answer,
    ApplicantKind,
    Content,
    CostLine,
    CostsPart,
    Declarations,
    PersonPart,
    WhatPart,
    WhenPart,
    WherePart,
)
from kiezfonds.proposals.rules import UNDECIDED, ProposalState

Row = dict[str, Any]

CONTENT = """
SELECT p.id, p.year, p.number, p.state, p.channel, p.is_late, p.created_at, p.submitted_at, p.received_on, p.fund,
  f.name AS fund_name, f.slug AS fund_slug, p.area, a.name AS area_name, a.slug AS area_slug, p.decision_date,
  d.deadline_at, d.held_at, k.opens_at AS round_opens_at, d.place AS meeting_place, p.applicant,
  o.name AS applicant_name, v.id AS version,
  v.number AS version_number, v.submitted_at AS version_submitted_at, v.lang, v.title, v.summary, v.description,
  v.place, v.starts_on, v.ends_on,
  v.applicant_kind, v.group_name, v.volunteer_work, v.requested_cents, v.smallest_useful_cents, v.limit_reason,
  v.has_other_funding, v.other_funding, v.other_funding_cents, v.is_not_begun, v.is_true, v.has_read_rules,
  v.has_read_privacy"""
CONTACT = """, o.email AS applicant_email, o.phone AS applicant_phone, o.street AS applicant_street,
  o.town AS applicant_town"""
FROM = """
FROM proposal p
JOIN proposal_version v ON v.proposal = p.id
JOIN fund f ON f.id = p.fund JOIN person o ON o.id = p.applicant
LEFT JOIN area a ON a.id = p.area LEFT JOIN decision_date d ON d.id = p.decision_date
LEFT JOIN call k ON k.id = d.call
WHERE p.district = {}
"""
# What was handed in last; a draft's only version until then. A version being changed is nobody's but its writer's.
NEWEST = """ AND v.number = (SELECT MAX(x.number) FROM proposal_version x
  WHERE x.proposal = p.id AND (x.number = 1 OR x.submitted_at IS NOT NULL))
"""
OPEN = " AND v.submitted_at IS NULL AND p.state IN ('draft', 'changes_requested')"
EACH = CONTENT + CONTACT + FROM
FULL = EACH + NEWEST
PAPERS = CONTENT + FROM + NEWEST
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


async def open_version_of(district: int, proposal: int) -> int | None:
    """The version its writer is writing; None where nothing may be changed."""
    found = await open_version(district, proposal)
    return int(found["version"]) if found else None


async def draft_of(district: int, person: int) -> Row | None:
    """What this person is writing, a draft or a change that was asked for; of several the one chosen last."""
    found = await drafts_of(district, person)
    return found[0] if found else None


async def drafts_of(district: int, person: int) -> list[Row]:
    """All this person is writing: the one chosen last first, then the newest."""
    return await rows(
        EACH + OPEN + " AND p.applicant = {} ORDER BY COALESCE(p.chosen_at, p.created_at) DESC, p.id DESC",
        district,
        person,
    )


async def of_applicant(district: int, person: int, year: int, number: int) -> Row | None:
    """One that this person handed in."""
    found = await rows(FULL + " AND p.applicant = {} AND p.year = {} AND p.number = {}", district, person, year, number)
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
    return _by_version(found)


async def transitions(district: int, proposal: int) -> list[Row]:
    """How it came to its state, the oldest first; `actor_name` only for people of the office."""
    return await rows(
        "SELECT t.from_state, t.to_state, t.actor_kind, t.reason, t.happened_at, p.name AS actor_name"
        " FROM proposal_transition t LEFT JOIN person p ON p.id = t.actor_id AND t.actor_kind = 'staff'"
        " WHERE t.district = {} AND t.proposal = {} ORDER BY t.id",
        district,
        proposal,
    )


async def versions(district: int, proposal: int) -> list[Row]:
    """All that were handed in, the oldest first: each with everything in it."""
    return await rows(
        EACH + " AND p.id = {} AND v.submitted_at IS NOT NULL ORDER BY v.number",
        district,
        proposal,
    )


async def open_version(district: int, proposal: int) -> Row | None:
    """The version somebody is writing, with everything in it; None where nothing may be changed."""
    found = await rows(EACH + OPEN + " AND p.id = {}", district, proposal)
    return found[0] if found else None


async def cost_items_of_proposal(district: int, proposal: int) -> dict[int, list[Row]]:
    """By version."""
    found = await rows(
        "SELECT c.version, c.label, c.quantity_count, c.unit_cents, c.quantity_count * c.unit_cents AS sum_cents"
        " FROM cost_item c JOIN proposal_version v ON v.id = c.version"
        " WHERE c.district = {} AND v.proposal = {} ORDER BY c.version, c.position",
        district,
        proposal,
    )
    return _by_version(found)


async def handed_in_version(district: int, proposal: int) -> int:
    """The id of the version that was handed in last."""
    found = await rows(
        "SELECT id FROM proposal_version WHERE district = {} AND proposal = {} AND submitted_at IS NOT NULL"
        " ORDER BY number DESC LIMIT 1",
        district,
        proposal,
    )
    return int(found[0]["id"])


async def formal_rejection(district: int, proposal: int) -> Row | None:
    """What the letter on a formal rejection rests on: `reason`, `decided_at`, `decided_by` (a person of the office),
    `version`, and `grounds`: rows of `point`, `clause`, `text`."""
    found = await rows(
        "SELECT r.id, r.proposal, r.version, r.reason, r.decided_by, r.decided_at, o.name AS decided_by_name"
        " FROM formal_rejection r JOIN person o ON o.id = r.decided_by WHERE r.district = {} AND r.proposal = {}",
        district,
        proposal,
    )
    if not found:
        return None
    grounds = await rows(
        "SELECT point, clause, text FROM rejection_ground WHERE district = {} AND rejection = {} ORDER BY position",
        district,
        found[0]["id"],
    )
    return {**found[0], "grounds": grounds, "clauses": [ground["clause"] for ground in grounds]}


async def check_answers(district: int, version: int) -> dict[str, Answer]:
    found = await rows(
        "SELECT point, is_met, note FROM check_answer WHERE district = {} AND version = {}", district, version
    )
    return {row["point"]: Answer(None if row["is_met"] is None else bool(row["is_met"]), row["note"]) for row in found}


async def last_number(district: int, year: int) -> int:
    found = await rows("SELECT MAX(number) AS last FROM proposal WHERE district = {} AND year = {}", district, year)
    return int(found[0]["last"] or 0)


async def dates_within_reach(district: int, area: int, since: datetime, now: datetime) -> list[Row]:
    """Published dates of an area whose deadline is not before `since` and whose meeting is still to come."""
    return await rows(
        "SELECT d.id, d.area, d.deadline_at, d.held_at, d.place, c.opens_at, f.id AS fund, f.year FROM decision_date d"
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
    where = WherePart(row["area"], row["place"]) if row["area"] and row["place"] else None
    when = WhenPart(row["starts_on"], row["ends_on"]) if row["starts_on"] and row["ends_on"] else None
    return Content(
        WhatPart(row["title"], row["summary"], row["description"]),
        where,
        when,
        _costs_of(row, items),
        _person_of(row),
        _declared(row),
    )


def _by_version(found: list[Row]) -> dict[int, list[Row]]:
    by_version: dict[int, list[Row]] = {}
    for row in found:
        by_version.setdefault(row["version"], []).append(row)
    return by_version


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
        None,
    )


def _declared(row: Row) -> Declarations:
    return Declarations(
        bool(row["is_not_begun"]), bool(row["is_true"]), bool(row["has_read_rules"]), bool(row["has_read_privacy"])
    )
