"""Setting up funds, calls and decision dates."""

from datetime import datetime

from kiezfonds.audit.actions import record
from kiezfonds.database.work import locked, transaction
from kiezfonds.districts.queries import areas
from kiezfonds.ground.actors import Actor
from kiezfonds.ground.days import berlin_wall
from kiezfonds.ground.names import slug_of
from kiezfonds.ground.problems import Problem
from kiezfonds.rounds import queries
from kiezfonds.rounds.rules import (
    PRESET_NAMES,
    SCHEMA_VERSION,
    CallDraft,
    CallState,
    DateDraft,
    FundDraft,
    FundState,
    NoticeModeDraft,
    canonical,
    preset,
    problems_with_date,
    problems_with_fund,
    problems_with_notice_mode,
    problems_with_publishing,
    problems_with_removing,
    sha256_of,
)
from kiezfonds.rounds.tables import Call, DecisionDate, Fund, RuleSet


async def create_fund(district: int, draft: FundDraft, *, by: Actor, now: datetime) -> tuple[str, list[Problem]]:
    """A planned fund with a rule set of its own; returns its slug."""
    slug = slug_of(f"{draft.name} {draft.year}")
    async with transaction():
        taken = await queries.fund(district, slug) is not None
        problems = problems_with_fund(draft, taken, berlin_wall(now).year, len(await areas(district)))
        if problems:
            return "", problems
        rule_set = await _write_rule_set(district, draft.preset, now)
        row = Fund(
            district=district,
            rule_set=rule_set,
            slug=slug,
            name=draft.name,
            year=draft.year,
            state=FundState.PLANNED.value,
            total_cents=draft.total_cents,
            confirmed_on=None,
            created_at=now,
        )
        (saved,) = await Fund.insert(row).returning(Fund.id)
        await record(district, "create_fund", by=by, now=now, fund=saved["id"], total_cents=draft.total_cents)
    return slug, []


async def confirm_notice_mode(
    district: int, fund: int, draft: NoticeModeDraft, *, by: Actor, now: datetime
) -> list[Problem]:
    """Who promises the money; until this is said no letter can be issued."""
    problems = problems_with_notice_mode(draft, berlin_wall(now).date())
    if problems:
        return problems
    async with transaction():
        await Fund.update(
            {
                Fund.notice_mode: draft.mode.value,
                Fund.issuing_body: draft.issuing_body,
                Fund.legal_basis: draft.legal_basis,
                Fund.complaints_desk: draft.complaints_desk,
                Fund.confirmed_by: draft.confirmed_by,
                Fund.confirmed_on: draft.confirmed_on,
            }
        ).where(Fund.district == district, Fund.id == fund)
        await record(district, "confirm_notice_mode", by=by, now=now, fund=fund, mode=draft.mode.value)
    return []


async def create_call(district: int, fund: int, draft: CallDraft, *, by: Actor, now: datetime) -> int:
    """A draft call; returns its number within the fund."""
    async with transaction():
        await locked(Fund, Fund.district == district, Fund.id == fund)
        number = len(await queries.calls(district, fund)) + 1
        row = Call(
            district=district,
            fund=fund,
            number=number,
            title=draft.title,
            intro=draft.intro,
            state=CallState.DRAFT.value,
            created_at=now,
            published_at=None,
        )
        (saved,) = await Call.insert(row).returning(Call.id)
        await record(district, "create_call", by=by, now=now, call=saved["id"])
    return number


async def add_date(district: int, call: int, draft: DateDraft, *, by: Actor, now: datetime) -> list[Problem]:
    """One more decision date of a call."""
    async with transaction():
        (row,) = await locked(Call, Call.district == district, Call.id == call)
        fund = await queries.fund_by_id(district, row["fund"])
        if fund is None:
            raise LookupError("a call without a fund")
        rules = await queries.rules_of(district, row["fund"])
        taken = [d["deadline_at"] for d in await queries.dates_of_call(district, call) if d["area"] == draft.area]
        problems = problems_with_date(draft, rules.fund, fund["year"], now, taken)
        if problems:
            return problems
        date = DecisionDate(
            district=district,
            call=call,
            area=draft.area,
            deadline_at=draft.deadline_at,
            held_at=draft.held_at,
            place=draft.place,
        )
        (saved,) = await DecisionDate.insert(date).returning(DecisionDate.id)
        await record(district, "add_decision_date", by=by, now=now, call=call, decision_date=saved["id"])
    return []


async def remove_date(district: int, call: int, decision_date: int, *, by: Actor, now: datetime) -> list[Problem]:
    """A wrong date of a draft; nobody has seen it yet."""
    async with transaction():
        (row,) = await locked(Call, Call.district == district, Call.id == call)
        problems = problems_with_removing(CallState(row["state"]))
        if problems:
            return problems
        await DecisionDate.delete().where(
            DecisionDate.district == district, DecisionDate.call == call, DecisionDate.id == decision_date
        )
        await record(district, "remove_decision_date", by=by, now=now, call=call, decision_date=decision_date)
    return []


async def publish_call(district: int, call: int, *, by: Actor, now: datetime) -> list[Problem]:
    """From now on people can hand in ideas."""
    async with transaction():
        (row,) = await locked(Call, Call.district == district, Call.id == call)
        fund = await queries.fund_by_id(district, row["fund"])
        dates = await queries.dates_of_call(district, call)
        is_released = fund is not None and fund["state"] == FundState.RELEASED
        problems = problems_with_publishing(CallState(row["state"]), len(dates), is_released)
        if problems:
            return problems
        await Call.update({Call.state: CallState.PUBLISHED.value, Call.published_at: now}).where(Call.id == call)
        await record(district, "publish_call", by=by, now=now, call=call)
    return []


async def _write_rule_set(district: int, name: str, now: datetime) -> int:
    content = canonical(preset(name))
    version = await queries.last_rule_set_version(district, PRESET_NAMES[name]) + 1
    row = RuleSet(
        district=district,
        name=PRESET_NAMES[name],
        version=version,
        preset=name,
        schema_version=SCHEMA_VERSION,
        content=content,
        sha256=sha256_of(content),
        created_at=now,
    )
    (saved,) = await RuleSet.insert(row).returning(RuleSet.id)
    return int(saved["id"])
