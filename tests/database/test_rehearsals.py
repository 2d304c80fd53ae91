# ruff: noqa: PT012 - what fails is a transaction, and that is a block
"""The transaction tests run in: never committed, yet what runs inside can fail and be undone for real."""

import asyncio

import pytest

from database.trial import add, add_one, amount_of, make_table, names
from kiezfonds.database.constraints import unique
from kiezfonds.database.errors import Duplicate
from kiezfonds.database.work import rows, transaction


async def test_a_rehearsal_undoes_what_its_transactions_undo(database: None) -> None:
    await make_table(unique("trial", "name"))
    async with transaction():
        await add("one")
    with pytest.raises(LookupError):
        async with transaction():
            await add("two")
            raise LookupError
    with pytest.raises(Duplicate):
        await add("one")
    assert await names() == ["one"]


async def test_a_rehearsal_serves_several_tasks_in_turn(database: None) -> None:
    await make_table()
    await add("sum")
    await asyncio.gather(*(add_one("sum") for _ in range(10)))
    assert await amount_of("sum") == 10


async def test_nothing_is_left_of_a_rehearsal(database: None) -> None:
    with pytest.raises(Exception, match="trial"):
        await names()


async def test_statements_can_be_counted(database: None, statements: list[str]) -> None:
    await rows("SELECT 1 AS one")
    async with transaction():
        await rows("SELECT 2 AS two")
    assert statements == ["SELECT 1 AS one", "SELECT 2 AS two"]
