"""The press: `await render(html, sheet="letter", created=now)` gives a PDF or raises PressFailed.

The work is done by one child process, started at the first paper and again after it had to be ended.
"""

import asyncio
import contextlib
import logging
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from kiezfonds.documents import wire
from kiezfonds.documents.rules import Attachment, PressFailed, refuse_excess
from kiezfonds.ground.text import N_

CPU_SECONDS = 30
WALL_SECONDS = 180.0
START_SECONDS = 120.0
MEMORY = 1_500_000_000
SOURCE = Path(__file__).parents[2]

_log = logging.getLogger(__name__)


async def render(
    html: str,
    *,
    sheet: str,
    created: datetime,
    assets: Mapping[str, bytes] | None = None,
    attachments: Sequence[Attachment] = (),
) -> bytes:
    """One PDF (PDF/A-3a and PDF/UA-1). `created` is its date; the same input gives the same bytes."""
    html = html.encode("utf-8", "ignore").decode()  # half characters of broken input
    given = dict(assets or {})
    refuse_excess(html, given, attachments)
    return await _shared().set_paper(wire.Job(html, sheet, given, [_sent(a) for a in attachments], created))


async def close_press() -> None:
    """Ends the child process, if there is one."""
    global _press
    press, _press = _press, None
    if press is not None:
        await press.close()


class Press:
    """One child process and the queue before it. Belongs to the event loop it was first used in."""

    def __init__(
        self,
        *,
        cpu_seconds: int = CPU_SECONDS,
        wall_seconds: float = WALL_SECONDS,
        memory: int = MEMORY,
        surroundings: Mapping[str, str] | None = None,
    ) -> None:
        self.cpu_seconds, self.wall_seconds, self.memory = cpu_seconds, wall_seconds, memory
        self.surroundings = dict(surroundings or {})
        self.process: asyncio.subprocess.Process | None = None
        self.loop = asyncio.get_running_loop()
        self._turn = asyncio.Lock()
        self._folder = ""

    async def set_paper(self, job: wire.Job) -> bytes:
        async with self._turn:
            try:
                process = await self._running()
                reply = await asyncio.wait_for(self._answered(process, job), self.wall_seconds)
            except BaseException as failure:
                # Also when the caller gave up: the next one must not get this answer.
                code = await self._end()
                if isinstance(failure, (EOFError, ConnectionError, TimeoutError)):
                    raise self._told(code) from failure
                raise
        if reply.text:
            raise PressFailed(reply.text, reply.values, reply.detail)
        return reply.pdf

    async def close(self) -> None:
        async with self._turn:
            await self._end()

    async def _running(self) -> asyncio.subprocess.Process:
        if self.process is not None and self.process.returncode is None:
            return self.process
        await self._end()
        self._folder = tempfile.mkdtemp(prefix="kiezfonds-press-")
        command = (sys.executable, "-P", "-m", "kiezfonds.documents.child")
        self.process = await asyncio.create_subprocess_exec(
            *command,
            str(self.cpu_seconds),
            str(self.memory),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env=self._environment(),
            cwd=self._folder,
            start_new_session=True,
        )
        greeting = await asyncio.wait_for(_reply(self.process), START_SECONDS)
        if greeting.text:
            _log.error("the press cannot start: %s", greeting.detail)
            raise PressFailed(greeting.text, greeting.values, greeting.detail)
        return self.process

    def _environment(self) -> dict[str, str]:
        """Nothing of ours: no database address, no keys."""
        return {
            "PATH": os.defpath,
            "LANG": "C.UTF-8",
            "HOME": self._folder,
            "TMPDIR": self._folder,
            "PYTHONPATH": str(SOURCE),
            "PYTHONDONTWRITEBYTECODE": os.environ.get("PYTHONDONTWRITEBYTECODE", ""),
            **self.surroundings,
        }

    async def _answered(self, process: asyncio.subprocess.Process, job: wire.Job) -> wire.Reply:
        assert process.stdin is not None  # noqa: S101 - opened as a pipe above
        process.stdin.write(wire.packed(job))
        await process.stdin.drain()
        return await _reply(process)

    async def _end(self) -> int:
        """Kills the child and clears its folder; gives its exit status (negative: the signal)."""
        process, self.process = self.process, None
        code = 0
        if process is not None:
            with contextlib.suppress(ProcessLookupError):
                if process.returncode is None and not await _gone(process):
                    process.kill()
            code = await process.wait()
        if self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = ""
        return code

    def _told(self, code: int) -> PressFailed:
        detail = f"press process ended with {code}"
        _log.warning("%s", detail)
        if code in (-signal.SIGXCPU, -signal.SIGKILL):
            return PressFailed(N_("Das Dokument war zu aufwendig und wurde abgebrochen."), detail=detail)
        text = N_("Das Setzen des Dokuments ist abgebrochen. Bitte versuchen Sie es noch einmal.")
        return PressFailed(text, detail=detail)


async def _reply(process: asyncio.subprocess.Process) -> wire.Reply:
    assert process.stdout is not None  # noqa: S101 - opened as a pipe by its maker
    header = await process.stdout.readexactly(wire.HEADER)
    return wire.unpacked(await process.stdout.readexactly(wire.length(header)), wire.Reply)


async def _gone(process: asyncio.subprocess.Process) -> bool:
    """Closing its input ends an idle child; one that ended by itself tells why in its status."""
    if process.stdin is not None:
        process.stdin.close()
    try:
        await asyncio.wait_for(process.wait(), 0.5)
    except TimeoutError:
        return False
    return True


def _sent(item: Attachment) -> wire.AttachmentSent:
    return wire.AttachmentSent(item.name, item.description, item.content, item.media_type, item.created)


_press: Press | None = None


def _shared() -> Press:
    global _press  # noqa: PLW0603 - one press per process is the point
    if _press is None or _press.loop is not asyncio.get_running_loop():
        _press = Press()
    return _press
