"""Which meetings there are, what is on their agendas, what was voted and resolved."""

from datetime import datetime
from typing import Any

from kiezfonds.database.paging import Asked, paged
from kiezfonds.database.work import rows
from kiezfonds.meetings.rules import ItemKind, ItemState, MeetingState
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
SELECT i.id, i.position, i.kind, i.title, i.proposal, i.version, i.state, p.year, p.number, p.state AS proposal_state,
       p.area, p.fund, v.summary, v.applicant_kind, v.group_name, v.requested_cents, v.smallest_useful_cents
FROM agenda_item i LEFT JOIN proposal p ON p.id = i.proposal LEFT JOIN proposal_version v ON v.id = i.version
WHERE i.district = {} AND i.meeting = {} ORDER BY i.position
"""

RESOLUTIONS = """
SELECT r.id, r.number, r.item, r.ballot, r.proposal, r.version, r.kind, r.amount_cents, r.conditions, r.reason,
       r.reservation, r.resolved_at, b.number AS ballot_number, b.motion, b.method, b.yes_count, b.no_count,
       b.abstain_count, b.is_accepted, b.entitled_count, p.year, p.number AS proposal_number,
       p.state AS proposal_state, v.title, v.requested_cents, v.applicant_kind, v.group_name, i.position
FROM resolution r JOIN ballot b ON b.id = r.ballot JOIN proposal p ON p.id = r.proposal
JOIN proposal_version v ON v.id = r.version JOIN agenda_item i ON i.id = r.item
WHERE r.district = {} AND r.meeting = {} ORDER BY r.number
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
    """Those to come or under way, the next one first."""
    coming = [state.value for state in (MeetingState.PLANNED, MeetingState.INVITED, MeetingState.OPEN)]
    return await rows(
        LISTED + " AND m.state IN ({}, {}, {}) AND (m.begins_at > {} OR m.state = {}) ORDER BY m.begins_at, m.number",
        *(district, *coming, now, MeetingState.OPEN.value),
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
    """The items in order. Until the meeting opens, all that is admitted for its date; then what was fixed at the
    opening. A withdrawn proposal leaves the agenda by itself."""
    items = await rows(ITEMS, district, meeting)
    if not items:
        return await agenda_to_be(district, meeting)
    return [item for item in items if item["proposal_state"] != "withdrawn" or item["state"] != ItemState.LISTED]


async def agenda_to_be(district: int, meeting: int) -> list[Row]:
    """What the agenda would be if the meeting opened now: items without a row of their own."""
    date = (
        await Meeting.select(Meeting.decision_date).where(Meeting.district == district, Meeting.id == meeting).first()
    )
    admitted = await admitted_for(district, date["decision_date"]) if date else []
    ideas = [
        {
            "id": None,
            "position": position,
            "kind": ItemKind.PROPOSAL.value,
            "title": p["title"],
            "proposal": p["id"],
            "version": p["version"],
            "state": ItemState.LISTED.value,
            "proposal_state": p["state"],
            **{key: p[key] for key in ("year", "number", "applicant_kind", "group_name")},
            **{key: p[key] for key in ("requested_cents", "smallest_useful_cents")},
        }
        for position, p in enumerate(sorted(admitted, key=lambda p: (p["year"], p["number"])), start=2)
    ]
    return [opening_item(), *ideas]


def opening_item() -> Row:
    empty = dict.fromkeys(
        ("id", "proposal", "version", "proposal_state", "year", "number", "requested_cents", "smallest_useful_cents")
    )
    return {
        **empty,
        "position": 1,
        "kind": ItemKind.OPENING.value,
        "title": "Eröffnung",
        "state": ItemState.LISTED.value,
        "applicant_kind": "",
        "group_name": "",
    }


async def item(district: int, meeting: int, position: int) -> Row | None:
    found = await rows(ITEMS.replace("ORDER BY", "AND i.position = {} ORDER BY"), district, meeting, position)
    return found[0] if found else None


async def item_by_id(district: int, meeting: int, id: int) -> Row | None:
    found = await rows(ITEMS.replace("ORDER BY", "AND i.id = {} ORDER BY"), district, meeting, id)
    return found[0] if found else None


async def resolutions(district: int, meeting: int) -> list[Row]:
    """With the numbers of their ballots and the title and reference of the proposal."""
    return await rows(RESOLUTIONS, district, meeting)


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
