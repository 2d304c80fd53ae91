"""What stands in the ledger, and what is free."""

from typing import Any

from kiezfonds.database.work import rows
from kiezfonds.ledger.rules import Balance, EntryKind, balance_of

Row = dict[str, Any]

POTS = """
SELECT b.id, b.fund, b.area, b.state, a.name AS area_name, a.slug AS area_slug, f.slug AS fund_slug,
       f.name AS fund_name, f.year
FROM area_budget b JOIN area a ON a.id = b.area JOIN fund f ON f.id = b.fund WHERE b.district = {}
"""


async def area_budget(district: int, fund: int, area: int) -> Row | None:
    """The pot of an area in a fund; None before the fund is released."""
    found = await rows(POTS + " AND b.fund = {} AND b.area = {}", district, fund, area)
    return found[0] if found else None


async def area_budget_by_slugs(district: int, fund: str, area: str) -> Row | None:
    found = await rows(POTS + " AND f.slug = {} AND a.slug = {}", district, fund, area)
    return found[0] if found else None


async def area_budgets(district: int, fund: int) -> list[Row]:
    return await rows(POTS + " AND b.fund = {} ORDER BY a.position", district, fund)


async def balance(district: int, area_budget: int) -> Balance:
    """Computed from the entries, every time."""
    sums = await rows(
        "SELECT e.kind, sum(e.amount_cents) AS cents FROM ledger_entry e"
        " WHERE e.district = {} AND e.area_budget = {} GROUP BY e.kind",
        district,
        area_budget,
    )
    return _balance(sums)


async def balances(district: int, fund: int) -> dict[int, Balance]:
    """By area, all of a fund in one query."""
    sums = await rows(
        "SELECT b.area, e.kind, sum(e.amount_cents) AS cents FROM area_budget b"
        " LEFT JOIN ledger_entry e ON e.district = b.district AND e.area_budget = b.id"
        " WHERE b.district = {} AND b.fund = {} GROUP BY b.area, e.kind",
        district,
        fund,
    )
    by_area: dict[int, list[Row]] = {}
    for row in sums:
        by_area.setdefault(row["area"], []).append(row)
    return {area: _balance(group) for area, group in by_area.items()}


async def entries(district: int, area_budget: int) -> list[Row]:
    """In the order of booking; with the proposal's year and number, and the number of the entry it settles."""
    return await rows(
        "SELECT e.id, e.number, e.kind, e.amount_cents, e.reason, e.booked_at, e.actor_kind, e.actor_role,"
        " e.proposal, p.year AS proposal_year, p.number AS proposal_number, s.number AS settles_number"
        " FROM ledger_entry e LEFT JOIN proposal p ON p.id = e.proposal LEFT JOIN ledger_entry s ON s.id = e.settles"
        " WHERE e.district = {} AND e.area_budget = {} ORDER BY e.number",
        district,
        area_budget,
    )


async def entry(district: int, id: int) -> Row | None:
    found = await rows(
        "SELECT e.id, e.area_budget, e.number, e.kind, e.amount_cents, e.proposal, e.reason, e.booked_at"
        " FROM ledger_entry e WHERE e.district = {} AND e.id = {}",
        district,
        id,
    )
    return found[0] if found else None


async def open_amount(district: int, reservation: int) -> int:
    """What of a reservation has been neither released nor turned into a commitment."""
    (found,) = await rows(
        "SELECT coalesce(sum(CASE WHEN e.kind = {} THEN e.amount_cents ELSE -e.amount_cents END), 0) AS cents"
        " FROM ledger_entry e WHERE e.district = {} AND e.kind IN ({}, {}) AND (e.id = {} OR e.settles = {})",
        EntryKind.RESERVATION.value,
        district,
        EntryKind.RESERVATION.value,
        EntryKind.RELEASE.value,
        reservation,
        reservation,
    )
    return int(found["cents"])


async def last_number(district: int, area_budget: int) -> int:
    (found,) = await rows(
        "SELECT coalesce(max(e.number), 0) AS number FROM ledger_entry e WHERE e.district = {} AND e.area_budget = {}",
        district,
        area_budget,
    )
    return int(found["number"])


def _balance(sums: list[Row]) -> Balance:
    """sum() is a decimal on PostgreSQL; a pot without entries comes as one row without a kind."""
    return balance_of((EntryKind(row["kind"]), int(row["cents"])) for row in sums if row["kind"])
