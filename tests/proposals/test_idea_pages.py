import asyncio
from datetime import timedelta

from browser import Browser, Clock, Page
from databases import Database
from kiezfonds.database.work import rows
from kiezfonds.ground.days import end_of_day
from kiezfonds.jobs.queries import mail, mails
from kiezfonds.proposals.content import MOST_COST_LINES
from kiezfonds.proposals.rules import DRAFTS_PER_ADDRESS
from world import DEADLINE_ON, World, build_world

IDEE = "/lichtenberg/idee"
DECLARED = {"is_not_begun": "on", "is_true": "on", "has_read_rules": "on", "has_read_privacy": "on"}


async def test_an_idea_from_the_first_page_to_the_status_link(world: World, browser: Browser, app, settings) -> None:
    await world.open_call()
    page = await check_page(world, browser)
    assert (page.path, "Hofbank" in page.text) == (f"{IDEE}/pruefen", True)

    page = await browser.press(page, "/einreichung")

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
    await browser.press(await check_page(world, browser), "/einreichung")

    page = await browser.get(f"{IDEE}/eingang")
    assert any("/l/" in link for link in page.links())


async def test_sending_twice_hands_in_one_idea(world: World, browser: Browser) -> None:
    await world.open_call()
    page = await check_page(world, browser)

    for _ in range(2):
        again = await browser.press(page, "/einreichung")

    assert "2026-0001" in again.text
    assert await count(world, "number IS NOT NULL") == 1
    assert len(await mails(world.district.id)) == 1


async def test_sending_from_two_open_pages_hands_in_one_idea(world: World, browser: Browser) -> None:
    await world.open_call()
    first = await check_page(world, browser)
    second = await browser.get(f"{IDEE}/pruefen")
    for page in (first, second):
        assert (await browser.press(page, "/einreichung")).path == f"{IDEE}/eingang"

    assert await count(world, "number IS NOT NULL") == 1


async def test_two_taps_at_the_same_moment_both_lead_to_the_receipt(fresh_database: Database, app, settings) -> None:
    world = await build_world()
    await world.open_call()
    browser = Browser(app, settings)
    pages = [await check_page(world, browser), await browser.get(f"{IDEE}/pruefen")]

    answers = await asyncio.gather(*(browser.press(page, "/einreichung") for page in pages))

    assert [page.path for page in answers] == [f"{IDEE}/eingang"] * 2
    assert await count(world, "number IS NOT NULL") == 1


async def test_the_first_page_sent_twice_makes_one_draft_and_keeps_the_browser_in_it(
    world: World, browser: Browser
) -> None:
    await world.open_call()
    page = await browser.get(IDEE)
    await browser.press(page, "/idee", **idea_fields(world))
    browser.http.cookies.delete("kf-resident")  # the answer to the first tap never arrived
    page = await browser.press(page, "/idee", **idea_fields(world))

    assert page.path == f"{IDEE}/kosten"
    assert await count(world) == 1


async def test_a_draft_comes_back_with_everything_typed(world: World, browser: Browser) -> None:
    await world.open_call()
    await check_page(world, browser)

    page = await browser.get(IDEE)
    assert page.form("/idee").fields["title"] == "Hofbank"
    page = await browser.get(f"{IDEE}/kosten")
    assert [e.get("value") for e in page.tree.xpath("//input[@name='cost_what']")] == ["Holz", "Farbe"]
    assert page.form("/kosten").fields["requested"] == "480"
    page = await browser.get(f"{IDEE}/person")
    assert page.form("/person").fields["town"] == "10365 Berlin"


async def test_another_line_of_costs_without_a_script_keeps_what_was_typed(world: World, browser: Browser) -> None:
    await world.open_call()
    page = await browser.press(await browser.get(IDEE), "/idee", **idea_fields(world))
    page = await browser.press(page, "/kosten", button=("add_row", "1"), **first_line())

    assert len(page.tree.xpath("//input[@name='cost_what']")) == 2
    assert page.tree.xpath("//input[@name='cost_what']")[0].get("value") == "Holz"
    assert "Bitte sehen Sie noch einmal nach" not in page.text


async def test_errors_stand_at_their_field_and_in_the_summary(world: World, browser: Browser) -> None:
    await world.open_call()
    page = await browser.press(
        await browser.get(IDEE), "/idee", status=422, **{**idea_fields(world), "title": "", "starts_on": "2026-03-01"}
    )

    assert page.text.count("Bitte ausfüllen: Wie heißt Ihre Idee?") == 2
    assert page.form("/idee").fields["place"] == "Hof"
    assert await count(world) == 0


