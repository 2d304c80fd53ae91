from datetime import timedelta
from typing import Any

import pytest

from accounts.staff import PASSWORD, at_desk, code_at, give_app, give_password
from browser import Browser, Clock
from kiezfonds.accounts import actions
from kiezfonds.accounts.arrivals import safe_target
from kiezfonds.accounts.rules import Role, network_of, problems_with_password
from kiezfonds.accounts.sessions import open_session, visitor
from kiezfonds.accounts.signing_in import TOO_MANY, WRONG, place_of, sign_in
from kiezfonds.accounts.tables import Session, StaffAccount, Throttle
from kiezfonds.ground.actors import SYSTEM
from kiezfonds.settings import Settings
from world import World

ATTACKERS = "chosen-by-an-attacker"


async def test_staff_sign_in_with_mail_password_and_code(world: World, app: Any, browser: Browser) -> None:
    await give_password(world, "bernd")
    await give_app(world, "bernd", app.app.state.key)
    page = await browser.get("/lichtenberg/buero/fonds")
    page = await browser.press(page, "/anmelden", email="Bernd@kiez.example", password=PASSWORD)
    page = await browser.press(page, "/code", code=code_at(world.now, app.app.state.key))

    assert page.path == "/lichtenberg/buero/fonds"


async def test_signing_in_makes_a_new_token_and_signing_out_kills_it(world: World, app: Any, browser: Browser) -> None:
    await give_password(world, "bernd")
    await give_app(world, "bernd", app.app.state.key)
    browser.hold("office", ATTACKERS)
    page = await browser.get("/lichtenberg/anmelden?weiter=/lichtenberg/buero/fonds")
    page = await browser.press(page, "/anmelden", email="bernd@kiez.example", password=PASSWORD)
    browser.http.cookies.delete("kf-office", domain="", path="/")
    await browser.press(page, "/code", code=code_at(world.now, app.app.state.key))
    token = next(c.value for c in browser.http.cookies.jar if c.name == "kf-office" and c.value != ATTACKERS)
    assert token
    assert await visitor(token, "office", world.district.id, world.now) is not None
    page = await browser.get("/lichtenberg/buero/fonds")
    await browser.press(page, "/abmelden", status=None)
    assert await visitor(token, "office", world.district.id, world.now) is None


@pytest.mark.parametrize(
    ("email", "password"), [("bernd@kiez.example", "falsch falsch falsch"), ("wer@kiez.example", PASSWORD)]
)
async def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(
    world: World, browser: Browser, email: str, password: str
) -> None:
    await give_password(world, "bernd")
    page = await browser.get("/lichtenberg/anmelden")
    page = await browser.press(page, "/anmelden", status=422, email=email, password=password)

    assert "E-Mail-Adresse oder Passwort stimmen nicht." in page.text
    assert page.form("/anmelden").fields["email"] == email
    assert page.form("/anmelden").fields["password"] in ("", None)


async def test_too_many_tries_wait_a_quarter_of_an_hour(world: World, clock: Clock) -> None:
    await give_password(world, "bernd")
    for _ in range(8):
        assert await sign_in(world.district.id, "bernd@kiez.example", "falsch", world.now) == ("", [WRONG])

    assert await sign_in(world.district.id, "bernd@kiez.example", PASSWORD, world.now) == ("", [TOO_MANY])
    later = world.now + timedelta(minutes=16)
    assert (await sign_in(world.district.id, "bernd@kiez.example", PASSWORD, later))[0] != ""


