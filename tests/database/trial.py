"""A table that only these tests have, and what other processes do with it.

python tests/database/trial.py write NAME     one row after another, each number said once it is committed
python tests/database/trial.py publish TOPIC
python tests/database/trial.py migrate
"""

import asyncio
import itertools
import sys

from piccolo.columns import Integer, Serial, Timestamptz, Varchar
from piccolo.table import Table

from kiezfonds.database.changes import publish
from kiezfonds.database.constraints import Constraint
from kiezfonds.database.engines import current_engine
from kiezfonds.database.migrating import migrate
from kiezfonds.database.work import close_database, open_database, rows, transaction


class Trial(Table, tablename="trial"):
    id: Serial
    name = Varchar(length=20, null=False, default=None)
    amount = Integer(null=False, default=0)
    seen_at = Timestamptz(null=True, default=None)


async def make_table(*constraints: Constraint) -> None:
    await Trial.create_table()
    for constraint in constraints:
        await impose(constraint)


async def impose(constraint: Constraint) -> None:
    engine = current_engine()
    for sql in constraint.sqlite if engine.engine_type == "sqlite" else constraint.postgres:
        await engine.run_ddl(sql)


async def names() -> list[str]:
    return [row["name"] for row in await rows("SELECT name FROM trial ORDER BY id")]


async def add(name: str, amount: int = 0) -> int:
    added = await rows("INSERT INTO trial (name, amount) VALUES ({}, {}) RETURNING id", name, amount)
    return int(added[0]["id"])


async def amount_of(name: str) -> int:
    return int((await rows("SELECT amount FROM trial WHERE name = {}", name))[0]["amount"])


async def add_one(name: str) -> None:
    """Read, then write: the shape that loses updates where nothing is locked."""
    async with transaction():
        sql = "SELECT amount FROM trial WHERE name = {}"
        if current_engine().engine_type == "postgres":
            sql += " FOR UPDATE"
        (row,) = await rows(sql, name)
        await rows("UPDATE trial SET amount = {} WHERE name = {}", row["amount"] + 1, name)


async def main(act: str, word: str = "") -> None:
    if act == "migrate":
        say(await migrate())
        return
    await open_database()
    if act == "write":
        for number in itertools.count(1):
            async with transaction():
                await add(word, number)
                await rows("UPDATE trial SET amount = amount + 1 WHERE name = 'sum'")
            say(number)
    if act == "publish":
        async with transaction():
            await publish(word)
    await close_database()


def say(what: object) -> None:
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
