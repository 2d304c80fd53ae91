"""Where changes come from: LISTEN on PostgreSQL, the table `change` on SQLite."""

import asyncio
import contextlib
import logging
from collections.abc import Callable

from kiezfonds.database.engines import current_engine
from kiezfonds.database.errors import DatabaseError
from kiezfonds.database.postgres_engine import FAILURES, PooledPostgres
from kiezfonds.database.work import rows

CHANNEL = "kiezfonds"
LOOK_SECONDS = 0.5
RETRY_SECONDS = 1
PROBE_SECONDS = 30

_LOG = logging.getLogger(__name__)
_woken: set[asyncio.Event] = set()


def wake() -> None:
    """Something was committed in this process: look at once."""
    for each in _woken:
        each.set()


async def listen(tell: Callable[[str], None], resync: Callable[[], None], hears: asyncio.Event) -> None:
    """Until cancelled. `hears` is set when nothing later is missed, `resync` called when something was."""
    engine = current_engine()
    is_first = True
    while True:
        try:
            if isinstance(engine, PooledPostgres):
                await _listen_on_postgres(engine, tell, resync, hears, is_first)
            else:
                await _look_into_the_file(tell, resync, hears, is_first)
        except (DatabaseError, *FAILURES) as error:
            _LOG.warning("changes are not heard: %s", type(error).__name__)
        is_first = False
        await asyncio.sleep(RETRY_SECONDS)


async def _listen_on_postgres(
    engine: PooledPostgres,
    tell: Callable[[str], None],
    resync: Callable[[], None],
    hears: asyncio.Event,
    is_first: bool,
) -> None:
    """Returns when the connection is lost."""
    lost = asyncio.Event()
    connection = await engine.alone()
    try:
        connection.add_termination_listener(lambda *_: lost.set())
        await connection.add_listener(CHANNEL, lambda _c, _pid, _channel, topic: tell(topic))
        if not is_first:
            resync()
        hears.set()
        while not lost.is_set():
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(PROBE_SECONDS):
                    await lost.wait()
            if not lost.is_set():
                await connection.execute("SELECT 1", timeout=10)
    finally:
        connection.terminate()


async def _look_into_the_file(
    tell: Callable[[str], None], resync: Callable[[], None], hears: asyncio.Event, is_first: bool
) -> None:
    """A commit in this process wakes it; what other processes committed is seen half a second later."""
    woken = asyncio.Event()
    _woken.add(woken)
    try:
        last = (await rows("SELECT coalesce(max(id), 0) AS id FROM change"))[0]["id"]
        if not is_first:
            resync()
        hears.set()
        while True:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(LOOK_SECONDS):
                    await woken.wait()
            woken.clear()
            news = await rows("SELECT id, topic FROM change WHERE id > {} ORDER BY id", last)
            if news and news[0]["id"] != last + 1:
                resync()
            for topic in dict.fromkeys(each["topic"] for each in news):
                tell(topic)
            last = news[-1]["id"] if news else last
    finally:
        _woken.discard(woken)
