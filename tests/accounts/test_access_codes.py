"""Code and PIN for people without e-mail: drawn, read forgivingly, good for one person, slow to guess."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from browser import Browser, Clock
from kiezfonds.accounts.access_codes import (
    TRIES_PER_PLACE,
    draw_code,
    enter,
    is_current,
    issue_code,
    last_issued,
    read_code,
    read_pin,
)
from kiezfonds.accounts.actions import add_person, update_person
from kiezfonds.accounts.rules import TRIES, TRIES_WINDOW
from kiezfonds.accounts.sessions import visitor
from kiezfonds.accounts.tables import AccessCode, Person, Session, Throttle
from kiezfonds.audit.tables import AuditLine
from kiezfonds.districts.tables import District
from kiezfonds.ground.actors import SYSTEM
from world import World

ENTRY = "/lichtenberg/mein-antrag/zugang"
WRONG = "Code und PIN passen nicht zusammen."


async def issued(world: World, name: str = "Ayşe Yılmaz") -> tuple[int, str, str]:
    person = await add_person(world.district.id, name=name, now=world.now)
    code, pin = await issue_code(world.district.id, person, by=world.actor("bernd"), now=world.now)
    return person, code, pin


@given(st.binary(min_size=32, max_size=32))
def test_what_is_drawn_can_be_read_back(secret: bytes) -> None:
    code, pin = draw_code(secret)

    assert (code, pin) == draw_code(secret)
    assert read_code(code) == code.replace("-", "")
    assert read_pin(pin) == pin


def test_no_two_draws_are_alike() -> None:
    assert len({draw_code() for _ in range(200)}) == 200


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("K7M4-2X9P", "K7M42X9P"),
        ("k7m4 2x9p", "K7M42X9P"),
        (" k7m4–2x9p. ", "K7M42X9P"),
        ("oilu-OILU", "011V011V"),
        ("K7M4-2X9", ""),
        ("K7M4-2X9PP", ""),
        ("K7M4-2X9Ä", ""),
        ("", ""),
    ],
)
def test_what_is_misread_is_forgiven(typed: str, meant: str) -> None:
    assert read_code(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("012 345", "012345"), ("O12-34S", ""), ("O1234l", "012341"), ("１２３４５６", "")],
)
def test_a_pin_is_six_digits(typed: str, meant: str) -> None:
    assert read_pin(typed) == meant


async def test_code_and_pin_open_my_proposals(world: World, browser: Browser) -> None:
    person, code, pin = await issued(world)

    page = await browser.press(await browser.get(ENTRY), "/zugang", code=code.lower().replace("-", " "), pin=pin)

    assert page.path == "/lichtenberg/mein-antrag"
    assert (await last_issued(world.district.id, person) or {})["last_used_at"] == world.now
    assert (await browser.get(ENTRY)).path == "/lichtenberg/mein-antrag"


async def test_a_wrong_code_and_a_wrong_pin_get_the_same_answer(world: World, browser: Browser) -> None:
    _, code, pin = await issued(world)
    wrong = "111111" if pin != "111111" else "222222"
    answers = []
    for typed in (("00000000", pin), (code, wrong), ("nonsense", "x"), (code, "")):
        page = await browser.press(await browser.get(ENTRY), "/zugang", status=422, code=typed[0], pin=typed[1])
        answers.append(WRONG in page.text)
        assert page.form("/zugang").fields["pin"] in ("", None)

    assert answers == [True, True, True, False]
    assert await Session.count().where(Session.kind == "resident") == 0


async def test_the_number_in_place_of_the_code_is_told_apart(world: World, browser: Browser) -> None:
    page = await browser.get("/lichtenberg/mein-antrag/zugang")
    page = await browser.press(page, "/zugang", status=422, code="2026-0007", pin="123456")

    assert page.text.count("Das ist die Nummer Ihres Antrags.") == 2
    assert page.form("/zugang").fields["code"] == "2026-0007"


async def test_a_new_code_ends_the_one_before(world: World) -> None:
    person, code, pin = await issued(world)
    new = await issue_code(world.district.id, person, by=world.actor("bernd"), now=world.now)

    assert (await enter(world.district.id, code, pin, "place", world.now))[0] == ""
    assert (await enter(world.district.id, *new, "place", world.now))[0] != ""
    assert not await is_current(world.district.id, person, code)
    assert await is_current(world.district.id, person, new[0])


async def test_a_code_given_by_the_caller_is_the_one_that_holds(world: World) -> None:
    person = await add_person(world.district.id, now=world.now)
    drawn = draw_code(b"from the browser of the resident".ljust(32, b"."))

    assert await issue_code(world.district.id, person, by=SYSTEM, now=world.now, drawn=drawn) == drawn
    assert (await enter(world.district.id, *drawn, "place", world.now))[1] == []


async def test_the_session_is_the_persons_and_of_this_district_only(world: World) -> None:
    person, code, pin = await issued(world)
    token, _ = await enter(world.district.id, code, pin, "place", world.now)

    me = await visitor(token, "resident", world.district.id, world.now)
    assert me is not None
    assert me.person == person
    assert await visitor(token, "resident", world.other.id, world.now) is None
    assert (await enter(world.other.id, code, pin, "place", world.now))[0] == ""


async def test_an_erased_person_has_no_code_any_more(world: World) -> None:
    person, code, pin = await issued(world)
    await Person.update({Person.erased_at: world.now}).where(Person.id == person)

    assert (await enter(world.district.id, code, pin, "place", world.now))[0] == ""


async def test_guessing_one_code_is_stopped_from_wherever_it_comes(world: World) -> None:
    _, code, pin = await issued(world)
    wrong = "111111" if pin != "111111" else "222222"
    for number in range(TRIES):
        await enter(world.district.id, code, wrong, f"place {number}", world.now)

    _, problems = await enter(world.district.id, code, pin, "another place", world.now)
    assert [p.text[:34] for p in problems] == ["Das waren zu viele Versuche. Bitte"]
    later = world.now + TRIES_WINDOW + timedelta(seconds=1)
    assert (await enter(world.district.id, code, pin, "another place", later))[1] == []


async def test_guessing_many_codes_from_one_place_is_stopped(world: World) -> None:
    _, code, pin = await issued(world)
    tries = Throttle(district=world.district.id, bucket="access:here", tries_count=TRIES_PER_PLACE, since_at=world.now)
    await Throttle.insert(tries)

    assert (await enter(world.district.id, code, pin, "here", world.now))[0] == ""
    assert (await enter(world.district.id, code, pin, "elsewhere", world.now))[0] != ""


async def test_neither_code_nor_pin_nor_network_address_is_stored(world: World, browser: Browser) -> None:
    _, code, pin = await issued(world)
    await browser.press(await browser.get(ENTRY), "/zugang", code=code, pin=pin)
    tables: tuple[Any, ...] = (AccessCode, AuditLine, Throttle, Session)
    written = repr([await table.select() for table in tables])

    assert code not in written
    assert read_code(code) not in written
    assert pin not in [line["payload"] for line in await AuditLine.select(AuditLine.payload)]
    assert "127.0.0.1" not in written


async def test_a_signed_out_resident_is_led_to_the_door(world: World, browser: Browser) -> None:
    page = await browser.get("/lichtenberg/mein-antrag")

    assert page.path == ENTRY
    assert world.district.phone in page.text
    assert "/lichtenberg/mein-antrag/link-verloren" in page.links()


async def test_an_office_without_telephone_has_a_door_too(world: World, browser: Browser) -> None:
    await District.update({District.phone: ""}).where(District.id == world.district.id)

    assert "Fragen Sie uns." in (await browser.get(ENTRY)).text
    assert "Fragen Sie uns." in (await browser.get("/lichtenberg/mein-antrag/link-verloren")).text


async def test_issuing_leaves_a_line_without_the_code(world: World, clock: Clock) -> None:
    person, code, _ = await issued(world)
    await update_person(world.district.id, person, phone="030 555 0199")
    (line,) = await AuditLine.select(AuditLine.payload).where(AuditLine.act == "issue_access_code")

    assert f'"person":{person}' in line["payload"].replace(" ", "")
    assert code not in line["payload"]
