"""One transaction class for both engines; `work.transaction()` is how the subjects use it."""

import asyncio
import contextlib
import itertools
from collections.abc import Callable, Sequence
from contextvars import ContextVar
from typing import Any, Protocol

from piccolo.engine.base import BaseTransaction

from kiezfonds.database.errors import DatabaseError, Doomed

Records = list[Any]


class Lease(Protocol):
    """A connection that is ours until it is given back; `give_back` rolls back what is still open."""

    async def fetch(self, sql: str, args: Sequence[object]) -> Records: ...
    async def command(self, sql: str) -> None: ...
    async def give_back(self) -> None: ...


class Transactional(Protocol):
    engine_type: str
    begin: str
    current_transaction: ContextVar[Any]
    watch: Callable[[str], None] | None

    async def lease(self) -> Lease: ...
    async def fetch(self, sql: str, args: Sequence[object] = ()) -> Records: ...


def transaction_of(engine: Transactional) -> "Transaction | None":
    """The one the running task is in, if any."""
    current: Transaction | None = engine.current_transaction.get()
    return current


class Transaction(BaseTransaction):
    """Opens a transaction, or joins the one that is open.

    A statement that fails, or a joined block that is left by an exception, dooms the whole: it cannot be
    committed any more. PostgreSQL works so by itself (its COMMIT then rolls back without a word), SQLite
    would keep one half. What may fail alone belongs in a savepoint.

    Only the task that opened it may use it. A task started inside inherits the variable but would write
    into a transaction that ends without it, so its first statement raises.

    `rehearsal`: never committed; transactions inside are savepoints with a real rollback, taken in turn by
    whichever task asks. Tests run in one.
    """

    def __init__(self, engine: Transactional, *, rehearsal: bool = False) -> None:
        self.engine = engine
        self.is_rehearsal = rehearsal
        self.is_doomed = False
        self.after_commit: list[Callable[[], None]] = []
        self._joined: Transaction | None = None
        self._rehearsed_in: Transaction | None = None
        self._owner: asyncio.Task[Any] | None = None
        self._turn = asyncio.Lock()
        self._names = itertools.count(1)

    async def __aenter__(self, *_args: object, **_kwargs: object) -> "Transaction":
        outer = transaction_of(self.engine)
        if outer is not None and not outer.is_rehearsal:
            outer.guard()
            self._joined = outer
            return outer
        self._rehearsed_in = outer
        self._owner = None if self.is_rehearsal else asyncio.current_task()
        self._lease = await self._take_lease()
        try:
            await self._lease.command("SAVEPOINT rehearsed" if outer else self.engine.begin)
        except BaseException:
            await self._give_back()
            raise
        self.engine.current_transaction.set(self)
        return self

    async def __aexit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        if self._joined is not None:
            self._joined.is_doomed |= error is not None
            return False
        try:
            await self._end(error)
        finally:
            self.engine.current_transaction.set(self._rehearsed_in)
            await self._give_back()
        if error is None and not self.is_rehearsal:
            for told in self.after_commit:
                told()
        return False

    def guard(self) -> None:
        if self._owner is not None and asyncio.current_task() is not self._owner:
            raise RuntimeError(
                "this task was started inside a transaction of another task; start it after the commit "
                "or with context=contextvars.Context(). asyncio.wait_for and gather start tasks too"
            )

    async def fetch(self, sql: str, args: Sequence[object]) -> Records:
        if self.is_rehearsal:
            async with Transaction(self.engine) as alone:
                return await alone.fetch(sql, args)
        self.guard()
        if self.is_doomed:
            raise Doomed("a statement of this transaction has failed before")
        if self.engine.watch:
            self.engine.watch(sql)
        try:
            return await self._lease.fetch(sql, args)
        except DatabaseError:
            self.is_doomed = True
            raise

    @contextlib.asynccontextmanager
    async def savepoint(self) -> Any:
        self.guard()
        name = f"part_{next(self._names)}"
        told = len(self.after_commit)
        await self._lease.command(f"SAVEPOINT {name}")
        was_doomed, self.is_doomed = self.is_doomed, False
        try:
            yield self
            if self.is_doomed:
                raise Doomed("a failure inside the savepoint was swallowed")
        except BaseException:
            del self.after_commit[told:]
            await self._lease.command(f"ROLLBACK TO SAVEPOINT {name}")
            self.is_doomed = was_doomed
            raise
        finally:
            with contextlib.suppress(DatabaseError):
                await self._lease.command(f"RELEASE SAVEPOINT {name}")

    async def _take_lease(self) -> Lease:
        if self._rehearsed_in is None:
            return await self.engine.lease()
        await self._rehearsed_in._turn.acquire()
        return self._rehearsed_in._lease

    async def _give_back(self) -> None:
        if self._rehearsed_in is None:
            await self._lease.give_back()
        else:
            self._rehearsed_in._turn.release()

    async def _end(self, error: BaseException | None) -> None:
        if error is not None or self.is_rehearsal:
            with contextlib.suppress(DatabaseError):
                await self._roll_back()
        elif self.is_doomed:
            await self._roll_back()
            raise Doomed("a failure inside the transaction was swallowed; all of it was rolled back")
        else:
            await self._lease.command("RELEASE SAVEPOINT rehearsed" if self._rehearsed_in else "COMMIT")

    async def _roll_back(self) -> None:
        if self._rehearsed_in is None:
            await self._lease.command("ROLLBACK")
        else:
            await self._lease.command("ROLLBACK TO SAVEPOINT rehearsed")
            await self._lease.command("RELEASE SAVEPOINT rehearsed")
