"""The public list of meetings: what comes next and what was, by area and year."""

from datetime import date, timedelta

from browser import Browser
from kiezfonds.meetings.tables import Meeting
from transparency.seeds import past_elsewhere, past_of
from world import DEADLINE_ON, HELD_ON, World

LIST = "/lichtenberg/sitzungen"


async def test_an_empty_list_says_what_will_be_here(world: World, browser: Browser) -> None:
    page = await browser.get(LIST)

    assert "Zurzeit ist keine Sitzung geplant." in page.text
    assert "Noch hat keine Sitzung stattgefunden." in page.text


async def test_dates_without_a_meeting_stand_among_those_to_come(world: World, browser: Browser) -> None:
    past = await past_of(world)
    await past.date(DEADLINE_ON, HELD_ON)

    page = await browser.get(LIST)

    assert "Fennpfuhl · Do, 26. März, 18 Uhr Seniorenclub, Mustergasse 3 · Ideen bis Do, 12. März 2026" in page.text
    assert await held(browser) == ["Fennpfuhl · Do, 12. Februar 2026", "Alt-Lichtenberg · Do, 12. Februar 2026"][::-1]


async def test_a_meeting_to_come_is_a_link_and_says_when_it_runs(world: World, browser: Browser) -> None:
    past = await past_of(world)
    day = await past.date(world.now.date() - timedelta(days=14), world.now.date())
    meeting = await past.meeting(day, world.now.date(), "invited")

    page = await browser.get(LIST)
    assert f"{LIST}/2026-90" in page.links()
    assert "läuft" not in page.text

    await Meeting.update({Meeting.state: "open"}).where(Meeting.id == meeting)
    assert "läuft" in (await browser.get(LIST)).text


async def test_a_cancelled_meeting_says_so_and_published_minutes_can_be_fetched(world: World, browser: Browser) -> None:
    past = await past_of(world)
    first, second = (past.meetings[place["id"]] for place in past.places)
    await Meeting.update({Meeting.state: "cancelled"}).where(Meeting.id == first)
    assert "Niederschrift" not in (await browser.get(LIST)).text
    await Meeting.update({Meeting.minutes_public_at: world.now}).where(Meeting.id == second)

    page = await browser.get(LIST)

    assert "Fennpfuhl · Do, 12. Februar 2026 abgesagt" in page.text
    assert f"{LIST}/2026-2/niederschrift.pdf" in page.links()
    assert f"{LIST}/2026-1/niederschrift.pdf" not in page.links()


async def test_the_list_is_filtered_by_area_and_year(world: World, browser: Browser) -> None:
    await past_of(world)
    await past_of(world, 2025)
    await past_elsewhere(world)

    assert len(await held(browser)) == 4
    assert await held(browser, "?gebiet=fennpfuhl&jahr=2025") == ["Fennpfuhl · Mi, 12. Februar 2025"]
    assert len(await held(browser, "?gebiet=weissensee&jahr=viel")) == 4
    page = await browser.get(f"{LIST}?jahr=2025&gebiet=fennpfuhl&seite=2")
    assert "Dazu gibt es keine Sitzung." in page.text


async def test_a_long_list_is_cut_into_pages_and_costs_the_same_queries(
    world: World, browser: Browser, statements: list[str]
) -> None:
    past = await past_of(world)
    statements.clear()
    await browser.get(LIST)
    few = len(statements)
    for number in range(50):
        day = date(2024, 1, 1) + timedelta(days=number)
        decision = await past.date(day, day)
        await past._meeting(past.places[0]["id"], decision, 100 + number, "closed", past.now - timedelta(days=700))
    statements.clear()

    page = await browser.get(LIST)

    assert (few, len(statements)) == (5, 5)
    assert len(await held(browser)) == 50
    assert "?seite=2" in page.links()
    assert len(await held(browser, "?seite=2")) == 2
    assert "Die nächsten Sitzungen" not in (await browser.get(f"{LIST}?seite=2")).text


async def held(browser: Browser, query: str = "") -> list[str]:
    page = await browser.get(LIST + query)
    links = page.tree.xpath("//section[@aria-labelledby='vergangene']//li//p[@class='kf-line__title']/a")
    return [" ".join(a.text_content().split()) for a in links]
