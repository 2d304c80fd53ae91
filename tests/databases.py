"""The databases tests run in.

`database`: shared and migrated once; each test runs in a transaction that is undone. What the tested code
does in `transaction()` is a savepoint there, with a real rollback. Nothing is ever committed, so other
processes and `changes` see nothing: for those, and for real concurrency, take `fresh_database`.
"""

import itertools
import os
import shutil
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import asyncpg
import pytest
import pytest_asyncio

from kiezfonds.database.engines import current_engine
from kiezfonds.database.migrating import migrate
from kiezfonds.database.sqlite_engine import PooledSQLite

_NUMBERS = itertools.count(1)


@dataclass(frozen=True)
class Database:
    url: str
    environment: dict[str, str]
    """For processes that shall work on the same database."""


@pytest_asyncio.fixture(scope="session")
async def template() -> str:
    """The address of a database with every table and no row."""
    url = os.environ["DATABASE_URL"]
    if not is_sqlite():
        url = await create("template", url)
    await point_at(url, is_open=False)
    await migrate()
    return url


@pytest_asyncio.fixture(scope="session")
async def shared_database(template: str) -> AsyncIterator[str]:
    url = await copy_of(template)
    yield url
    await point_at(url, is_open=False)
    await drop(url)


@pytest_asyncio.fixture
async def database(shared_database: str) -> AsyncIterator[None]:
    await point_at(shared_database)
    async with current_engine().rehearsal():
        yield


@pytest_asyncio.fixture
async def fresh_database(template: str) -> AsyncIterator[Database]:
    url = await copy_of(template)
    await point_at(url)
    yield Database(url, {**os.environ, "DATABASE_URL": url})
    await point_at(url, is_open=False)
    await drop(url)


@pytest_asyncio.fixture
async def empty_database(template: str) -> AsyncIterator[Database]:
    """Not even migrated, and no connection open."""
    url = await create("empty", template)
    await point_at(url, is_open=False)
    yield Database(url, {**os.environ, "DATABASE_URL": url})
    await point_at(url, is_open=False)
    await drop(url)


@pytest.fixture
def statements() -> Iterator[list[str]]:
    """The SQL sent since; `statements.clear()` before what is to be counted."""
    sent: list[str] = []
    current_engine().watch = sent.append
    yield sent
    current_engine().watch = None


def is_sqlite() -> bool:
    return isinstance(current_engine(), PooledSQLite)


async def point_at(url: str, *, is_open: bool = True) -> None:
    engine = current_engine()
    if isinstance(engine, PooledSQLite):
        is_there, path = engine.path == path_of(url), path_of(url)
        if not (is_there and is_open):
            await engine.close_connection_pool()
        engine.path = path
    else:
        if not (engine.config["dsn"] == url and is_open):
            await engine.close_connection_pool()
        engine.config["dsn"] = url
    if is_open:
        await engine.start_connection_pool()


async def create(purpose: str, beside: str, template: str = "") -> str:
    name = f"kiezfonds_{purpose}_{os.getpid()}_{next(_NUMBERS)}"
    if is_sqlite():
        return f"sqlite:///{Path(path_of(beside)).with_name(name)}.sqlite"
    await administer(f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{template}"' if template else ""))
    return urlsplit(beside)._replace(path=f"/{name}").geturl()


async def copy_of(url: str) -> str:
    if not is_sqlite():
        return await create("copy", url, template=urlsplit(url).path[1:])
    made = await create("copy", url)
    shutil.copyfile(path_of(url), path_of(made))
    return made


async def drop(url: str) -> None:
    if is_sqlite():
        for left in Path(path_of(url)).parent.glob(f"{Path(path_of(url)).name}*"):
            left.unlink()
    else:
        await administer(f'DROP DATABASE IF EXISTS "{urlsplit(url).path[1:]}" WITH (FORCE)')


async def administer(sql: str) -> None:
    connection = await asyncpg.connect(os.environ["DATABASE_URL"])
    await connection.execute(sql)
    await connection.close()


def path_of(url: str) -> str:
    return url.removeprefix("sqlite:///")
