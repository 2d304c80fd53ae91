"""The web server process: uvicorn around the application, and the worker beside it when asked.

Ctrl-C or SIGTERM ends everything, open live connections included: the hub closes first, so that no stream waits.
"""

import asyncio
import contextlib
import socket
from types import FrameType

import uvicorn
import uvloop

from kiezfonds.app import create_app
from kiezfonds.settings import Settings
from kiezfonds.worker import work

GRACE_SECONDS = 3


class PortTaken(Exception):  # noqa: N818 - one plain line for whoever started it
    pass


class Server(uvicorn.Server):
    """Tells the live hub to end its streams as soon as the process is asked to stop."""

    def __init__(self, config: uvicorn.Config, stop: asyncio.Event) -> None:
        super().__init__(config)
        self.stop = stop

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self.stop.set()
        super().handle_exit(sig, frame)


def serve_until_stopped(settings: Settings, *, with_worker: bool) -> int:
    try:
        listening = _listening(settings)
    except OSError as error:
        raise PortTaken(f"port {settings.port} cannot be used: {error.strerror}") from error
    try:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            return runner.run(_serve(settings, listening, with_worker))
    except KeyboardInterrupt:  # uvicorn raises it again once all is closed
        return 0


def _listening(settings: Settings) -> socket.socket:
    """In production for everyone (behind a proxy), else for this machine only."""
    host = "0.0.0.0" if settings.is_production else "127.0.0.1"  # noqa: S104 - behind a proxy
    return socket.create_server((host, settings.port), backlog=2048)


async def _serve(settings: Settings, listening: socket.socket, with_worker: bool) -> int:
    front = create_app(settings)
    stop = asyncio.Event()
    config = uvicorn.Config(
        front,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    server = Server(config, stop)
    tasks = [asyncio.create_task(_end_streams(front, stop))]
    if with_worker:
        tasks.append(asyncio.create_task(_work_beside(settings, server, stop)))
    await server.serve(sockets=[listening])
    stop.set()
    for task in tasks:
        with contextlib.suppress(asyncio.CancelledError):
            await task
    return 0 if server.started else 1


async def _end_streams(front: object, stop: asyncio.Event) -> None:
    await stop.wait()
    hub = getattr(front, "app").state.hub if hasattr(getattr(front, "app").state, "hub") else None  # noqa: B009 - narrow
    if hub is not None:
        await hub.close()


async def _work_beside(settings: Settings, server: uvicorn.Server, stop: asyncio.Event) -> None:
    while not server.started and not stop.is_set():  # noqa: ASYNC110 - uvicorn offers no event for it
        await asyncio.sleep(0.05)
    await work(settings, stop)
