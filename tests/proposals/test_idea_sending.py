import asyncio
from datetime import date, time, timedelta

from browser import Browser, Clock
from databases import Database
from kiezfonds.accounts.access_codes import enter
from kiezfonds.ground.days import end_of_day, instant_of
from kiezfonds.jobs.queries import mail, mails
from kiezfonds.rounds import actions as rounds
from kiezfonds.rounds.rules import CallDraft, DateDraft
from kiezfonds.rounds.tables import Call
from residents import (
    DECLARED,
    IDEE,
    check_page,
    costs_page,
    count,
    first_line,
)
from world import DEADLINE_ON, World, build_world

LATER, LATER_HELD_ON = date(2026, 4, 10), date(2026, 4, 28)


async def test_an_idea_from_the_first_page_to_the_status_link(world: World, browser: Browser, app, settings) -> None:
    await world.open_call()
    page = await check_page(world, browser)
    assert (page.path, "Hofbank" in page.text) == (f"{IDEE}/pruefen", True)

    page = await browser.press(page, "/einreichung", **DECLARED)

    assert page.path == f"{IDEE}/eingang"
    assert "2026-0001" in page.text
    assert "Die Jury entscheidet am Do, 26. März, 18 Uhr (Seniorenclub, Mustergasse 3)." in page.text
    (link,) = {path.split("8000")[-1] for path in page.links() if "/l/" in path}
    (listed,) = await mails(world.district.id)
    sent = await mail(world.district.id, listed["id"])
    assert sent is not None
    assert link in sent["body"]

    other = Browser(app, settings)
    page = await other.get(link)
    page = await other.press(page, link)
    assert page.path == "/lichtenberg/mein-antrag"
    assert "Ihre Idee ist bei uns angekommen" in page.text


async def test_the_receipt_can_be_loaded_again(world: World, browser: Browser) -> None:
    await world.open_call()
    await browser.press(await check_page(world, browser), "/einreichung", **DECLARED)

    page = await browser.get(f"{IDEE}/eingang")
    assert any("/l/" in link for link in page.links())


async def test_sending_twice_hands_in_one_idea(world: World, browser: Browser) -> None:
    await world.open_call()
    page = await check_page(world, browser)

    for _ in range(2):
        again = await browser.press(page, "/einreichung", **DECLARED)

    assert "2026-0001" in again.text
    assert await count(world, "number IS NOT NULL") == 1
    assert len(await mails(world.district.id)) == 1


async def test_sending_from_two_open_pages_hands_in_one_idea(world: World, browser: Browser) -> None:
    await world.open_call()
    first = await check_page(world, browser)
    second = await browser.get(f"{IDEE}/pruefen")
    for page in (first, second):
        assert (await browser.press(page, "/einreichung", **DECLARED)).path == f"{IDEE}/eingang"

    assert await count(world, "number IS NOT NULL") == 1


async def test_two_taps_at_the_same_moment_both_lead_to_the_receipt(fresh_database: Database, app, settings) -> None:
    world = await build_world()
    await world.open_call()
    browser = Browser(app, settings)
    pages = [await check_page(world, browser), await browser.get(f"{IDEE}/pruefen")]

    answers = await asyncio.gather(*(browser.press(page, "/einreichung", **DECLARED) for page in pages))

    assert [page.path for page in answers] == [f"{IDEE}/eingang"] * 2
    assert await count(world, "number IS NOT NULL") == 1


async def test_a_second_tab_left_open_shows_what_was_typed_there_after_the_idea_is_handed_in(
    world: World, browser: Browser
) -> None:
    await world.open_call()
    check = await check_page(world, browser)
    tab = await browser.get(f"{IDEE}/wo")
    await browser.press(check, "/einreichung", **DECLARED)
    page = await browser.press(tab, "/wo", status=409, place="Doch lieber im Park")

    assert "Das ist nicht gespeichert" in page.text
    assert "Doch lieber im Park" in page.text
    assert "030 555 0101" in page.text


async def test_the_address_of_a_page_with_errors_leads_back_to_the_check_page(world: World, browser: Browser) -> None:
    await world.open_call()
    page = await browser.press(await check_page(world, browser), "/einreichung", status=422, is_true=None)

    for link in [page.path, *page.tree.xpath("//a[@hreflang]/@href")]:
        assert (await browser.get(link)).path.endswith(f"{IDEE}/pruefen")


async def test_an_undeclared_idea_goes_no_further(world: World, browser: Browser) -> None:
    await world.open_call()
    page = await check_page(world, browser)
    page = await browser.press(page, "/einreichung", status=422, **{**DECLARED, "is_true": None})

    assert "Bitte bestätigen Sie: Alle Angaben stimmen und sind vollständig." in page.text
    assert page.tree.get_element_by_id("f-has_read_rules").get("checked") is not None
    assert await count(world, "number IS NOT NULL") == 0