async def test_a_start_before_the_decision_is_refused(world: World, browser: Browser) -> None:
    await world.open_call()
    page = await browser.press(
        await browser.get(IDEE), "/idee", status=422, **{**idea_fields(world), "starts_on": "2026-03-20"}
    )

    assert "Die Jury entscheidet erst am 26.03.2026." in page.text


async def test_a_wrong_line_of_costs_says_so_at_the_line(world: World, browser: Browser) -> None:
    await world.open_call()
    page = await browser.press(await browser.get(IDEE), "/idee", **idea_fields(world))
    page = await browser.press(
        page, "/kosten", status=422, **{**first_line(), "cost_count": "drei"}, requested="10", has_other="no"
    )

    assert page.tree.get_element_by_id("f-costs-what-1").get("aria-invalid") == "true"
    assert "#f-costs-what-1" in page.links()
    assert page.form("/kosten").fields["cost_count"] == "drei"


async def test_too_many_lines_of_costs_all_come_back_to_be_put_together(world: World, browser: Browser) -> None:
    await world.open_call()
    page = await browser.press(await browser.get(IDEE), "/idee", **idea_fields(world))
    what = [f"Posten {n}" for n in range(MOST_COST_LINES + 5)]

    numbers = ["1"] * len(what)
    sent = {"cost_what": what, "cost_count": numbers, "cost_each": numbers, "requested": "30", "has_other": "no"}
    page = await browser.press(page, "/kosten", status=422, **sent)

    assert "höchstens 30 Zeilen" in page.text
    assert page.tree.xpath("//input[@name='cost_what']/@value") == what
    assert page.tree.xpath("//button[@name='add_row']") == []


async def test_more_than_the_soft_limit_asks_for_a_reason(world: World, browser: Browser) -> None:
    await world.open_call()
    page = await browser.press(await browser.get(IDEE), "/idee", **idea_fields(world))
    much = {"cost_what": "Bühne", "cost_count": "1", "cost_each": "1.500", "requested": "1.500", "has_other": "no"}
    page = await browser.press(page, "/kosten", status=422, **much)
    assert "Mehr als 1.000 Euro sind eine Ausnahme." in page.text

    page = await browser.press(page, "/kosten", **much, limit_reason="Nur diese eine passt auf den Platz.")
    assert page.path == f"{IDEE}/person"


async def test_somebody_must_be_reachable(world: World, browser: Browser) -> None:
    await world.open_call()
    page = await person_page(world, browser)
    page = await browser.press(page, "/person", status=422, **{**person_fields(), "email": "", "phone": ""})

    assert page.tree.get_element_by_id("f-email").get("aria-invalid") == "true"


async def test_an_undeclared_idea_goes_no_further(world: World, browser: Browser) -> None:
    await world.open_call()
    page = await person_page(world, browser)
    page = await browser.press(page, "/person", status=422, **{**person_fields(), "is_true": None})

    assert "Bitte bestätigen Sie: Alle Angaben stimmen und sind vollständig." in page.text


async def test_a_correction_returns_to_the_summary(world: World, browser: Browser) -> None:
    await world.open_call()
    await check_page(world, browser)
    page = await browser.get(f"{IDEE}/kosten?zurueck=pruefen")
    page = await browser.press(page, "/kosten", requested="300")

    assert page.path == f"{IDEE}/pruefen"
    assert "300 €" in page.text


async def test_the_area_of_the_address_is_chosen(world: World, browser: Browser) -> None:
    await world.open_call()
    page = await browser.get(f"{IDEE}?gebiet=fennpfuhl")

    assert page.form("/idee").fields["area"] == str(world.areas[0]["id"])


async def test_without_an_open_call_the_page_says_so(world: World, browser: Browser) -> None:
    page = await browser.get(IDEE)
    assert "Der nächste Aufruf ist noch nicht veröffentlicht." in page.text
    assert "030 555 0101" in page.text


