import asyncio

import pytest

from kiezfonds.database.changes import Hub
from kiezfonds.web import live
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


async def test_who_goes_away_while_it_is_drawn_takes_it_from_nobody() -> None:
    drawn = Drawn()
    renderings = Renderings(Hub())
    first = asyncio.create_task(renderings.html("projector", "meeting:1", drawn))
    second = asyncio.create_task(renderings.html("projector", "meeting:1", drawn))
    await asyncio.sleep(0)
    first.cancel()

    assert await second == "<p>1</p>"


async def test_after_a_gap_everything_is_drawn_anew_also_what_nobody_watched() -> None:
    hub, drawn = Hub(), Drawn()
    renderings = Renderings(hub)
    await renderings.html("projector", "meeting:1", drawn)
    hub._tell_all()

    assert await renderings.html("projector", "meeting:1", drawn) == "<p>2</p>"


async def test_renderings_are_kept_up_to_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "KEPT", 2)
    drawn = Drawn()
    renderings = Renderings(Hub())
    for region in ("one", "two", "one", "three"):
        await renderings.html(region, "meeting:1", drawn)

    assert list(renderings._made) == ["one", "three"]
    assert drawn.count == 3


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
