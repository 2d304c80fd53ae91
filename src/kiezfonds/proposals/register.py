"""The office's list of proposals: one query for a page of it, and the version that says whether it changed."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from kiezfonds.database.work import rows
from kiezfonds.proposals.rules import read_reference

PAGE_SIZE = 50
NO_YEAR = 9999  # no last year

LISTED = """
SELECT p.year, p.number, v.title, a.name, p.state, v.requested_cents, p.received_on, COUNT(*) OVER () AS found_count
FROM proposal p
JOIN proposal_version v ON v.proposal = p.id
  AND v.number = (SELECT MAX(x.number) FROM proposal_version x WHERE x.proposal = p.id)
JOIN area a ON a.id = p.area JOIN person o ON o.id = p.applicant
WHERE p.district = {} AND p.year >= {} AND p.year <= {} AND p.number IS NOT NULL
"""
MATCHES = (
    " AND (LOWER(v.title) LIKE {} ESCAPE '!' OR LOWER(v.group_name) LIKE {} ESCAPE '!'"
    " OR LOWER(o.name) LIKE {} ESCAPE '!' OR v.title LIKE {} ESCAPE '!' OR v.group_name LIKE {} ESCAPE '!'"
    " OR o.name LIKE {} ESCAPE '!')"
)


@dataclass(frozen=True)
class Query:
    """What the list is asked for; empty means all. `year` is the year, or with `is_exact` off the first one."""

    year: int
    is_exact: bool = False
    text: str = ""
    state: str = ""
    area: int = 0
    page: int = 1


@dataclass(frozen=True)
class Entry:
    """One line as the database gives it."""

    year: int
    number: int
    title: str
    area: str
    state: str
    requested_cents: int
    received_on: date


async def register(district: int, query: Query) -> tuple[list[Entry], int]:
    """One page of the list, the newest first, and how many there are in all."""
    sql, args = _asked(district, query)
    found = await rows(
        sql + " ORDER BY p.year DESC, p.number DESC LIMIT {} OFFSET {}",
        *args,
        PAGE_SIZE,
        PAGE_SIZE * (query.page - 1),
    )
    return [_entry(row) for row in found], int(found[0]["found_count"]) if found else 0


async def whole_register(district: int, query: Query) -> list[Entry]:
    """All pages at once, in order of their numbers: for the table to download."""
    sql, args = _asked(district, query)
    return [_entry(row) for row in await rows(sql + " ORDER BY p.year, p.number", *args)]


async def years(district: int) -> list[int]:
    found = await rows("SELECT DISTINCT year FROM fund WHERE district = {} ORDER BY year DESC", district)
    return [int(row["year"]) for row in found]


def _asked(district: int, query: Query) -> tuple[str, list[Any]]:
    numbered = read_reference(query.text)
    sql, first = LISTED, numbered[0] if numbered else query.year
    args: list[Any] = [district, first, first if numbered or query.is_exact else NO_YEAR]
    if query.state:
        sql, args = sql + " AND p.state = {}", [*args, query.state]
    if query.area:
        sql, args = sql + " AND p.area = {}", [*args, query.area]
    if numbered:
        return sql + " AND p.number = {}", [*args, numbered[1]]
    if query.text:
        lower, typed = _pattern(query.text.lower()), _pattern(query.text)
        return sql + MATCHES, [*args, lower, lower, lower, typed, typed, typed]
    return sql, args


def _pattern(text: str) -> str:
    """Found anywhere; signs that mean something to LIKE are taken as they are."""
    for sign in "!%_":
        text = text.replace(sign, f"!{sign}")
    return f"%{text}%"


def _entry(row: dict[str, Any]) -> Entry:
    return Entry(
        row["year"],
        row["number"],
        row["title"],
        row["name"],
        row["state"],
        row["requested_cents"],
        row["received_on"],
    )
