from browser import Browser
from kiezfonds.rounds import queries
from world import World


async def test_the_office_sets_up_a_fund_and_a_call(world: World, desk: Browser) -> None:
    page = await desk.get("/lichtenberg/buero/fonds/neu")
    page = await desk.press(page, "/buero/fonds", name="Kiezfonds", year="2026", preset="lichtenberg", total="26.000")

    assert page.path == "/lichtenberg/buero/fonds/kiezfonds-2026"
    page = await desk.get("/lichtenberg/buero/fonds/kiezfonds-2026/aufrufe/neu")
    page = await desk.press(page, "/aufrufe", title="Frühling")
    page = await desk.press(
        page,
        "/termine",
        area=str(world.areas[0]["id"]),
        deadline_on="2026-03-12",
        held_on="2026-03-26",
        held_time="18:00",
        place="Seniorenclub",
    )
    assert "Do, 26. März, 18 Uhr" in page.text


async def test_a_form_with_errors_keeps_what_was_typed(world: World, desk: Browser) -> None:
    page = await desk.get("/lichtenberg/buero/fonds/neu")
    page = await desk.press(page, "/buero/fonds", status=422, name="Kiezfonds", year="zwanzig", total="viel")

    assert page.form().fields["total"] == "viel"
    assert "Bitte geben Sie eine ganze Zahl ein." in page.text
    assert (await queries.funds(world.district.id)) == []


async def test_a_form_sent_twice_creates_one_fund(world: World, desk: Browser) -> None:
    page = await desk.get("/lichtenberg/buero/fonds/neu")
    for _ in range(2):
        await desk.press(page, "/buero/fonds", name="Kiezfonds", year="2026", preset="lichtenberg", total="26.000")

    assert len(await queries.funds(world.district.id)) == 1


async def test_a_stranger_is_sent_to_the_sign_in_page(world: World, browser: Browser) -> None:
    page = await browser.get("/lichtenberg/buero/fonds")

    assert page.path.startswith("/lichtenberg/anmelden")


async def test_another_districts_fund_does_not_exist(world: World, app: object, settings: object) -> None:
    from world import signed_in

    await world.fund()
    emine = await signed_in(app, settings, world, "emine")
    await emine.get("/pankow/buero/fonds/kiezfonds-2026", status=404)


async def test_an_unpublished_call_needs_released_money(world: World, desk: Browser) -> None:
    fund = await world.fund()
    await world.call(fund)
    page = await desk.get(f"/lichtenberg/buero/fonds/{fund['slug']}/aufrufe/1")
    page = await desk.press(page, "/veroeffentlichung", status=422)

    assert "Das Geld des Fonds ist noch nicht freigegeben." in page.text
