"""Moving money between the pots of a fund, and cutting a pot: acts of the district office, each with its reason."""

from datetime import datetime

from kiezfonds.database.work import locked, transaction
from kiezfonds.ground.actors import Actor
from kiezfonds.ground.money import Cents
from kiezfonds.ground.problems import Problem
from kiezfonds.ground.text import N_
from kiezfonds.ledger import queries
from kiezfonds.ledger.actions import book, locked_pot
from kiezfonds.ledger.rules import Entry, EntryKind, problems_with_entry, problems_with_transfer
from kiezfonds.ledger.tables import AreaBudget

OTHER_FUND = Problem(N_("Zwischen zwei Fonds lässt sich kein Geld übertragen."), "target")


async def transfer(
    district: int, source: int, target: int, amount_cents: int, reason: str, *, by: Actor, now: datetime
) -> list[Problem]:
    """Out of one pot and into another of the same fund, as two entries that name each other."""
    async with transaction():
        pots = {pot["id"]: pot for pot in await _locked_in_order(district, source, target)}
        if pots[source]["fund"] != pots[target]["fund"]:
            return [OTHER_FUND]
        balance = await queries.balance(district, source)
        amount = Cents(amount_cents)
        problems = problems_with_transfer(balance, amount, is_same=source == target, reason=reason)
        if problems:
            return problems
        out = await book(district, source, EntryKind.TRANSFER_OUT, amount, reason=reason, by=by, now=now)
        kind = EntryKind.TRANSFER_IN
        await book(district, target, kind, amount, counterpart=out, reason=reason, by=by, now=now)
    return []


async def cut_budget(
    district: int, area_budget: int, amount_cents: int, reason: str, *, by: Actor, now: datetime
) -> list[Problem]:
    """Less money than was given; what is promised stays promised, so the rest may fall below zero."""
    async with transaction():
        await locked_pot(district, area_budget)
        balance = await queries.balance(district, area_budget)
        amount = Cents(amount_cents)
        problems = problems_with_entry(balance, Entry(EntryKind.BUDGET_CUT, amount), reason)
        if problems:
            return problems
        await book(district, area_budget, EntryKind.BUDGET_CUT, amount, reason=reason, by=by, now=now)
    return []


async def _locked_in_order(district: int, *pots: int) -> list[queries.Row]:
    """The lower id first, so that two transfers the other way round do not wait for each other."""
    found = []
    for pot in sorted(set(pots)):
        found += await locked(AreaBudget, AreaBudget.district == district, AreaBudget.id == pot)
    return found
