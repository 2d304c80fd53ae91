from dataclasses import replace
from typing import Any

import pytest

from browser import Browser
from evening import FULL, Decision, decide, open_evening
from kiezfonds.juries.queries import seats as seats_on
from kiezfonds.juries.rules import Ground
from kiezfonds.meetings.actions import set_chair
from kiezfonds.meetings.counting import Tally
from kiezfonds.meetings.presence import set_presence
from kiezfonds.meetings.queries import agenda, meeting_by_id
from kiezfonds.meetings.rules import ResolutionKind
from kiezfonds.scoring import actions
from kiezfonds.scoring.rules import Opinion
from scoring.rulings import CRITERIA, rule
from world import HELD_ON, World, as_juror, signed_in

PART_OF_EXAMPLE = {
    "Hofbank": [(5, 4, 4), (4, 4, 3), (5, 5, 4), None, (4, 3, 5)],
    "Lesecafé": [(4, 4, 5), (3, 4, 4), (4, 5, 5), (5, 4, 5), (4, 4, 4)],
    "Feuerwerk": [(5, 5, 1), (2, 1, 2), (5, 4, 3), (1, 2, 1), (5, 5, 4)],
}
IDEAS = tuple(Decision(ResolutionKind.FULL, title=title) for title in PART_OF_EXAMPLE)


async def scored(world: World, **voting: Any) -> tuple[dict[str, Any], list[dict[str, Any]], str]:
    """An open meeting of five, three ideas scored as in the worked example; the meeting, its seats, the page."""
    meeting = await open_evening(world, *IDEAS)
    await rule(world, meeting["fund"], **{"score_mode": "criteria", "criteria": CRITERIA, **voting})
    seats = await seats_on(world.district.id, meeting["jury"], HELD_ON)
    items = {item["title"]: item for item in await agenda(world.district.id, meeting["id"])}
    for title, sheets in PART_OF_EXAMPLE.items():
        for seat, sheet in zip(seats, sheets, strict=True):
            if sheet is None:
                problems = await actions.declare_conflict(
                    world.district.id,
                    seat["id"],
                    items[title]["proposal"],
                    Ground.PAID,
                    "",
                    by=world.actor("bernd"),
                    now=world.now,
                )
            else:
                scores = {one.name: score for one, score in zip(CRITERIA, sheet, strict=True)}
                problems = await actions.save_sheet(
                    world.district.id, seat["id"], items[title]["version"], None, "", scores, now=world.now
                )
            assert problems == []
    ref = f"{meeting['year']}-{meeting['number']}"
    return meeting, seats, f"/lichtenberg/buero/sitzungen/{ref}/bewertungen"


async def test_the_office_sees_all_figures(world: World, desk: Browser) -> None:
    _, _, path = await scored(world)
    page = await desk.get(path.removesuffix("/bewertungen"))
    assert path in page.links()
    page = await desk.get(path)

    assert "2026-0001 Hofbank 1 4,25 4,07 4,20 3,80 4,80 0,48 0,75 4 480 € ! Rang hängt an Fehlenden" in page.text
    assert "2026-0002 Lesecafé 2 4,18 4,18 4,20 3,50 4,70 0,47" in page.text
    assert "2026-0003 Feuerwerk 3 3,26 3,26 4,20 1,30 4,80 1,63" in page.text
    assert "! weit auseinander, sehr hoch und sehr niedrig" in page.text
    assert "Krippendorffs α:" in page.text


async def test_the_table_is_sorted_narrowed_and_taken_along(world: World, desk: Browser) -> None:
    _, _, path = await scored(world)
    desk.checks = False
    table = await desk.get(f"{path}/liste.csv?ordnung=-streuung")
    assert [line.split(";")[1] for line in table.answer.text.splitlines()] == [
        "Idee",
        "Feuerwerk",
        "Hofbank",
        "Lesecafé",
    ]
    table = await desk.get(f"{path}/liste.csv?besprechen=nein")
    assert len(table.answer.text.splitlines()) == 1


