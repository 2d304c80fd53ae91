"""Which funds, calls and dates a district has."""

from datetime import datetime
from typing import Any

from kiezfonds.database.paging import Asked, paged
from kiezfonds.database.work import rows
from kiezfonds.rounds.rules import CallState, Rules, read_rules
from kiezfonds.rounds.tables import Call, Fund, RuleSet

Row = dict[str, Any]

FUNDS = """
SELECT f.id, f.slug, f.name, f.year, f.state, f.total_cents, f.notice_mode,
  f.issuing_body, r.name AS rule_set_name, r.version AS rule_set_version
FROM fund f JOIN rule_set r ON r.id = f.rule_set WHERE f.district = {}
"""
DATES = """
SELECT d.id, d.call, d.area, d.deadline_at, d.held_at, d.place, a.name AS area_name, a.slug AS area_slug,
  c.state AS call_state, c.number AS call_number, c.title AS call_title, c.opens_at,
  f.id AS fund, f.slug AS fund_slug, f.name AS fund_name, f.year
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


async def funds_listed(district: int, asked: Asked, *, whole: bool = False) -> tuple[list[Row], int]:
    return await paged(asked, FUNDS, district, whole=whole)


async def fund(district: int, slug: str) -> Row | None:
    found = await rows(
        "SELECT f.*, r.content, r.sha256, r.preset, r.name AS rule_set_name, r.version AS rule_set_version,"
        " r.schema_version, r.created_at AS rules_made_at"
        " FROM fund f JOIN rule_set r ON r.id = f.rule_set WHERE f.district = {} AND f.slug = {}",
        district,
        slug,
    )
    return found[0] if found else None


async def fund_by_id(district: int, id: int) -> Row | None:
    found = await rows(
        "SELECT f.*, r.content, r.preset FROM fund f JOIN rule_set r ON r.id = f.rule_set"
        " WHERE f.district = {} AND f.id = {}",
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


async def rules_are_used(district: int, fund: int) -> bool:
    """Whether a proposal was handed in under the fund's rules: from then on they stay as they are."""
    found = await rows(
        "SELECT id FROM proposal WHERE district = {} AND fund = {} AND number IS NOT NULL LIMIT 1", district, fund
    )
    return bool(found)


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
        "SELECT c.id, c.fund, c.number, c.title, c.intro, c.state, c.kind, c.opens_at, c.published_at,"
        " f.slug AS fund_slug,"
        " f.name AS fund_name, f.year, f.state AS fund_state, c.closed_at FROM call c JOIN fund f ON f.id = c.fund"
        " WHERE c.district = {} AND f.slug = {} AND c.number = {}",
        district,
        fund_slug,
        number,
    )
    return found[0] if found else None


async def dates_of_call(district: int, call: int) -> list[Row]:
    return await rows(DATES + " AND d.call = {} ORDER BY d.held_at, a.position", district, call)


async def dates_listed(district: int, fund: int, asked: Asked, *, whole: bool = False) -> tuple[list[Row], int]:
    """Every decision date of a fund, of all its calls."""
    return await paged(asked, DATES + " AND f.id = {}", district, fund, whole=whole)


async def extensions(district: int, call: int) -> list[Row]:
    """Every deadline of the call that was moved, the latest last; `decision_date` is the date it belongs to."""
    return await rows(
        "SELECT e.id, e.decision_date, e.old_deadline_at, e.new_deadline_at, e.reason, e.extended_at,"
        " a.name AS area_name FROM deadline_extension e JOIN decision_date d ON d.id = e.decision_date"
        " JOIN area a ON a.id = d.area WHERE e.district = {} AND d.call = {} ORDER BY e.id",
        district,
        call,
    )


async def extended_dates(district: int, now: datetime) -> dict[int, Row]:
    """By decision date, for deadlines still to come: the latest extension, with its public reason."""
    found = await rows(
        "SELECT e.decision_date, e.old_deadline_at, e.new_deadline_at, e.reason FROM deadline_extension e"
        " WHERE e.district = {} AND e.new_deadline_at > {} ORDER BY e.id",
        district,
        now,
    )
    return {row["decision_date"]: row for row in found}


async def calls_open_to_all(district: int, now: datetime) -> list[Row]:
    """Published calls with a meeting to come, for public pages: title, introduction and the fund whose rules hold."""
    return await rows(
        "SELECT c.id, c.number, c.title, c.intro, c.kind, c.opens_at, f.slug AS fund_slug, f.name AS fund_name, f.year"
        " FROM call c JOIN fund f ON f.id = c.fund WHERE c.district = {} AND c.state = {}"
        " AND EXISTS (SELECT 1 FROM decision_date d WHERE d.call = c.id AND d.held_at > {}) ORDER BY f.year, c.id",
        district,
        CallState.PUBLISHED.value,
        now,
    )


async def open_dates(district: int, now: datetime) -> list[Row]:
    """Dates of calls that are open now and whose deadline is still to come, the next one first."""
    return await rows(
        DATES + " AND c.state = {} AND (c.opens_at IS NULL OR c.opens_at <= {}) AND d.deadline_at > {}"
        " ORDER BY d.deadline_at, a.position",
        district,
        CallState.PUBLISHED.value,
        now,
        now,
    )


async def decision_date(district: int, id: int) -> Row | None:
    found = await rows(DATES + " AND d.id = {}", district, id)
    return found[0] if found else None


async def dates_from(district: int, now: datetime) -> list[Row]:
    """Published meetings to come, the next one first; also where no more ideas are taken."""
    return await rows(
        DATES + " AND c.state <> {} AND d.held_at > {} ORDER BY d.held_at, a.position",
        district,
        CallState.DRAFT.value,
        now,
    )
