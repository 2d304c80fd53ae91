"""What stands in the ledger, and what is free."""

from datetime import datetime
from typing import Any

from kiezfonds.database.paging import Asked, paged
from kiezfonds.database.work import rows
from kiezfonds.ground.days import berlin_wall
from kiezfonds.ledger.rules import EFFECTS, Balance, EntryKind, PotState, balance_of

Row = dict[str, Any]

POTS = """
SELECT b.id, b.fund, b.area, b.state, b.freeze_reason, f.freeze_reason AS fund_freeze_reason, a.name AS area_name,
  a.slug AS area_slug, f.slug AS fund_slug, f.name AS fund_name, f.year
FROM area_budget b JOIN area a ON a.id = b.area JOIN fund f ON f.id = b.fund WHERE b.district = {}
"""


def _sum_of(place: int) -> str:
    """One part of the balance (budget, reserved, committed, paid) in SQL, after the same table of effects."""
    signs = {kind: effect[place] for kind, effect in EFFECTS.items() if effect[place]}
    cases = " ".join(f"WHEN '{kind.value}' THEN {sign} * e.amount_cents" for kind, sign in signs.items())
    return f"CASE e.kind {cases} ELSE 0 END"


FREE_EFFECT = f"({_sum_of(0)}) - ({_sum_of(1)}) - ({_sum_of(2)})"
SUMS = ", ".join(
    f"CAST(COALESCE(SUM({_sum_of(place)}), 0) AS BIGINT) AS {name}_cents"
    for place, name in enumerate(("budget", "reserved", "committed", "paid"))
)
LISTED_POTS = f"""
SELECT b.id, a.name AS area_name, a.slug AS area_slug, b.state, {SUMS},
  CAST(COALESCE(SUM({FREE_EFFECT}), 0) AS BIGINT) AS free_cents
FROM area_budget b JOIN area a ON a.id = b.area
LEFT JOIN ledger_entry e ON e.district = b.district AND e.area_budget = b.id
WHERE b.district = {{}} AND b.fund = {{}} GROUP BY b.id, a.name, a.slug, b.state
"""  # noqa: S608 - kinds and columns are constants of ours
# The causes stand above the ledger and point down to it; here only what links to them is read.
LISTED_ENTRIES = f"""
SELECT e.id, e.number, e.kind, e.amount_cents, e.reason, e.booked_at, e.actor_role, p.year AS proposal_year,
  p.number AS proposal_number, s.number AS settles_number, m.year AS meeting_year, m.number AS meeting_number,
  r.number AS resolution_number, n.year AS notice_year, n.number AS notice_number, o.name AS other_area,
  CAST(SUM({FREE_EFFECT}) OVER (ORDER BY e.number) AS BIGINT) AS free_after_cents
FROM ledger_entry e LEFT JOIN proposal p ON p.id = e.proposal LEFT JOIN ledger_entry s ON s.id = e.settles
LEFT JOIN resolution r ON r.proposal = e.proposal AND r.reservation = COALESCE(e.settles, e.id)
LEFT JOIN meeting m ON m.id = r.meeting
LEFT JOIN notice n ON n.district = e.district AND n.resolution = r.id AND n.commitment = e.id
LEFT JOIN ledger_entry c ON c.id = COALESCE(e.counterpart, (SELECT x.id FROM ledger_entry x WHERE x.counterpart = e.id))
LEFT JOIN area_budget cb ON cb.id = c.area_budget LEFT JOIN area o ON o.id = cb.area
WHERE e.district = {{}} AND e.area_budget = {{}}
"""  # noqa: S608 - kinds and columns are constants of ours


async def area_budget(district: int, fund: int, area: int) -> Row | None:
    """The pot of an area in a fund; None before the fund is released."""
    found = await rows(POTS + " AND b.fund = {} AND b.area = {}", district, fund, area)
    return found[0] if found else None


async def area_budget_by_slugs(district: int, fund: str, area: str) -> Row | None:
    found = await rows(POTS + " AND f.slug = {} AND a.slug = {}", district, fund, area)
    return found[0] if found else None


async def area_budgets(district: int, fund: int) -> list[Row]:
    return await rows(POTS + " AND b.fund = {} ORDER BY a.position", district, fund)


async def pots_listed(district: int, fund: int, asked: Asked, *, whole: bool = False) -> tuple[list[Row], int]:
    """The pots of a fund with their sums."""
    return await paged(asked, LISTED_POTS, district, fund, whole=whole)


async def entries_listed(
    district: int, area_budget: int, asked: Asked, *, whole: bool = False
) -> tuple[list[Row], int]:
    """The entries of a pot, each with its cause and with what was free after it."""
    return await paged(asked, LISTED_ENTRIES, district, area_budget, whole=whole)


async def frozen_areas(district: int, now: datetime) -> dict[int, str]:
    """By area, where a pot of this year is frozen: the public reason."""
    found = await rows(
        POTS + " AND b.state = {} AND f.year = {} ORDER BY f.id",
        district,
        PotState.FROZEN.value,
        berlin_wall(now).year,
    )
    return {row["area"]: row["freeze_reason"] or row["fund_freeze_reason"] for row in found}


async def freezes(district: int, fund: int) -> list[Row]:
    """Every freeze and its end, the latest first; without an area it was the whole fund."""
    return await rows(
        "SELECT z.id, z.is_frozen, z.reason, z.actor_role, z.happened_at, a.name AS area_name FROM budget_freeze z"
        " LEFT JOIN area_budget b ON b.id = z.area_budget LEFT JOIN area a ON a.id = b.area"
        " WHERE z.district = {} AND z.fund = {} ORDER BY z.id DESC LIMIT 50",
        district,
        fund,
    )


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


async def unpaid_amount(district: int, reservation: int) -> int:
    """What was promised from a reservation and neither taken back nor paid."""
    kinds = (EntryKind.COMMITMENT, EntryKind.REDUCTION, EntryKind.PAYMENT, EntryKind.RETURN, EntryKind.REPAYMENT)
    sums = await rows(
        "SELECT e.kind, sum(e.amount_cents) AS cents FROM ledger_entry e"
        " WHERE e.district = {} AND e.settles = {} AND e.kind IN ({}, {}, {}, {}, {}) GROUP BY e.kind",
        *(district, reservation),
        *(kind.value for kind in kinds),
    )
    found = _balance(sums)
    return found.committed - found.paid


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
