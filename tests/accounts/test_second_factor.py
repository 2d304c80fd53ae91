import asyncio
from datetime import timedelta
from typing import Any

import pytest

from accounts.staff import KEY, PASSWORD, SALT, STEP, code_at, give_app, give_password, shown_code, wrong_code
from browser import Browser, Clock, Page
from databases import Database
from kiezfonds.accounts import second_factors
from kiezfonds.accounts.rules import Step
from kiezfonds.accounts.second_factors import prove, renew_recovery_codes, set_up
from kiezfonds.accounts.sessions import newcomer, open_session, visitor
from kiezfonds.accounts.signing_in import pass_code
from kiezfonds.accounts.tables import RecoveryCode, SecondFactor, Session
from kiezfonds.database.work import rows
from kiezfonds.ground.actors import SYSTEM
from world import World, build_world

DESK = "/lichtenberg/buero/fonds"


async def proved(world: World, typed: str, later: timedelta = timedelta(0)) -> str:
    return await prove(world.district.id, world.people["bernd"], typed, key=KEY, now=world.now + later)


async def test_no_code_works_twice(world: World) -> None:
    await give_app(world, "bernd")

    assert await proved(world, code_at(world.now)) == "code"
    assert await proved(world, code_at(world.now)) == ""
    assert await proved(world, code_at(world.now - STEP)) == ""
    assert await proved(world, code_at(world.now + STEP), STEP) == "code"


async def test_no_code_works_twice_in_two_requests_at_once(fresh_database: Database) -> None:
    world = await build_world()
    recovery = await give_app(world, "bernd")

    assert sorted(await asyncio.gather(*(proved(world, code_at(world.now)) for _ in range(5)))) == [""] * 4 + ["code"]
    assert sorted(await asyncio.gather(*(proved(world, recovery[0]) for _ in range(5)))) == [""] * 4 + ["recovery"]


async def test_the_code_that_set_it_up_does_not_open_the_door_again(world: World) -> None:
    codes, _ = await set_up(
        world.district.id, world.people["bernd"], SALT, code_at(world.now), "", key=KEY, by=SYSTEM, now=world.now
    )
    assert len(codes) == 10
    assert await proved(world, code_at(world.now)) == ""


async def test_a_recovery_code_works_once_however_it_is_typed(world: World) -> None:
    codes = await give_app(world, "bernd")

    assert await proved(world, f" {codes[3].lower().replace('-', ' ')}") == "recovery"
    assert await proved(world, codes[3]) == ""
    assert await proved(world, codes[4]) == "recovery"
    assert await second_factors.recovery_codes_left(world.district.id, world.people["bernd"]) == 8


async def test_recovery_codes_belong_to_one_person(world: World) -> None:
    codes, others = await give_app(world, "bernd"), await give_app(world, "birgit")
    assert set(codes) & set(others) == set()
    assert await proved(world, others[0]) == ""


async def test_new_recovery_codes_need_a_code_and_end_the_old_ones(world: World) -> None:
    old = await give_app(world, "bernd")
    who = (world.district.id, world.people["bernd"])

    codes, problems = await renew_recovery_codes(*who, "falsch", key=KEY, by=SYSTEM, now=world.now)
    assert (codes, [problem.field for problem in problems]) == ([], ["current"])
    codes, problems = await renew_recovery_codes(*who, code_at(world.now), key=KEY, by=SYSTEM, now=world.now)
    assert problems == []
    assert await proved(world, old[0]) == ""
    assert await proved(world, codes[0]) == "recovery"


async def test_another_app_needs_a_code_of_the_one_before(world: World) -> None:
    recovery = await give_app(world, "bernd")
    who, salt = (world.district.id, world.people["bernd"]), "b" * 64
    new = code_at(world.now, salt=salt)

    for current in ("", wrong_code(world.now)):
        _, problems = await set_up(*who, salt, new, current, key=KEY, by=SYSTEM, now=world.now)
        assert [problem.field for problem in problems] == ["current"]
    assert (await set_up(*who, salt, new, recovery[0], key=KEY, by=SYSTEM, now=world.now))[1] == []
    assert await proved(world, code_at(world.now + STEP), STEP) == ""
    assert await proved(world, code_at(world.now + STEP, salt=salt), STEP) == "code"


async def test_neither_secret_nor_codes_stand_in_the_database(world: World) -> None:
    codes = await give_app(world, "bernd")
    stored = repr([await SecondFactor.select(), await RecoveryCode.select(), await rows("SELECT * FROM audit_line")])

    secret = second_factors.secret_of(KEY, SALT)
    assert secret.hex() not in stored
    assert [code for code in codes if code in stored or code.replace("-", "") in stored] == []
    assert second_factors.secret_of(b"x" * 32, SALT) != secret


async def test_too_many_wrong_codes_wait_even_for_the_right_one(world: World) -> None:
    await give_app(world, "bernd")
    for _ in range(5):
        token, problems = await tried(world, wrong_code(world.now))
        assert (token, problems) == ("", [second_factors.WRONG])

    assert await tried(world, code_at(world.now)) == ("", [second_factors.TOO_MANY])
    later = timedelta(minutes=16)
    assert (await tried(world, code_at(world.now + later), later))[1] == []


