"""Booking: every act locks the pot, computes what is free, checks the rule and adds entries; nothing is changed."""

from datetime import datetime

from kiezfonds.audit.actions import record
from kiezfonds.database.work import locked, transaction
from kiezfonds.districts.queries import areas
from kiezfonds.ground.actors import Actor
from kiezfonds.ground.money import Cents
from kiezfonds.ground.problems import Problem
from kiezfonds.ground.text import N_
from kiezfonds.ledger import queries
from kiezfonds.ledger.rules import (
    FROZEN,
    Entry,
    EntryKind,
    PotState,
    commitment_step,
    problems_with_commitment,
    problems_with_entry,
    problems_with_reservation,
    shares_of,
)
from kiezfonds.ledger.tables import AreaBudget, LedgerEntry
from kiezfonds.rounds.queries import rules_of
from kiezfonds.rounds.rules import FundState
from kiezfonds.rounds.tables import Fund

Row = queries.Row

RELEASED = Problem(N_("Der Fonds ist schon freigegeben."))
SETTLED = Problem(N_("Diese Vormerkung ist schon erledigt."))
NO_RESERVATION = Problem(N_("Diese Vormerkung gibt es nicht."))
NOTHING_PROMISED = Problem(N_("Aus dieser Vormerkung ist nichts mehr zugesagt, oder alles ist schon ausgezahlt."))


async def release_fund(district: int, fund: int, *, by: Actor, now: datetime) -> list[Problem]:
    """The planned fund's money goes to the pots of all areas, by the key of its rules (§ 34 LHO: the budget is in
    force)."""
    async with transaction():
        (row,) = await locked(Fund, Fund.district == district, Fund.id == fund)
        if row["state"] != FundState.PLANNED:
            return [RELEASED]
        places = {area["slug"]: area["id"] for area in await areas(district)}
        shares, problems = await planned_shares(district, row)
        if problems:
            return problems
        pots = {slug: await _new_pot(district, fund, area) for slug, area in places.items()}
        await Fund.update({Fund.state: FundState.RELEASED.value}).where(Fund.district == district, Fund.id == fund)
        for slug, pot in pots.items():
            if shares[slug]:
                await book(district, pot, EntryKind.BUDGET, shares[slug], by=by, now=now)
        await record(
            district, "release_fund", by=by, now=now, fund=fund, total_cents=row["total_cents"], pots=len(pots)
        )
    return []


async def planned_shares(district: int, fund: Row) -> tuple[dict[str, Cents], list[Problem]]:
    """By area's slug, what the release of this fund would give."""
    rules = (await rules_of(district, fund["id"])).fund
    inhabitants = {area["slug"]: int(area["inhabitants_count"]) for area in await areas(district)}
    return shares_of(Cents(fund["total_cents"]), rules.key, inhabitants, Cents(rules.min_per_area_cents))


async def reserve(
    district: int, area_budget: int, amount_cents: int, *, proposal: int | None, reason: str, by: Actor, now: datetime
) -> tuple[int, list[Problem]]:
    """Set money aside for a resolution; returns the entry. Whoever locks a proposal too locks it before."""
    async with transaction():
        pot = await locked_pot(district, area_budget)
        if pot["state"] == PotState.FROZEN:
            return 0, [FROZEN]
        balance = await queries.balance(district, area_budget)
        problems = problems_with_reservation(balance, Cents(amount_cents))
        if problems:
            return 0, problems
        entry = await book(
            district,
            area_budget,
            EntryKind.RESERVATION,
            amount_cents,
            proposal=proposal,
            reason=reason,
            by=by,
            now=now,
        )
    return entry, []


async def release_reservation(district: int, entry: int, *, reason: str, by: Actor, now: datetime) -> list[Problem]:
    """What is still open of a reservation is free again."""
    async with transaction():
        reservation, left, problems = await _open_reservation(district, entry)
        if reservation is None:
            return problems
        balance = await queries.balance(district, reservation["area_budget"])
        step = commitment_step(Cents(left), Cents(0))[0]
        problems = problems_with_entry(balance, step)
        if problems:
            return problems
        await _settle(district, reservation, EntryKind.RELEASE, left, reason=reason, by=by, now=now)
    return []


