"""Which meetings there are, what is on their agendas, what was voted and resolved."""

from datetime import datetime
from typing import Any

from kiezfonds.database.paging import Asked, paged
from kiezfonds.database.work import rows
from kiezfonds.districts.queries import areas
from kiezfonds.meetings.agendas import arranged
from kiezfonds.meetings.rules import MEETING_LASTS, BallotState, ItemState, MeetingState
from kiezfonds.meetings.tables import Meeting
from kiezfonds.proposals.queries import admitted_for

Row = dict[str, Any]

MEETING = """
SELECT m.*, j.name AS jury_name, d.area, d.deadline_at, a.name AS area_name, a.slug AS area_slug,
       f.id AS fund, f.slug AS fund_slug, f.name AS fund_name, f.year AS fund_year, r.content
FROM meeting m JOIN jury j ON j.id = m.jury JOIN decision_date d ON d.id = m.decision_date
JOIN area a ON a.id = d.area JOIN call c ON c.id = d.call JOIN fund f ON f.id = c.fund
JOIN rule_set r ON r.id = f.rule_set
WHERE m.district = {}
"""

LISTED = """
SELECT m.id, m.year, m.number, m.year * 10000 + m.number AS place_in_row, m.state, m.begins_at, m.place,
       m.decision_date, m.jury, j.name AS jury_name, a.name AS area_name, a.slug AS area_slug
FROM meeting m JOIN jury j ON j.id = m.jury JOIN decision_date d ON d.id = m.decision_date JOIN area a ON a.id = d.area
WHERE m.district = {}
"""

ITEMS = """
SELECT i.id, i.position, i.kind, i.title, i.proposal, i.version, i.state, i.previous, m.state AS meeting_state,
       p.year, p.number, p.state AS proposal_state, p.area, p.fund, v.lang, v.summary, v.applicant_kind, v.group_name,
       v.requested_cents, v.smallest_useful_cents
FROM agenda_item i JOIN meeting m ON m.id = i.meeting LEFT JOIN proposal p ON p.id = i.proposal
LEFT JOIN proposal_version v ON v.id = i.version
WHERE i.district = {} AND i.meeting = {} ORDER BY i.position
"""

# the last closed meeting of the same jury whose minutes no ballot has approved
LAST_MEETING = """
SELECT e.id, e.year, e.number FROM meeting e JOIN meeting m ON m.jury = e.jury AND m.id = {}
WHERE e.district = {} AND e.state = {} AND e.begins_at < m.begins_at AND NOT EXISTS
  (SELECT 1 FROM ballot b JOIN agenda_item i ON i.id = b.item
   WHERE i.previous = e.id AND b.state = {} AND b.is_accepted = {})
ORDER BY e.begins_at DESC LIMIT 1
"""

RESOLUTIONS = """
SELECT r.id, r.number, r.item, r.ballot, r.proposal, r.version, r.kind, r.amount_cents, r.conditions, r.reason,
       r.reservation, r.resolved_at,
       r.condition_kind, r.condition_due_on, r.defer_to, r.rank, t.held_at AS defer_to_at,
       b.number AS ballot_number, b.motion, b.method, b.yes_count, b.no_count,
       b.abstain_count, b.is_accepted, b.entitled_count, p.year, p.number AS proposal_number,
       p.state AS proposal_state, v.lang, v.title, v.requested_cents, v.applicant_kind, v.group_name, i.position
FROM resolution r JOIN ballot b ON b.id = r.ballot JOIN proposal p ON p.id = r.proposal
JOIN proposal_version v ON v.id = r.version JOIN agenda_item i ON i.id = r.item
LEFT JOIN decision_date t ON t.id = r.defer_to
WHERE r.district = {} AND r.meeting = {} AND r.promoted_from IS NULL ORDER BY r.number
"""

RESOLVED = """
SELECT r.id, r.number, r.kind, r.amount_cents, r.reason, r.resolved_at, r.promoted_from, m.year AS meeting_year,
       m.number AS meeting_number, p.year,
       p.number AS proposal_number, p.year * 10000 + p.number AS proposal_in_row, v.title, a.name AS area_name,
       a.slug AS area_slug, b.yes_count, b.no_count, b.abstain_count
FROM resolution r JOIN meeting m ON m.id = r.meeting JOIN ballot b ON b.id = r.ballot
JOIN proposal p ON p.id = r.proposal JOIN proposal_version v ON v.id = r.version JOIN area a ON a.id = p.area
WHERE r.district = {}
"""

BALLOTS = """
SELECT b.*, i.position, i.title, i.proposal, i.version FROM ballot b JOIN agenda_item i ON i.id = b.item
WHERE b.district = {} AND b.meeting = {} ORDER BY b.number
"""


async def meeting(district: int, year: int, number: int) -> Row | None:
    """With its jury, area, fund and the rule set (`content`) it follows."""
    found = await rows(MEETING + " AND m.year = {} AND m.number = {}", district, year, number)
    return found[0] if found else None


async def meeting_by_id(district: int, id: int) -> Row | None:
    found = await rows(MEETING + " AND m.id = {}", district, id)
    return found[0] if found else None


