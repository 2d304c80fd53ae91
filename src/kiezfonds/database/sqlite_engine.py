"""SQLite with one writer and a few readers, all of them kept open."""

import asyncio
import functools
import logging
import re
from collections.abc import Callable, Sequence
from typing import Any

from piccolo.engine.sqlite import SQLiteEngine
from piccolo.querystring import QueryString

from kiezfonds.database.sqlite_connection import Connection, best_driver, has_wal_reset_bug, teach
from kiezfonds.database.transactions import Lease, Records, Transaction, transaction_of

_LOG = logging.getLogger(__name__)
_CHANGES = re.compile(r"\b(INSERT|UPDATE|DELETE|REPLACE)\b", re.IGNORECASE)


class PooledSQLite(SQLiteEngine):
    """Statements outside a transaction: SELECT on a reader, all else on the writer, in order of asking.

    Without an open pool every statement opens the file anew; that is for commands, not for serving.
    """

    begin = "BEGIN IMMEDIATE"

    def __init__(self, path: str, readers: int = 3, driver: Any = None) -> None:
        self.driver = driver or best_driver()
        teach(self.driver)
        self.is_single = has_wal_reset_bug(self.driver.sqlite_version_info)
        self.watch: Callable[[str], None] | None = None
        self._reader_count = 0 if self.is_single else readers
        self._connections: list[Connection] = []
        self._writer: asyncio.Queue[Connection] = asyncio.Queue()
        self._readers: asyncio.Queue[Connection] = asyncio.Queue()
        super().__init__(path=path)

    def get_version_sync(self) -> float:
        major, minor = self.driver.sqlite_version_info[:2]
        return float(f"{major}.{minor}")

    @property
    def is_open(self) -> bool:
        return bool(self._connections)

    async def start_connection_pool(self, **_kwargs: object) -> None:
        if self.is_open:
            return
        if self.is_single:
            _LOG.warning(
                "SQLite %s can spoil a file in WAL mode: one connection and journal_mode=DELETE instead",
                self.driver.sqlite_version,
            )
        self._writer, self._readers = asyncio.Queue(), asyncio.Queue()
        writer = await self._connect()
        self._connections = [writer]
        self._writer.put_nowait(writer)
        for _ in range(self._reader_count):
            reader = await self._connect(only_reads=True)
            self._connections.append(reader)
            self._readers.put_nowait(reader)

    async def close_connection_pool(self) -> None:
        connections, self._connections = self._connections, []
        for connection in reversed(connections):
            await connection.close()

    def transaction(self, **_kwargs: object) -> Transaction:  # type: ignore[override]  # one class for both engines
        return Transaction(self)

    def rehearsal(self) -> Transaction:
        return Transaction(self, rehearsal=True)

    async def lease(self) -> Lease:
        if not self.is_open:
            return _Lease(await self._connect(), None)
        return _Lease(await self._writer.get(), self._writer)

    async def fetch(self, sql: str, args: Sequence[object] = ()) -> Records:
        current = transaction_of(self)
        if current is not None:
            return await current.fetch(sql, args)
        if self.watch:
            self.watch(sql)
        if not self.is_open:
            connection = await self._connect()
            try:
                return await connection.fetch(sql, args)
            finally:
                await connection.close()
        line = self._readers if self._reader_count and only_reads(sql) else self._writer
        connection = await line.get()
        try:
            return await connection.fetch(sql, args)
        finally:
            line.put_nowait(connection)

    async def run_querystring(self, querystring: QueryString, in_pool: bool = True) -> Records:  # noqa: ARG002 - Piccolo's
        sql, args = querystring.compile_string(engine_type=self.engine_type)
        return await self.fetch(sql, args)

    async def run_ddl(self, ddl: str, in_pool: bool = True) -> Records:  # noqa: ARG002 - Piccolo's
        return await self.fetch(ddl)

    async def get_connection(self) -> Any:
        raise NotImplementedError("no cursors: read in pages")

    async def _connect(self, *, only_reads: bool = False) -> Connection:
        journal = "delete" if self.is_single else "wal"
        return await Connection(self.driver).open(self.path, journal=journal, only_reads=only_reads)


class _Lease:
    def __init__(self, connection: Connection, line: "asyncio.Queue[Connection] | None") -> None:
        self._connection = connection
        self._line = line
        self._is_over = False

    async def fetch(self, sql: str, args: Sequence[object]) -> Records:
        if self._is_over:
            raise RuntimeError("the transaction is over")
        return await self._connection.fetch(sql, args)

    async def command(self, sql: str) -> None:
        await self.fetch(sql, ())

    async def give_back(self) -> None:
        self._is_over = True
        self._connection.reset()
        if self._line is None:
            await self._connection.close()
        else:
            self._line.put_nowait(self._connection)


@functools.lru_cache(maxsize=2048)
def only_reads(sql: str) -> bool:
    """A common table expression that also names a change goes to the writer, which is never wrong."""
    start = sql.lstrip()[:6].upper()
    return start == "SELECT" or (start.startswith("WITH") and not _CHANGES.search(sql))