async def release_commitment(
    district: int, reservation: int, *, reason: str, by: Actor, now: datetime
) -> list[Problem]:
    """The promise made from this reservation falls away: what of it is not paid is free again."""
    async with transaction():
        row = await queries.entry(district, reservation)
        if row is None or row["kind"] != EntryKind.RESERVATION:
            return [NO_RESERVATION]
        await locked_pot(district, row["area_budget"])
        left = await queries.unpaid_amount(district, reservation)
        if left <= 0:
            return [NOTHING_PROMISED]
        problems = problems_with_entry(
            await queries.balance(district, row["area_budget"]), Entry(EntryKind.REDUCTION, Cents(left))
        )
        if problems:
            return problems
        await _settle(district, row, EntryKind.REDUCTION, left, reason=reason, by=by, now=now)
    return []


async def commit(
    district: int, reservation: int, amount_cents: int, *, reason: str, by: Actor, now: datetime
) -> tuple[int, list[Problem]]:
    """A promise goes out: the reservation is released and the commitment booked in one step; the commitment's id.

    The amount may be lower than what was reserved (the rest is free again) or higher where the pot bears it.
    """
    async with transaction():
        row, left, problems = await _open_reservation(district, reservation)
        if row is None:
            return 0, problems
        if row["pot_state"] == PotState.FROZEN:
            return 0, [FROZEN]
        balance = await queries.balance(district, row["area_budget"])
        problems = problems_with_commitment(balance, Cents(left), Cents(amount_cents))
        if problems:
            return 0, problems
        made = 0
        for step in commitment_step(Cents(left), Cents(amount_cents)):
            made = await _settle(district, row, step.kind, step.amount, reason=reason, by=by, now=now)
    return made, []


async def _new_pot(district: int, fund: int, area: int) -> int:
    row = AreaBudget(district=district, fund=fund, area=area, state=PotState.OPEN.value)
    (saved,) = await AreaBudget.insert(row).returning(AreaBudget.id)
    return int(saved["id"])


async def locked_pot(district: int, area_budget: int) -> Row:
    (pot,) = await locked(AreaBudget, AreaBudget.district == district, AreaBudget.id == area_budget)
    return pot


async def _open_reservation(district: int, entry: int) -> tuple[Row | None, int, list[Problem]]:
    """The reservation with its pot locked, and how much of it is open."""
    row = await queries.entry(district, entry)
    if row is None or row["kind"] != EntryKind.RESERVATION:
        return None, 0, [NO_RESERVATION]
    pot = await locked_pot(district, row["area_budget"])
    row = {**row, "pot_state": pot["state"]}
    left = await queries.open_amount(district, entry)
    return (row, left, []) if left > 0 else (None, 0, [SETTLED])


async def _settle(
    district: int, reservation: Row, kind: EntryKind, amount: int, *, reason: str, by: Actor, now: datetime
) -> int:
    return await book(
        district,
        reservation["area_budget"],
        kind,
        amount,
        proposal=reservation["proposal"],
        settles=reservation["id"],
        reason=reason,
        by=by,
        now=now,
    )


async def book(
    district: int,
    area_budget: int,
    kind: EntryKind,
    amount: int,
    *,
    proposal: int | None = None,
    settles: int | None = None,
    counterpart: int | None = None,
    reason: str = "",
    by: Actor,
    now: datetime,
) -> int:
    """One entry under the pot's lock, with the line of the chain that seals it."""
    number = await queries.last_number(district, area_budget) + 1
    row = LedgerEntry(
        district=district,
        area_budget=area_budget,
        number=number,
        kind=kind.value,
        amount_cents=amount,
        proposal=proposal,
        settles=settles,
        counterpart=counterpart,
        reason=reason,
        actor_kind=by.kind,
        actor_id=by.id,
        actor_role=by.role,
        booked_at=now,
    )
    (saved,) = await LedgerEntry.insert(row).returning(LedgerEntry.id)
    entry = int(saved["id"])
    await record(
        district,
        "book_entry",
        by=by,
        now=now,
        entry=entry,
        area_budget=area_budget,
        number=number,
        kind=kind.value,
        amount_cents=amount,
        proposal=proposal,
        settles=settles,
        counterpart=counterpart,
    )
    return entry