async def test_the_chair_sees_it_and_other_jurors_do_not(
    world: World, app: Any, settings: Any, browser: Browser
) -> None:
    meeting, seats, path = await scored(world)
    world.people.update({seat["name"].split()[0].lower(): seat["person"] for seat in seats})
    await rule_chair(world, meeting["id"], seats[0]["id"])
    clara = await as_juror(app, settings, world, "clara")
    desk = path.replace("/buero", "").replace("/bewertungen", "/leitung")
    assert f"{desk}/bewertungen" in (await clara.get(desk)).links()
    page = await clara.get(f"{desk}/bewertungen")
    assert "2026-0003 Feuerwerk 3 3,26" in page.text
    assert "/lichtenberg/jury/antraege/2026-0001" in page.links()

    konrad = await as_juror(app, settings, world, "konrad")
    await konrad.get(f"{desk}/bewertungen", status=403)
    for stranger in (browser, await signed_in(app, settings, world, "emine")):
        assert (await stranger.get(path)).path.startswith("/lichtenberg/anmelden")


async def rule_chair(world: World, meeting: int, seat: int) -> None:
    await set_chair(world.district.id, meeting, seat, by=world.actor("bernd"), now=world.now)


async def test_before_the_ballot_only_the_number_of_sheets_where_the_rule_set_hides_the_rest(
    world: World, desk: Browser
) -> None:
    meeting, seats, path = await scored(world, others_visible="after_ballot")
    page = await desk.get(path)
    assert "2026-0001 Hofbank – – – – – – – – 4 480 €" in page.text
    assert "Bei 3 Ideen stehen die Werte erst nach der Abstimmung hier." in page.text

    found = await meeting_by_id(world.district.id, meeting["id"])
    assert found is not None
    bernd, at = world.actor("bernd"), found["opened_at"]
    for seat in seats:
        await set_presence(world.district.id, meeting["id"], seat["id"], is_present=True, by=bernd, now=at)
    await decide(world, meeting["id"], 2, replace(FULL, votes=Tally(4, 0, 0)), at)
    page = await desk.get(path)
    assert "2026-0001 Hofbank 1 4,25" in page.text
    assert "2026-0002 Lesecafé – –" in page.text


async def test_in_simple_mode_opinions_are_counted(world: World, desk: Browser) -> None:
    meeting = await open_evening(world, FULL)
    seats = await seats_on(world.district.id, meeting["jury"], HELD_ON)
    (item,) = [item for item in await agenda(world.district.id, meeting["id"]) if item["version"]]
    for seat, opinion in zip(seats, (Opinion.YES, Opinion.YES, Opinion.NO), strict=False):
        await actions.save_sheet(world.district.id, seat["id"], item["version"], opinion, "", now=world.now)
    page = await desk.get(f"/lichtenberg/buero/sitzungen/{meeting['year']}-{meeting['number']}/bewertungen")

    assert "2026-0001 Hofbank 2 0 0 1 0 3 480 €" in page.text


async def test_without_scores_the_page_says_so(world: World, desk: Browser) -> None:
    meeting = await open_evening(world, FULL)
    await rule(world, meeting["fund"], score_mode="off")
    page = await desk.get(f"/lichtenberg/buero/sitzungen/{meeting['year']}-{meeting['number']}/bewertungen")

    assert "In diesem Fonds gibt die Jury vorher keine Einschätzungen ab." in page.text


@pytest.mark.parametrize("ideas", [1, 3])
async def test_the_page_costs_the_same_however_many_ideas_there_are(
    world: World, desk: Browser, statements: list[str], ideas: int
) -> None:
    meeting = await open_evening(world, *IDEAS[:ideas])
    await rule(world, meeting["fund"], score_mode="criteria", criteria=CRITERIA)
    statements.clear()
    await desk.get(f"/lichtenberg/buero/sitzungen/{meeting['year']}-{meeting['number']}/bewertungen")
    assert len(statements) == 8
