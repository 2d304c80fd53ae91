"""Bad Wi-Fi, a lost answer, a double tap and a power cut during an open ballot: each vote is there, and once."""

import asyncio
import contextlib
import os
import re
from datetime import UTC, datetime

import pytest
from playwright.async_api import Browser, Request, Route

from journeys.cast import database_of
from journeys.devices import Device, Devices, devices_of
from journeys.examining import Examiner
from journeys.server import Server
from kiezfonds.accounts.sessions import open_session
from kiezfonds.web.session import cookie_name
from meetings.sitting import Sitting, sit
from world import build_world

FULL = os.environ.get("DRILL") == "full"
TABLETS, ROUNDS = (12, 5) if FULL else (4, 1)
CHOICES = ("JA", "NEIN", "ENTHALTUNG")


@pytest.mark.slow
async def test_the_result_is_the_paper_tally(server: Server, chromium: Browser, examiner: Examiner) -> None:
    sitting, sessions = await bring_the_room(server)
    server.start()
    async with devices_of(chromium, server.url, examiner) as devices:
        desk = await hold(devices, "Bernd", "desk", "office", sessions[0])
        tablets = [await hold(devices, f"Tablet {n}", "tablet", "juror", s) for n, s in enumerate(sessions[1:])]
        for number in range(ROUNDS):
            paper = [CHOICES[(n + number) % 3] for n in range(TABLETS)]
            await ballot_is_opened(sitting, desk, tablets, item=number + 2)
            await votes_come_in(server, desk, tablets, paper)
            await desk.open(f"/lichtenberg/sitzungen/{sitting.ref}/leitung")
            await desk.sees(f"{TABLETS} von {TABLETS} abgestimmt")
            await desk.press("Abstimmung schließen")
            yes, no, abstain = (paper.count(choice) for choice in CHOICES)
            await desk.sees(f"JA {yes} · NEIN {no} · ENTH. {abstain}")
            await desk.send("Ergebnis bestätigen", usual="Viele Menschen")
    server.run("verify")
    assert server.stop() == 0


async def bring_the_room(server: Server) -> tuple[Sitting, list[str]]:
    """A meeting that is open, everyone present; the sessions of the coordinator and of each juror."""
    now = datetime.now(UTC)
    async with database_of(server):
        world = await build_world()
        sitting = await sit(world, members=TABLETS, present=TABLETS, ideas=ROUNDS)
        persons = [(world.people["bernd"], "office"), *((seat["person"], "juror") for seat in sitting.seats)]
        return sitting, [await open_session(world.district.id, person, kind, now) for person, kind in persons]


async def hold(devices: Devices, name: str, kind: str, session: str, token: str) -> Device:
    device = await devices.take(name, kind)
    cookie = {"name": cookie_name(session, is_https=False), "value": token, "url": devices.url}
    await device.page.context.add_cookies([cookie])
    return device


async def ballot_is_opened(sitting: Sitting, desk: Device, tablets: list[Device], item: int) -> None:
    await asyncio.gather(*(tablet.open(f"/lichtenberg/jury/sitzung/{sitting.ref}") for tablet in tablets))
    await desk.open(f"/lichtenberg/sitzungen/{sitting.ref}/leitung")
    await desk.press(f"TOP {item} aufrufen")
    await desk.send("Abstimmung öffnen", method="open")
    await desk.sees(f"0 von {TABLETS} abgestimmt")
    await asyncio.gather(*(tablet.sees("Tippen Sie auf eine Antwort") for tablet in tablets))


async def votes_come_in(server: Server, desk: Device, tablets: list[Device], paper: list[str]) -> None:
    """One taps twice, one loses the answer, one is offline, one taps while the server is dead; the others just vote."""
    doubled, unanswered, offline, unlucky = tablets[:4]
    sent: list[Request] = []
    doubled.page.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    with contextlib.ExitStack() as cut:
        for device in (desk, *tablets):
            cut.enter_context(device.deaf())
        await doubled.tap_twice(paper[0])
        await unanswered.page.route("**/stimme", lose_the_answer, times=1)
        await vote_button(unanswered, paper[1])
        await offline.page.context.set_offline(True)
        await vote_button(offline, paper[2])
        for tablet, choice in zip(tablets[4:], paper[4:], strict=True):
            await vote_button(tablet, choice)
            await tablet.sees(f"Ihre Stimme ist gezählt: {choice}")
        await doubled.sees(f"Ihre Stimme ist gezählt: {paper[0]}")
        await offline.sees(f"Noch nicht gesendet: {paper[2]}")
        server.kill()
        await vote_button(unlucky, paper[3])
        await unlucky.sees("Noch nicht gesendet")
        server.start()
        await offline.page.context.set_offline(False)
        for tablet, choice in zip(tablets, paper, strict=True):
            await tablet.sees(f"Ihre Stimme ist gezählt: {choice}")
        await send_again(doubled, sent[0])


async def lose_the_answer(route: Route) -> None:
    """The server has counted; nobody hears of it."""
    await route.fetch(max_redirects=0)
    await route.abort("connectionreset")


async def vote_button(tablet: Device, choice: str) -> None:
    await tablet.page.get_by_role("button", name=choice, exact=True).click()


async def send_again(tablet: Device, request: Request) -> None:
    """The same request once more gets the same answer; its key with another vote is refused."""
    body = request.post_data or ""
    headers = {"content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin"}
    again = await tablet.page.request.post(request.url, data=body, headers=headers, max_redirects=0)
    other = re.sub(r"vote=\w+", "vote=no" if "vote=yes" in body else "vote=yes", body)
    forged = await tablet.page.request.post(request.url, data=other, headers=headers, max_redirects=0)
    assert again.status == 303
    assert 400 <= forged.status < 500
