"""The process people start, and the live line to it: it comes up on slow lines, and Ctrl-C ends it."""

import asyncio

from playwright.async_api import Browser, Response, Route

from journeys.devices import devices_of
from journeys.examining import Examiner
from journeys.server import Server


async def test_ctrl_c_ends_the_server_while_a_live_page_is_open(
    server: Server, chromium: Browser, examiner: Examiner
) -> None:
    server.start()
    async with devices_of(chromium, server.url, examiner) as devices:
        projector = await devices.take("projector", "desk")
        async with projector.page.expect_response(is_stream):
            await projector.open("/muster")
        with projector.deaf():
            assert server.stop() == 0
            await devices.put_away()


async def test_the_live_line_comes_up_however_late_its_script_arrives(
    server: Server, chromium: Browser, examiner: Examiner
) -> None:
    server.start()
    async with devices_of(chromium, server.url, examiner) as devices:
        projector = await devices.take("projector", "desk")
        await projector.page.route("**/hx-sse*", come_late)
        async with projector.page.expect_response(is_stream):
            await projector.open("/muster")


def is_stream(answer: Response) -> bool:
    return "event-stream" in answer.headers.get("content-type", "")


async def come_late(route: Route) -> None:
    await asyncio.sleep(0.5)
    await route.continue_()
