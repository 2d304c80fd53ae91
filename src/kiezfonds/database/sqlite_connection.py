"""Which SQLite library is used, and one connection of it in a thread of its own."""

import asyncio
import importlib
import os
import sqlite3
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Any

from piccolo.engine.sqlite import ADAPTERS, CONVERTERS, convert_array_out, convert_complex_array_out

from kiezfonds.database.errors import Unreachable, from_sqlite

BUSY_SECONDS = 10
_PATIENCE = 200


def best_driver() -> Any:
    """pysqlite3 brings its own recent SQLite; Python's may be one that can spoil a file in WAL mode."""
    try:
        driver = importlib.import_module("pysqlite3").dbapi2
    except ImportError:
        return sqlite3
    return sqlite3 if has_wal_reset_bug(driver.sqlite_version_info) else driver


def has_wal_reset_bug(version: tuple[int, ...]) -> bool:
    """Rare corruption with two or more connections in WAL: 3.7.0-3.51.2, mended in 3.51.3, 3.50.7, 3.44.6."""
    if version < (3, 7, 0) or version >= (3, 51, 3):
        return False
    return not ((3, 50, 7) <= version < (3, 51, 0) or (3, 44, 6) <= version < (3, 45, 0))


class Connection:
    """Does what it is asked in order of asking, one hop to its thread per statement.

    A statement whose caller was cancelled still ends before the next begins, so the connection can be given
    back at once. The thread is a daemon: a process may end without closing.
    """

    def __init__(self, driver: Any) -> None:
        self._driver = driver
        self._work: SimpleQueue[tuple[asyncio.Future[Any] | None, Callable[[], Any]] | None] = SimpleQueue()
        self._raw: Any = None
        self._is_closed = False
        Thread(target=self._do_the_work, name="sqlite", daemon=True).start()

    async def open(self, path: str, *, journal: str, only_reads: bool = False) -> "Connection":
        try:
            await self._ask(partial(self._open, path, journal, only_reads))
        except BaseException:
            await self.close()
            raise
        return self

    async def fetch(self, sql: str, args: Sequence[object] = ()) -> list[dict[str, Any]]:
        return await self._ask(partial(self._fetch, sql, args))  # type: ignore[no-any-return]  # a future of Any

    def reset(self) -> None:
        """Roll back what is open, before whatever is asked next."""
        self._work.put((None, self._roll_back))

    async def close(self) -> None:
        """After what was asked before; what is asked later is refused, even while this is under way."""
        if self._is_closed:
            return
        await self._ask(self._close)

    async def _ask(self, what: Callable[[], Any]) -> Any:
        if self._is_closed:
            raise Unreachable("the connection is closed")
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._work.put((answer, what))
        if what == self._close:
            self._is_closed = True
            self._work.put(None)
        try:
            return await answer
        except (self._driver.Error, OverflowError) as error:
            raise from_sqlite(error) from None

    def _do_the_work(self) -> None:
        while (task := self._work.get()) is not None:
            answer, what = task
            try:
                result, error = what(), None
            except BaseException as raised:  # noqa: BLE001 - handed to whoever waits
                result, error = None, raised
            if answer is not None:
                try:
                    answer.get_loop().call_soon_threadsafe(_settle, answer, result, error)
                except RuntimeError:  # the loop is closed: nobody waits any more
                    continue

    def _open(self, path: str, journal: str, only_reads: bool) -> None:
        create_private(Path(path))
        self._raw = self._driver.connect(
            path,
            isolation_level=None,
            detect_types=self._driver.PARSE_DECLTYPES | self._driver.PARSE_COLNAMES,
            timeout=BUSY_SECONDS,
            cached_statements=512,
        )
        _set_journal(self._driver, self._raw, journal)
        pragmas = ["foreign_keys=1", "synchronous=FULL", "cache_size=-16000", "temp_store=MEMORY"]
        # INSERT OR REPLACE passes the delete triggers by unless triggers recurse
        pragmas += ["query_only=1"] if only_reads else ["recursive_triggers=1"]
        for pragma in pragmas:
            self._raw.execute(f"PRAGMA {pragma}")

    def _fetch(self, sql: str, args: Sequence[object]) -> list[dict[str, Any]]:
        cursor = self._raw.execute(sql, args)
        if cursor.description is None:
            return []
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def _roll_back(self) -> None:
        if self._raw is not None and self._raw.in_transaction:
            self._raw.execute("ROLLBACK")

    def _close(self) -> None:
        if self._raw is not None:
            self._roll_back()
            self._raw.close()
            self._raw = None


def create_private(path: Path) -> None:
    """An empty file only its owner reads; SQLite gives its side files the same mode."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def teach(driver: Any) -> None:
    """Piccolo registers its types on the standard library only. INTEGER is an int without a converter."""
    for kind, adapter in ADAPTERS.items():
        driver.register_adapter(kind, adapter)
    driver.register_converter("ARRAY", convert_array_out)
    for name, converter in CONVERTERS.items():
        if name != "INTEGER":
            driver.register_converter(name, converter)
            of_many = partial(convert_complex_array_out, converter=converter)
            driver.register_converter(f"ARRAY_{name}", of_many)


def _settle(answer: "asyncio.Future[Any]", result: Any, error: BaseException | None) -> None:
    if answer.done():
        return
    if error is None:
        answer.set_result(result)
    else:
        answer.set_exception(error)


def _set_journal(driver: Any, raw: Any, wanted: str) -> None:
    """The mode belongs to the file. Changing it does not heed the busy timeout when others open it too."""
    for attempt in range(_PATIENCE):
        try:
            if raw.execute("PRAGMA journal_mode").fetchone()[0] == wanted:
                return
            if raw.execute(f"PRAGMA journal_mode={wanted}").fetchone()[0] == wanted:
                return
        except driver.OperationalError:
            if attempt == _PATIENCE - 1:
                raise
        time.sleep(0.05)
    raise driver.OperationalError(f"database is locked: journal_mode={wanted} is not to be had")
