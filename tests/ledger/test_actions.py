from typing import Any

import pytest

from kiezfonds.database.errors import Duplicate, Forbidden
from kiezfonds.database.work import rows, transaction
from kiezfonds.ledger import actions, queries
from kiezfonds.ledger.rules import Balance, EntryKind
from kiezfonds.ledger.tables import LedgerEntry
from world import TOTAL, World

POT = TOTAL // 2


async def released(world: World) -> int:
    """The first area's pot."""
    fund = await world.fund()
    assert await actions.release_fund(world.district.id, fund["id"], by=world.actor("doris"), now=world.now) == []
    pot = await queries.area_budget(world.district.id, fund["id"], world.areas[0]["id"])
    assert pot is not None
    return int(pot["id"])


async def reserved(world: World, pot: int, cents: int) -> int:
    entry, problems = await actions.reserve(
        world.district.id, pot, cents, proposal=None, reason="", by=world.actor("bernd"), now=world.now
    )
    assert problems == []
    return entry


def doing(world: World) -> dict[str, Any]:
    return {"reason": "", "by": world.actor("bernd"), "now": world.now}


async def test_a_released_fund_is_shared_equally_to_the_cent(world: World) -> None:
    fund = await world.fund()
    await actions.release_fund(world.district.id, fund["id"], by=world.actor("doris"), now=world.now)

    balances = await queries.balances(world.district.id, fund["id"])
    assert balances == {area["id"]: Balance(budget=POT) for area in world.areas}


async def test_a_fund_is_released_once(world: World) -> None:
    fund = await world.fund()
    await actions.release_fund(world.district.id, fund["id"], by=world.actor("doris"), now=world.now)
    problems = await actions.release_fund(world.district.id, fund["id"], by=world.actor("doris"), now=world.now)

    assert problems == [actions.RELEASED]
    assert sum(b.budget for b in (await queries.balances(world.district.id, fund["id"])).values()) == TOTAL


async def test_the_last_cent_can_be_reserved_and_not_one_more(world: World) -> None:
    pot = await released(world)
    await reserved(world, pot, POT)
    entry, problems = await actions.reserve(world.district.id, pot, 1, proposal=None, **doing(world))

    assert (entry, [p.text for p in problems]) == (0, ["Im Topf sind nur noch {limit} frei."])
    assert (await queries.balance(world.district.id, pot)).available == 0


async def test_a_lower_promise_frees_the_rest_of_its_reservation(world: World) -> None:
    pot = await released(world)
    entry = await reserved(world, pot, 600_00)
    commitment, problems = await actions.commit(world.district.id, entry, 450_00, **doing(world))

    assert problems == []
    assert await queries.balance(world.district.id, pot) == Balance(budget=POT, committed=450_00)
    booked = await queries.entries(world.district.id, pot)
    assert [(e["number"], e["kind"], e["amount_cents"], e["settles_number"]) for e in booked] == [
        (1, "budget", POT, None),
        (2, "reservation", 600_00, None),
        (3, "release", 600_00, 2),
        (4, "commitment", 450_00, 2),
    ]
    assert booked[-1]["id"] == commitment


async def test_a_higher_promise_needs_free_money(world: World) -> None:
    pot = await released(world)
    entry = await reserved(world, pot, POT - 100)

    made, problems = await actions.commit(world.district.id, entry, POT + 1, **doing(world))
    assert (made, len(problems)) == (0, 1)
    made, problems = await actions.commit(world.district.id, entry, POT, **doing(world))
    assert problems == []


@pytest.mark.parametrize("again", ["commit", "release"])
async def test_a_reservation_is_settled_once(world: World, again: str) -> None:
    pot = await released(world)
    entry = await reserved(world, pot, 600_00)
    await actions.release_reservation(world.district.id, entry, **doing(world))

    if again == "commit":
        _, problems = await actions.commit(world.district.id, entry, 600_00, **doing(world))
    else:
        problems = await actions.release_reservation(world.district.id, entry, **doing(world))
    assert problems == [actions.SETTLED]


async def test_only_a_reservation_can_become_a_promise(world: World) -> None:
    pot = await released(world)
    (budget,) = await queries.entries(world.district.id, pot)

    _, problems = await actions.commit(world.district.id, budget["id"], 1, **doing(world))
    assert problems == [actions.NO_RESERVATION]


async def test_another_district_reaches_no_pot(world: World) -> None:
    pot = await released(world)
    entry = await reserved(world, pot, 600_00)

    assert await queries.entries(world.other.id, pot) == []
    assert await queries.balance(world.other.id, pot) == Balance()
    assert await actions.release_reservation(world.other.id, entry, **doing(world)) == [actions.NO_RESERVATION]
    with pytest.raises(ValueError, match="not enough values"):
        await actions.reserve(world.other.id, pot, 1, proposal=None, **doing(world))


async def test_the_database_lets_nobody_change_an_entry(world: World) -> None:
    pot = await released(world)

    with pytest.raises(Forbidden):
        async with transaction():
            await LedgerEntry.update({LedgerEntry.amount_cents: 1}).where(LedgerEntry.area_budget == pot)
    with pytest.raises(Forbidden):
        async with transaction():
            await LedgerEntry.delete().where(LedgerEntry.area_budget == pot)


async def test_the_database_knows_each_number_once(world: World) -> None:
    pot = await released(world)
    (budget,) = await rows("SELECT * FROM ledger_entry WHERE area_budget = {}", pot)
    again = {**{k: v for k, v in budget.items() if k != "id"}, "kind": EntryKind.RESERVATION.value}

    with pytest.raises(Duplicate):
        async with transaction():
            await LedgerEntry.insert(LedgerEntry(**again))


async def test_the_balances_of_all_areas_cost_one_query(world: World, statements: list[str]) -> None:
    fund = await world.fund()
    await actions.release_fund(world.district.id, fund["id"], by=world.actor("doris"), now=world.now)
    statements.clear()
    await queries.balances(world.district.id, fund["id"])

    assert len(statements) == 1
