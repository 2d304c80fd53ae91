"""What the way to the database costs, as ratios to bare sqlite3 in the same run.

.venv/bin/python tests/benchmarks/bench_database.py
"""

import asyncio
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path

from kiezfonds.database.sqlite_engine import PooledSQLite

ROUNDS, REPEATS = 9, 200
TABLE = "CREATE TABLE idea (id INTEGER PRIMARY KEY, title VARCHAR(200), amount_cents INTEGER, state VARCHAR(40))"
LIST = "SELECT id, title, amount_cents, state FROM idea ORDER BY id LIMIT 50"
ONE = "SELECT id, title FROM idea WHERE id = 7"
ADD = "INSERT INTO idea (title, amount_cents, state) VALUES ('Hochbeet', 80000, 'draft')"


async def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "bench.sqlite")
        engine = PooledSQLite(path)
        await engine.start_connection_pool()
        await engine.fetch(TABLE)
        for _ in range(60):
            await engine.fetch(ADD)
        bare = engine.driver.connect(path, isolation_level=None)
        bare.execute("PRAGMA synchronous=FULL")
        bare.row_factory = sqlite3.Row if engine.driver is sqlite3 else engine.driver.Row
        for name, sql in (("list of 50", LIST), ("one row", ONE), ("one insert", ADD)):
            report(name, await median(partial(engine.fetch, sql)), await median(partial(directly, bare, sql)))
        report(
            "transaction",
            await median(partial(in_transaction, engine)),
            await median(partial(directly, bare, ADD)),
        )
        bare.close()
        await engine.close_connection_pool()


async def directly(bare: sqlite3.Connection, sql: str) -> list[dict[str, object]]:
    return [dict(row) for row in bare.execute(sql).fetchall()]


async def in_transaction(engine: PooledSQLite) -> None:
    async with engine.transaction():
        await engine.fetch(ONE)
        await engine.fetch(ADD)


async def median(act: Callable[[], Awaitable[object]]) -> float:
    rounds = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        for _ in range(REPEATS):
            await act()
        rounds.append((time.perf_counter() - start) / REPEATS)
    return statistics.median(rounds)


def report(name: str, ours: float, bare: float) -> None:
    sys.stdout.write(f"{name:12} {ours * 1e6:7.0f} us  bare {bare * 1e6:7.0f} us  ratio {ours / bare:5.1f}\n")


if __name__ == "__main__":
    asyncio.run(main())
