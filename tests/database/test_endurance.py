import asyncio
import sys
from pathlib import Path

import pytest

from database import trial
from database.trial import add, amount_of, make_table
from databases import Database, is_sqlite
from kiezfonds.database.engines import current_engine
from kiezfonds.database.work import open_database, rows

ROUNDS = 5


@pytest.mark.slow
async def test_kill_9_loses_no_acknowledged_commit_and_keeps_no_half(fresh_database: Database) -> None:
    await make_table()
    await add("sum")
    acknowledged = 0
    for number in range(ROUNDS):
        name = f"round {number}"
        said = await killed_while_writing(name, fresh_database)
        (kept,) = await rows("SELECT coalesce(max(amount), 0) AS n FROM trial WHERE name = {}", name)
        assert said <= kept["n"] <= said + 1
        acknowledged += kept["n"]
    assert acknowledged > 0
    assert await amount_of("sum") == acknowledged
    if is_sqlite():
        await current_engine().close_connection_pool()
        await open_database()
        assert await rows("PRAGMA integrity_check") == [{"integrity_check": "ok"}]


async def killed_while_writing(name: str, database: Database) -> int:
    """The last number the process said was committed."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, str(Path(trial.__file__)), "write", name),
        env=database.environment,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    last = b"0"
    for _ in range(40):
        last = await process.stdout.readline()
    process.kill()
    rest = (await process.stdout.read()).splitlines(keepends=True)
    await process.wait()
    whole = [line for line in rest if line.endswith(b"\n")]
    return int(whole[-1] if whole else last)