async def test_from_one_place_many_addresses_cannot_be_tried(world: World) -> None:
    await give_password(world, "bernd")
    here, elsewhere = (place_of(b"key", address) for address in ("198.51.100.7", "198.51.100.8"))
    for number in range(40):
        await sign_in(world.district.id, f"nobody{number}@kiez.example", "falsch", world.now, place=here)
    there = (world.district.id, "bernd@kiez.example", PASSWORD, world.now)

    assert await sign_in(*there, place=here) == ("", [TOO_MANY])
    assert (await sign_in(*there, place=elsewhere))[1] == []
    assert [row["bucket"] for row in await Throttle.select() if "198.51" in row["bucket"]] == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("198.51.100.7", "198.51.100.7", True),
        ("198.51.100.7", "198.51.100.8", False),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("testclient", "testclient", True),
    ],
)
def test_a_household_with_ipv6_is_one_place(one: str, other: str, same: bool) -> None:
    assert (network_of(one) == network_of(other)) is same
    assert place_of(b"one key", one) != place_of(b"another", one)


async def test_a_new_password_needs_the_old_one_and_ends_every_other_session(
    world: World, app: Any, settings: Settings
) -> None:
    await give_password(world, "bernd")
    old, here = [await open_session(world.district.id, world.people["bernd"], "office", world.now) for _ in range(2)]
    juror = await open_session(world.district.id, world.people["bernd"], "juror", world.now)
    browser = Browser(app, settings)
    browser.hold("office", here)
    page = await browser.get("/lichtenberg/buero/passwort")
    new = {"password": "ganz andere Wörter", "repeated": "ganz andere Wörter"}
    page = await browser.press(page, "/passwort", status=422, old="falsch", **new)
    assert "Das bisherige Passwort stimmt nicht." in page.text
    page = await browser.press(page, "/passwort", status=422, old=PASSWORD, **{**new, "repeated": "anders"})
    await browser.press(page, "/passwort", old=PASSWORD, **new)

    assert await visitor(old, "office", world.district.id, world.now) is None
    assert await visitor(here, "office", world.district.id, world.now) is not None
    assert await visitor(juror, "juror", world.district.id, world.now) is not None


async def test_a_password_that_names_ones_own_address_is_refused(world: World) -> None:
    problems = await actions.set_password(
        world.district.id, world.people["bernd"], "bernd@kiez.example!", by=SYSTEM, now=world.now
    )

    assert [problem.field for problem in problems] == ["password"]


async def test_one_comes_back_to_any_page_in_ones_own_language(world: World, app: Any, settings: Settings) -> None:
    await give_password(world, "bernd")
    browser = Browser(app, settings)
    page = await browser.get("/en/lichtenberg/anmelden")
    sent = {"_csrf": page.form("/anmelden").fields["_csrf"]}
    answer = await browser.http.post(
        "/en/lichtenberg/buero/antraege",
        data=sent,
        headers={"Sec-Fetch-Site": "same-origin", "Referer": "http://127.0.0.1:8000/en/lichtenberg/buero/antraege/neu"},
    )

    assert answer.headers["location"] == "/en/lichtenberg/anmelden?weiter=/lichtenberg/buero/antraege/neu"


@pytest.mark.parametrize("strange", ["%E2%82%AC", "a%0d%0aSet-Cookie:%20kf-office=x", "a%26weiter=evil.example%23b"])
async def test_whatever_the_address_says_is_written_safely_into_the_redirect(
    world: World, browser: Browser, strange: str
) -> None:
    answer = await browser.http.get(f"/lichtenberg/buero/antraege/{strange}")

    assert answer.status_code == 303
    assert answer.headers["location"].isascii()
    assert answer.headers["location"].count("weiter=") == 1
    assert "set-cookie" not in answer.headers
    assert (await browser.get(answer.headers["location"])).form("/anmelden") is not None


async def test_who_is_refused_is_told_whom_to_call(world: World, browser: Browser) -> None:
    page = await browser.get("/lichtenberg/jury", status=403)
    assert "Rufen Sie uns an." in page.text
    assert "tel:0305550101" in page.links()
    assert "/lichtenberg" in page.links()


async def test_a_session_ends_when_nobody_sits_there(world: World) -> None:
    token = await open_session(world.district.id, world.people["bernd"], "office", world.now)

    assert await visitor(token, "office", world.district.id, world.now + timedelta(minutes=59)) is not None
    assert await visitor(token, "office", world.district.id, world.now + timedelta(hours=3)) is None