async def test_nobody_guesses_codes_for_a_whole_day(world: World) -> None:
    await give_app(world, "bernd")
    at, problems = timedelta(0), []
    for _ in range(6):
        for _ in range(5):
            _, problems = await tried(world, wrong_code(world.now + at), at)
        at += timedelta(minutes=16)
    assert problems == [second_factors.WRONG]

    assert (await tried(world, code_at(world.now + at), at))[1] == [second_factors.TOO_MANY]
    tomorrow = timedelta(days=1, minutes=1)
    assert (await tried(world, code_at(world.now + tomorrow), tomorrow))[1] == []


async def test_between_password_and_code_nothing_is_open(world: World, app: Any, browser: Browser) -> None:
    await give_password(world, "bernd")
    await give_app(world, "bernd", app.app.state.key)
    page = await sign_in(browser, weiter=DESK)

    assert page.path == f"/lichtenberg/anmelden/code?weiter={DESK}"
    for path in ("/lichtenberg/buero", "/lichtenberg/buero/konto", DESK, "/lichtenberg/anmelden/zweiter-faktor"):
        assert (await browser.get(path)).path.startswith("/lichtenberg/anmelden/code")
    assert [row["waits_for"] for row in await Session.select()] == ["code"]


async def test_the_code_opens_the_page_one_wanted(world: World, app: Any, browser: Browser) -> None:
    await give_password(world, "bernd")
    await give_app(world, "bernd", app.app.state.key)
    page = await sign_in(browser, weiter=DESK)
    page = await browser.press(page, "/code", status=422, code=wrong_code(world.now, app.app.state.key))
    assert "wurde schon benutzt" in page.text
    half = browser.http.cookies["kf-office"]
    page = await browser.press(page, "/code", code=code_at(world.now, app.app.state.key))

    assert page.path == DESK
    assert await newcomer(half, world.district.id, world.now) is None
    assert await visitor(half, "office", world.district.id, world.now) is None


async def test_a_recovery_code_opens_it_too_and_says_how_many_are_left(
    world: World, app: Any, browser: Browser
) -> None:
    await give_password(world, "bernd")
    codes = await give_app(world, "bernd", app.app.state.key)
    page = await sign_in(browser)
    sent = {"_csrf": page.form("/code").fields["_csrf"], "weiter": "", "recovery": "falsch"}
    page = await browser.post("/lichtenberg/anmelden/code", sent, status=422)
    page = await browser.post("/lichtenberg/anmelden/code", {**sent, "recovery": codes[0]})

    assert page.path == "/lichtenberg/buero"
    assert "Noch 9 Ersatz-Codes." in page.text


async def test_who_has_no_app_sets_one_up_first(world: World, app: Any, browser: Browser, clock: Clock) -> None:
    await give_password(world, "bernd")
    page = await sign_in(browser)
    assert page.path == "/lichtenberg/anmelden/zweiter-faktor"
    assert "<svg" in page.html
    assert (await browser.get("/lichtenberg/anmelden/zweiter-faktor")).tree.xpath("string(//details//p[@dir])") == (
        page.tree.xpath("string(//details//p[@dir])")
    )
    page = await browser.press(page, "/zweiter-faktor", status=422, code="abc")
    page = await browser.press(page, "/zweiter-faktor", code=shown_code(page, world.now))

    codes = [e.text_content().strip() for e in page.tree.xpath("//ol//span")]
    assert len(set(codes)) == 10
    assert "/lichtenberg/buero" in page.links()
    assert (await browser.get(DESK)).path == DESK
    assert await prove(world.district.id, world.people["bernd"], codes[0], key=b"another key", now=world.now)


async def test_a_half_session_ends_after_half_an_hour(world: World) -> None:
    token = await open_session(world.district.id, world.people["bernd"], "office", world.now, waits_for=Step.CODE)
    assert await newcomer(token, world.district.id, world.now + timedelta(minutes=29)) is not None
    assert await newcomer(token, world.district.id, world.now + timedelta(minutes=31)) is None
    assert await newcomer(token, world.other.id, world.now) is None


@pytest.mark.parametrize("path", ["code", "zweiter-faktor", "passwort"])
async def test_the_steps_are_there_for_nobody_else(world: World, desk: Browser, browser: Browser, path: str) -> None:
    for each in (desk, browser):
        assert (await each.get(f"/lichtenberg/anmelden/{path}")).path.startswith("/lichtenberg/anmelden?weiter=")


async def tried(world: World, code: str, later: timedelta = timedelta(0)) -> Any:
    now = world.now + later
    token = await open_session(world.district.id, world.people["bernd"], "office", now, waits_for=Step.CODE)
    who = await newcomer(token, world.district.id, now)
    assert who is not None
    return await pass_code(who, code, key=KEY, now=now)


async def sign_in(browser: Browser, weiter: str = "") -> Page:
    page = await browser.get(f"/lichtenberg/anmelden?weiter={weiter}")
    return await browser.press(page, "/anmelden", email="bernd@kiez.example", password=PASSWORD)
