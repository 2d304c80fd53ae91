"""A lost link comes back by mail, and nobody learns whose address is known."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

from browser import Browser
from kiezfonds.accounts.actions import add_person
from kiezfonds.accounts.lost_links import ASKED_PER_ADDRESS, ASKED_PER_PLACE, JOB
from kiezfonds.accounts.sessions import new_link
from kiezfonds.audit.tables import AuditLine
from kiezfonds.jobs.tables import Job, Mail
from kiezfonds.settings import Settings
from kiezfonds.worker import work_once
from world import World

PAGE = "/lichtenberg/mein-antrag/link-verloren"
ADDRESS = "ayse@post.example"


async def resident(world: World, name: str = "Ayşe Yılmaz", email: str = ADDRESS, kind: str = "resident") -> str:
    person = await add_person(world.district.id, name=name, email=email, now=world.now)
    target, lifetime = "/lichtenberg/mein-antrag", timedelta(days=1)
    return await new_link(
        world.district.id, person, kind, "status", target, lifetime=lifetime, is_reusable=True, now=world.now
    )


async def ask(browser: Browser, email: str = ADDRESS, status: int = 200) -> Any:
    return await browser.press(await browser.get(PAGE), "/link-verloren", status=status, email=email)


async def mails() -> list[dict[str, Any]]:
    return await Mail.select(Mail.recipient, Mail.subject, Mail.body).order_by(Mail.id)


async def test_a_fresh_link_comes_by_mail_and_opens_the_proposal(
    world: World, browser: Browser, settings: Settings
) -> None:
    old = await resident(world)
    page = await ask(browser, ADDRESS.upper())
    assert "Wenn wir die Adresse kennen" in page.text
    await work_once(replace(settings, base_url="https://kiez.example"), "w1", lambda: world.now)

    (mail,) = await mails()
    assert mail["recipient"] == ADDRESS.upper()
    link = next(line for line in mail["body"].splitlines() if line.startswith("https://kiez.example/l/"))
    assert old not in mail["body"]
    for path in (link.removeprefix("https://kiez.example"), old):
        page = await browser.press(await browser.get(path), path)
        assert page.path == "/lichtenberg/mein-antrag"


async def test_known_and_unknown_addresses_get_the_same_answer_and_leave_the_same_trace(
    world: World, browser: Browser
) -> None:
    await resident(world)
    pages = [await ask(browser, address) for address in (ADDRESS, "dmitri@post.example")]

    assert pages[0].text == pages[1].text
    assert await Job.count().where(Job.name == JOB) == 2
    assert await mails() == []


async def test_nobody_but_residents_gets_a_link(world: World, browser: Browser, settings: Settings) -> None:
    await resident(world, "Clara Jurorin", "clara@kiez.example", kind="juror")
    for address in ("clara@kiez.example", "bernd@kiez.example", "dmitri@post.example"):
        await ask(browser, address)
    await work_once(settings, "w1", lambda: world.now)

    assert await mails() == []


async def test_two_people_of_one_mailbox_get_one_mail(world: World, browser: Browser, settings: Settings) -> None:
    await resident(world)
    await resident(world, "Mehmet Yılmaz")
    await ask(browser)
    await work_once(settings, "w1", lambda: world.now)

    (mail,) = await mails()
    assert mail["body"].count("/l/") == 2
    assert "Mehmet Yılmaz:" in mail["body"]


async def test_the_job_forgets_the_address_and_is_done_once(world: World, browser: Browser, settings: Settings) -> None:
    await resident(world)
    await ask(browser)
    for minutes in (0, 5):
        await work_once(settings, "w1", lambda minutes=minutes: world.now + timedelta(minutes=minutes))

    (job,) = await Job.select(Job.payload, Job.state).where(Job.name == JOB)
    assert (json.loads(job["payload"]), job["state"]) == ({}, "done")
    assert len(await mails()) == 1
    (line,) = await AuditLine.select(AuditLine.payload).where(AuditLine.act == "send_lost_link")
    assert ADDRESS not in line["payload"]


async def test_a_mailbox_is_not_flooded_and_nobody_is_told(world: World, browser: Browser) -> None:
    await resident(world)
    for _ in range(ASKED_PER_ADDRESS + 2):
        page = await ask(browser)
        assert "Wenn wir die Adresse kennen" in page.text

    assert await Job.count().where(Job.name == JOB) == ASKED_PER_ADDRESS


async def test_too_much_from_one_place_is_refused(world: World, browser: Browser) -> None:
    for number in range(ASKED_PER_PLACE):
        await ask(browser, f"a{number}@post.example")

    assert "sehr viele Anfragen" in (await ask(browser, "b@post.example", status=429)).text


async def test_an_address_that_is_none_is_said_at_once(world: World, browser: Browser) -> None:
    page = await ask(browser, "ayse", status=422)

    assert "Das sieht nicht wie eine E-Mail-Adresse aus" in page.text


async def test_another_districts_residents_are_unknown_here(world: World, browser: Browser, settings: Settings) -> None:
    await resident(world)
    page = await browser.get("/pankow/mein-antrag/link-verloren")
    await browser.press(page, "/link-verloren", email=ADDRESS)
    await work_once(settings, "w1", lambda: world.now)

    assert await mails() == []
