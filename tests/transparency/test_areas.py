"""An area's page: money, dates, projects, meetings, and the map."""

from datetime import timedelta

from browser import Browser
from kiezfonds.ledger.freezing import freeze_fund
from kiezfonds.rounds.deadlines import extend_deadline
from kiezfonds.rounds.queries import dates_of_call
from kiezfonds.rounds.rules import ExtensionDraft
from kiezfonds.transparency.drawing import drawing_of
from kiezfonds.transparency.maps import shapes_of
from transparency.seeds import past_elsewhere, past_of
from world import DEADLINE_ON, HELD_ON, World


async def test_an_empty_area_says_what_will_be_here(world: World, browser: Browser) -> None:
    page = await browser.get("/lichtenberg/gebiete/fennpfuhl")

    for words in (
        "sobald das Bezirksamt das Geld des Jahres freigibt",
        "In diesem Jahr gibt es hier noch kein Projekt.",
        "Noch hat keine Sitzung stattgefunden.",
        "Die nächsten Termine stehen noch nicht fest.",
    ):
        assert words in page.text
    assert "/lichtenberg/idee?gebiet=fennpfuhl" in page.links()


async def test_the_four_parts_of_the_money_add_up(world: World, browser: Browser) -> None:
    past = await past_of(world)
    await past_elsewhere(world)
    area = past.places[0]["id"]
    for kind, amount in (("commitment", 700_00), ("payment", 200_00), ("reservation", 1_000_00)):
        await past.book(area, kind, amount)

    page = await browser.get("/lichtenberg/gebiete/fennpfuhl")

    assert "11.300 € noch frei von 13.000 €" in page.text
    assert "bezahlt 200 € zugesagt 500 € vorgemerkt 1.000 € frei 11.300 €" in page.text


async def test_this_years_projects_are_listed_with_their_sum(world: World, browser: Browser) -> None:
    past, before = await past_of(world), await past_of(world, 2025)
    await past.project("Hofbank", amount=480_00)
    await past.project("Lesecafé", amount=520_50)
    await past.project("Anderswo", area=past.places[1]["id"])
    await before.project("Altes Fest")

    page = await browser.get("/lichtenberg/gebiete/fennpfuhl")

    assert "Lesecafé 520,50 € Hofbank 480 € Zusammen 1.000,50 €" in page.text
    assert "Anderswo" not in page.text
    assert "Altes Fest" not in page.text
    assert "/lichtenberg/sitzungen/2025-1" in page.links()
    assert "/lichtenberg/sitzungen/2026-1" in page.links()


async def test_the_next_deadline_and_meeting_are_named_with_place(world: World, browser: Browser) -> None:
    past = await past_of(world)
    await past.date(DEADLINE_ON, HELD_ON)

    page = await browser.get("/lichtenberg/gebiete/fennpfuhl")
    assert "Nächste Frist Do, 12. März 2026 (noch 10 Tage)" in page.text
    assert "Jury trifft sich Do, 26. März, 18 Uhr Seniorenclub, Mustergasse 3" in page.text


async def test_an_extension_says_until_when_and_why(world: World, browser: Browser) -> None:
    call = await world.open_call()
    (date,) = await dates_of_call(world.district.id, call["id"])
    draft = ExtensionDraft(date["deadline_at"] + timedelta(days=2), "Die Bibliothek war zu.")
    by, district = world.actor("bernd"), world.district.id
    assert await extend_deadline(district, date["id"], draft, by=by, now=world.now) == []

    page = await browser.get("/lichtenberg/gebiete/fennpfuhl")
    told = "Verlängert bis Sa, 14. März 2026, vorher Do, 12. März 2026. Der Grund: Die Bibliothek war zu."
    assert told in page.text
    assert told in (await browser.get("/lichtenberg")).text


async def test_a_freeze_says_why_and_that_ideas_still_come(world: World, browser: Browser) -> None:
    call = await world.open_call()
    assert "gesperrt" not in (await browser.get("/lichtenberg")).text
    reason, by = "Der Haushalt wird neu verhandelt.", world.actor("doris")
    assert await freeze_fund(world.district.id, call["fund"], reason, by=by, now=world.now) == []

    for path in ("/lichtenberg", "/lichtenberg/gebiete/fennpfuhl"):
        text = (await browser.get(path)).text
        assert f"Ideen können Sie trotzdem einreichen. Der Grund: {reason}" in text


