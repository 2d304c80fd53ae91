# ruff: noqa: PT012 - what fails is a transaction, and that is a block
import asyncio
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from database import trial
from databases import Database, is_sqlite
from kiezfonds.database.changes import Hub, Subscription, publish
from kiezfonds.database.work import rows, savepoint, transaction

LONG = 10
SHORT = 0.2


@pytest_asyncio.fixture
async def hub(fresh_database: Database) -> AsyncIterator[Hub]:
    hub = Hub()
    await hub.open()
    yield hub
    await hub.close()


async def tell(*topics: str) -> None:
    async with transaction():
        for topic in topics:
            await publish(topic)


async def heard(changes: Subscription) -> list[str]:
    topics = []
    while (topic := await changes.next(SHORT)) is not None:
        topics.append(topic)
    return topics


async def test_a_change_reaches_who_asked_for_it(hub: Hub) -> None:
    with hub.subscribe("meeting:1") as first, hub.subscribe("meeting:2") as second:
        await tell("meeting:1")
        assert await first.next(LONG) == "meeting:1"
        assert await heard(second) == []


async def test_what_was_rolled_back_is_never_told(hub: Hub) -> None:
    with hub.subscribe("meeting:1", "meeting:2") as changes:
        with pytest.raises(LookupError):
            async with transaction():
                await publish("meeting:1")
                raise LookupError
        async with transaction():
            with pytest.raises(LookupError):
                async with savepoint():
                    await publish("meeting:1")
                    raise LookupError
            await publish("meeting:2")
        assert await changes.next(LONG) == "meeting:2"
        assert await heard(changes) == []


async def test_nothing_is_told_before_the_commit(hub: Hub) -> None:
    with hub.subscribe("meeting:1") as changes:
        async with transaction():
            await publish("meeting:1")
            assert await heard(changes) == []
        assert await changes.next(LONG) == "meeting:1"


async def test_many_changes_of_one_topic_are_told_once(hub: Hub) -> None:
    with hub.subscribe("meeting:1", "end") as changes:
        for _ in range(20):
            await tell("meeting:1")
        await tell("end")
        with hub.subscribe("other") as other:
            await tell("other")
            assert await other.next(LONG) == "other"
        assert await heard(changes) == ["meeting:1", "end"]


async def test_more_changes_than_are_kept_are_all_told(hub: Hub) -> None:
    with hub.subscribe("first", "last") as changes:
        await tell("first", *(f"filler:{number}" for number in range(1500)), "last")
        assert {await changes.next(LONG), await changes.next(LONG)} == {"first", "last"}


async def test_another_process_is_heard(hub: Hub, fresh_database: Database) -> None:
    with hub.subscribe("meeting:1") as changes:
        command = (sys.executable, str(Path(trial.__file__)), "publish", "meeting:1")
        process = await asyncio.create_subprocess_exec(*command, env=fresh_database.environment)
        assert await changes.next(60) == "meeting:1"
        assert await process.wait() == 0


async def test_after_a_lost_connection_every_topic_is_told(hub: Hub) -> None:
    if is_sqlite():
        await rows("ALTER TABLE change RENAME TO gone")
        await asyncio.sleep(1)
        await rows("ALTER TABLE gone RENAME TO change")
    with hub.subscribe("meeting:1", "meeting:2") as changes:
        if not is_sqlite():
            await rows(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND query LIKE 'LISTEN%'"
            )
        assert {await changes.next(LONG), await changes.next(LONG)} == {"meeting:1", "meeting:2"}
        await tell("meeting:2")
        assert await changes.next(LONG) == "meeting:2"


async def test_closing_ends_every_iteration_at_once(hub: Hub) -> None:
    async def follow(topic: str) -> list[str]:
        return [told async for told in hub.subscribe(topic)]

    following = [asyncio.create_task(follow(f"meeting:{number}")) for number in range(5)]
    await asyncio.sleep(0)
    await hub.close()
    assert await asyncio.gather(*following) == [[], [], [], [], []]
    assert await hub.subscribe("meeting:1").next(LONG) is None


async def test_a_closed_subscription_leaves_nothing_behind(hub: Hub) -> None:
    with hub.subscribe("meeting:1", "meeting:2"):
        assert set(hub._subscriptions) == {"meeting:1", "meeting:2"}
    assert hub._subscriptions == {}


async def test_publish_refuses_to_work_without_a_transaction_or_topic(database: None) -> None:
    with pytest.raises(RuntimeError):
        await publish("meeting:1")
    with pytest.raises(ValueError, match="characters"):
        await tell("")
