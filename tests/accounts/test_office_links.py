from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from accounts.staff import PASSWORD, give_app, shown_code
from browser import Browser, Clock
from kiezfonds.accounts import actions
from kiezfonds.accounts.rules import Role
from kiezfonds.accounts.sessions import new_link
from kiezfonds.accounts.tables import Session
from kiezfonds.ground.actors import SYSTEM
from kiezfonds.settings import Settings
from world import World


async def test_an_invitation_leads_to_a_password_then_to_a_second_factor(world: World, browser: Browser) -> None:
    path = await invited(world)
    await browser.get(path)
    page = await browser.get(path)
    page = await browser.press(page, path)

    assert page.path == "/lichtenberg/anmelden/passwort"
    assert (await browser.get("/lichtenberg/buero")).path.startswith("/lichtenberg/anmelden/passwort")
    page = await browser.get("/lichtenberg/anmelden/passwort")
    page = await browser.press(page, "/passwort", status=422, password="kurz", repeated="kurz")
    assert "zu kurz" in page.text
    page = await browser.press(page, "/passwort", password=PASSWORD, repeated=PASSWORD)
    assert page.path == "/lichtenberg/anmelden/zweiter-faktor"
    await browser.press(page, "/zweiter-faktor", code=shown_code(page, world.now))
    assert (await browser.get("/lichtenberg/buero")).path == "/lichtenberg/buero"
    await browser.get(path, status=404)


@pytest.mark.parametrize(("days", "status"), [(6, 200), (8, 404)])
async def test_an_invitation_expires_after_a_week(
    world: World, browser: Browser, clock: Clock, days: int, status: int
) -> None:
    path = await invited(world)
    clock.now = world.now + timedelta(days=days)
    await browser.get(path, status=status)


async def test_a_mailed_link_alone_does_not_open_the_office_once_there_is_an_app(
    world: World, app: Any, browser: Browser
) -> None:
    path = await invited(world, "bernd@kiez.example")
    await give_app(world, "bernd", app.app.state.key)
    page = await browser.press(await browser.get(path), path)
    page = await browser.press(page, "/passwort", password=PASSWORD, repeated=PASSWORD)

    assert page.path == "/lichtenberg/anmelden/code"


async def invited(world: World, mail: str = "neu@kiez.example") -> str:
    return await actions.invite_staff(
        world.district.id, "lichtenberg", "Neu", mail, [Role.COORDINATOR], by=SYSTEM, now=world.now
    )


async def test_a_reusable_link_opens_again_until_it_ends(world: World, app: Any, settings: Settings) -> None:
    path = await new_link(
        world.district.id,
        world.people["bernd"],
        "office",
        "demo",
        "/lichtenberg/buero/fonds",
        lifetime=timedelta(days=1),
        is_reusable=True,
        now=world.now,
    )
    for _ in range(2):
        browser = Browser(app, settings)
        page = await browser.press(await browser.get(path), path)
        assert page.path == "/lichtenberg/buero/fonds"


async def test_in_production_no_link_opens_the_office(
    world: World, app: Any, settings: Settings, browser: Browser
) -> None:
    for purpose in ("demo", "whatever"):
        path = await new_link(
            world.district.id, world.people["bernd"], "office", purpose, "/lichtenberg/buero",
            lifetime=timedelta(days=1), is_reusable=True, now=world.now,
        )  # fmt: skip
        page = await browser.get(path)
        app.app.state.settings = replace(settings, mode="production")
        await browser.press(page, path, status=404)
        app.app.state.settings = settings
    assert await Session.count() == 0