async def test_the_call_its_rules_and_the_jury_stand_with_the_dates(world: World, browser: Browser) -> None:
    await world.open_call()
    assert (
        "Die Jury für diesen Kiez wird noch zusammengestellt."
        in (await browser.get("/lichtenberg/gebiete/fennpfuhl")).text
    )
    await world.jury()

    page = await browser.get("/lichtenberg/gebiete/fennpfuhl")

    assert "Ideen für den Frühling" in page.text
    assert {"/lichtenberg/fonds/kiezfonds-2026", "/lichtenberg/fonds/kiezfonds-2026/regeln"} <= set(page.links())
    assert "In der Jury sitzen 3 Menschen: 3 wohnen oder arbeiten im Kiez und haben sich gemeldet." in page.text
    assert "Clara" not in page.text


async def test_the_last_day_and_the_day_before_have_their_own_words(
    world: World, browser: Browser, clock: object
) -> None:
    await world.open_call()
    for days, word in ((9, "(morgen)"), (10, "(heute)"), (11, "In diesem Jahr ist keine Frist mehr vorgesehen.")):
        clock.now = world.now + timedelta(days=days)  # type: ignore[attr-defined]  # the test's own clock
        assert word in (await browser.get("/lichtenberg/gebiete/fennpfuhl")).text


async def test_a_draft_call_is_nobodys_business(world: World, browser: Browser) -> None:
    await world.call(await world.fund())

    assert "26. März" not in (await browser.get("/lichtenberg/gebiete/fennpfuhl")).text


async def test_the_select_leads_to_the_area_and_nowhere_else(world: World, browser: Browser) -> None:
    assert (await browser.get("/lichtenberg/gebiete?gebiet=fennpfuhl")).path == "/lichtenberg/gebiete/fennpfuhl"
    assert (await browser.get("/lichtenberg/gebiete?gebiet=weissensee")).path == "/lichtenberg"
    await browser.get("/lichtenberg/gebiete/weissensee", status=404)


async def test_an_area_costs_the_same_queries_with_one_project_and_with_many(
    world: World, browser: Browser, statements: list[str]
) -> None:
    past = await past_of(world)
    counts = []
    for number in range(3):
        await past.project(f"Projekt {number}")
        statements.clear()
        await browser.get("/lichtenberg/gebiete/fennpfuhl")
        counts.append(len(statements))

    assert counts == [8, 8, 8]


async def test_the_map_links_every_area_and_names_its_source(world: World, browser: Browser) -> None:
    page = await browser.get("/lichtenberg/gebiete/fennpfuhl")

    links = {a.get("href"): a.findtext(".//title") for a in page.tree.xpath("//svg//a")}
    assert links == {
        "/lichtenberg/gebiete/fennpfuhl": "Fennpfuhl",
        "/lichtenberg/gebiete/alt-lichtenberg": "Alt-Lichtenberg",
    }
    assert "Amt für Statistik Berlin-Brandenburg (CC BY 3.0 DE)" in page.text


async def test_a_district_without_shapes_has_no_map(world: World, browser: Browser) -> None:
    assert "Karte" not in (await browser.get("/pankow")).text
    assert shapes_of("pankow") is None
    assert shapes_of("../../jobs/rules") is None


def test_the_shapes_are_small_and_cover_thirteen_areas() -> None:
    shapes = shapes_of("lichtenberg")

    assert shapes is not None
    assert len(shapes.areas) == 13
    assert sum(map(len, shapes.areas.values())) < 8_000


def test_neighbours_keep_one_border_and_straight_lines_two_points() -> None:
    def square(name: str, west: float) -> dict[str, object]:
        ring = [[west, 0], [west + 0.5, 0], [west + 1, 0], [west + 1, 1], [west, 1], [west, 0]]
        return {"properties": {"name": name}, "geometry": {"type": "Polygon", "coordinates": [ring]}}

    drawing = drawing_of([square("West", 0), square("Ost", 1)], "by hand")

    assert drawing["areas"] == {"ost": "M120 120l118 0 0-118-118 0z", "west": "M2 120l118 0 0-118-118 0z"}
