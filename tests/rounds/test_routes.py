import pytest

from browser import Browser
from kiezfonds.database.work import rows
from kiezfonds.rounds import queries
from world import World


async def test_the_office_sets_up_a_fund_and_a_call(world: World, desk: Browser) -> None:
    page = await desk.get("/lichtenberg/buero/fonds/neu")
    page = await desk.press(page, "/buero/fonds", name="Kiezfonds", year="2026", total="26.000", key="equal")

    assert page.path == "/lichtenberg/buero/fonds/kiezfonds-2026/regeln/vorlagen?reihe=1"
    page = await desk.get("/lichtenberg/buero/fonds/kiezfonds-2026/aufrufe/neu")
    page = await desk.press(page, "/aufrufe", title="Frühling", kind="rolling")
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
        await desk.press(page, "/buero/fonds", name="Kiezfonds", year="2026", total="26.000", key="equal")

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


DATE = {"deadline_on": "2026-04-12", "held_on": "2026-04-30", "held_time": "18:00", "place": "Seniorenclub"}
CALL = "/lichtenberg/buero/fonds/kiezfonds-2026/aufrufe/1"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"deadline_on": "2026-03-12"}, "Dieses Gebiet hat in diesem Aufruf schon eine Frist an diesem Tag."),
        ({"deadline_on": "2026-02-01"}, "Die Frist liegt in der Vergangenheit."),
        ({"deadline_on": "9999-12-31", "held_on": "9999-12-31"}, "Dieses Datum gibt es nicht."),
    ],
)
async def test_a_wrong_date_is_refused(world: World, desk: Browser, wrong: dict[str, str], said: str) -> None:
    await world.call(await world.fund())
    page = await desk.get(CALL)

    page = await desk.press(page, "/termine", status=422, area=str(world.areas[0]["id"]), **{**DATE, **wrong})

    assert said in page.text
    assert len(await rows("SELECT id FROM decision_date")) == 1


async def test_a_wrong_date_is_struck_from_a_draft(world: World, desk: Browser) -> None:
    await world.call(await world.fund())

    page = await desk.press(await desk.get(CALL), "/streichung")

    assert "Der Termin ist gestrichen." in page.text
    assert await rows("SELECT id FROM decision_date") == []


async def test_a_published_date_stays(world: World, desk: Browser) -> None:
    await world.open_call()
    page = await desk.get(CALL)
    assert [form for form in page.tree.forms if (form.action or "").endswith("/streichung")] == []

    page = await desk.post(
        f"{CALL}/termine/{world.areas[0]['slug']}/2026-03-12/streichung",
        {"_csrf": page.form("/termine").fields["_csrf"]},
        status=422,
    )

    assert "Der Termin bleibt stehen." in page.text
    assert len(await rows("SELECT id FROM decision_date")) == 1


async def test_a_wrong_sum_is_mended_until_the_money_is_released(world: World, desk: Browser) -> None:
    await world.fund()
    page = await desk.get("/lichtenberg/buero/fonds/kiezfonds-2026/betrag")
    page = await desk.press(page, "/betrag", total="13.000")

    assert "Der Betrag ist geändert." in page.text
    (fund,) = await queries.funds(world.district.id)
    assert fund["total_cents"] == 13_000_00


async def test_released_money_changes_in_the_ledger_only(world: World, desk: Browser) -> None:
    await world.open_call()
    page = await desk.get("/lichtenberg/buero/fonds/kiezfonds-2026/betrag")
    page = await desk.press(page, "/betrag", status=422, total="13.000")

    assert "Das Geld ist schon freigegeben." in page.text
