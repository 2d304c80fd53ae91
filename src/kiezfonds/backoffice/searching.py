"""The desk's search: ideas, people and meetings at once, each with an end."""

from dataclasses import dataclass, field
from typing import Any

from kiezfonds.database.paging import Asked, paged

Row = dict[str, Any]
SHOWN = 10

PROPOSALS = """
SELECT p.id, p.year, p.number, v.title, a.name AS area_name, o.name AS person,
  CAST(p.year AS TEXT) || '-' || SUBSTR('0000' || CAST(p.number AS TEXT), LENGTH(CAST(p.number AS TEXT)) + 1) AS ref
FROM proposal p JOIN proposal_version v ON v.district = p.district AND v.proposal = p.id
JOIN person o ON o.id = p.applicant LEFT JOIN area a ON a.id = p.area
WHERE p.district = {} AND p.number IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM proposal_version w WHERE w.proposal = v.proposal AND w.number > v.number)
"""
PEOPLE = """
SELECT s.id, o.name AS person, o.email, j.name AS jury, a.name AS area_name, a.slug AS area_slug,
  s.number AS seat_number
FROM seat s JOIN person o ON o.id = s.person JOIN jury j ON j.id = s.jury JOIN area a ON a.id = j.area
WHERE s.district = {} AND s.ended_on IS NULL
"""
MEETINGS = """
SELECT m.id, m.year, m.number, m.begins_at, m.place, a.name AS area_name,
  CAST(m.year AS TEXT) || '-' || CAST(m.number AS TEXT) AS ref
FROM meeting m JOIN decision_date d ON d.id = m.decision_date JOIN area a ON a.id = d.area WHERE m.district = {}
"""


@dataclass(frozen=True)
class Found:
    proposals: list[Row] = field(default_factory=list)
    people: list[Row] = field(default_factory=list)
    meetings: list[Row] = field(default_factory=list)
    counts: tuple[int, int, int] = (0, 0, 0)


async def found(district: int, text: str) -> Found:
    """Every word must be found; nothing for nothing."""
    if not text:
        return Found()
    searched = (
        (PROPOSALS, ("ref", "title", "person", "area_name"), "ref"),
        (PEOPLE, ("person", "email"), "person"),
        (MEETINGS, ("ref", "area_name", "place"), "begins_at"),
    )
    parts = []
    for source, columns, order in searched:
        asked = Asked(text=text, searched=columns, order=order, is_descending=order != "person")
        parts.append(await paged(asked, source, district))
    (proposals, people, meetings) = (rows[:SHOWN] for rows, _ in parts)
    return Found(proposals, people, meetings, (parts[0][1], parts[1][1], parts[2][1]))
