"""What the office's work on a proposal left behind: requests for changes, withdrawals, what was keyed in, twins."""

from datetime import datetime

from kiezfonds.database.work import rows
from kiezfonds.proposals.queries import NEWEST, Row

REQUESTS = """
SELECT r.id, r.proposal, r.version, r.text, r.due_at, r.asked_at, r.ended_at, r.outcome, o.name AS asked_by_name,
  p.year, p.number FROM change_request r JOIN proposal p ON p.id = r.proposal JOIN person o ON o.id = r.asked_by
WHERE r.district = {}"""
TWINS = f"""
SELECT p.id, p.year, p.number, p.applicant, v.title, v.place, v.group_name, o.name AS applicant_name
FROM proposal p JOIN proposal_version v ON v.proposal = p.id JOIN person o ON o.id = p.applicant
WHERE p.district = {{}} AND p.year = {{}} AND p.number IS NOT NULL AND p.id <> {{}} AND p.state <> 'withdrawn'
{NEWEST} ORDER BY p.number"""  # noqa: S608 - our own text


async def change_request(district: int, proposal: int) -> Row | None:
    """The request that waits for the applicant."""
    found = await rows(REQUESTS + " AND r.proposal = {} AND r.ended_at IS NULL", district, proposal)
    return found[0] if found else None


async def change_requests(district: int, proposal: int) -> list[Row]:
    """All there were, the oldest first."""
    return await rows(REQUESTS + " AND r.proposal = {} ORDER BY r.id", district, proposal)


async def change_requests_of_person(district: int, person: int) -> dict[int, Row]:
    """What waits for this person, by proposal."""
    found = await rows(REQUESTS + " AND p.applicant = {} AND r.ended_at IS NULL", district, person)
    return {row["proposal"]: row for row in found}


async def versions_of_person(district: int, person: int) -> dict[int, list[Row]]:
    """By proposal: number and day of every version this person handed in, the oldest first."""
    found = await rows(
        "SELECT v.proposal, v.number, v.submitted_at FROM proposal_version v JOIN proposal p ON p.id = v.proposal"
        " WHERE p.district = {} AND p.applicant = {} AND v.submitted_at IS NOT NULL ORDER BY v.proposal, v.number",
        *(district, person),
    )
    return _by("proposal", found)


async def files_of_person(district: int, person: int) -> dict[int, list[Row]]:
    """By version: pictures and papers of what this person handed in."""
    found = await rows(
        "SELECT t.version, t.position, t.kind, t.name, t.alt, t.width_count, t.height_count, b.size_count"
        " FROM attachment t JOIN blob b ON b.id = t.blob JOIN proposal_version v ON v.id = t.version"
        " JOIN proposal p ON p.id = v.proposal"
        " WHERE p.district = {} AND p.applicant = {} ORDER BY t.version, t.position",
        *(district, person),
    )
    return _by("version", found)


async def overdue_requests(district: int, now: datetime) -> list[Row]:
    """Requests whose time is over: the office decides how it goes on."""
    return await rows(REQUESTS + " AND r.ended_at IS NULL AND r.due_at <= {} ORDER BY r.due_at, r.id", district, now)


async def withdrawal(district: int, proposal: int) -> Row | None:
    found = await rows(
        "SELECT told, told_on, reason, entered_at FROM withdrawal WHERE district = {} AND proposal = {}",
        district,
        proposal,
    )
    return found[0] if found else None


async def intake(district: int, proposal: int) -> Row | None:
    """Who keyed in an idea that did not come by web."""
    found = await rows(
        "SELECT i.declared, i.note, i.entered_at, o.name AS received_by_name FROM intake i"
        " JOIN person o ON o.id = i.received_by WHERE i.district = {} AND i.proposal = {}",
        district,
        proposal,
    )
    return found[0] if found else None


async def proposals_of_year(district: int, year: int, but: int) -> list[Row]:
    """Titles, places, people and groups of all that was handed in for a year, to find what came twice."""
    return await rows(TWINS, district, year, but)


async def next_date_ahead(district: int, area: int, now: datetime) -> Row | None:
    """The next published meeting of an area, its deadline passed or not: for what was in time but took longer."""
    found = await rows(
        "SELECT d.id, d.held_at FROM decision_date d JOIN call c ON c.id = d.call"
        " WHERE d.district = {} AND d.area = {} AND c.state <> 'draft' AND d.held_at > {}"
        " ORDER BY d.held_at, d.id LIMIT 1",
        district,
        area,
        now,
    )
    return found[0] if found else None


async def missed_date(district: int, area: int, since: datetime) -> Row | None:
    """The round that was closed when something came, its meeting still ahead then: what came is late for it."""
    found = await rows(
        "SELECT d.id FROM decision_date d JOIN call c ON c.id = d.call"
        " WHERE d.district = {} AND d.area = {} AND c.state <> 'draft' AND d.deadline_at < {} AND d.held_at > {}"
        " ORDER BY d.deadline_at DESC, d.id LIMIT 1",
        *(district, area, since, since),
    )
    return found[0] if found else None


def _by(name: str, found: list[Row]) -> dict[int, list[Row]]:
    grouped: dict[int, list[Row]] = {}
    for row in found:
        grouped.setdefault(row[name], []).append(row)
    return grouped
