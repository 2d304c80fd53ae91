import asyncio
import sqlite3
import stat
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from kiezfonds.database.errors import DatabaseError
from kiezfonds.database.sqlite_connection import best_driver, has_wal_reset_bug
from kiezfonds.database.sqlite_engine import PooledSQLite, only_reads


@pytest_asyncio.fixture(params=["best driver", "standard library"])
async def engine(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[PooledSQLite]:
    driver = best_driver() if request.param == "best driver" else sqlite3
    engine = PooledSQLite(str(tmp_path / "data" / "trial.sqlite"), driver=driver)
    await engine.start_connection_pool()
    yield engine
    await engine.close_connection_pool()


async def pragma(engine: PooledSQLite, name: str) -> object:
    async with engine.transaction():
        (row,) = await engine.fetch(f"PRAGMA {name}")
    return next(iter(row.values()))


async def test_every_commit_is_synced_and_references_are_kept(engine: PooledSQLite) -> None:
    assert await pragma(engine, "synchronous") == 2
    assert await pragma(engine, "foreign_keys") == 1
    assert await pragma(engine, "journal_mode") == ("delete" if engine.is_single else "wal")


async def test_an_affected_version_gets_one_connection(engine: PooledSQLite) -> None:
    assert engine.is_single == has_wal_reset_bug(engine.driver.sqlite_version_info)
    assert len(engine._connections) == (1 if engine.is_single else 4)


async def test_readers_and_writers_go_on_together(engine: PooledSQLite) -> None:
    await engine.fetch("CREATE TABLE t (a INTEGER PRIMARY KEY)")

    async def write(number: int) -> None:
        async with engine.transaction():
            await engine.fetch("SELECT count(*) FROM t")
            await engine.fetch("INSERT INTO t VALUES (?)", [number])

    reads = (engine.fetch("SELECT count(*) AS n FROM t") for _ in range(50))
    await asyncio.gather(*(write(number) for number in range(100)), *reads)
    assert await engine.fetch("SELECT count(*) AS n FROM t") == [{"n": 100}]


async def test_a_reader_cannot_write(engine: PooledSQLite) -> None:
    await engine.fetch("CREATE TABLE t (a INTEGER PRIMARY KEY)")
    if not engine.is_single:
        reader = engine._connections[-1]
        with pytest.raises(DatabaseError):
            await reader.fetch("INSERT INTO t VALUES (1)")


async def test_two_engines_on_one_file_wait_for_each_other(engine: PooledSQLite) -> None:
    other = PooledSQLite(engine.path, driver=engine.driver)
    await other.start_connection_pool()
    await engine.fetch("CREATE TABLE t (n INTEGER)")
    await engine.fetch("INSERT INTO t VALUES (0)")

    async def add_one(through: PooledSQLite) -> None:
        async with through.transaction():
            ((row),) = await through.fetch("SELECT n FROM t")
            await through.fetch("UPDATE t SET n = ?", [row["n"] + 1])

    await asyncio.gather(*(add_one(each) for each in (engine, other) for _ in range(15)))
    assert await other.fetch("SELECT n FROM t") == [{"n": 30}]
    await other.close_connection_pool()


async def test_only_the_owner_may_read_the_files(engine: PooledSQLite) -> None:
    await engine.fetch("CREATE TABLE t (n INTEGER)")
    files = list(Path(engine.path).parent.iterdir())
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}


async def test_without_a_pool_statements_and_transactions_work_too(tmp_path: Path) -> None:
    engine = PooledSQLite(str(tmp_path / "alone.sqlite"))
    async with engine.transaction():
        await engine.fetch("CREATE TABLE t (n INTEGER)")
        await engine.fetch("INSERT INTO t VALUES (1)")
    assert await engine.fetch("SELECT n FROM t") == [{"n": 1}]


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ((3, 6, 23), False),
        ((3, 40, 1), True),
        ((3, 44, 5), True),
        ((3, 44, 6), False),
        ((3, 45, 0), True),
        ((3, 50, 6), True),
        ((3, 50, 7), False),
        ((3, 51, 2), True),
        ((3, 51, 3), False),
        ((3, 53, 4), False),
    ],
)
def test_versions_that_can_spoil_a_file_are_known(version: tuple[int, ...], expected: bool) -> None:
    assert has_wal_reset_bug(version) == expected


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("SELECT 1", True),
        ("  select * from t", True),
        ("WITH x AS (SELECT 1) SELECT * FROM x", True),
        ("WITH x AS (SELECT 1) INSERT INTO t SELECT * FROM x", False),
        ("INSERT INTO t VALUES (1) RETURNING id", False),
        ("PRAGMA journal_mode", False),
    ],
)
def test_what_only_reads_goes_to_a_reader(sql: str, expected: bool) -> None:
    assert only_reads(sql) == expected
