"""Live pages: one rendering per change, pushed to everyone who looks at the same thing.

A message is the HTML of one region. On connect the full state comes first, so a lost connection loses nothing. A
named event „ping“ every ten seconds tells the page that the line is open; after ten minutes the browser connects anew.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable

from litestar.response import Stream

from kiezfonds.database.changes import Hub
from kiezfonds.web.i18n import current
from kiezfonds.web.requests import Request

HEARTBEAT = 10.0
MAX_AGE = 600.0
KEPT = 500
PING = "event: ping\ndata: da\n\n"

Draw = Callable[[], Awaitable[str]]


class Renderings:
    """The latest rendering of each region. While one is being made everybody waits for the same.

    It is made in a task of its own: who goes away meanwhile takes it from nobody. What was asked for longest ago
    goes first.
    """

    def __init__(self, hub: Hub) -> None:
        self.hub = hub
        self._made: dict[str, tuple[int, asyncio.Task[str]]] = {}

    async def html(self, region: str, topic: str, draw: Draw) -> str:
        version = self.hub.version(topic)
        known = self._made.pop(region, None)
        if known is None or known[0] != version or _has_failed(known[1]):
            known = (version, asyncio.create_task(_drawn(draw)))
        self._made[region] = known
        while len(self._made) > KEPT:
            del self._made[next(iter(self._made))]
        return await asyncio.shield(known[1])


def stream(request: Request, topic: str, region: str, draw: Draw) -> Stream:
    """Server-sent events of one region: its HTML now, and again after every change of the topic.

    `region` names what `draw` draws; everyone with the same region gets the same rendering, so what is personal
    must have a region of its own.
    """
    hub: Hub = request.app.state.hub
    renderings: Renderings = request.app.state.renderings
    lang = current.get()
    name = f"{lang}|{region}"

    async def events() -> AsyncIterator[str]:
        current.set(lang)
        loop = asyncio.get_running_loop()
        ends = loop.time() + MAX_AGE
        with hub.subscribe(topic) as changes:
            yield _event(await renderings.html(name, topic, draw))
            while loop.time() < ends and not changes.is_closed:
                changed = await changes.next(within=HEARTBEAT)
                if changes.is_closed:
                    return
                yield _event(await renderings.html(name, topic, draw)) if changed else PING

    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return Stream(_closing(events()), media_type="text/event-stream", headers=headers)


async def _drawn(draw: Draw) -> str:
    return await draw()


def _has_failed(made: asyncio.Task[str]) -> bool:
    return made.done() and (made.cancelled() or made.exception() is not None)


async def _closing(events: AsyncIterator[str]) -> AsyncIterator[str]:
    with contextlib.suppress(asyncio.CancelledError):
        async for event in events:
            yield event


def _event(html: str) -> str:
    return "".join(f"data: {line}\n" for line in html.splitlines() or [""]) + "\n"
