"""The office's list of proposals: one query for a page of it, narrowed and sorted as asked."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from kiezfonds.database.paging import PAGE_SIZE, pattern
from kiezfonds.database.work import rows
from kiezfonds.ground.days import berlin_day, end_of_day, instant_of
from kiezfonds.proposals.queries import NEWEST
from kiezfonds.proposals.rules import ProposalState, read_reference

NO_YEAR = 9999  # no last year

COLUMNS = "p.year, p.number, v.title, a.name, p.state, v.requested_cents, p.received_on"
LISTED = f"""
SELECT {COLUMNS}, COUNT(*) OVER () AS found_count
FROM proposal p
JOIN proposal_version v ON v.proposal = p.id{NEWEST}
JOIN area a ON a.id = p.area JOIN person o ON o.id = p.applicant
WHERE p.district = {{}} AND p.year >= {{}} AND p.year <= {{}} AND p.number IS NOT NULL
"""  # noqa: S608 - our own text
TAKEN_ALONG = LISTED.replace("COUNT(*) OVER () AS found_count", "p.channel, p.is_late, d.held_at").replace(
    "WHERE p.district", "LEFT JOIN decision_date d ON d.id = p.decision_date WHERE p.district"
)
MATCHES = (
    " AND (LOWER(v.title) LIKE {} ESCAPE '!' OR LOWER(v.group_name) LIKE {} ESCAPE '!'"
    " OR LOWER(o.name) LIKE {} ESCAPE '!' OR v.title LIKE {} ESCAPE '!' OR v.group_name LIKE {} ESCAPE '!'"
    " OR o.name LIKE {} ESCAPE '!')"
)


# Where a proposal is in its life, not how the state is spelled.
LIFE = " ".join(f"WHEN '{state.value}' THEN {place}" for place, state in enumerate(ProposalState))
# By the name in the address; the newest come first where nothing is asked.
ORDERS = {
    "nummer": ("p.year", "p.number"),
    "titel": ("LOWER(v.title)",),
    "stand": (f"CASE p.state {LIFE} END",),
    "gebiet": ("a.position",),
    "betrag": ("v.requested_cents",),
    "eingang": ("p.received_on",),
}
NEWEST_FIRST = "-nummer"


@dataclass(frozen=True)
class Query:
    """What the list is asked for; empty means all. `year` is the year, or with `is_exact` off the first one."""

    year: int
    is_exact: bool = False
    text: str = ""
    state: str = ""
    area: int = 0
    held_on: date | None = None
    channel: str = ""
    is_late: bool | None = None
    order: str = NEWEST_FIRST
    page: int = 1

    @property
    def is_narrowed(self) -> bool:
        return bool(self.text or self.state or self.area or self.is_exact or self.held_on or self.channel) or (
            self.is_late is not None
        )


@dataclass(frozen=True)
class Entry:
    """One line as the database gives it; the last three only in the table to take along."""

    year: int
    number: int
    title: str
    area: str
    state: str
    requested_cents: int
    received_on: date
    channel: str = ""
    is_late: bool = False
    held_at: datetime | None = None


async def register(district: int, query: Query) -> tuple[list[Entry], int]:
    """One page of the list, and how many there are in all."""
    sql, args = _asked(LISTED, district, query)
    found = await rows(
        f"{sql} ORDER BY {_order(query)} LIMIT {{}} OFFSET {{}}",
        *args,
        PAGE_SIZE,
        PAGE_SIZE * (query.page - 1),
    )
    return [_entry(row) for row in found], int(found[0]["found_count"]) if found else 0


async def whole_register(district: int, query: Query) -> list[Entry]:
    """All pages at once: for the table to download."""
    sql, args = _asked(TAKEN_ALONG, district, query)
    found = await rows(f"{sql} ORDER BY {_order(query)}", *args)
    return [_entry(row, row["channel"], bool(row["is_late"]), row["held_at"]) for row in found]


async def years_and_days(district: int, query: Query) -> tuple[list[int], list[date]]:
    """The years there are funds for, the latest first, and the days of the meetings in the years that are shown."""
    found = await rows(
        "SELECT DISTINCT f.year, d.held_at FROM fund f LEFT JOIN decision_date d ON d.district = f.district"
        " AND f.year >= {} AND f.year <= {} AND d.call IN (SELECT c.id FROM call c WHERE c.fund = f.id)"
        " WHERE f.district = {}",
        query.year,
        query.year if query.is_exact else NO_YEAR,
        district,
    )
    days = {berlin_day(row["held_at"]) for row in found if row["held_at"]}
    return sorted({int(row["year"]) for row in found}, reverse=True), sorted(days)


def is_order(name: str) -> bool:
    return name.removeprefix("-") in ORDERS


def _asked(sql: str, district: int, query: Query) -> tuple[str, list[Any]]:
    numbered = read_reference(query.text)
    first = numbered[0] if numbered else query.year
    args: list[Any] = [district, first, first if numbered or query.is_exact else NO_YEAR]
    if query.state:
        sql, args = sql + " AND p.state = {}", [*args, query.state]
    if query.area:
        sql, args = sql + " AND p.area = {}", [*args, query.area]
    if query.channel:
        sql, args = sql + " AND p.channel = {}", [*args, query.channel]
    if query.is_late is not None:
        sql, args = sql + " AND p.is_late = {}", [*args, query.is_late]
    if query.held_on:
        sql += " AND p.decision_date IN (SELECT h.id FROM decision_date h WHERE h.district = {} AND h.held_at >= {}"
        sql += " AND h.held_at <= {})"
        args = [*args, district, instant_of(query.held_on, time()), end_of_day(query.held_on)]
    if numbered:
        return sql + " AND p.number = {}", [*args, numbered[1]]
    if query.text:
        lower, typed = pattern(query.text.lower()), pattern(query.text)
        return sql + MATCHES, [*args, lower, lower, lower, typed, typed, typed]
    return sql, args


def _order(query: Query) -> str:
    """Equals stand in the order of their numbers, the newest first."""
    way = " DESC" if query.order.startswith("-") else ""
    asked = [column + way for column in ORDERS[query.order.removeprefix("-")]]
    return ", ".join(asked if len(asked) > 1 else [*asked, "p.year DESC", "p.number DESC"])


def _entry(row: dict[str, Any], channel: str = "", is_late: bool = False, held_at: datetime | None = None) -> Entry:
    return Entry(
        row["year"],
        row["number"],
        row["title"],
        row["name"],
        row["state"],
        row["requested_cents"],
        row["received_on"],
        channel,
        is_late,
        held_at,
    )
