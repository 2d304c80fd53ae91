"""Who sits on which jury, and who stays out of which decision."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from kiezfonds.accounts.tables import AccessLink
from kiezfonds.database.paging import Asked, paged
from kiezfonds.database.work import rows
from kiezfonds.proposals.rules import UNDECIDED
from kiezfonds.rounds.rules import JuryRules, read_rules

Row = dict[str, Any]

JURIES = """
SELECT j.id, j.area, j.name, j.term_from_on, j.term_until_on, a.name AS area_name, a.slug AS area_slug
FROM jury j JOIN area a ON a.id = j.area WHERE j.district = {}
"""

LISTED = """
SELECT a.id, a.position, a.name AS area_name, a.slug AS area_slug, j.id AS jury, j.name, j.term_from_on,
       j.term_until_on, CASE WHEN j.id IS NULL THEN 'none' ELSE 'there' END AS state,
       (SELECT count(*) FROM seat s WHERE s.district = j.district AND s.jury = j.id AND s.ended_on IS NULL) AS members
FROM area a LEFT JOIN jury j ON j.id = (
    SELECT k.id FROM jury k WHERE k.district = a.district AND k.area = a.id
    AND (k.term_until_on IS NULL OR k.term_until_on >= {})
    ORDER BY k.term_from_on LIMIT 1)
WHERE a.district = {}
"""

MEMBERS = """
SELECT s.id, s.number, s.function, s.member_group, s.organisation, s.appointed_on, s.ended_on, p.name, p.email, p.phone,
       l.created_at AS link_at, l.used_at AS link_used_at,
       CASE WHEN s.ended_on IS NULL OR s.ended_on > {} THEN 'active' ELSE 'ended' END AS state,
       CASE WHEN s.ended_on IS NULL OR s.ended_on > {} THEN s.number ELSE 100000 + s.number END AS place
FROM seat s JOIN person p ON p.id = s.person LEFT JOIN access_link l ON l.id = (
    SELECT max(k.id) FROM access_link k WHERE k.person = p.id AND k.purpose = 'juror' AND k.ended_at IS NULL)
WHERE s.district = {} AND s.jury = {}
"""

APPLICANTS = """
SELECT q.id, q.year, q.number, q.applicant AS person, p.name, p.email, p.phone, p.street, p.town, v.title,
       v.group_name AS organisation
FROM proposal q JOIN person p ON p.id = q.applicant JOIN proposal_version v ON v.proposal = q.id AND v.number =
    (SELECT max(w.number) FROM proposal_version w WHERE w.proposal = q.id AND w.submitted_at IS NOT NULL)
WHERE q.district = {} AND q.area = {} AND q.state IN ({}, {}, {}, {}) ORDER BY q.year, q.number
"""

SEATS = """
SELECT s.id, s.jury, s.number, s.person, s.function, s.member_group, s.organisation, s.appointed_on, s.ended_on, p.name
FROM seat s JOIN person p ON p.id = s.person WHERE s.district = {}
"""

HELD = " AND s.appointed_on <= {} AND (s.ended_on IS NULL OR s.ended_on > {})"

SEATS_WITH_CONTACT = """
SELECT s.id, s.jury, s.number, s.person, s.function, s.member_group, s.organisation, s.appointed_on, s.ended_on, p.name,
       p.email, p.phone, p.street, p.town, p.lang, l.created_at AS link_at, l.used_at AS link_used_at
FROM seat s JOIN person p ON p.id = s.person LEFT JOIN access_link l ON l.id = (
    SELECT max(k.id) FROM access_link k WHERE k.person = p.id AND k.purpose = 'juror' AND k.ended_at IS NULL)
WHERE s.district = {} AND s.jury = {}
"""

SEATS_OF_PERSON = """
SELECT s.id, s.jury, s.number, s.person, s.function, s.member_group, j.name AS jury_name, j.area,
       a.name AS area_name, a.slug AS area_slug
FROM seat s JOIN jury j ON j.id = s.jury JOIN area a ON a.id = j.area
WHERE s.district = {} AND s.person = {} AND (j.term_until_on IS NULL OR j.term_until_on >= {})
"""

CONFLICTS = """
SELECT c.id, c.seat, c.proposal, c.ground, c.note, c.declared_by_kind, c.declared_at, c.is_declared_only,
       c.decided_by_kind, c.decided_at, s.number AS seat_number, s.jury, p.name AS member, q.year, q.number
FROM conflict c JOIN seat s ON s.id = c.seat JOIN person p ON p.id = s.person JOIN proposal q ON q.id = c.proposal
WHERE c.district = {} AND c.withdrawn_at IS NULL
"""


async def jury_of_area(district: int, area: int, on: date) -> Row | None:
    """The jury whose term covers the day, else the next one to come."""
    found = await rows(
        JURIES + " AND j.area = {} AND (j.term_until_on IS NULL OR j.term_until_on >= {}) ORDER BY j.term_from_on",
        district,
        area,
        on,
    )
    return found[0] if found else None


async def jury(district: int, id: int) -> Row | None:
    found = await rows(JURIES + " AND j.id = {}", district, id)
    return found[0] if found else None


async def juries_listed(district: int, on: date, asked: Asked, *, whole: bool = False) -> tuple[list[Row], int]:
    """Every area, with its jury of the day or the next, where it has one, and how many members that has."""
    return await paged(asked, LISTED, on, district, whole=whole)


async def members_listed(
    district: int, jury: int, on: date, asked: Asked, *, whole: bool = False
) -> tuple[list[Row], int]:
    """With those who have left; `state` says which."""
    return await paged(asked, MEMBERS, on, on, district, jury, whole=whole)


async def jury_rules(district: int) -> JuryRules | None:
    """What the rule set of the district's newest fund asks of a jury."""
    found = await rows(
        "SELECT r.content FROM fund f JOIN rule_set r ON r.id = f.rule_set WHERE f.district = {}"
        " ORDER BY f.year DESC, f.id DESC LIMIT 1",
        district,
    )
    return read_rules(found[0]["content"]).jury if found else None