async def meetings(district: int) -> list[Row]:
    """The latest first."""
    return await rows(LISTED + " ORDER BY m.begins_at DESC, m.number DESC", district)


async def meetings_listed(district: int, asked: Asked, *, whole: bool = False) -> tuple[list[Row], int]:
    """What the office's list asks for."""
    return await paged(asked, LISTED, district, whole=whole)


async def next_meetings(district: int, now: datetime) -> list[Row]:
    """Those to come or under way, the next one first; also one whose hour has come and that nobody has opened yet."""
    running = (MeetingState.OPEN.value, MeetingState.SUSPENDED.value)
    coming = (MeetingState.PLANNED.value, MeetingState.INVITED.value)
    return await rows(
        LISTED + " AND (m.state IN ({}, {}) OR (m.state IN ({}, {}) AND m.begins_at > {}))"
        " ORDER BY m.begins_at, m.number",
        *(district, *running, *coming, now - MEETING_LASTS),
    )


async def open_meetings_of(district: int, jury: int) -> list[Row]:
    """Meetings of this jury that are under way now."""
    return await rows(
        LISTED + " AND m.jury = {} AND m.state = {} ORDER BY m.begins_at", district, jury, MeetingState.OPEN.value
    )


async def unplanned_dates(district: int) -> list[Row]:
    """Published decision dates that have no meeting yet."""
    return await rows(
        "SELECT d.id, d.held_at, d.deadline_at, d.place, a.name AS area_name FROM decision_date d"
        " JOIN area a ON a.id = d.area JOIN call c ON c.id = d.call LEFT JOIN meeting m ON m.decision_date = d.id"
        " WHERE d.district = {} AND c.state <> 'draft' AND m.id IS NULL ORDER BY d.held_at, a.position",
        district,
    )


async def last_number(district: int, year: int) -> int:
    found = (
        await Meeting.select(Meeting.number)
        .where(Meeting.district == district, Meeting.year == year)
        .order_by(Meeting.number, ascending=False)
        .first()
    )
    return int(found["number"]) if found else 0


async def agenda(district: int, meeting: int) -> list[Row]:
    """The items in order. Until the meeting opens with all that is admitted for its date; then what was fixed at the
    opening. A withdrawn proposal leaves the agenda by itself."""
    items = await rows(ITEMS, district, meeting)
    if not items or items[0]["meeting_state"] in (MeetingState.PLANNED, MeetingState.INVITED):
        return await _agenda_to_be(district, meeting, items)
    return [item for item in items if item["proposal_state"] != "withdrawn" or item["state"] != ItemState.LISTED]


async def _agenda_to_be(district: int, meeting: int, kept: list[Row]) -> list[Row]:
    """What the agenda would be if the meeting opened now."""
    columns = (Meeting.decision_date, Meeting.state)
    found = await Meeting.select(*columns).where(Meeting.district == district, Meeting.id == meeting).first()
    if found is None:
        return []
    admitted = await admitted_for(district, found["decision_date"])
    closed, confirmed = MeetingState.CLOSED.value, BallotState.CONFIRMED.value
    last = [] if kept else await rows(LAST_MEETING, meeting, district, closed, confirmed, True)
    return arranged(kept, admitted, last[0] if last else None)


async def item(district: int, meeting: int, position: int) -> Row | None:
    found = await rows(ITEMS.replace("ORDER BY", "AND i.position = {} ORDER BY"), district, meeting, position)
    return found[0] if found else None


async def item_by_id(district: int, meeting: int, id: int) -> Row | None:
    found = await rows(ITEMS.replace("ORDER BY", "AND i.id = {} ORDER BY"), district, meeting, id)
    return found[0] if found else None


async def resolutions(district: int, meeting: int) -> list[Row]:
    """With the numbers of their ballots and the title and reference of the proposal."""
    return await rows(RESOLUTIONS, district, meeting)


async def resolutions_listed(district: int, asked: Asked, *, whole: bool = False) -> tuple[list[Row], int]:
    """What the office's list of resolutions asks for; those who moved up from the waiting list are among them."""
    return await paged(asked, RESOLVED, district, whole=whole)


async def area_options(district: int) -> list[tuple[str, str]]:
    return [(area["slug"], area["name"]) for area in await areas(district)]


async def ballots(district: int, meeting: int) -> list[Row]:
    return await rows(BALLOTS, district, meeting)


async def ballot(district: int, meeting: int, number: int) -> Row | None:
    found = await rows(BALLOTS.replace("ORDER BY", "AND b.number = {} ORDER BY"), district, meeting, number)
    return found[0] if found else None


async def late_votes(district: int, meeting: int) -> list[Row]:
    """Votes that came after the close, by ballot: how many, never what."""
    return await rows(
        "SELECT b.number, COUNT(*) AS count FROM late_vote l JOIN ballot b ON b.id = l.ballot"
        " WHERE l.district = {} AND b.meeting = {} GROUP BY b.number ORDER BY b.number",
        district,
        meeting,
    )
