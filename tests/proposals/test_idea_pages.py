from datetime import date, time

from browser import Browser
from kiezfonds.ground.days import instant_of
from kiezfonds.proposals.content import MOST_COST_LINES
from kiezfonds.proposals.rules import DRAFTS_PER_ADDRESS
from kiezfonds.rounds.tables import Call
from residents import (
    IDEE,
    check_page,
    costs_page,
    count,
    first_line,
    person_fields,
    person_page,
    what_fields,
    where_fields,
)
from world import World


async def test_the_first_page_sent_twice_makes_one_draft_and_keeps_the_browser_in_it(
    world: World, browser: Browser
) -> None:
    await world.open_call()
    page = await browser.get(IDEE)
    await browser.press(page, "/idee", **what_fields())
    browser.http.cookies.delete("kf-resident")  # the answer to the first tap never arrived
    page = await browser.press(page, "/idee", **what_fields())

    assert page.path == f"{IDEE}/wo"
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
    page = await costs_page(world, browser)
    page = await browser.press(page, "/kosten", button=("add_row", "1"), **first_line())

    assert len(page.tree.xpath("//input[@name='cost_what']")) == 2
    assert page.tree.xpath("//input[@name='cost_what']")[0].get("value") == "Holz"
    assert "Bitte sehen Sie noch einmal nach" not in page.text


async def test_errors_stand_at_their_field_and_in_the_summary(world: World, browser: Browser) -> None:
    await world.open_call()
    page = await browser.press(await browser.get(IDEE), "/idee", status=422, **{**what_fields(), "title": ""})

    assert page.text.count("Bitte ausfüllen: Wie heißt Ihre Idee?") == 2
    assert page.form("/idee").fields["summary"].strip() == "Eine Bank für alle."
    assert await count(world) == 0


async def test_a_start_before_the_decision_is_refused(world: World, browser: Browser) -> None:
    await world.open_call()
    page = await browser.press(await browser.get(IDEE), "/idee", **what_fields())
    page = await browser.press(page, "/wo", **where_fields(world))
    assert "Die Jury entscheidet am Do, 26. März, 18 Uhr." in page.text
    page = await browser.press(page, "/wann", status=422, starts_on="2026-03-20", ends_on="2026-06-30")

    assert "Die Jury entscheidet erst am 26.03.2026." in page.text
    assert page.form("/wann").fields["ends_on"] == "2026-06-30"


async def test_a_wrong_line_of_costs_says_so_at_the_line(world: World, browser: Browser) -> None:
    await world.open_call()
    page = await costs_page(world, browser)
    page = await browser.press(
        page, "/kosten", status=422, **{**first_line(), "cost_count": "drei"}, requested="10", has_other="no"
    )

    assert page.tree.get_element_by_id("f-costs-what-1").get("aria-invalid") == "true"
    assert "#f-costs-what-1" in page.links()
    assert page.form("/kosten").fields["cost_count"] == "drei"


async def test_an_endless_quantity_is_refused_at_its_line(world: World, browser: Browser) -> None:
    await world.open_call()
    page = await costs_page(world, browser)
    line = {**first_line(), "cost_count": "9" * 5000}
    page = await browser.press(page, "/kosten", status=422, **line, requested="10", has_other="no")

    assert "Bitte schreiben Sie die Menge als ganze Zahl" in page.text


async def test_a_text_pasted_too_long_comes_back_whole(world: World, browser: Browser) -> None:
    await world.open_call()
    page, text = await browser.get(IDEE), "Wort " * 2000
    assert page.tree.xpath("//textarea/@maxlength") == [], "a browser would cut it without a word"
    page = await browser.press(page, "/idee", status=422, **{**what_fields(), "summary": text})

    assert "Bitte kürzen Sie auf höchstens 300 Zeichen. Es sind 9999." in page.text
    assert page.form("/idee").fields["summary"].strip() == text.strip()


async def test_too_many_lines_of_costs_all_come_back_to_be_put_together(world: World, browser: Browser) -> None:
    await world.open_call()
    page = await costs_page(world, browser)
    what = [f"Posten {n}" for n in range(MOST_COST_LINES + 5)]

    numbers = ["1"] * len(what)
    sent = {"cost_what": what, "cost_count": numbers, "cost_each": numbers, "requested": "30", "has_other": "no"}
    page = await browser.press(page, "/kosten", status=422, **sent)

    assert "höchstens 30 Zeilen" in page.text
    assert page.tree.xpath("//input[@name='cost_what']/@value") == what
    assert page.tree.xpath("//button[@name='add_row']") == []


async def test_more_than_the_soft_limit_asks_for_a_reason(world: World, browser: Browser) -> None:
    await world.open_call()
    page = await costs_page(world, browser)
    much = {"cost_what": "Bühne", "cost_count": "1", "cost_each": "1.500", "requested": "1.500", "has_other": "no"}
    page = await browser.press(page, "/kosten", status=422, **much)
    assert "Mehr als 1.000 Euro sind eine Ausnahme." in page.text

    page = await browser.press(page, "/kosten", **much, limit_reason="Nur diese eine passt auf den Platz.")
    assert page.path == f"{IDEE}/bilder"


