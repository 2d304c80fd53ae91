"""Tells whoever watches that something has changed, in this process and in the others.

A topic names a thing (`meeting:7`), never its content: watchers fetch anew, so a lost message costs
freshness only and topics may be told once for many changes.
"""

import asyncio
import contextlib
from collections import Counter
from contextvars import Context

from kiezfonds.database.engines import current_engine
from kiezfonds.database.listening import CHANNEL, listen, wake
from kiezfonds.database.work import after_commit, in_transaction, rows

LONGEST_TOPIC = 200
_KEPT = 1000
_TIDY_EVERY = 100


async def publish(topic: str) -> None:
    """Inside a transaction. Watchers hear of it after the commit, never of what was rolled back."""
    in_transaction("publish")
    if not 0 < len(topic) <= LONGEST_TOPIC:
        raise ValueError(f"a topic has 1 to {LONGEST_TOPIC} characters")
    if current_engine().engine_type == "postgres":
        await rows("SELECT pg_notify({}, {})", CHANNEL, topic)
        return
    (written,) = await rows("INSERT INTO change (topic) VALUES ({}) RETURNING id", topic)
    if written["id"] % _TIDY_EVERY == 0:
        await rows("DELETE FROM change WHERE id <= {}", written["id"] - _KEPT)
    after_commit(wake)


class Subscription:
    """What is new on a few topics. A topic that is told again before it was fetched comes once.

    After a lost connection every topic comes once, since nobody knows what was missed.
    """

    def __init__(self, hub: "Hub", topics: tuple[str, ...]) -> None:
        self.topics = topics
        self.is_closed = False
        self._hub = hub
        self._waiting: dict[str, None] = {}
        self._news = asyncio.Event()

    async def next(self, within: float) -> str | None:
        """The next topic, or None when the seconds are over (time for a heartbeat) or this is closed."""
        with contextlib.suppress(StopAsyncIteration, TimeoutError):
            async with asyncio.timeout(within):
                return await anext(self)
        return None

    def close(self) -> None:
        self.is_closed = True
        self._news.set()
        self._hub.leave(self)

    def tell(self, topic: str) -> None:
        self._waiting[topic] = None
        self._news.set()

    def __aiter__(self) -> "Subscription":
        return self

    async def __anext__(self) -> str:
        await self._news.wait()
        if self.is_closed:
            raise StopAsyncIteration
        topic = next(iter(self._waiting))
        del self._waiting[topic]
        if not self._waiting:
            self._news.clear()
        return topic

    def __enter__(self) -> "Subscription":
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()


class Hub:
    """One for each process: hears every change once and hands it to the subscriptions that asked."""

    def __init__(self) -> None:
        self._subscriptions: dict[str, set[Subscription]] = {}
        self._listener: asyncio.Task[None] | None = None
        self._is_closed = False
        self._versions: Counter[str] = Counter()
        self._gaps = 0

    def version(self, topic: str) -> int:
        """Grows with every change of the topic; a rendering made at one version is good until the next."""
        return self._gaps + self._versions[topic]

    async def open(self, patience: float = 5) -> None:
        """Returns once it hears; without a database it goes on trying behind the scenes."""
        hears = asyncio.Event()
        listener = listen(self._tell, self._tell_all, hears)
        self._listener = asyncio.get_running_loop().create_task(listener, context=Context())
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(patience):
                await hears.wait()

    async def close(self) -> None:
        """Ends every subscription at once."""
        self._is_closed = True
        for subscription in {each for group in self._subscriptions.values() for each in group}:
            subscription.close()
        if self._listener is not None:
            self._listener.cancel()
            await asyncio.wait([self._listener])

    def subscribe(self, *topics: str) -> Subscription:
        """`with hub.subscribe("meeting:7") as changes: async for topic in changes: ...`"""
        subscription = Subscription(self, topics)
        for topic in topics:
            self._subscriptions.setdefault(topic, set()).add(subscription)
        if self._is_closed:
            subscription.close()
        return subscription

    def leave(self, subscription: Subscription) -> None:
        for topic in subscription.topics:
            group = self._subscriptions.get(topic, set())
            group.discard(subscription)
            if not group:
                self._subscriptions.pop(topic, None)

    def _tell(self, topic: str) -> None:
        self._versions[topic] += 1
        for subscription in self._subscriptions.get(topic, ()):
            subscription.tell(topic)

    def _tell_all(self) -> None:
        self._gaps += 1  # nobody knows what was missed: what was drawn before is old, watched or not
        for topic in self._subscriptions:
            self._tell(topic)
