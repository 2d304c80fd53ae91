# ruff: noqa: PT012 - what fails is a transaction, and that is a block
import asyncio
import contextvars
from datetime import UTC, datetime

import pytest

from database.trial import Trial, add, add_one, amount_of, make_table, names
from databases import Database
from kiezfonds.database.constraints import unique
from kiezfonds.database.engines import current_engine
from kiezfonds.database.errors import Doomed, Duplicate
from kiezfonds.database.work import after_commit, locked, rows, savepoint, transaction

NOON = datetime(2026, 3, 12, 11, 0, tzinfo=UTC)


async def test_a_transaction_is_kept(fresh_database: Database) -> None:
    await make_table()
    async with transaction():
        await add("one")
    assert await names() == ["one"]


async def test_an_exception_undoes_the_transaction(fresh_database: Database) -> None:
    await make_table()
    with pytest.raises(LookupError):
        async with transaction():
            await add("one")
            raise LookupError
    assert await names() == []


async def test_a_transaction_sees_what_it_wrote(fresh_database: Database) -> None:
    await make_table()
    async with transaction():
        await add("one")
        assert await names() == ["one"]


async def test_nobody_else_sees_it_before_the_commit(fresh_database: Database) -> None:
    await make_table()
    async with transaction():
        await add("one")
        elsewhere = asyncio.get_running_loop().create_task(names(), context=contextvars.Context())
        assert await elsewhere == []


async def test_an_inner_transaction_joins_the_outer(fresh_database: Database) -> None:
    await make_table()
    with pytest.raises(LookupError):
        async with transaction():
            async with transaction():
                await add("one")
            raise LookupError
    assert await names() == []


async def test_a_swallowed_failure_of_an_inner_transaction_undoes_all(fresh_database: Database) -> None:
    await make_table()
    with pytest.raises(Doomed):
        async with transaction():
            await add("one")
            try:
                async with transaction():
                    await add("two")
                    raise LookupError
            except LookupError:
                pass
    assert await names() == []


async def test_a_swallowed_refusal_of_the_database_undoes_all(fresh_database: Database) -> None:
    await make_table(unique("trial", "name"))
    with pytest.raises(Doomed):
        async with transaction():
            await add("one")
            with pytest.raises(Duplicate):
                await add("one")
    assert await names() == []


async def test_after_a_refusal_the_transaction_takes_nothing_more(fresh_database: Database) -> None:
    await make_table(unique("trial", "name"))
    with pytest.raises(Doomed):
        async with transaction():
            await add("one")
            with pytest.raises(Duplicate):
                await add("one")
            await add("two")


async def test_a_savepoint_may_fail_alone(fresh_database: Database) -> None:
    await make_table(unique("trial", "name"))
    async with transaction():
        await add("one")
        with pytest.raises(Duplicate):
            async with savepoint():
                await add("two")
                await add("one")
        await add("three")
    assert await names() == ["one", "three"]


async def test_savepoints_nest(fresh_database: Database) -> None:
    await make_table()
    async with transaction():
        async with savepoint():
            await add("one")
            with pytest.raises(LookupError):
                async with savepoint():
                    await add("two")
                    raise LookupError
        await add("three")
    assert await names() == ["one", "three"]


async def test_savepoint_and_locked_refuse_to_work_without_a_transaction(database: None) -> None:
    with pytest.raises(RuntimeError):
        async with savepoint():
            pass
    with pytest.raises(RuntimeError):
        await locked(Trial, Trial.id == 1)


async def test_locked_gives_rows_by_id(database: None) -> None:
    await make_table()
    for name in ("one", "two", "three"):
        await add(name)
    async with transaction():
        found = await locked(Trial, Trial.name != "two")
    assert [row["name"] for row in found] == ["one", "three"]


