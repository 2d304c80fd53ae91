"""Brings a database up to the migrations in `migrations/`, one process at a time, on either engine."""

import asyncio
import contextlib
import fcntl
import functools
import io
import os
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.apps.migrations.commands.forwards import run_forwards
from piccolo.apps.migrations.tables import Migration
from piccolo.conf.apps import Finder

from kiezfonds.database.engines import Pooled, current_engine
from kiezfonds.database.sqlite_connection import create_private
from kiezfonds.database.sqlite_engine import PooledSQLite

APP = "kiezfonds"
_LOCK_NUMBER = 0x4B49455A
_ID = re.compile(r"^ID = [\"'](.+)[\"']$", re.MULTILINE)


@dataclass
class Step(MigrationManager):
    """A migration as Piccolo writes it, with SQL that runs after its tables are made, in their transaction.

    (Piccolo's own raw steps run before the tables.)
    """

    sqlite: list[str] = field(default_factory=list)
    postgres: list[str] = field(default_factory=list)

    async def _run_alter_columns(self, backwards: bool = False) -> None:
        """SQLite can only be told that a column may be empty: by the way its manual gives (lang_altertable.html)."""
        engine = current_engine()
        if engine.engine_type != "sqlite":
            await super()._run_alter_columns(backwards=backwards)
            return
        for column in self.alter_columns.alter_columns:
            # Every row is written with all its columns: a default of the table's own is never asked.
            if column.params not in ({"null": True}, {"null": True, "default": None}):
                raise NotImplementedError(f"SQLite: {column.tablename}.{column.column_name} needs a table made anew")
            await _may_be_empty(engine, column.tablename, column.column_name)

    async def _run_drop_constraints(self, backwards: bool = False) -> None:
        await super()._run_drop_constraints(backwards=backwards)
        engine = current_engine()
        for sql in self.sqlite if engine.engine_type == "sqlite" else self.postgres:
            await engine.run_ddl(sql)


async def _may_be_empty(engine: Pooled, table: str, column: str) -> None:
    found = await engine.run_ddl(f"SELECT sql FROM sqlite_master WHERE type = 'table' AND name = '{table}'")  # noqa: S608 - names come from our migrations
    before = str(found[0]["sql"])
    after = re.sub(rf'("{column}" [^,]*?) NOT NULL', r"\1", before, count=1)
    if after == before:
        raise RuntimeError(f"{table}.{column} may be empty already")
    quoted = after.replace("'", "''")
    version = (await engine.run_ddl("PRAGMA schema_version"))[0]["schema_version"]
    await engine.run_ddl("PRAGMA writable_schema = ON")
    await engine.run_ddl(f"UPDATE sqlite_master SET sql = '{quoted}' WHERE type = 'table' AND name = '{table}'")  # noqa: S608 - as above
    await engine.run_ddl(f"PRAGMA schema_version = {version + 1}")
    await engine.run_ddl("PRAGMA writable_schema = OFF")


async def migrate() -> list[str]:
    """Run what is pending and name it. Others that call this meanwhile wait, then find nothing to do."""
    engine = current_engine()
    async with _locked(engine), _opened(engine):
        due = await pending()
        if due:
            with contextlib.redirect_stdout(io.StringIO()):
                result = await run_forwards(APP)
            if not result.success:
                raise RuntimeError(f"migration failed: {result.message}")
        return due


async def pending() -> list[str]:
    """Migrations the database has not seen, oldest first."""
    known = _known(Finder().get_app_config(APP).resolved_migrations_folder_path)
    if not await Migration.table_exists():
        return list(known)
    done = set(await Migration.get_migrations_which_ran(app_name=APP))
    return [each for each in known if each not in done]


@functools.cache
def _known(folder: str) -> tuple[str, ...]:
    """Read from the text: Piccolo's own way imports every file and lengthens sys.path with each call."""
    found = [_ID.search(path.read_text(encoding="utf-8")) for path in Path(folder).glob("*.py")]
    if not any(found):
        raise FileNotFoundError(f"no migrations in {folder}")
    return tuple(sorted(each[1] for each in found if each))


@contextlib.asynccontextmanager
async def _opened(engine: Pooled) -> AsyncIterator[None]:
    if engine.is_open:
        yield
        return
    await engine.start_connection_pool()
    try:
        yield
    finally:
        await engine.close_connection_pool()


@contextlib.asynccontextmanager
async def _locked(engine: Pooled) -> AsyncIterator[None]:
    if isinstance(engine, PooledSQLite):
        path = Path(f"{engine.path}.migrating")
        create_private(path)
        file = os.open(path, os.O_RDWR)
        try:
            await asyncio.to_thread(fcntl.flock, file, fcntl.LOCK_EX)
            yield
        finally:
            os.close(file)
        return
    connection = await engine.alone()
    try:
        await connection.execute("SET lock_timeout = 0")
        await connection.execute("SELECT pg_advisory_lock($1)", _LOCK_NUMBER)
        yield
    finally:
        await connection.close()
