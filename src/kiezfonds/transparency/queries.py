"""Public reads: every query names the district, and every list has an end."""

from datetime import date, datetime, timedelta
from typing import Any

from kiezfonds.database.work import rows
from kiezfonds.ground.days import berlin_day
from kiezfonds.meetings.rules import MeetingState
from kiezfonds.rounds.rules import CallState, FundState
from kiezfonds.transparency.rules import FUNDED, Dates, Pot, begins_at, is_to_come, next_dates, pots_of

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
    "SELECT p.year, p.number, p.state, f.year AS fund_year, a.name AS area_name, a.slug AS area_slug, v.lang,"
    " v.title, v.applicant_kind, v.group_name, n.amount_cents" + FUNDED_PROJECTS
)
SHOWN = (
    "SELECT p.year, p.number, p.state, p.channel, f.year AS fund_year, f.name AS fund_name, a.name AS area_name,"
    " a.slug AS area_slug, v.id AS version, v.lang, v.title, v.summary, v.description, v.place,"
    " v.starts_on, v.ends_on, v.applicant_kind, v.group_name, v.requested_cents, n.amount_cents,"
    " r.reason, r.resolved_at, b.yes_count, b.no_count, b.abstain_count,"
    " m.year AS meeting_year, m.number AS meeting_number"
    + FUNDED_PROJECTS.replace("\nWHERE", "\nJOIN ballot b ON b.id = r.ballot JOIN meeting m ON m.id = r.meeting\nWHERE")
)
POTS = """
SELECT b.area, b.state AS pot_state, b.freeze_reason, f.freeze_reason AS fund_freeze_reason, f.slug AS fund_slug,
  f.name AS fund_name, f.year, e.kind, SUM(e.amount_cents) AS total_cents
FROM fund f JOIN area_budget b ON b.district = f.district AND b.fund = f.id
JOIN ledger_entry e ON e.district = b.district AND e.area_budget = b.id
WHERE f.district = {} AND f.state = {} AND f.year =
  (SELECT MAX(year) FROM fund WHERE district = {} AND state = {} AND year <= {})
"""
DATES = """
SELECT d.area, a.name AS area_name, d.deadline_at, d.held_at, d.place, c.state AS call_state, c.opens_at,
  f.year AS fund_year, e.old_deadline_at, e.reason AS extension_reason, m.year, m.number, m.state AS meeting_state,
  m.begins_at, m.place AS meeting_place
FROM area a JOIN decision_date d ON d.area = a.id JOIN call c ON c.id = d.call JOIN fund f ON f.id = c.fund
LEFT JOIN deadline_extension e ON e.id = (SELECT MAX(x.id) FROM deadline_extension x WHERE x.decision_date = d.id)
LEFT JOIN meeting m ON m.district = d.district AND m.decision_date = d.id
WHERE a.district = {} AND d.deadline_at > {} AND c.state <> {}
"""
JURY = """
SELECT j.term_until_on, s.member_group, COUNT(*) AS members
FROM jury j JOIN seat s ON s.district = j.district AND s.jury = j.id AND s.appointed_on <= {}
  AND (s.ended_on IS NULL OR s.ended_on > {})
WHERE j.district = {} AND j.area = {} AND j.term_from_on <= {} AND (j.term_until_on IS NULL OR j.term_until_on >= {})
GROUP BY j.id, j.term_until_on, s.member_group ORDER BY j.id
"""
# From the latest meeting on, as many as a page holds.
PAST_MEETINGS = """
SELECT m.year, m.number, m.state, m.begins_at, m.place, m.minutes_public_at, m.inquorate_at, a.name AS area_name
FROM meeting m CROSS JOIN decision_date d CROSS JOIN area a
WHERE m.district = {} AND d.id = m.decision_date AND a.id = d.area AND m.state IN ({}, {})
"""


async def pots(district: int, now: datetime, area: int | None = None) -> list[Pot]:
    """The money of the newest released year, this one or before; without an area that of all."""
    released = FundState.RELEASED.value
    args: list[object] = [district, released, district, released, berlin_day(now).year]
    narrowed = _narrowed(args, {"b.area": area})
    grouped = (
        " GROUP BY b.area, b.state, b.freeze_reason, f.freeze_reason, f.id, f.slug, f.name, f.year, e.kind"
        " ORDER BY f.name, b.area"
    )
    return pots_of(await rows(POTS + narrowed + grouped, *args))


async def dates(district: int, now: datetime, area: int | None = None) -> dict[int, Dates]:
    """Next deadline and next meeting by area."""
    return next_dates(await _dates_around(district, now, area), now)


async def coming_meetings(district: int, now: datetime, area: int | None = None) -> list[Row]:
    """The next one first; also decision dates that have no meeting yet (`number` is empty)."""
    found = await _dates_around(district, now, area)
    return sorted((row for row in found if is_to_come(row, now)), key=lambda row: (begins_at(row), row["area_name"]))


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


async def open_calls(district: int, area: int, now: datetime) -> list[Row]:
    """Published calls with a deadline to come in this area: what the office says about them."""
    return await rows(
        "SELECT c.id, c.title, c.intro, c.opens_at, f.slug AS fund_slug FROM call c JOIN fund f ON f.id = c.fund"
        " WHERE c.district = {} AND c.state = {} AND EXISTS (SELECT 1 FROM decision_date d"
        " WHERE d.call = c.id AND d.area = {} AND d.deadline_at > {}) ORDER BY c.id",
        district,
        CallState.PUBLISHED.value,
        area,
        now,
    )


async def jury_of(district: int, area: int, on: date) -> Row | None:
    """How many sit on the jury of this day, by how they came; no names."""
    found = await rows(JURY, on, on, district, area, on, on)
    if not found:
        return None
    counts = {row["member_group"]: int(row["members"]) for row in found}
    return {"until_on": found[0]["term_until_on"], "members": sum(counts.values()), "counts": counts}


async def past_meetings(
    district: int, *, area: int | None = None, year: int | None = None, page: int = 1, limit: int = PER_PAGE
) -> tuple[list[Row], bool]:
    """Held and cancelled ones, the latest first, and whether there are more after this page."""
    args: list[object] = [district, MeetingState.CLOSED.value, MeetingState.CANCELLED.value]
    narrowed = _narrowed(args, {"d.area": area, "m.year": year})
    ordered = " ORDER BY m.begins_at DESC, m.id DESC LIMIT {} OFFSET {}"
    found = await rows(PAST_MEETINGS + narrowed + ordered, *args, limit + 1, (page - 1) * limit)
    return found[:limit], len(found) > limit


async def _dates_around(district: int, now: datetime, area: int | None) -> list[Row]:
    """Of published and ended calls, from a year ago on, in the order of their deadlines."""
    args: list[object] = [district, now - A_YEAR, CallState.DRAFT.value]
    return await rows(DATES + _narrowed(args, {"d.area": area}) + " ORDER BY d.deadline_at, d.id", *args)


def _narrowed(args: list[object], wanted: dict[str, int | None]) -> str:
    """One more condition for each wanted value; adds them to the arguments."""
    given = {column: value for column, value in wanted.items() if value is not None}
    args.extend(given.values())
    return "".join(f" AND {column} = {{}}" for column in given)
