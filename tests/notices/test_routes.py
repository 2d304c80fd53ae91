"""The desk of letters, the letter beside its facts, and the applicant's own copy."""

import hashlib
from typing import Any

import pytest

from browser import Browser
from evening import ALL, FULL, REJECTED, hold_evening
from kiezfonds.accounts.actions import add_person, update_person
from kiezfonds.accounts.sessions import open_session
from kiezfonds.database.work import rows
from kiezfonds.documents import press
from kiezfonds.notices import queries
from kiezfonds.rounds.tables import Fund
from notices.case import cases, one_case
from world import World, signed_in

DESK = "/lichtenberg/buero/briefe"
CASE = f"{DESK}/beschluesse/2026-1/1"
LETTER = f"{DESK}/2026-0001"


@pytest.fixture
async def birgit(app: Any, settings: Any, world: World) -> Browser:
    return await signed_in(app, settings, world, "birgit")


async def test_a_resolution_becomes_a_letter_over_three_desks(
    world: World, desk: Browser, district_desk: Browser, birgit: Browser
) -> None:
    await hold_evening(world, FULL)

    page = await district_desk.get(CASE)
    page = await district_desk.press(page, "/pruefung", outcome="released")
    assert "Noch ohne Brief (1)" in page.text
    page = await desk.get(CASE)
    page = await desk.press(page, "/entwurf")
    assert page.path == LETTER
    assert "zweite Person" in page.text
    assert [form for form in page.tree.forms if (form.action or "").endswith("/ausfertigung")] == []

    page = await birgit.get(LETTER)
    assert "480 €s" not in page.text
    assert "Ja 4, Nein 0, Enthaltung 1 von 5 Stimmberechtigten" in page.text
    page = await birgit.press(page, "/ausfertigung")
    assert "Der Brief ist ausgefertigt." in page.text

    pdf = await birgit.get(f"{LETTER}/brief.pdf")
    (stored,) = await rows("SELECT sha256 FROM notice")
    assert hashlib.sha256(pdf.answer.content).hexdigest() == stored["sha256"]
    assert pdf.answer.headers["content-type"] == "application/pdf"
    assert pdf.answer.headers["x-content-type-options"] == "nosniff"
    assert "filename*=UTF-8''Angebot%202026-0001%20f%C3%BCr%20Ay%C5%9Fe" in pdf.answer.headers["content-disposition"]
    assert pdf.answer.headers["content-disposition"].startswith("inline; ")
    await birgit.get(f"{LETTER}/entwurf.pdf", status=404)


async def test_the_draft_is_shown_as_a_draft_beside_its_facts(world: World, desk: Browser) -> None:
    await (await one_case(world)).ready()

    page = await desk.get(LETTER)
    pdf = await desk.get(f"{LETTER}/entwurf.pdf")

    assert page.tree.find(".//iframe").get("src").partition("#")[0] == f"{LETTER}/entwurf.pdf"
    assert "frame-src 'self'" in page.answer.headers["content-security-policy"]
    assert "frame-ancestors 'self'" in pdf.answer.headers["content-security-policy"]
    assert pdf.answer.content.startswith(b"%PDF-1.7")


async def test_whoever_comes_second_sees_the_letter_that_went_out(
    world: World, district_desk: Browser, birgit: Browser
) -> None:
    await (await one_case(world)).ready()
    mine, theirs = await birgit.get(LETTER), await district_desk.get(LETTER)

    await district_desk.press(theirs, "/ausfertigung")
    page = await birgit.press(mine, "/ausfertigung", status=422)

    assert "Der Brief ist schon ausgefertigt." in page.text
    assert page.tree.find(".//iframe").get("src").partition("#")[0] == f"{LETTER}/brief.pdf"
    assert [form for form in page.tree.forms if (form.action or "").endswith("/ausfertigung")] == []


async def test_a_form_sent_twice_issues_one_letter(world: World, birgit: Browser) -> None:
    await (await one_case(world)).ready()
    page = await birgit.get(LETTER)

    for _ in range(2):
        answer = await birgit.press(page, "/ausfertigung")
        assert answer.path == LETTER

    assert len(await rows("SELECT id FROM ledger_entry WHERE kind = 'commitment'")) == 1


async def test_a_returned_draft_shows_the_reason(world: World, desk: Browser, birgit: Browser) -> None:
    await (await one_case(world)).ready()
    page = await birgit.get(LETTER)
    page = await birgit.press(page, "/rueckgabe", status=422, reason="")
    assert "Bitte ausfüllen" in page.text

    await birgit.press(page, "/rueckgabe", reason="Der Name ist falsch geschrieben.")

    page = await desk.get(LETTER)
    assert "Der Name ist falsch geschrieben." in page.text
    page = await desk.press(page, "/entwurf")
    assert "Der Name ist falsch geschrieben." not in page.text


