import asyncio

import pytest

from kiezfonds.database.changes import Hub
from kiezfonds.web.live import Renderings


class Drawn:
    def __init__(self) -> None:
        self.count = 0

    async def __call__(self) -> str:
        self.count += 1
        await asyncio.sleep(0)
        return f"<p>{self.count}</p>"


async def test_everyone_gets_the_same_rendering_of_one_change() -> None:
    hub, drawn = Hub(), Drawn()
    renderings = Renderings(hub)
    pages = await asyncio.gather(*(renderings.html("desk", "meeting:1", drawn) for _ in range(50)))

    assert set(pages) == {"<p>1</p>"}
    assert drawn.count == 1


async def test_a_change_is_drawn_anew_once() -> None:
    hub, drawn = Hub(), Drawn()
    renderings = Renderings(hub)
    await renderings.html("desk", "meeting:1", drawn)
    hub._tell("meeting:1")
    await renderings.html("desk", "meeting:1", drawn)
    await renderings.html("desk", "meeting:1", drawn)

    assert drawn.count == 2


async def test_regions_are_drawn_apart() -> None:
    hub, drawn = Hub(), Drawn()
    renderings = Renderings(hub)

    assert await renderings.html("seat 1", "meeting:1", drawn) != await renderings.html("seat 2", "meeting:1", drawn)


async def test_a_rendering_that_failed_is_tried_again() -> None:
    hub = Hub()
    renderings = Renderings(hub)
    calls = iter([ValueError("no"), "<p>yes</p>"])

    async def draw() -> str:
        found = next(calls)
        if isinstance(found, Exception):
            raise found
        return found

    with pytest.raises(ValueError, match="no"):
        await renderings.html("desk", "meeting:1", draw)
    assert await renderings.html("desk", "meeting:1", draw) == "<p>yes</p>"