async def test_somebody_must_be_reachable(world: World, browser: Browser) -> None:
    await world.open_call()
    page = await person_page(world, browser)
    page = await browser.press(page, "/person", status=422, **{**person_fields(), "email": "", "phone": ""})

    assert page.tree.get_element_by_id("f-email").get("aria-invalid") == "true"


async def test_a_correction_returns_to_the_summary(world: World, browser: Browser) -> None:
    await world.open_call()
    await check_page(world, browser)
    page = await browser.get(f"{IDEE}/kosten?zurueck=pruefen")
    page = await browser.press(page, "/kosten", requested="300")

    assert page.path == f"{IDEE}/pruefen"
    assert "300 €" in page.text


async def test_the_area_of_the_address_is_chosen(world: World, browser: Browser) -> None:
    await world.open_call()
    page = await browser.press(await browser.get(f"{IDEE}?gebiet=fennpfuhl"), "/idee", **what_fields())

    assert page.form("/wo").fields["area"] == str(world.areas[0]["id"])


async def test_without_an_open_call_the_page_says_so(world: World, browser: Browser) -> None:
    page = await browser.get(IDEE)
    assert "Der nächste Aufruf ist noch nicht veröffentlicht." in page.text
    assert "030 555 0101" in page.text


async def test_a_call_that_opens_later_says_when(world: World, browser: Browser) -> None:
    call = await world.open_call()
    opens_at = instant_of(date(2026, 3, 9), time(9))
    await Call.update({Call.opens_at: opens_at}).where(Call.id == call["id"])

    page = await browser.get(IDEE)
    assert "Der nächste Aufruf beginnt am Mo, 9. März, 9 Uhr." in page.text


async def test_a_later_page_without_a_draft_leads_to_the_first(world: World, browser: Browser) -> None:
    await world.open_call()
    for page in ("wo", "wann", "kosten", "bilder", "person", "pruefen", "eingang"):
        assert (await browser.get(f"{IDEE}/{page}")).path == IDEE


async def test_a_page_left_out_is_asked_for(world: World, browser: Browser) -> None:
    await world.open_call()
    await person_page(world, browser)
    assert (await browser.get(f"{IDEE}/pruefen")).path == f"{IDEE}/person"


async def test_a_program_that_fills_in_everything_gets_no_draft(world: World, browser: Browser) -> None:
    await world.open_call()
    page = await browser.press(
        await browser.get(IDEE), "/idee", status=422, **what_fields(), website="http://x.example"
    )
    assert await count(world) == 0
    assert "030 555 0101" in page.text

    page = await browser.press(page, "/idee")  # a person whose browser filled it in loses nothing
    assert page.path == f"{IDEE}/wo"
    assert await count(world, "state = 'draft'") == 1


async def test_two_tabs_on_one_draft_lose_nothing_of_each_other(world: World, browser: Browser) -> None:
    await world.open_call()
    await check_page(world, browser)
    one, other = await browser.get(f"{IDEE}/wo?zurueck=pruefen"), await browser.get(f"{IDEE}/wann?zurueck=pruefen")
    await browser.press(one, "/wo", place="Bibliothek")
    page = await browser.press(other, "/wann", ends_on="2026-07-31")

    assert page.path == f"{IDEE}/pruefen"
    assert ("Bibliothek" in page.text, "31. Juli 2026" in page.text) == (True, True)


async def test_a_draft_opens_on_another_device_by_its_link(world: World, browser: Browser, app, settings) -> None:
    await world.open_call()
    await check_page(world, browser)
    page = await browser.press(await browser.get(f"{IDEE}/link"), "/link")
    (link,) = {path.split("8000")[-1] for path in page.links() if "/l/" in path}

    other = Browser(app, settings)
    page = await other.press(await other.get(link), link)
    assert page.path == IDEE
    assert page.form("/idee").fields["title"] == "Hofbank"


async def test_another_idea_can_be_begun_beside_the_first(world: World, browser: Browser) -> None:
    await world.open_call()
    await check_page(world, browser)
    page = await browser.press(await browser.get(f"{IDEE}?neu=1"), "/idee", **{**what_fields(), "title": "Lesecafé"})

    assert page.path == f"{IDEE}/wo"
    assert await count(world) == 2


async def test_too_many_new_ideas_from_one_place_are_slowed_down(world: World, app, settings) -> None:
    await world.open_call()
    statuses = []
    for _ in range(DRAFTS_PER_ADDRESS + 1):
        stranger = Browser(app, settings, checks=False)
        page = await stranger.get(IDEE)
        statuses.append((await stranger.press(page, "/idee", status=None, **what_fields())).status)

    assert (set(statuses[:-1]), statuses[-1]) == ({200}, 429)


async def test_another_districts_person_has_no_draft_here(world: World, browser: Browser) -> None:
    await world.open_call()
    await check_page(world, browser)
    page = await browser.get("/pankow/idee")
    assert "Hofbank" not in page.text
    assert (await browser.get("/pankow/mein-antrag")).path == "/pankow/mein-antrag/zugang"
