"""The first page of the house and of a district."""

from datetime import timedelta

from browser import Browser
from kiezfonds.accounts.actions import add_district
from kiezfonds.districts.tables import Area
from kiezfonds.rounds.tables import Call
from transparency.seeds import past_elsewhere, past_of
from world import DEADLINE_ON, HELD_ON, NOW, World


async def test_a_house_of_several_districts_lets_you_choose(world: World, browser: Browser) -> None:
    page = await browser.get("/")

    assert page.path == "/"
    assert {"/lichtenberg", "/pankow"} <= set(page.links())


async def test_a_house_of_one_district_goes_straight_to_it(database: None, browser: Browser) -> None:
    await add_district("Lichtenberg", now=NOW)

    assert (await browser.get("/")).path == "/lichtenberg"


async def test_a_house_without_districts_says_what_will_be_here(database: None, browser: Browser) -> None:
    assert "Hier stehen die Bezirke, sobald der erste eingerichtet ist." in (await browser.get("/")).text


async def test_before_the_first_money_every_part_says_what_will_be_here(world: World, browser: Browser) -> None:
    page = await browser.get("/lichtenberg")

    for words in (
        "Geld für Ihre Idee im Kiez",
        "noch nicht freigegeben",
        "Hier stehen die ersten Projekte",
        "030 555 0101",
        "Mo–Do 11–15 Uhr",
    ):
        assert words in page.text
    assert {"/lichtenberg/idee", "/lichtenberg/gebiete/fennpfuhl", "/lichtenberg/projekte"} <= set(page.links())


async def test_the_start_page_shows_money_dates_and_what_became_possible(world: World, browser: Browser) -> None:
    past = await past_of(world)
    await (await past_elsewhere(world)).project("Fremdes Beet")
    for number in range(8):
        await past.project(f"Projekt {number}")
    await past.book(past.places[0]["id"], "commitment", 3_000_00)
    await past.date(DEADLINE_ON, HELD_ON)

    page = await browser.get("/lichtenberg")

    assert "Do, 12. März 2026 (noch 10 Tage)" in page.text
    assert "10.000 € noch frei" in page.text
    assert [a.text_content() for a in page.tree.xpath("//ul[@class='kf-projects']//a")] == [
        f"Projekt {number}" for number in (7, 6, 5, 4, 3, 2)
    ]
    assert "Fremdes Beet" not in page.html


async def test_the_next_dates_name_the_areas_they_are_in(world: World, browser: Browser) -> None:
    past = await past_of(world)
    await past.date(DEADLINE_ON, HELD_ON)
    text = (await browser.get("/lichtenberg")).text
    assert "Nächste Frist Do, 12. März 2026 (noch 10 Tage) Fennpfuhl Jury" in text

    await past.date(DEADLINE_ON, HELD_ON, past.places[1]["id"])
    text = (await browser.get("/lichtenberg")).text
    assert "Nächste Frist Do, 12. März 2026 (noch 10 Tage) in allen Kiezen Jury" in text


async def test_a_call_that_is_not_open_yet_says_from_when_on(world: World, browser: Browser) -> None:
    call = await world.open_call()
    await Call.update({Call.opens_at: NOW + timedelta(days=3)}).where(Call.id == call["id"])

    assert "Ideen nehmen wir ab Do, 5. März 2026 an." in (await browser.get("/lichtenberg")).text


async def test_a_year_without_further_dates_says_so(world: World, browser: Browser) -> None:
    await past_of(world)

    text = (await browser.get("/lichtenberg")).text

    assert "Nächste Frist In diesem Jahr ist keine Frist mehr vorgesehen." in text
    assert "Jury trifft sich In diesem Jahr nicht mehr." in text


async def test_money_office_and_ones_own_proposal_are_one_step_away(world: World, browser: Browser) -> None:
    await past_of(world)

    page = await browser.get("/lichtenberg")

    assert {
        "/lichtenberg/mein-antrag",
        "/lichtenberg/sitzungen",
        "/lichtenberg/fonds/kiezfonds-2026",
        "/lichtenberg/fonds/kiezfonds-2026/regeln",
        "tel:0305550101",
    } <= set(page.links())


async def test_one_button_leads_to_the_idea(world: World, browser: Browser) -> None:
    page = await browser.get("/lichtenberg")

    assert [a.text_content().strip() for a in page.tree.xpath("//*[contains(@class, 'kern-btn--primary')]")] == [
        "Idee einreichen"
    ]


async def test_the_start_page_costs_the_same_queries_for_two_areas_and_for_thirteen(
    world: World, browser: Browser, statements: list[str]
) -> None:
    counts = []
    for number in range(11):
        await Area.insert(
            Area(
                district=world.district.id,
                slug=f"kiez-{number}",
                name=f"Kiez {number}",
                position=10 + number,
                inhabitants_count=1,
            )
        )
        if number in (0, 10):
            past = await past_of(world, 2025 + (number == 10))
            await past.project("Hofbank")
            statements.clear()
            await browser.get("/lichtenberg")
            counts.append(len(statements))

    assert counts == [5, 5]


async def test_an_unknown_district_is_not_there(world: World, browser: Browser) -> None:
    await browser.get("/spandau", status=404)
