import asyncio
from contextvars import Context

from databases import Database
from kiezfonds.ground.problems import Problem
from kiezfonds.ledger import actions, checks, queries
from world import TOTAL, World, build_world

MANY = 50
EACH = 500_00
POT = TOTAL // 2


async def test_fifty_at_once_never_spend_a_cent_twice(fresh_database: Database) -> None:
    world = await build_world()
    fund = await world.fund()
    await actions.release_fund(world.district.id, fund["id"], by=world.actor("doris"), now=world.now)
    pot = await queries.area_budget(world.district.id, fund["id"], world.areas[0]["id"])
    assert pot is not None

    answers = await asyncio.gather(*(apart(reserve(world, pot["id"])) for _ in range(MANY)))

    entries = [entry for entry, problems in answers if not problems]
    assert len(entries) == POT // EACH
    assert len(set(entries)) == len(entries)
    balance = await queries.balance(world.district.id, pot["id"])
    assert (balance.reserved, balance.available) == (len(entries) * EACH, POT - len(entries) * EACH)
    numbers = [entry["number"] for entry in await queries.entries(world.district.id, pot["id"])]
    assert numbers == list(range(1, len(entries) + 2))
    assert await checks.findings(world.district.id) == []


async def reserve(world: World, pot: int) -> tuple[int, list[Problem]]:
    return await actions.reserve(
        world.district.id, pot, EACH, proposal=None, reason="", by=world.actor("bernd"), now=world.now
    )


async def apart(work: object) -> tuple[int, list[Problem]]:
    """As another request would: a task with a connection of its own."""
    task = asyncio.get_running_loop().create_task(work, context=Context())  # type: ignore[arg-type]  # a coroutine
    return await task
