import asyncio
import contextlib
from typing import Any

from browser import Browser
from databases import Database
from kiezfonds.meetings.actions import close_meeting
from kiezfonds.meetings.rules import ResolutionKind
from kiezfonds.settings import Settings
from kiezfonds.web.session import cookie_name
from meetings.sitting import NO, YES, Sitting, plan, sit
from world import World, build_world

PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}


def screen(sitting: Sitting) -> str:
    return f"/lichtenberg/sitzungen/{sitting.ref}/leinwand"


async def test_dates_to_come_and_meetings_stand_on_one_page(world: World, browser: Browser) -> None:
    page = await browser.get("/lichtenberg/sitzungen")
    assert "Zurzeit ist keine Sitzung geplant." in page.text

    await world.open_call()
    page = await browser.get("/lichtenberg/sitzungen")
    assert "Fennpfuhl · Do, 26. März, 18 Uhr" in page.text


async def test_a_planned_meeting_shows_its_agenda(world: World, browser: Browser) -> None:
    sitting = await plan(world)
    page = await browser.get(f"/lichtenberg/sitzungen/{sitting.ref}")
    listed = [line.text_content() for line in page.tree.findall(".//main//ol/li")]
    assert listed == ["Eröffnung", "Idee 1", "Idee 2", "Verschiedenes"]
    await browser.get(f"/pankow/sitzungen/{sitting.ref}", status=404)
    await browser.get("/lichtenberg/sitzungen/2026-x", status=404)


async def test_afterwards_resolutions_are_public_and_lost_ideas_are_only_counted(
    world: World, browser: Browser
) -> None:
    sitting = await sit(world)
    await sitting.decide(2)
    await sitting.call(3)
    await sitting.put(3)
    await sitting.vote(2, 0, NO)
    await sitting.close(2)
    assert await sitting.confirm(2, ResolutionKind.REJECTED) == []
    await close_meeting(sitting.district, sitting.id, by=sitting.chair, now=sitting.now)
    page = await browser.get(f"/lichtenberg/sitzungen/{sitting.ref}")

    assert "Idee 1" in page.text
    assert "Privatperson" in page.text
    assert "Ayşe" not in page.text
    assert "5 · 0 · 0" in page.text
    assert "Idee 2" not in page.text
    assert "Eine weitere Idee wurde nicht oder noch nicht gefördert." in page.text


async def test_the_projector_says_when_a_lost_idea_waits(world: World, browser: Browser) -> None:
    sitting = await sit(world)
    await sitting.call(2)
    await sitting.put(2)
    await sitting.vote(1, 0, NO)
    await sitting.close(1)
    assert await sitting.confirm(1, ResolutionKind.WAITING_LIST) == []

    assert "auf der Warteliste" in (await browser.get(screen(sitting))).text


async def test_the_projector_is_neutral_until_the_result_is_confirmed(world: World, browser: Browser) -> None:
    sitting = await sit(world)
    await sitting.call(2)
    assert "TOP 2 · Idee 1" in (await browser.get(screen(sitting))).text
    await sitting.put(2)
    for member in range(5):
        await sitting.vote(1, member, YES if member else NO)
    for act in (None, sitting.close(1)):
        if act:
            await act
        page = await browser.get(screen(sitting))
        assert "Die Jury stimmt ab" in page.text
        assert "Idee 1" not in page.text
        assert "Clara" not in page.text

    await sitting.confirm(1)
    page = await browser.get(screen(sitting))
    assert "JA 4 · NEIN 1 · ENTH. 0 → angenommen, 480 €" in page.text
    assert "frei: 12.520 €" in page.text


async def test_the_projectors_poll_is_the_same_region(world: World, browser: Browser) -> None:
    sitting = await sit(world)
    answer = await browser.http.get(screen(sitting), headers=PARTIAL)
    assert answer.text.strip().startswith("<h1>")


class Stream:
    """Server-sent events as a browser hears them."""

    def __init__(self, app: Any, path: str, cookie: str = "") -> None:
        self.heard: asyncio.Queue[str] = asyncio.Queue()
        headers = [(b"host", b"127.0.0.1:8000"), (b"cookie", cookie.encode())]
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
            "path": path, "raw_path": path.encode(), "query_string": b"", "root_path": "", "headers": headers,
            "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 8000), "state": {}, "extensions": {},
        }  # fmt: skip
        self.task = asyncio.create_task(app(scope, self.receive, self.send))

    async def receive(self) -> dict[str, Any]:
        await asyncio.Event().wait()
        raise AssertionError

    async def send(self, message: dict[str, Any]) -> None:
        if message["type"] == "http.response.body" and message.get("body"):
            self.heard.put_nowait(message["body"].decode())

    async def next(self) -> str:
        return await asyncio.wait_for(self.heard.get(), 30)

    async def end(self) -> None:
        self.task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self.task


async def test_a_stream_gives_the_whole_state_first_and_then_every_change(
    fresh_database: Database, app: Any, settings: Settings
) -> None:
    sitting = await sit(await build_world())
    hub = app.app.state.hub
    await hub.open()
    juror = f"{cookie_name('juror', is_https=False)}={await sitting.session(1)}"
    tablet = Stream(app, f"/lichtenberg/jury/sitzung/{sitting.ref}/strom", juror)
    wall = Stream(app, screen(sitting) + "/strom")
    try:
        assert "Eröffnung" in await wall.next()
        assert "Jetzt läuft keine Abstimmung." in await tablet.next()
        await sitting.call(2)
        assert "Idee 1" in await wall.next()
        assert "Idee 1" in await tablet.next()
        await sitting.put(2)
        assert "Die Jury stimmt ab" in await wall.next()
        paper = await tablet.next()
        assert 'name="vote" value="yes"' in paper
        assert 'name="_csrf" value="juror.' in paper
    finally:
        await wall.end()
        await tablet.end()
        await hub.close()
