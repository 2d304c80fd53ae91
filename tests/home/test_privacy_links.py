"""Wherever people type something about themselves, one link says what becomes of it."""

import pytest

from browser import Browser, Page
from kiezfonds.settings import Settings
from residents import IDEE, check_page, costs_page, first_line, person_page
from world import World, as_juror


def leads_to(page: Page, section: str) -> bool:
    return f"/lichtenberg/datenschutz#{section}" in page.links()


async def test_the_pages_of_an_idea_lead_to_its_section(world: World, browser: Browser) -> None:
    await world.open_call()

    assert leads_to(await browser.get(IDEE), "antrag")
    assert leads_to(await person_page(world, browser), "antrag")
    assert leads_to(await check_page(world, browser), "antrag")


async def test_the_page_for_pictures_leads_to_the_section_on_pictures(world: World, browser: Browser) -> None:
    await world.open_call()
    page = await costs_page(world, browser)
    page = await browser.press(page, "/kosten", **first_line(), requested="400", smallest="300", has_other="no")

    assert page.path == f"{IDEE}/bilder"
    assert leads_to(page, "fotos")


@pytest.mark.parametrize("path", ["anmelden", "mein-antrag/zugang", "mein-antrag/link-verloren"])
async def test_signing_in_leads_to_its_section(world: World, browser: Browser, path: str) -> None:
    assert leads_to(await browser.get(f"/lichtenberg/{path}"), "anmeldung")


async def test_a_jurors_pages_lead_to_the_section_on_juries(world: World, app: object, settings: Settings) -> None:
    await world.admitted(await world.open_call())
    await world.jury()
    clara = await as_juror(app, settings, world, "clara")

    for path in ("", "/antraege/2026-0001", "/antraege/2026-0001/befangenheit"):
        assert leads_to(await clara.get(f"/lichtenberg/jury{path}"), "jury"), path


async def test_every_section_a_form_names_is_there(world: World, browser: Browser) -> None:
    page = await browser.get("/lichtenberg/datenschutz")

    assert {"antrag", "fotos", "jury", "anmeldung"} <= {e.get("id") for e in page.tree.xpath("//*[@id]")}
