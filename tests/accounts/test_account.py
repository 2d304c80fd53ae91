from datetime import timedelta
from typing import Any

from accounts.staff import at_desk, code_at, give_app, give_password, shown_code
from browser import Browser, Clock
from kiezfonds.accounts.second_factors import factor_of, recovery_codes_left
from kiezfonds.accounts.sessions import open_session, visitor
from kiezfonds.settings import Settings
from world import World

ACCOUNT = "/lichtenberg/buero/konto"


async def test_the_name_in_the_head_leads_to_the_account(desk: Browser) -> None:
    page = await desk.get("/lichtenberg/buero/fonds")
    assert ACCOUNT in page.links()
    page = await desk.get(ACCOUNT)
    assert "bernd@kiez.example" in page.text
    assert "Stadtteilkoordination" in page.text


async def test_one_sees_where_one_is_signed_in_and_nobody_else(world: World, app: Any, settings: Settings) -> None:
    await session_of(world, "bernd", "Firefox/Windows")
    await session_of(world, "birgit", "Safari/iPhone")
    bernd = await at_desk(app, settings, world, "bernd")
    page = await bernd.get(ACCOUNT)

    assert "Firefox auf Windows" in page.text
    assert "Unbekanntes Gerät (dieses Gerät)" in page.text
    assert "Safari auf iPhone" not in page.text


async def test_one_device_is_signed_out_and_the_others_stay(world: World, app: Any, settings: Settings) -> None:
    gone, left = [await session_of(world, "bernd", device) for device in ("Firefox/Windows", "Chrome/Android")]
    bernd = await at_desk(app, settings, world, "bernd")
    page = await bernd.get(ACCOUNT)
    found = await visitor(gone, "office", world.district.id, world.now)
    assert found is not None
    page = await bernd.press(page, f"/geraete/{found.session}/abmeldung")

    assert "Firefox auf Windows" not in page.text
    assert await visitor(gone, "office", world.district.id, world.now) is None
    assert await visitor(left, "office", world.district.id, world.now) is not None


async def test_the_device_of_somebody_else_cannot_be_signed_out(world: World, app: Any, settings: Settings) -> None:
    theirs = await session_of(world, "birgit", "Safari/iPhone")
    found = await visitor(theirs, "office", world.district.id, world.now)
    await session_of(world, "bernd", "Firefox/Windows")
    bernd = await at_desk(app, settings, world, "bernd")
    page = await bernd.get(ACCOUNT)
    sent = {"_csrf": page.form("/geraete/abmeldung").fields["_csrf"]}
    assert found is not None
    await bernd.post(f"{ACCOUNT}/geraete/{found.session}/abmeldung", sent, status=404)

    assert await visitor(theirs, "office", world.district.id, world.now) is not None


async def test_all_other_devices_are_signed_out_at_once(world: World, app: Any, settings: Settings) -> None:
    others = [await session_of(world, "bernd", "Firefox/Windows") for _ in range(2)]
    bernd = await at_desk(app, settings, world, "bernd")
    page = await bernd.press(await bernd.get(ACCOUNT), "/geraete/abmeldung")

    assert page.path == ACCOUNT
    assert [await visitor(token, "office", world.district.id, world.now) for token in others] == [None, None]


async def test_sessions_that_are_over_are_not_listed(world: World, app: Any, settings: Settings, clock: Clock) -> None:
    await session_of(world, "bernd", "Firefox/Windows")
    clock.now = world.now + timedelta(hours=2)
    bernd = await at_desk(app, settings, world, "bernd", clock.now)

    assert "Firefox auf Windows" not in (await bernd.get(ACCOUNT)).text


async def test_a_new_app_takes_the_place_of_the_old_one(
    world: World, app: Any, settings: Settings, clock: Clock
) -> None:
    key, who = app.app.state.key, (world.district.id, world.people["bernd"])
    await give_app(world, "bernd", key)
    before = await factor_of(*who)
    bernd = await at_desk(app, settings, world, "bernd")
    page = await bernd.get(f"{ACCOUNT}/zweiter-faktor")
    page = await bernd.press(page, "/zweiter-faktor", status=422, code=shown_code(page, world.now), current="falsch")
    page = await bernd.press(page, "/zweiter-faktor", code=shown_code(page, world.now), current=code_at(world.now, key))

    assert "Ihre Ersatz-Codes" in page.text
    after = await factor_of(*who)
    assert before is not None
    assert after is not None
    assert before["salt"] != after["salt"]


async def test_recovery_codes_are_renewed_with_a_code(world: World, app: Any, settings: Settings) -> None:
    recovery = await give_app(world, "bernd", app.app.state.key)
    bernd = await at_desk(app, settings, world, "bernd")
    page = await bernd.get(f"{ACCOUNT}/ersatz-codes")
    page = await bernd.press(page, "/ersatz-codes", status=422, current="falsch")
    page = await bernd.press(page, "/ersatz-codes", current=recovery[0])

    assert len(page.tree.xpath("//ol//span")) == 10
    assert recovery[1] not in page.text
    assert await recovery_codes_left(world.district.id, world.people["bernd"]) == 10


async def test_the_account_asks_few_questions_of_the_database(
    world: World, app: Any, settings: Settings, statements: list[str]
) -> None:
    await give_password(world, "bernd")
    bernd = await at_desk(app, settings, world, "bernd")
    await bernd.get(ACCOUNT)
    counts = []
    for more in (0, 3):
        for _ in range(more):
            await session_of(world, "bernd", "Firefox/Windows")
        statements.clear()
        await bernd.get(ACCOUNT)
        counts.append(len(statements))

    assert counts == [6, 6]


async def session_of(world: World, name: str, device: str) -> str:
    return await open_session(world.district.id, world.people[name], "office", world.now, device=device)


async def test_somebody_is_called_as_they_want(world: World, desk: Browser) -> None:
    page = await desk.get("/lichtenberg/buero/konto/name")
    refused = await desk.press(page, "/konto/name", name="  ", status=422)
    assert "Bitte ausfüllen: Ihr Name" in refused.text

    page = await desk.press(page, "/konto/name", name="Bernd Öztürk-Maier")

    assert "Ihr Name ist geändert." in page.text
    assert "Bernd Öztürk-Maier" in page.text
