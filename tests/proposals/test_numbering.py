"""Many at once, in real transactions of their own."""

import asyncio
from contextvars import Context

from databases import Database
from kiezfonds.ground.actors import SYSTEM
from kiezfonds.proposals import actions, queries
from world import build_world

MANY = 6


async def test_ideas_handed_in_at_the_same_moment_get_numbers_without_gaps(fresh_database: Database) -> None:
    world = await build_world()
    call = await world.open_call()
    drafts = [await world.draft(call, f"Idee {n}") for n in range(MANY)]

    async def hand_in(draft: int) -> object:
        return await actions.submit(world.district, draft, by=SYSTEM, now=world.now)

    tasks = [asyncio.create_task(hand_in(draft), context=Context()) for draft in [*drafts, *drafts]]
    outcomes = [await task for task in tasks]

    assert sorted(outcomes.count(x) for x in ([], [actions.GONE])) == [MANY, MANY]
    numbers = [row["number"] for d in drafts if (row := await queries.proposal_by_id(world.district.id, d))]
    assert sorted(numbers) == list(range(1, MANY + 1))