async def test_a_late_idea_is_told_before_and_after_that_it_comes_into_the_next_round(
    world: World, browser: Browser, clock: Clock
) -> None:
    call = await world.open_call()
    later = DateDraft(world.areas[0]["id"], end_of_day(LATER), instant_of(LATER_HELD_ON, time(18)), "Bibliothek")
    await Call.update({Call.state: "draft"}).where(Call.id == call["id"])  # a date more, as if announced at the start
    assert await rounds.add_date(world.district.id, call["id"], later, by=world.actor("bernd"), now=world.now) == []
    await Call.update({Call.state: "published"}).where(Call.id == call["id"])
    await check_page(world, browser)
    clock.now = end_of_day(DEADLINE_ON) + timedelta(minutes=5)

    page = await browser.get(f"{IDEE}/pruefen")
    assert "Die Frist der vorigen Runde ist vorbei" in page.text
    assert "beginnt erst am" not in page.text
    assert "Die Jury entscheidet am Di, 28. April, 18 Uhr." in page.text
    page = await browser.press(page, "/einreichung", **DECLARED)
    assert "Die vorige Frist war schon vorbei." in page.text
    assert "Die Jury entscheidet am Di, 28. April, 18 Uhr (Bibliothek)." in page.text


async def test_a_late_idea_may_go_to_a_round_that_has_not_begun_and_is_told_so(
    world: World, browser: Browser, clock: Clock
) -> None:
    fund = (await world.open_call())["fund"]
    bernd = world.actor("bernd")
    opens_at = instant_of(date(2026, 4, 1), time(9))
    draft = CallDraft("Ideen für den Sommer", "", opens_at=opens_at)
    number = await rounds.create_call(world.district.id, fund, draft, by=bernd, now=world.now)
    (call,) = [row for row in await Call.select() if row["number"] == number]
    later = DateDraft(world.areas[0]["id"], end_of_day(LATER), instant_of(LATER_HELD_ON, time(18)), "Bibliothek")
    assert await rounds.add_date(world.district.id, call["id"], later, by=bernd, now=world.now) == []
    assert await rounds.publish_call(world.district.id, call["id"], by=bernd, now=world.now) == []
    await check_page(world, browser)
    clock.now = end_of_day(DEADLINE_ON) + timedelta(minutes=5)

    page = await browser.get(f"{IDEE}/pruefen")
    assert "Diese Runde beginnt erst am Mi, 1. April, 9 Uhr." in page.text
    page = await browser.press(page, "/einreichung", **DECLARED)

    assert "Sie beginnt erst am Mi, 1. April, 9 Uhr, Ihre Idee ist schon dabei." in page.text
    assert await count(world, "number IS NOT NULL") == 1


async def test_after_the_deadline_a_draft_is_kept_and_cannot_be_sent(
    world: World, browser: Browser, clock: Clock
) -> None:
    await world.open_call()
    page = await check_page(world, browser)
    clock.now = end_of_day(DEADLINE_ON) + timedelta(minutes=5)

    refused = await browser.press(page, "/einreichung", status=422, **DECLARED)
    assert "Ihre Idee bleibt als Entwurf gespeichert." in refused.text
    page = await browser.get(f"{IDEE}/pruefen")
    assert "Ihre Idee gerade nicht absenden" in page.text
    assert "tel:0305550101" in page.links()
    assert [f.action for f in page.tree.forms if f.action.endswith("/einreichung", **DECLARED)] == []
    assert await count(world, "number IS NOT NULL") == 0


async def test_a_browser_with_a_finished_idea_may_begin_another(world: World, browser: Browser) -> None:
    await world.open_call()
    await browser.press(await check_page(world, browser), "/einreichung", **DECLARED)
    page = await costs_page(world, browser, "Lesecafé")
    page = await browser.press(page, "/kosten", **first_line(), requested="400", has_other="no")
    page = await browser.press(page, "/bilder")
    assert page.form("/person").fields["name"] == "Ayşe Yılmaz"
    page = await browser.press(page, "/person", kind="person")
    page = await browser.press(page, "/einreichung", **DECLARED)

    assert "2026-0002" in page.text
    page = await browser.get("/lichtenberg/mein-antrag")
    assert ("Hofbank" in page.text, "Lesecafé" in page.text) == (True, True)


async def test_code_and_pin_are_on_the_receipt_and_open_the_way_back(world: World, browser: Browser) -> None:
    await world.open_call()
    page = await browser.press(await check_page(world, browser), "/einreichung", **DECLARED)
    shown = page.tree.xpath("//dl[contains(@class, 'kf-facts--code')]//dd")
    number, code, pin = (" ".join(e.itertext()).strip() for e in shown)
    assert number == "2026-0001"

    token, problems = await enter(world.district.id, code, pin, "here", world.now)
    assert (bool(token), problems) == (True, [])
    again = await browser.get(f"{IDEE}/eingang")
    assert (code in again.text, pin in again.text) == (True, True)