async def test_after_the_deadline_a_draft_is_kept_and_cannot_be_sent(
    world: World, browser: Browser, clock: Clock
) -> None:
    await world.open_call()
    page = await check_page(world, browser)
    clock.now = end_of_day(DEADLINE_ON) + timedelta(minutes=5)

    refused = await browser.press(page, "/einreichung", status=422)
    assert "Ihre Idee bleibt als Entwurf gespeichert." in refused.text
    page = await browser.get(f"{IDEE}/pruefen")
    assert "Ihre Idee gerade nicht absenden" in page.text
    assert [f.action for f in page.tree.forms if f.action.endswith("/einreichung")] == []
    assert await count(world, "number IS NOT NULL") == 0


async def test_a_later_page_without_a_draft_leads_to_the_first(world: World, browser: Browser) -> None:
    await world.open_call()
    for page in ("kosten", "person", "pruefen", "eingang"):
        assert (await browser.get(f"{IDEE}/{page}")).path == IDEE


async def test_a_page_left_out_is_asked_for(world: World, browser: Browser) -> None:
    await world.open_call()
    await person_page(world, browser)
    assert (await browser.get(f"{IDEE}/pruefen")).path == f"{IDEE}/person"


async def test_a_browser_with_a_finished_idea_may_begin_another(world: World, browser: Browser) -> None:
    await world.open_call()
    await browser.press(await check_page(world, browser), "/einreichung")
    page = await browser.press(await browser.get(IDEE), "/idee", **{**idea_fields(world), "title": "Lesecafé"})
    page = await browser.press(page, "/kosten", **first_line(), requested="400", has_other="no")
    assert page.form("/person").fields["name"] == "Ayşe Yılmaz"
    page = await browser.press(page, "/person", **{**DECLARED, "kind": "person"})
    page = await browser.press(page, "/einreichung")

    assert "2026-0002" in page.text
    page = await browser.get("/lichtenberg/mein-antrag")
    assert ("Hofbank" in page.text, "Lesecafé" in page.text) == (True, True)


async def test_a_program_that_fills_in_everything_gets_no_draft(world: World, browser: Browser) -> None:
    await world.open_call()
    await browser.press(await browser.get(IDEE), "/idee", status=422, **idea_fields(world), website="http://x.example")

    assert await count(world) == 0


async def test_too_many_new_ideas_from_one_place_are_slowed_down(world: World, app, settings) -> None:
    await world.open_call()
    statuses = []
    for _ in range(DRAFTS_PER_ADDRESS + 1):
        stranger = Browser(app, settings, checks=False)
        page = await stranger.get(IDEE)
        statuses.append((await stranger.press(page, "/idee", status=None, **idea_fields(world))).status)

    assert (set(statuses[:-1]), statuses[-1]) == ({200}, 429)


async def test_another_districts_person_has_no_draft_here(world: World, browser: Browser) -> None:
    await world.open_call()
    await check_page(world, browser)
    page = await browser.get("/pankow/idee")
    assert "Hofbank" not in page.text
    await browser.get("/pankow/mein-antrag", status=403)


async def check_page(world: World, browser: Browser) -> Page:
    page = await person_page(world, browser)
    return await browser.press(page, "/person", **person_fields())


async def person_page(world: World, browser: Browser) -> Page:
    page = await browser.get(IDEE)
    page = await browser.press(page, "/idee", **idea_fields(world))
    lines = {"cost_what": ["Holz", "Farbe", ""], "cost_count": ["10", "1", ""], "cost_each": ["40", "80,00", ""]}
    return await browser.press(page, "/kosten", **lines, requested="480", smallest="300", has_other="no")


def first_line() -> dict[str, str]:
    return {"cost_what": "Holz", "cost_count": "10", "cost_each": "40"}


def idea_fields(world: World) -> dict[str, str]:
    return {
        "title": "Hofbank",
        "summary": "Eine Bank für alle.",
        "description": "Wir bauen eine Bank, damit sich Nachbarn treffen.",
        "area": str(world.areas[0]["id"]),
        "place": "Hof",
        "starts_on": "2026-05-02",
        "ends_on": "2026-06-30",
    }


def person_fields() -> dict[str, str]:
    return {
        "kind": "person",
        "name": "Ayşe Yılmaz",
        "street": "Mustergasse 7",
        "town": "10365 Berlin",
        "email": "ayse@post.example",
        **DECLARED,
    }


async def count(world: World, where: str = "1 = 1") -> int:
    found = await rows(f"SELECT COUNT(*) AS n FROM proposal WHERE district = {{}} AND {where}", world.district.id)
    return int(found[0]["n"])