async def applicants(district: int, area: int) -> list[Row]:
    """Who handed in what the jury still has to decide on; for the office and the rules on likeness only."""
    return await rows(APPLICANTS, district, area, *(state.value for state in UNDECIDED))


async def said_pairs(district: int, jury: int) -> set[tuple[int, int]]:
    """Seat and proposal where somebody has said something about a conflict, also what was withdrawn since."""
    found = await rows(
        "SELECT c.seat, c.proposal FROM conflict c JOIN seat s ON s.id = c.seat WHERE c.district = {} AND s.jury = {}",
        district,
        jury,
    )
    return {(row["seat"], row["proposal"]) for row in found}


async def seats(district: int, jury: int, on: date) -> list[Row]:
    """The seats held on the day, in the order of the list."""
    return await rows(SEATS + HELD + " AND s.jury = {} ORDER BY s.number", district, on, on, jury)


async def seats_with_contact(district: int, jury: int, on: date) -> list[Row]:
    """For the office only; `link_at` says since when the member has a personal link."""
    return await rows(SEATS_WITH_CONTACT + HELD + " ORDER BY s.number", district, jury, on, on)


async def seat_numbered(district: int, jury: int, number: int) -> Row | None:
    """With contact and link, also when it has ended."""
    found = await rows(SEATS_WITH_CONTACT + " AND s.number = {}", district, jury, number)
    return found[0] if found else None


async def seat(district: int, id: int) -> Row | None:
    found = await rows(SEATS + " AND s.id = {}", district, id)
    return found[0] if found else None


async def seats_of_person(district: int, person: int, on: date) -> list[Row]:
    """A person's seats of the day, with the jury and its area."""
    return await rows(SEATS_OF_PERSON + HELD + " ORDER BY a.position, j.term_from_on", district, person, on, on, on)


async def given_out(district: int, hashes: Sequence[str]) -> dict[str, bool]:
    """Which of these access links there are, by hash, and whether they still open."""
    if not hashes:
        return {}
    found = await AccessLink.select(AccessLink.token_hash, AccessLink.ended_at).where(
        AccessLink.district == district, AccessLink.token_hash.is_in(list(hashes))
    )
    return {row["token_hash"]: row["ended_at"] is None for row in found}


async def last_seat_number(district: int, jury: int) -> int:
    (found,) = await rows(
        "SELECT coalesce(max(s.number), 0) AS number FROM seat s WHERE s.district = {} AND s.jury = {}", district, jury
    )
    return int(found["number"])


async def persons_with_seats(district: int) -> dict[str, int]:
    """By e-mail address: who already is a juror somewhere in the district needs no second link."""
    found = await rows(
        "SELECT DISTINCT p.id, p.email FROM person p JOIN seat s ON s.person = p.id"
        " WHERE p.district = {} AND p.email <> '' ORDER BY p.id",
        district,
    )
    return {row["email"].lower(): row["id"] for row in found}


async def conflicted_seats(district: int, proposal: int) -> set[int]:
    """Who is excluded; whoever has only told a membership is not among them."""
    found = await rows(
        "SELECT c.seat FROM conflict c WHERE c.district = {} AND c.proposal = {} AND c.withdrawn_at IS NULL"
        " AND c.is_declared_only IS NOT TRUE",
        district,
        proposal,
    )
    return {row["seat"] for row in found}


async def told_memberships(district: int, proposal: int) -> list[str]:
    """Names of those who told a plain membership that nobody has decided about."""
    found = await rows(
        CONFLICTS + " AND c.proposal = {} AND c.is_declared_only IS TRUE AND c.decided_at IS NULL ORDER BY s.number",
        district,
        proposal,
    )
    return [row["member"] for row in found]


async def conflicted_proposals(district: int, seat: int) -> set[int]:
    found = await rows(
        "SELECT c.proposal FROM conflict c WHERE c.district = {} AND c.seat = {} AND c.withdrawn_at IS NULL"
        " AND c.is_declared_only IS NOT TRUE",
        district,
        seat,
    )
    return {row["proposal"] for row in found}


async def conflicts(district: int, jury: int) -> list[Row]:
    """Those that stand, with member and proposal."""
    return await rows(CONFLICTS + " AND s.jury = {} ORDER BY q.year, q.number, s.number", district, jury)


async def conflict(district: int, seat: int, proposal: int) -> Row | None:
    found = await rows(CONFLICTS + " AND c.seat = {} AND c.proposal = {}", district, seat, proposal)
    return found[0] if found else None


async def is_undecided(district: int, proposal: int) -> bool:
    """Admitted and still to be decided by the jury."""
    found = await rows("SELECT p.state FROM proposal p WHERE p.district = {} AND p.id = {}", district, proposal)
    return bool(found) and found[0]["state"] in UNDECIDED


async def held_at(district: int, proposal: int) -> datetime | None:
    """When the meeting begins that decides on the proposal."""
    found = await rows(
        "SELECT d.held_at FROM proposal p JOIN decision_date d ON d.id = p.decision_date"
        " WHERE p.district = {} AND p.id = {}",
        district,
        proposal,
    )
    return found[0]["held_at"] if found else None
