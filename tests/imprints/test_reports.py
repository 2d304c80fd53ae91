"""A barrier is reported by anybody, and answered by the office within a month."""

from datetime import date
from typing import Any

import pytest

from browser import Browser
from kiezfonds.imprints.actions import report_barrier
from kiezfonds.imprints.queries import open_reports
from kiezfonds.imprints.routes import REPORTS_PER_PLACE
from kiezfonds.imprints.rules import answer_due
from kiezfonds.imprints.tables import BarrierReport
from kiezfonds.jobs.tables import Mail
from kiezfonds.settings import Settings
from world import World, signed_in

PAGE = "/lichtenberg/barrierefreiheit"
LIST = "/lichtenberg/buero/rueckmeldungen"
WORDS = "Den Knopf sehe ich nicht."


async def report(browser: Browser, **fields: str) -> Any:
    return await browser.press(await browser.get(f"{PAGE}?seite=Idee"), PAGE, **{"text": WORDS, **fields})


async def test_anybody_reports_without_a_name_and_learns_the_date(world: World, browser: Browser) -> None:
    page = await report(browser)

    assert "Wir antworten bis Do, 2. April 2026." in page.text
    (row,) = await BarrierReport.select()
    assert (row["words"], row["page"], row["name"], row["email"]) == (WORDS, "Idee", "", "")
    assert row["due_on"] == date(2026, 4, 2)
    assert await Mail.count() == 0


@pytest.mark.parametrize(
    ("created", "due"),
    [
        (date(2026, 3, 2), date(2026, 4, 2)),
        (date(2026, 1, 31), date(2026, 3, 2)),
        (date(2026, 11, 25), date(2026, 12, 28)),
    ],
)
def test_the_answer_is_due_in_a_month_on_a_working_day(created: date, due: date) -> None:
    assert answer_due(created) == due


async def test_who_leaves_an_address_gets_the_date_by_mail(world: World, browser: Browser) -> None:
    await report(browser, name="Dmitri", email="dmitri@post.example")

    (mail,) = await Mail.select(Mail.recipient, Mail.body)
    assert mail["recipient"] == "dmitri@post.example"
    assert "2. April 2026" in mail["body"]
    assert WORDS not in mail["body"]


async def test_nothing_said_is_no_report(world: World, browser: Browser) -> None:
    page = await browser.press(await browser.get(PAGE), PAGE, status=422)

    assert "Bitte ausfüllen: Was geht nicht?" in page.text
    assert await BarrierReport.count() == 0


async def test_the_same_form_sent_twice_is_one_report(world: World, browser: Browser) -> None:
    page = await browser.get(PAGE)
    for _ in range(2):
        await browser.press(page, PAGE, text=WORDS)

    assert await BarrierReport.count() == 1


async def test_too_many_from_one_place_are_refused(world: World, browser: Browser) -> None:
    for _ in range(REPORTS_PER_PLACE):
        await report(browser)
    await browser.press(await browser.get(PAGE), PAGE, status=429, text=WORDS)

    assert await BarrierReport.count() == REPORTS_PER_PLACE


async def test_the_receipt_tells_nothing_of_what_was_written(world: World, browser: Browser) -> None:
    await report(browser, name="Dmitri")
    page = await browser.get(f"{PAGE}/danke?nummer=1")

    assert "Dmitri" not in page.html
    assert WORDS not in page.html
    for number in ("2", "x", "²", "9" * 30):
        assert "Ihre Nummer" not in (await browser.get(f"{PAGE}/danke?nummer={number}")).text


async def test_the_office_answers_by_mail(world: World, browser: Browser, desk: Browser) -> None:
    await report(browser, name="Dmitri", email="dmitri@post.example")
    page = await desk.get(LIST)
    assert "offen" in page.text
    page = await desk.get(f"{LIST}/1")
    assert WORDS in page.text

    page = await desk.press(page, "/antwort", answer="Der Knopf ist jetzt größer.", is_mailed="on")

    assert page.path == LIST
    assert "beantwortet" in page.text
    mail = (await Mail.select(Mail.body, Mail.is_personal).order_by(Mail.id))[-1]
    assert mail["body"].startswith("Der Knopf ist jetzt größer.")
    assert mail["is_personal"]
    assert await open_reports(world.district.id) == (0, None)


async def test_without_an_address_a_note_closes_it(world: World, browser: Browser, desk: Browser) -> None:
    await report(browser)
    assert await open_reports(world.district.id) == (1, date(2026, 4, 2))
    page = await desk.press(await desk.get(f"{LIST}/1"), "/antwort", answer="Behoben.")
    page = await desk.get(f"{LIST}/1")

    assert "Vermerk Behoben." in page.text
    assert "Bernd Büro" in page.text
    assert await Mail.count() == 0


async def test_a_report_is_answered_once(world: World, browser: Browser, desk: Browser) -> None:
    await report(browser)
    page = await desk.get(f"{LIST}/1")
    await desk.press(page, "/antwort", answer="Behoben.")
    page = await desk.press(page, "/antwort", answer="Doch nicht.")

    assert "ist schon beantwortet" in page.text
    (row,) = await BarrierReport.select(BarrierReport.answer)
    assert row["answer"] == "Behoben."


async def test_an_empty_answer_is_none(world: World, browser: Browser, desk: Browser) -> None:
    await report(browser)
    await desk.press(await desk.get(f"{LIST}/1"), "/antwort", status=422)

    assert (await open_reports(world.district.id))[0] == 1


@pytest.mark.parametrize("count", [1, 3])
async def test_the_list_is_searched_narrowed_and_taken_along(
    world: World, desk: Browser, statements: list[str], count: int
) -> None:
    for number in range(count):
        await report_barrier(world.district, "Start", f"={number} zu klein", "", "", now=world.now)
    statements.clear()
    page = await desk.get(f"{LIST}?stand=open&q=klein")

    assert len(page.tree.xpath("//tbody/tr")) == count
    assert len(statements) == 3
    table = (await desk.get(f"{LIST}/liste.csv")).answer.text
    assert len(table.splitlines()) == count + 1
    assert "'=0 zu klein" in table


async def test_without_reports_the_list_says_where_they_come_from(world: World, desk: Browser) -> None:
    assert "Noch hat niemand eine Barriere gemeldet." in (await desk.get(LIST)).text


async def test_another_districts_reports_do_not_exist(
    world: World, browser: Browser, app: Any, settings: Settings
) -> None:
    await report(browser, name="Dmitri")
    emine = await signed_in(app, settings, world, "emine")

    assert "Dmitri" not in (await emine.get("/pankow/buero/rueckmeldungen/liste.csv")).answer.text
    await emine.get("/pankow/buero/rueckmeldungen/1", status=404)
    token = (await emine.get("/pankow/buero/fonds/neu")).form().fields["_csrf"]
    await emine.post("/pankow/buero/rueckmeldungen/1/antwort", {"_csrf": token, "answer": "x"}, status=404)
    assert (await open_reports(world.district.id))[0] == 1