async def test_an_objection_needs_a_reason(world: World, district_desk: Browser) -> None:
    await hold_evening(world, FULL)
    page = await district_desk.get(CASE)

    page = await district_desk.press(page, "/pruefung", status=422, outcome="objected", reason="")
    assert "Bitte schreiben Sie, was zu beanstanden ist." in page.text
    page = await district_desk.press(page, "/pruefung", outcome="objected", reason="Doppelt gefördert.")

    assert "Beanstandet: zurück an die Jury (1)" in page.text


async def test_what_is_missing_is_said_with_the_place_to_mend_it(world: World, desk: Browser) -> None:
    case = await one_case(world)
    await update_person(world.district.id, (await case.row())["applicant"], town="")
    await Fund.update({Fund.notice_mode: ""}, force=True)

    page = await desk.get(CASE)

    assert "Ohne Anschrift gibt es keinen Brief." in page.text
    assert "/lichtenberg/buero/antraege/2026-0001" in page.links()
    assert "/lichtenberg/buero/fonds/kiezfonds-2026" in page.links()
    assert [form for form in page.tree.forms if (form.action or "").endswith("/entwurf")] == []


async def test_when_the_press_fails_nothing_is_stored(
    world: World, birgit: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    await (await one_case(world)).ready()
    page = await birgit.get(LETTER)
    monkeypatch.setattr(press, "_press", press.Press(wall_seconds=0.0))

    page = await birgit.press(page, "/ausfertigung", status=503)

    assert "Der Brief wurde nicht ausgefertigt" in page.text
    assert "Bitte versuchen Sie es noch einmal." in page.text
    assert await rows("SELECT id FROM blob") == []
    assert (await rows("SELECT state FROM notice"))[0]["state"] == "drafted"


async def test_the_applicant_reads_the_own_letter_and_nobody_else_does(
    world: World, app: Any, settings: Any, birgit: Browser
) -> None:
    case = await (await one_case(world, REJECTED)).ready()
    page = await birgit.get(LETTER)
    mine = "/lichtenberg/mein-antrag/brief/2026-0001.pdf"
    applicant = (await case.row())["applicant"]
    ayse, dmitri = Browser(app, settings), Browser(app, settings)
    stranger = await add_person(world.district.id, name="Dmitri", now=world.now)
    ayse.hold("resident", await open_session(world.district.id, applicant, "resident", world.now))
    dmitri.hold("resident", await open_session(world.district.id, stranger, "resident", world.now))
    await ayse.get(mine, status=404)

    await birgit.press(page, "/ausfertigung")

    letter = await ayse.get(mine)
    assert letter.answer.content.startswith(b"%PDF-1.7")
    await dmitri.get(mine, status=404)
    stranger_page = await Browser(app, settings).get(mine)
    assert stranger_page.path == "/lichtenberg/mein-antrag/zugang"
    (listed,) = await queries.letters_for_person(world.district.id, applicant)
    assert (listed["year"], listed["number"], listed["kind"]) == (2026, 1, "rejection")


async def test_another_districts_letters_do_not_exist(world: World, app: Any, settings: Any) -> None:
    await (await one_case(world)).ready()
    emine = await signed_in(app, settings, world, "emine")

    await emine.get("/pankow/buero/briefe/2026-0001", status=404)
    await emine.get("/pankow/buero/briefe/beschluesse/2026-1/1", status=404)
    assert "Hofbank" not in (await emine.get("/pankow/buero/briefe")).text


async def test_only_the_district_office_checks(world: World, desk: Browser, district_desk: Browser) -> None:
    await hold_evening(world, FULL)
    page = await desk.get(CASE)
    token = page.form("/entwurf").fields["_csrf"]

    assert "Die rechtliche Prüfung macht das Bezirksamt." in page.text
    await desk.post(f"{CASE}/pruefung", {"_csrf": token, "_key": "k", "outcome": "released"}, status=403)


async def test_the_desk_asks_the_same_number_of_questions_for_one_and_for_six(
    world: World, desk: Browser, statements: list[str]
) -> None:
    await cases(world, *ALL)
    statements.clear()

    page = await desk.get(DESK)

    assert "Wartet auf die rechtliche Prüfung (6)" in page.text
    assert len([sql for sql in statements if sql.lstrip().upper().startswith("SELECT")]) == 6
