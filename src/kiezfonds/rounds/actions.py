"""Setting up funds, calls and decision dates."""

from datetime import datetime

from msgspec.structs import replace

from kiezfonds.audit.actions import record
from kiezfonds.database.work import locked, transaction
from kiezfonds.districts.queries import areas
from kiezfonds.ground.actors import Actor
from kiezfonds.ground.days import berlin_wall
from kiezfonds.ground.names import slug_of
from kiezfonds.ground.problems import Problem
from kiezfonds.rounds import queries
from kiezfonds.rounds.calls import (
    moved,
    problems_with_adding,
    problems_with_closing,
    problems_with_date,
    problems_with_publishing,
    problems_with_removing,
)
from kiezfonds.rounds.funds import problems_with_fund, problems_with_notice_mode, problems_with_total
from kiezfonds.rounds.rule_sets import write_rule_set
from kiezfonds.rounds.rules import (
    CallDraft,
    CallState,
    DateDraft,
    FundDraft,
    FundState,
    NoticeModeDraft,
    preset,
    read_rules,
)
from kiezfonds.rounds.tables import Call, DecisionDate, Fund


async def create_fund(district: int, draft: FundDraft, *, by: Actor, now: datetime) -> tuple[str, list[Problem]]:
    """A planned fund with a rule set of its own; returns its slug."""
    slug = slug_of(f"{draft.name} {draft.year}")
    async with transaction():
        taken = await queries.fund(district, slug) is not None
        problems = problems_with_fund(draft, taken, berlin_wall(now).year, len(await areas(district)))
        if problems:
            return "", problems
        rules = preset(draft.preset)
        if draft.key:
            rules = replace(rules, fund=replace(rules.fund, key=draft.key))
        rule_set = await write_rule_set(district, draft.preset, rules, now)
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


async def set_total(district: int, fund: int, total_cents: int, *, by: Actor, now: datetime) -> list[Problem]:
    """The money of a planned fund; once it is in the ledger only cuts and transfers change it."""
    async with transaction():
        (row,) = await locked(Fund, Fund.district == district, Fund.id == fund)
        problems = problems_with_total(total_cents, FundState(row["state"]), len(await areas(district)))
        if problems:
            return problems
        await Fund.update({Fund.total_cents: total_cents}).where(Fund.district == district, Fund.id == fund)
        await record(district, "set_total", by=by, now=now, fund=fund, total_cents=total_cents)
    return []


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
                Fund.authority_seat: draft.authority_seat,
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
            kind=draft.kind.value,
            opens_at=draft.opens_at,
            state=CallState.DRAFT.value,
            created_at=now,
            published_at=None,
        )
        (saved,) = await Call.insert(row).returning(Call.id)
        await record(district, "create_call", by=by, now=now, call=saved["id"])
    return number


async def add_date(district: int, call: int, draft: DateDraft, *, by: Actor, now: datetime) -> list[Problem]:
    """One more decision date of a call, also of a published one."""
    return await add_dates(district, call, [draft], by=by, now=now)


async def add_dates(district: int, call: int, drafts: list[DateDraft], *, by: Actor, now: datetime) -> list[Problem]:
    """All of them, or none and what is wrong with the first that does not fit."""
    async with transaction():
        (row,) = await locked(Call, Call.district == district, Call.id == call)
        fund = await queries.fund_by_id(district, row["fund"])
        if fund is None:
            raise LookupError("a call without a fund")
        rules = read_rules(fund["content"])
        known = await queries.dates_of_call(district, call)
        for draft in drafts:
            taken = [date["deadline_at"] for date in known if date["area"] == draft.area]
            problems = problems_with_adding(CallState(row["state"])) or problems_with_date(
                draft, rules.fund, fund["year"], now, taken
            )
            if problems:
                return problems
        for draft in drafts:
            await _write_date(district, call, draft, by, now)
    return []


async def add_date_for_all(
    district: int, call: int, draft: DateDraft, days_apart: int, *, by: Actor, now: datetime
) -> list[Problem]:
    """The date for every area, each so many days after the one before it; the draft's own area does not matter."""
    every = await areas(district)
    drafts = [moved(draft, area["id"], place * days_apart) for place, area in enumerate(every)]
    return await add_dates(district, call, drafts, by=by, now=now)


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


async def close_call(district: int, call: int, *, by: Actor, now: datetime) -> list[Problem]:
    """No more ideas; what is there goes its way, and the meetings stay."""
    async with transaction():
        (row,) = await locked(Call, Call.district == district, Call.id == call)
        problems = problems_with_closing(CallState(row["state"]))
        if problems:
            return problems
        await Call.update({Call.state: CallState.CLOSED.value, Call.closed_at: now}).where(Call.id == call)
        await record(district, "close_call", by=by, now=now, call=call)
    return []


async def _write_date(district: int, call: int, draft: DateDraft, by: Actor, now: datetime) -> None:
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
