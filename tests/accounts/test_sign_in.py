from datetime import timedelta
from typing import Any

import pytest

from browser import Browser, Clock
from kiezfonds.accounts import actions
from kiezfonds.accounts.routes import safe_target
from kiezfonds.accounts.rules import Role, problems_with_password
from kiezfonds.accounts.sessions import new_link, open_session, visitor
from kiezfonds.accounts.tables import Session, StaffAccount
from kiezfonds.ground.actors import SYSTEM
from kiezfonds.settings import Settings
from world import World

ATTACKERS = "chosen-by-an-attacker"
PASSWORD = "vier lange Wörter hier"


async def give_password(world: World, name: str) -> None:
    assert await actions.set_password(world.district.id, world.people[name], PASSWORD, by=SYSTEM, now=world.now) == []


async def test_staff_sign_in_with_mail_and_password(world: World, browser: Browser) -> None:
    await give_password(world, "bernd")
    page = await browser.get("/lichtenberg/buero/fonds")
    page = await browser.press(page, "/anmelden", email="Bernd@kiez.example", password=PASSWORD)

    assert page.path == "/lichtenberg/buero/fonds"


async def test_signing_in_makes_a_new_token_and_signing_out_kills_it(world: World, browser: Browser) -> None:
    await give_password(world, "bernd")
    browser.hold("office", ATTACKERS)
    page = await browser.get("/lichtenberg/anmelden?weiter=/lichtenberg/buero/fonds")
    await browser.press(page, "/anmelden", email="bernd@kiez.example", password=PASSWORD)
    token = next(c.value for c in browser.http.cookies.jar if c.name == "kf-office" and c.value != ATTACKERS)
    browser.http.cookies.delete("kf-office", domain="", path="/")

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
        await actions.sign_in(world.district.id, "bernd@kiez.example", "falsch", world.now)

    assert (await actions.sign_in(world.district.id, "bernd@kiez.example", PASSWORD, world.now))[0] == ""
    later = world.now + timedelta(minutes=16)
    assert (await actions.sign_in(world.district.id, "bernd@kiez.example", PASSWORD, later))[0] != ""


async def test_a_new_password_ends_every_other_session(world: World, app: Any, settings: Settings) -> None:
    old, here = [await open_session(world.district.id, world.people["bernd"], "office", world.now) for _ in range(2)]
    juror = await open_session(world.district.id, world.people["bernd"], "juror", world.now)
    browser = Browser(app, settings)
    browser.hold("office", here)
    page = await browser.get("/lichtenberg/buero/passwort")
    await browser.press(page, "/passwort", password=PASSWORD, repeated=PASSWORD)

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
    page = await browser.get("/lichtenberg/mein-antrag", status=403)
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


async def test_a_link_is_shown_by_get_and_used_by_post(world: World, browser: Browser) -> None:
    path = await actions.invite_staff(
        world.district.id, "lichtenberg", "Neu", "neu@kiez.example", [Role.COORDINATOR], by=SYSTEM, now=world.now
    )
    await browser.get(path)
    page = await browser.get(path)
    page = await browser.press(page, path)

    assert page.path == "/lichtenberg/buero/passwort"
    page = await browser.press(page, "/passwort", status=422, password="kurz", repeated="kurz")
    assert "zu kurz" in page.text
    await browser.get(path, status=404)


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
        ("a" * 14, False),
        ("a" * 20, False),
        ("bernd@kiez.example!", False),
        ("vier lange Wörter", True),
        ("日本語のとても長い合言葉です。はい", True),
    ],
)
def test_a_password_is_long_and_not_easy(password: str, good: bool) -> None:
    assert (problems_with_password(password, "bernd@kiez.example") == []) is good
