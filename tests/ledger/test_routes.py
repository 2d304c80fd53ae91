from typing import Any

import pytest

from browser import Browser
from kiezfonds.districts.queries import areas
from kiezfonds.ledger import actions, queries
from world import World, signed_in

BOOK = "/lichtenberg/buero/fonds/kiezfonds-2026/kassenbuch"


async def released(world: World) -> dict[str, Any]:
    fund = await world.fund()
    await actions.release_fund(world.district.id, fund["id"], by=world.actor("doris"), now=world.now)
    return fund


async def test_the_district_office_shares_the_money_out(world: World, district_desk: Browser) -> None:
    await world.fund()
    page = await district_desk.get("/lichtenberg/buero/fonds/kiezfonds-2026/freigabe")
    assert page.text.count("13.000 €") == 2
    page = await district_desk.press(page, "/freigabe")
    assert "Das Geld ist verteilt und freigegeben." in page.text

    page = await district_desk.get(BOOK)
    assert page.text.count("13.000 €") >= 2
    assert "26.000 €" in page.text


async def test_a_fund_released_meanwhile_is_not_released_again(world: World, district_desk: Browser) -> None:
    await world.fund()
    page = await district_desk.get("/lichtenberg/buero/fonds/kiezfonds-2026/freigabe")
    await district_desk.press(page, "/freigabe")
    page = await district_desk.press(page, "/freigabe", status=409)

    assert "Der Fonds ist schon freigegeben." in page.text


async def test_the_coordinator_may_look_but_not_release(world: World, desk: Browser) -> None:
    await world.fund()
    page = await desk.get("/lichtenberg/buero/fonds/kiezfonds-2026/aufrufe/neu")
    token = page.form("/aufrufe").fields["_csrf"]

    await desk.post("/lichtenberg/buero/fonds/kiezfonds-2026/freigabe", {"_csrf": token}, status=403)
    await desk.get(BOOK)


async def test_the_book_of_an_area_shows_every_entry(world: World, desk: Browser) -> None:
    fund = await released(world)
    area = world.areas[0]
    pot = await queries.area_budget(world.district.id, fund["id"], area["id"])
    assert pot is not None
    await actions.reserve(
        world.district.id,
        pot["id"],
        600_50,
        proposal=None,
        reason="Beschluss 1",
        by=world.actor("bernd"),
        now=world.now,
    )
    page = await desk.get(f"{BOOK}/{area['slug']}")

    assert "Vormerkung" in page.text
    assert "Beschluss 1" in page.text
    assert "−600,50 €" in page.text
    assert "12.399,50 €" in page.text


async def test_another_districts_book_does_not_exist(world: World, app: Any, settings: Any) -> None:
    await released(world)
    emine = await signed_in(app, settings, world, "emine")

    await emine.get("/pankow/buero/fonds/kiezfonds-2026/kassenbuch", status=404)
    await emine.get("/pankow/buero/fonds/kiezfonds-2026/kassenbuch/fennpfuhl", status=404)
    page = await emine.get(BOOK)
    assert page.path.startswith("/lichtenberg/anmelden")


@pytest.mark.parametrize("entries", [1, 3])
async def test_the_pages_cost_the_same_however_much_is_booked(
    world: World, desk: Browser, statements: list[str], entries: int
) -> None:
    fund = await released(world)
    assert len(await areas(world.district.id)) == 2
    pot = await queries.area_budget(world.district.id, fund["id"], world.areas[0]["id"])
    assert pot is not None
    for _ in range(entries):
        await actions.reserve(
            world.district.id, pot["id"], 100, proposal=None, reason="", by=world.actor("bernd"), now=world.now
        )
    statements.clear()
    await desk.get(BOOK)
    assert len(statements) == 6

    statements.clear()
    await desk.get(f"{BOOK}/{world.areas[0]['slug']}")
    assert len(statements) == 5