async def test_a_session_of_one_district_opens_nothing_in_another(world: World) -> None:
    token = await open_session(world.district.id, world.people["bernd"], "office", world.now)

    assert await visitor(token, "office", world.other.id, world.now) is None


async def test_a_disabled_account_is_out_at_once(world: World) -> None:
    token = await open_session(world.district.id, world.people["bernd"], "office", world.now)
    await StaffAccount.update({StaffAccount.disabled_at: world.now}).where(StaffAccount.person == world.people["bernd"])

    assert await visitor(token, "office", world.district.id, world.now) is None


async def test_only_the_hash_of_a_token_is_stored(world: World) -> None:
    token = await open_session(world.district.id, world.people["bernd"], "office", world.now)
    stored = await Session.select(Session.token_hash)

    assert token not in [row["token_hash"] for row in stored]
    assert len(token) >= 43


async def test_what_was_typed_when_the_session_ran_out_is_not_lost(
    world: World, app: Any, settings: Settings, clock: Clock
) -> None:
    bernd = await at_desk(app, settings, world, "bernd")
    page = await bernd.get("/lichtenberg/buero/fonds/neu")
    clock.now = world.now + timedelta(hours=2)
    typed = "Ein langer Name für einen Fonds"
    lost = await bernd.press(page, "/fonds", status=403, name=typed)

    assert "Bitte melden Sie sich noch einmal an" in lost.text
    assert typed in lost.text
    assert "/lichtenberg/anmelden" in lost.links()
    bernd.http.cookies.delete("kf-office", domain="", path="/")
    bernd.hold("office", await open_session(world.district.id, world.people["bernd"], "office", clock.now))
    page = await bernd.press(lost, "/fonds", status=422)
    assert page.form("/fonds").fields["name"] == typed


async def test_passwords_and_codes_are_not_kept(world: World, app: Any, settings: Settings, clock: Clock) -> None:
    bernd = await at_desk(app, settings, world, "bernd")
    page = await bernd.get("/lichtenberg/buero/passwort")
    clock.now = world.now + timedelta(hours=2)
    sent = {"old": PASSWORD, "password": PASSWORD, "repeated": PASSWORD}

    assert PASSWORD not in (await bernd.press(page, "/passwort", **sent)).html


async def test_an_auditor_looks_but_does_not_act(world: World, app: Any, settings: Settings) -> None:
    await actions.invite_staff(
        world.district.id, "lichtenberg", "Pia Prüferin", "pia@kiez.example", [Role.AUDITOR], by=SYSTEM, now=world.now
    )
    known = await actions.queries.staff_by_email(world.district.id, "pia@kiez.example")
    assert known is not None
    browser = Browser(app, settings)
    browser.hold("office", await open_session(world.district.id, known["person"], "office", world.now))

    await browser.get("/lichtenberg/buero/fonds")
    await browser.get("/lichtenberg/buero/fonds/neu", status=403)


@pytest.mark.parametrize(
    ("raw", "safe"),
    [
        ("/lichtenberg/buero", "/lichtenberg/buero"),
        ("//evil.example", ""),
        ("https://evil.example", ""),
        ("/\\evil.example", ""),
        ("", ""),
        ("javascript:alert(1)", ""),
    ],
)
def test_after_signing_in_one_only_gets_to_our_own_pages(raw: str, safe: str) -> None:
    assert safe_target(raw) == safe


@pytest.mark.parametrize(
    ("password", "good"),
    [
        ("elf Zeichen", False),
        ("zwölfZeichen", True),
        ("a" * 20, False),
        ("bernd@kiez.example!", False),
        ("vier lange Wörter", True),
        ("日本語のとても長い合言葉です。はい", True),
    ],
)
def test_a_password_is_long_and_not_easy(password: str, good: bool) -> None:
    assert (problems_with_password(password, "bernd@kiez.example") == []) is good
