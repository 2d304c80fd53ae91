"""Public reads: every query names the district, and every list has an end."""

from datetime import datetime, timedelta
from typing import Any

from kiezfonds.database.work import rows
from kiezfonds.ground.days import berlin_day
from kiezfonds.meetings.rules import MeetingState
from kiezfonds.rounds.rules import CallState, FundState
from kiezfonds.transparency.rules import FUNDED, Dates, Pot, next_dates, pots_of

Row = dict[str, Any]

PER_PAGE = 50
A_YEAR = timedelta(days=366)

# A letter is issued for a resolution on one exact version: that version is what the public reads.
# CROSS JOIN keeps SQLite walking from the newest proposal on, so that a page costs the same after ten years.
FUNDED_PROJECTS = """
FROM proposal p CROSS JOIN resolution r CROSS JOIN notice n
JOIN fund f ON f.id = p.fund JOIN area a ON a.id = p.area JOIN proposal_version v ON v.id = r.version
WHERE p.district = {} AND p.state IN ({}, {}, {}, {}) AND r.proposal = p.id
  AND n.district = p.district AND n.resolution = r.id AND n.issued_at IS NOT NULL AND n.amount_cents > 0
"""
LISTED = (
    "SELECT p.year, p.number, p.state, f.year AS fund_year, a.name AS area_name, a.slug AS area_slug, v.title,"
    " v.summary, v.applicant_kind, v.group_name, n.amount_cents" + FUNDED_PROJECTS
)
SHOWN = (
    "SELECT p.year, p.number, p.state, p.channel, f.year AS fund_year, f.name AS fund_name, a.name AS area_name,"
    " a.slug AS area_slug, v.title, v.summary, v.description, v.place, v.starts_on, v.ends_on, v.applicant_kind,"
    " v.group_name, v.requested_cents, n.amount_cents, r.reason, r.resolved_at, b.yes_count, b.no_count,"
    " b.abstain_count, m.begins_at, m.year AS meeting_year, m.number AS meeting_number"
    + FUNDED_PROJECTS.replace("\nWHERE", "\nJOIN ballot b ON b.id = r.ballot JOIN meeting m ON m.id = r.meeting\nWHERE")
)
POTS = """
SELECT b.area, f.name AS fund_name, f.year, e.kind, SUM(e.amount_cents) AS total_cents
FROM fund f JOIN area_budget b ON b.district = f.district AND b.fund = f.id
JOIN ledger_entry e ON e.district = b.district AND e.area_budget = b.id
WHERE f.district = {} AND f.state = {} AND f.year =
  (SELECT MAX(year) FROM fund WHERE district = {} AND state = {} AND year <= {})
"""
DATES = """
SELECT d.area, d.deadline_at, d.held_at, d.place, m.year, m.number, m.state AS meeting_state, m.begins_at,
  m.place AS meeting_place
FROM area a JOIN decision_date d ON d.area = a.id JOIN call c ON c.id = d.call
LEFT JOIN meeting m ON m.district = d.district AND m.decision_date = d.id
WHERE a.district = {} AND d.deadline_at > {} AND c.state <> {}
"""


async def pots(district: int, now: datetime, area: int | None = None) -> list[Pot]:
    """The money of the newest released year, this one or before; without an area that of all."""
    released = FundState.RELEASED.value
    args: list[object] = [district, released, district, released, berlin_day(now).year]
    narrowed = _narrowed(args, {"b.area": area})
    grouped = " GROUP BY b.area, f.id, f.name, f.year, e.kind ORDER BY f.name, b.area"
    return pots_of(await rows(POTS + narrowed + grouped, *args))


async def dates(district: int, now: datetime, area: int | None = None) -> dict[int, Dates]:
    """Next deadline and next meeting by area."""
    args: list[object] = [district, now - A_YEAR, CallState.DRAFT.value]
    found = await rows(DATES + _narrowed(args, {"d.area": area}) + " ORDER BY d.deadline_at", *args)
    return next_dates(found, now)


async def projects(
    district: int, *, area: int | None = None, year: int | None = None, page: int = 1, limit: int = PER_PAGE
) -> tuple[list[Row], bool]:
    """Funded projects, the newest first, and whether there are more after this page."""
    args: list[object] = [district, *FUNDED]
    narrowed = _narrowed(args, {"p.area": area, "f.year": year})
    ordered = " ORDER BY p.year DESC, p.number DESC, n.id DESC LIMIT {} OFFSET {}"
    found = await rows(LISTED + narrowed + ordered, *args, limit + 1, (page - 1) * limit)
    return found[:limit], len(found) > limit


async def project(district: int, year: int, number: int) -> Row | None:
    """One funded project whose letter is out; the newest letter counts."""
    found = await rows(
        SHOWN + " AND p.year = {} AND p.number = {} ORDER BY n.id DESC LIMIT 1", district, *FUNDED, year, number
    )
    return found[0] if found else None


async def years(district: int) -> list[int]:
    """Years with a fund, the newest first."""
    found = await rows("SELECT DISTINCT year FROM fund WHERE district = {} ORDER BY year DESC", district)
    return [int(row["year"]) for row in found]


async def past_meetings(district: int, area: int, limit: int = 10) -> list[Row]:
    return await rows(
        "SELECT m.year, m.number, m.begins_at, m.place FROM decision_date d"
        " JOIN meeting m ON m.district = d.district AND m.decision_date = d.id"
        " WHERE d.district = {} AND d.area = {} AND m.state = {} ORDER BY d.deadline_at DESC LIMIT {}",
        district,
        area,
        MeetingState.CLOSED.value,
        limit,
    )


def _narrowed(args: list[object], wanted: dict[str, int | None]) -> str:
    """One more condition for each wanted value; adds them to the arguments."""
    given = {column: value for column, value in wanted.items() if value is not None}
    args.extend(given.values())
    return "".join(f" AND {column} = {{}}" for column in given)
