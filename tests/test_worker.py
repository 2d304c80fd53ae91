import asyncio
from datetime import datetime, timedelta

from kiezfonds import worker
from kiezfonds.accounts.actions import may_try
from kiezfonds.accounts.sessions import end_session, open_session
from kiezfonds.accounts.tables import Session, Throttle
from kiezfonds.database.requests import remember, settle
from kiezfonds.database.tables import RequestKey
from kiezfonds.database.work import transaction
from kiezfonds.settings import Settings
from kiezfonds.web.session import token_hash
from world import World


async def answer(key: str, now: datetime) -> None:
    async with transaction():
        await remember("idea", key, "", now)
        await settle("idea", key, status=303, location="/")


async def test_what_was_only_needed_for_a_while_goes(world: World) -> None:
    long_ago, district, bernd = world.now - timedelta(days=100), world.district.id, world.people["bernd"]
    for key, now in (("old", long_ago), ("new", world.now)):
        await answer(key, now)
        assert await may_try(district, key, now)
    over, ended = [await open_session(district, bernd, "office", long_ago) for _ in range(2)]
    await end_session(ended, long_ago)
    alive = await open_session(district, bernd, "juror", world.now - timedelta(days=50))
    just_ended = await open_session(district, bernd, "office", world.now)
    await end_session(just_ended, world.now)

    await worker.tidy(world.now)

    assert [row["key"] for row in await RequestKey.select()] == ["new"]
    assert [row["bucket"] for row in await Throttle.select()] == ["new"]
    left = {row["token_hash"] for row in await Session.select()}
    assert left == {token_hash(alive), token_hash(just_ended)}
    assert token_hash(over) not in left


async def test_the_worker_tidies_when_it_starts(world: World, settings: Settings) -> None:
    await answer("old", world.now - timedelta(days=100))
    stop = asyncio.Event()
    asyncio.get_running_loop().call_soon(stop.set)
    await worker.work(settings, stop, lambda: world.now)

    assert await RequestKey.count() == 0
