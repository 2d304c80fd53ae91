"""Pictures people send, drawn anew in a child process: what comes out holds nothing but what is seen."""

import asyncio
import sys
from dataclasses import dataclass

from kiezfonds.files.redraw import TOO_MANY_PIXELS
from kiezfonds.ground.text import N_

WALL_SECONDS = 40.0
MEDIA_TYPE = "image/jpeg"
CHILD = (sys.executable, "-I", "-m", "kiezfonds.files.redraw")

_at_once: dict[asyncio.AbstractEventLoop, asyncio.Semaphore] = {}


@dataclass(frozen=True)
class Picture:
    content: bytes
    width: int
    height: int


class Unusable(Exception):  # noqa: N818 - a sentence for the person who sent the file
    """German source text."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


BROKEN = N_("Dieses Bild können wir nicht lesen. Bitte öffnen Sie es, speichern Sie es als JPEG und schicken Sie das.")
TOO_BIG = N_("Dieses Bild hat zu viele Bildpunkte. Bitte schicken Sie es kleiner, zum Beispiel als Bildschirmfoto.")
TOO_SLOW = N_("Dieses Bild konnten wir gerade nicht umwandeln. Bitte versuchen Sie es in einer Minute noch einmal.")


async def picture_of(content: bytes) -> Picture:
    """JPEG, PNG, WebP or HEIC as a plain JPEG of at most 1600 pixels; raises Unusable. One at a time."""
    async with _turn():
        child = await asyncio.create_subprocess_exec(
            *CHILD, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL
        )
        try:
            drawn, _ = await asyncio.wait_for(child.communicate(content), WALL_SECONDS)
        except TimeoutError:
            raise Unusable(TOO_SLOW) from None
        finally:
            if child.returncode is None:
                child.kill()
                await child.wait()
    if child.returncode != 0:
        raise Unusable(TOO_BIG if child.returncode == TOO_MANY_PIXELS else BROKEN)
    return Picture(drawn, *_size(drawn))


def _turn() -> asyncio.Semaphore:
    """Belongs to the event loop it was first used in."""
    loop = asyncio.get_running_loop()
    if loop not in _at_once:
        _at_once.clear()
        _at_once[loop] = asyncio.Semaphore(1)
    return _at_once[loop]


def _size(jpeg: bytes) -> tuple[int, int]:
    """Width and height as our own JPEG says them in its frame header."""
    at = 2
    while jpeg[at + 1] not in (0xC0, 0xC1, 0xC2):
        at += 2 + int.from_bytes(jpeg[at + 2 : at + 4])
    return int.from_bytes(jpeg[at + 7 : at + 9]), int.from_bytes(jpeg[at + 5 : at + 7])
