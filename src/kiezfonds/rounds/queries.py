"""Which funds, calls and dates a district has."""

from datetime import datetime
from typing import Any

from kiezfonds.database.work import rows
from kiezfonds.rounds.rules import CallState, Rules, read_rules
from kiezfonds.rounds.tables import Call, Fund, RuleSet

Row = dict[str, Any]

DATES = """
SELECT d.id, d.call, d.area, d.deadline_at, d.held_at, d.place, a.name AS area_name, a.slug AS area_slug,
      c.state AS call_state,       f.id AS fund, f.slug AS fund_slug, f.year
FROM decision_date d JOIN area a ON a.id = d.area JOIN call c ON c.id = d.call JOIN fund f ON f.id = c.fund
WHERE d.district = {}
"""


async def funds(district: int) -> list[Row]:
    """Newest year first."""
    return (
        await Fund.select(Fund.id, Fund.slug, Fund.name, Fund.year, Fund.state, Fund.total_cents, Fund.notice_mode)
        .where(Fund.district == district)
        .order_by(Fund.year, ascending=False)
        .order_by(Fund.name)
    )


async def fund(district: int, slug: str) -> Row | None:
    found = await rows(
        "SELECT f.*, r.content, r.sha256, r.name AS rule_set_name, r.version AS rule_set_version"
        " FROM fund f JOIN rule_set r ON r.id = f.rule_set WHERE f.district = {} AND f.slug = {}",
        district,
        slug,
    )
    return found[0] if found else None


async def fund_by_id(district: int, id: int) -> Row | None:
    found = await rows(
        "SELECT f.*, r.content FROM fund f JOIN rule_set r ON r.id = f.rule_set WHERE f.district = {} AND f.id = {}",
        district,
        id,
    )
    return found[0] if found else None


async def rules_of(district: int, fund: int) -> Rules:
    """The rule set a fund follows."""
    found = await rows(
        "SELECT r.content FROM fund f JOIN rule_set r ON r.id = f.rule_set WHERE f.district = {} AND f.id = {}",
        district,
        fund,
    )
    return read_rules(found[0]["content"])


async def last_rule_set_version(district: int, name: str) -> int:
    found = (
        await RuleSet.select(RuleSet.version)
        .where(RuleSet.district == district, RuleSet.name == name)
        .order_by(RuleSet.version, ascending=False)
        .first()
    )
    return int(found["version"]) if found else 0


async def calls(district: int, fund: int) -> list[Row]:
    return (
        await Call.select(Call.id, Call.number, Call.title, Call.state, Call.published_at)
        .where(Call.district == district, Call.fund == fund)
        .order_by(Call.number)
    )


async def call(district: int, fund_slug: str, number: int) -> Row | None:
    found = await rows(
        "SELECT c.id, c.fund, c.number, c.title, c.intro, c.state, c.published_at, f.slug AS fund_slug,"
        " f.name AS fund_name, f.year, f.state AS fund_state FROM call c JOIN fund f ON f.id = c.fund"
        " WHERE c.district = {} AND f.slug = {} AND c.number = {}",
        district,
        fund_slug,
        number,
    )
    return found[0] if found else None


async def dates_of_call(district: int, call: int) -> list[Row]:
    return await rows(DATES + " AND d.call = {} ORDER BY d.held_at, a.position", district, call)


async def open_dates(district: int, now: datetime) -> list[Row]:
    """Published dates whose deadline is still to come, the next one first."""
    return await rows(
        DATES + " AND c.state = {} AND d.deadline_at > {} ORDER BY d.deadline_at, a.position",
        district,
        CallState.PUBLISHED.value,
        now,
    )


async def decision_date(district: int, id: int) -> Row | None:
    found = await rows(DATES + " AND d.id = {}", district, id)
    return found[0] if found else None


async def dates_from(district: int, now: datetime) -> list[Row]:
    """Published meetings to come, the next one first."""
    return await rows(
        DATES + " AND c.state = {} AND d.held_at > {} ORDER BY d.held_at, a.position",
        district,
        CallState.PUBLISHED.value,
        now,
    )
