"""How the subjects use the database."""

import contextlib
import functools
import string
from collections.abc import AsyncIterator, Callable
from typing import Any

from piccolo.custom_types import Combinable
from piccolo.table import Table

from kiezfonds.database.engines import current_engine
from kiezfonds.database.transactions import Transaction, transaction_of

Row = dict[str, Any]


async def open_database() -> None:
    await current_engine().start_connection_pool()


async def close_database() -> None:
    await current_engine().close_connection_pool()


@contextlib.asynccontextmanager
async def transaction() -> AsyncIterator[None]:
    """All or nothing. Inside another transaction it joins that one: the outermost commits.

    A failure inside it that somebody swallows dooms the whole (`errors.Doomed` at the commit); what may fail
    alone belongs in `savepoint()`. Tasks started inside may not use the database; put a job row instead.
    """
    async with current_engine().transaction():
        yield


@contextlib.asynccontextmanager
async def savepoint() -> AsyncIterator[None]:
    """A part of a transaction that may fail alone: left by an exception, only this part is undone."""
    async with in_transaction("savepoint").savepoint():
        yield


async def locked(table: type[Table], *where: Combinable) -> list[Row]:
    """The rows, by id, held against other writers until the transaction ends.

    SQLite's transaction holds the whole file already. Across tables keep the order of the house:
    area_budget, meeting, ballot, proposal, audit head.
    """
    in_transaction("locked")
    query = table.select().where(*where).order_by(table._meta.primary_key)
    if current_engine().engine_type == "postgres":
        query = query.lock_rows("UPDATE", of=(table,))
    return await query


async def rows(sql: str, *args: object) -> list[Row]:
    """Hand-written SQL with a `{}` for each argument; inside a transaction it sees what was written there.

    Literal braces are doubled. On SQLite expressions over instants come back as text: select the column.
    """
    engine = current_engine()
    found = await engine.fetch(_numbered(sql, engine.engine_type), args)
    return engine.transform_response_to_dicts(found)


def after_commit(told: Callable[[], None]) -> None:
    """Call `told()` once the open transaction is committed, never when it is rolled back."""
    in_transaction("after_commit").after_commit.append(told)


def in_transaction(asking: str) -> Transaction:
    """The open transaction, for what makes no sense without one."""
    current = transaction_of(current_engine())
    if current is None or current.is_rehearsal:
        raise RuntimeError(f"{asking} belongs inside transaction()")
    current.guard()
    return current


@functools.lru_cache(maxsize=1024)
def _numbered(sql: str, engine_type: str) -> str:
    parts: list[str] = []
    count = 0
    for text, field, _, _ in string.Formatter().parse(sql):
        parts.append(text)
        if field is not None:
            count += 1
            parts.append(f"${count}" if engine_type == "postgres" else "?")
    return "".join(parts)
