"""PostgreSQL with a pool, its errors and its transactions as on SQLite."""

from collections.abc import Callable, Sequence
from typing import Any

import asyncpg
from piccolo.engine.postgres import PostgresEngine
from piccolo.querystring import QueryString

from kiezfonds.database.errors import DatabaseError, Doomed, from_postgres
from kiezfonds.database.transactions import Lease, Records, Transaction, transaction_of

_SESSION = {"application_name": "kiezfonds", "timezone": "UTC", "lock_timeout": "10000", "jit": "off"}
FAILURES = (asyncpg.PostgresError, asyncpg.InterfaceError, OSError, TimeoutError)


class PooledPostgres(PostgresEngine):
    begin = "BEGIN"

    def __init__(self, url: str, connections: int = 10) -> None:
        self.watch: Callable[[str], None] | None = None
        self._size = connections
        super().__init__(config={"dsn": url, "server_settings": _SESSION, "timeout": 10}, extensions=())

    async def check_version(self) -> None:
        """Piccolo asks at import; a command that only prints its help needs no server."""

    @property
    def is_open(self) -> bool:
        return self.pool is not None

    async def start_connection_pool(self, **_kwargs: object) -> None:
        if self.is_open:
            return
        try:
            self.pool = await asyncpg.create_pool(**self.config, min_size=1, max_size=self._size)
        except FAILURES as error:
            raise from_postgres(error) from None

    async def close_connection_pool(self) -> None:
        pool, self.pool = self.pool, None
        if pool is not None:
            await pool.close()

    def transaction(self, **_kwargs: object) -> Transaction:  # type: ignore[override]  # one class for both engines
        return Transaction(self)

    def rehearsal(self) -> Transaction:
        return Transaction(self, rehearsal=True)

    async def alone(self) -> Any:
        """A connection beside the pool, to be closed by whoever asked."""
        try:
            return await self.get_new_connection()
        except FAILURES as error:
            raise from_postgres(error) from None

    async def lease(self) -> Lease:
        if not self.pool:
            return _Lease(await self.alone(), None)
        try:
            return _Lease(await self.pool.acquire(), self.pool)
        except FAILURES as error:
            raise from_postgres(error) from None

    async def fetch(self, sql: str, args: Sequence[object] = ()) -> Records:
        current = transaction_of(self)
        if current is not None:
            return await current.fetch(sql, args)
        if self.watch:
            self.watch(sql)
        lease = await self.lease()
        try:
            return await lease.fetch(sql, args)
        finally:
            await lease.give_back()

    async def run_querystring(self, querystring: QueryString, in_pool: bool = True) -> Records:  # noqa: ARG002 - Piccolo's
        sql, args = querystring.compile_string(engine_type=self.engine_type)
        return await self.fetch(sql, args)

    async def run_ddl(self, ddl: str, in_pool: bool = True) -> Records:  # noqa: ARG002 - Piccolo's
        return await self.fetch(ddl)


class _Lease:
    def __init__(self, connection: Any, pool: Any) -> None:
        self._connection = connection
        self._pool = pool

    async def fetch(self, sql: str, args: Sequence[object]) -> Records:
        try:
            return await self._connection.fetch(sql, *args)  # type: ignore[no-any-return]  # asyncpg is not typed
        except FAILURES as error:
            raise from_postgres(error) from None

    async def command(self, sql: str) -> None:
        try:
            done = await self._connection.execute(sql)
        except FAILURES as error:
            raise from_postgres(error) from None
        if sql == "COMMIT" and done != "COMMIT":
            raise Doomed("PostgreSQL rolled back instead of committing")

    async def give_back(self) -> None:
        try:
            await (self._pool.release(self._connection) if self._pool else self._connection.close())
        except FAILURES as error:
            if not self._connection.is_closed():
                raise DatabaseError("a connection could not be given back") from error
