"""What jurors have to read, and what they noted. A member with a conflict has no cell, whatever was there before."""

from datetime import date
from typing import Any

from kiezfonds.database.work import rows
from kiezfonds.proposals.rules import UNDECIDED
from kiezfonds.scoring.rules import Opinion, OpinionSummary, summary

Row = dict[str, Any]

PAPERS = """
SELECT s.id AS seat, s.jury, p.id, p.fund, p.year, p.number, p.state, p.decision_date, d.held_at, v.id AS version,
       v.title, v.lang, v.summary, v.description, v.place, v.starts_on, v.ends_on, v.applicant_kind, v.group_name,
       v.volunteer_work, v.requested_cents, v.smallest_useful_cents, v.other_funding, a.name AS area_name,
       o.opinion, o.note, c.id AS conflict
FROM seat s JOIN jury j ON j.id = s.jury JOIN area a ON a.id = j.area
JOIN proposal p ON p.area = j.area AND p.district = s.district
JOIN proposal_version v ON v.proposal = p.id AND v.number =
    (SELECT max(w.number) FROM proposal_version w WHERE w.proposal = p.id AND w.submitted_at IS NOT NULL)
LEFT JOIN decision_date d ON d.id = p.decision_date
LEFT JOIN score_sheet o ON o.district = s.district AND o.seat = s.id AND o.version = v.id
LEFT JOIN conflict c ON c.seat = s.id AND c.proposal = p.id AND c.withdrawn_at IS NULL
WHERE s.district = {} AND s.person = {} AND s.appointed_on <= {} AND (s.ended_on IS NULL OR s.ended_on > {})
      AND (j.term_until_on IS NULL OR j.term_until_on >= {}) AND p.state IN ({}, {}, {}, {})
"""

UNDECIDED_IN = """
SELECT p.id, p.year, p.number, v.title FROM proposal p JOIN proposal_version v ON v.proposal = p.id AND v.number =
    (SELECT max(w.number) FROM proposal_version w WHERE w.proposal = p.id AND w.submitted_at IS NOT NULL)
WHERE p.district = {} AND p.area = {} AND p.state IN ({}, {}, {}, {}) ORDER BY p.year, p.number
"""

SHEETS = """
SELECT o.id, o.seat, o.opinion, o.note, o.saved_at FROM score_sheet o JOIN seat s ON s.id = o.seat
JOIN proposal_version v ON v.id = o.version
LEFT JOIN conflict c ON c.seat = s.id AND c.proposal = v.proposal AND c.withdrawn_at IS NULL
WHERE o.district = {} AND o.version = {} AND c.id IS NULL
"""


async def papers_of(district: int, person: int, on: date) -> list[Row]:
    """All undecided proposals of the juries this person sits on, each with the own note or conflict."""
    return await rows(PAPERS + " ORDER BY s.jury, p.year, p.number", *_of_person(district, person, on))


async def paper(district: int, person: int, year: int, number: int, on: date) -> Row | None:
    """One proposal as this juror may read it: nothing private, and None unless it is their own jury's."""
    found = await rows(
        PAPERS + " AND p.year = {} AND p.number = {} ORDER BY s.id", *_of_person(district, person, on), year, number
    )
    return found[0] if found else None


async def undecided(district: int, area: int) -> list[Row]:
    """The proposals a conflict can be declared on."""
    return await rows(UNDECIDED_IN, district, area, *_states())


async def sheet(district: int, seat: int, version: int) -> Row | None:
    """The member's own note; None without one, and always None with a conflict."""
    found = await rows(SHEETS + " AND o.seat = {}", district, version, seat)
    return found[0] if found else None


async def opinions_on(district: int, version: int) -> OpinionSummary:
    """How many members think what; those with a conflict and those who left are not in it."""
    found = await rows(SHEETS + " AND o.opinion <> '' AND s.ended_on IS NULL", district, version)
    return summary({row["seat"]: Opinion(row["opinion"]) for row in found})


def _of_person(district: int, person: int, on: date) -> tuple[object, ...]:
    return (district, person, on, on, on, *_states())


def _states() -> list[str]:
    return [state.value for state in UNDECIDED]