async def test_locked_rows_wait_for_each_other(fresh_database: Database) -> None:
    await make_table()
    await add("sum")

    async def take_one() -> None:
        async with transaction():
            (row,) = await locked(Trial, Trial.name == "sum")
            await asyncio.sleep(0)
            await rows("UPDATE trial SET amount = {} WHERE id = {}", row["amount"] + 1, row["id"])

    await asyncio.gather(*(take_one() for _ in range(30)))
    assert await amount_of("sum") == 30


async def test_a_hundred_writers_lose_nothing_and_none_is_refused(fresh_database: Database) -> None:
    await make_table()
    await add("sum")
    await asyncio.gather(*(add_one("sum") for _ in range(100)), *(names() for _ in range(50)))
    assert await amount_of("sum") == 100


async def test_a_task_started_inside_may_not_write_into_it(fresh_database: Database) -> None:
    await make_table()
    async with transaction():
        with pytest.raises(RuntimeError, match="started inside a transaction"):
            await asyncio.create_task(add("one"))
        with pytest.raises(RuntimeError, match="started inside a transaction"):
            await asyncio.create_task(add_one("one"))
    assert await names() == []


async def test_a_cancelled_transaction_is_undone_and_gives_its_connection_back(
    fresh_database: Database,
) -> None:
    await make_table()
    began = asyncio.Event()

    async def hang() -> None:
        async with transaction():
            await add("one")
            began.set()
            await asyncio.Event().wait()

    for _ in range(20):
        began.clear()
        hanging = asyncio.create_task(hang())
        await began.wait()
        hanging.cancel()
        with pytest.raises(asyncio.CancelledError):
            await hanging
    await add("two")
    assert await names() == ["two"]


async def test_cancelling_at_any_step_leaves_a_usable_connection(fresh_database: Database) -> None:
    await make_table()
    await add("sum")
    for steps in range(40):
        writing = asyncio.create_task(add_one("sum"))
        for _ in range(steps):
            await asyncio.sleep(0)
        writing.cancel()
        await asyncio.wait([writing])
    await add_one("sum")  # waits for the writer: a COMMIT that was cancelled on its way may still arrive
    before = await amount_of("sum")
    await add_one("sum")
    assert await amount_of("sum") == before + 1


async def test_a_failing_begin_gives_its_connection_back(fresh_database: Database) -> None:
    await make_table()
    engine = current_engine()
    begin, engine.begin = engine.begin, "BEGIN NONSENSE"
    try:
        for _ in range(15):
            with pytest.raises(Exception, match="syntax error"):
                async with transaction():
                    pass
    finally:
        engine.begin = begin
    async with transaction():
        await add("one")
    assert await names() == ["one"]


async def test_what_waits_for_the_commit_is_told_after_it(fresh_database: Database) -> None:
    await make_table()
    told: list[str] = []
    async with transaction():
        after_commit(lambda: told.append("kept"))
        with pytest.raises(LookupError):
            async with savepoint():
                after_commit(lambda: told.append("undone part"))
                raise LookupError
        assert told == []
    with pytest.raises(LookupError):
        async with transaction():
            after_commit(lambda: told.append("undone"))
            raise LookupError
    assert told == ["kept"]


async def test_rows_fill_placeholders_and_keep_doubled_braces(database: None) -> None:
    (row,) = await rows("SELECT '{{}}' AS braces, CAST({} AS INTEGER) AS one, CAST({} AS INTEGER) AS two", 1, 2)
    assert row == {"braces": "{}", "one": 1, "two": 2}


async def test_instants_come_back_aware_and_numbers_whole(database: None) -> None:
    await make_table()
    await rows("INSERT INTO trial (name, amount, seen_at) VALUES ({}, {}, {})", "one", 2**31 - 1, NOON)
    (row,) = await rows("SELECT amount, seen_at FROM trial WHERE seen_at <= {}", NOON)
    assert row == {"amount": 2**31 - 1, "seen_at": NOON}
    assert (await Trial.select(Trial.seen_at).first()) == {"seen_at": NOON}
