"""Freezing money and opening it again (Haushaltssperre, § 41 LHO): reservations stay, nothing new is promised."""

from datetime import datetime

from kiezfonds.audit.actions import record
from kiezfonds.database.work import locked, transaction
from kiezfonds.ground.actors import Actor
from kiezfonds.ground.problems import Problem
from kiezfonds.ground.text import N_
from kiezfonds.ledger.actions import locked_pot
from kiezfonds.ledger.rules import PotState
from kiezfonds.ledger.tables import AreaBudget, BudgetFreeze
from kiezfonds.rounds.rules import FundState
from kiezfonds.rounds.tables import Fund

NO_REASON = Problem(N_("Bitte schreiben Sie für alle lesbar, warum."), "reason")
NOT_RELEASED = Problem(N_("Das Geld des Fonds ist noch nicht freigegeben."))
FROZEN_ALREADY = Problem(N_("Hier gilt schon eine Haushaltssperre."))
NOT_FROZEN = Problem(N_("Hier gilt keine Haushaltssperre."))
WHOLE_FUND = Problem(N_("Der ganze Fonds ist gesperrt. Die Sperre wird für den ganzen Fonds aufgehoben."))


async def freeze_fund(district: int, fund: int, reason: str, *, by: Actor, now: datetime) -> list[Problem]:
    """Every pot that is still open is frozen with the fund; a pot frozen for its own reason keeps it."""
    async with transaction():
        await _lock_pots(district, fund)
        (row,) = await locked(Fund, Fund.district == district, Fund.id == fund)
        problems = _problems(reason, row["state"] == FundState.RELEASED, not row["freeze_reason"], FROZEN_ALREADY)
        if problems:
            return problems
        await Fund.update({Fund.freeze_reason: reason}).where(Fund.district == district, Fund.id == fund)
        await AreaBudget.update({AreaBudget.state: PotState.FROZEN.value}).where(
            AreaBudget.district == district, AreaBudget.fund == fund
        )
        await _write(district, fund, None, True, reason, by, now)
    return []


async def unfreeze_fund(district: int, fund: int, reason: str, *, by: Actor, now: datetime) -> list[Problem]:
    async with transaction():
        await _lock_pots(district, fund)
        (row,) = await locked(Fund, Fund.district == district, Fund.id == fund)
        problems = _problems(reason, True, bool(row["freeze_reason"]), NOT_FROZEN)
        if problems:
            return problems
        await Fund.update({Fund.freeze_reason: ""}).where(Fund.district == district, Fund.id == fund)
        await AreaBudget.update({AreaBudget.state: PotState.OPEN.value}).where(
            AreaBudget.district == district, AreaBudget.fund == fund, AreaBudget.freeze_reason == ""
        )
        await _write(district, fund, None, False, reason, by, now)
    return []


async def freeze_pot(district: int, area_budget: int, reason: str, *, by: Actor, now: datetime) -> list[Problem]:
    async with transaction():
        pot = await locked_pot(district, area_budget)
        problems = _problems(reason, True, pot["state"] != PotState.FROZEN, FROZEN_ALREADY)
        if problems:
            return problems
        await _set_pot(district, area_budget, PotState.FROZEN, reason)
        await _write(district, pot["fund"], area_budget, True, reason, by, now)
    return []


async def unfreeze_pot(district: int, area_budget: int, reason: str, *, by: Actor, now: datetime) -> list[Problem]:
    async with transaction():
        pot = await locked_pot(district, area_budget)
        (fund,) = await locked(Fund, Fund.district == district, Fund.id == pot["fund"])
        if fund["freeze_reason"]:
            return [WHOLE_FUND]
        problems = _problems(reason, True, pot["state"] == PotState.FROZEN, NOT_FROZEN)
        if problems:
            return problems
        await _set_pot(district, area_budget, PotState.OPEN, "")
        await _write(district, pot["fund"], area_budget, False, reason, by, now)
    return []


def _problems(reason: str, is_released: bool, can_be: bool, otherwise: Problem) -> list[Problem]:
    if not is_released:
        return [NOT_RELEASED]
    if not can_be:
        return [otherwise]
    return [] if reason.strip() else [NO_REASON]


async def _lock_pots(district: int, fund: int) -> None:
    """Pots come first in the order of locks; nobody reserves while the fund is being frozen."""
    await locked(AreaBudget, AreaBudget.district == district, AreaBudget.fund == fund)


async def _set_pot(district: int, area_budget: int, state: PotState, reason: str) -> None:
    await AreaBudget.update({AreaBudget.state: state.value, AreaBudget.freeze_reason: reason}).where(
        AreaBudget.district == district, AreaBudget.id == area_budget
    )


async def _write(
    district: int, fund: int, area_budget: int | None, is_frozen: bool, reason: str, by: Actor, now: datetime
) -> None:
    row = BudgetFreeze(
        district=district,
        fund=fund,
        area_budget=area_budget,
        is_frozen=is_frozen,
        reason=reason,
        actor_kind=by.kind,
        actor_id=by.id,
        actor_role=by.role,
        happened_at=now,
    )
    await BudgetFreeze.insert(row)
    act = "freeze_budget" if is_frozen else "unfreeze_budget"
    await record(district, act, by=by, now=now, fund=fund, area_budget=area_budget)
