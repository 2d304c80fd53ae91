from typing import Any

import pytest

from evening import FULL, open_evening
from kiezfonds.juries import queries as jury_queries
from kiezfonds.juries.rules import Ground
from kiezfonds.scoring import actions
from kiezfonds.scoring.rules import Opinion
from world import HELD_ON, World, as_juror


async def test_a_juror_sees_what_is_to_read(world: World, app: Any, settings: Any) -> None:
    clara, *_ = await world.jury()
    call = await world.open_call()
    bench, cafe, _ = [await world.admitted(call, title) for title in ("Hofbank", "Lesecafé", "Garten")]
    await actions.save_sheet(world.district.id, clara["id"], bench["version"], Opinion.RATHER_YES, "", now=world.now)
    await actions.declare_conflict(
        world.district.id, clara["id"], cafe["id"], Ground.PAID, "", by=world.actor("bernd"), now=world.now
    )
    tablet = await as_juror(app, settings, world, "clara")
    page = await tablet.get("/lichtenberg/jury")

    assert "1 Idee zu lesen" in page.text
    assert "Hofbank 480 € ✓ eher ja" in page.text
    assert "Lesecafé 480 € befangen" in page.text
    assert "Garten 480 € ○ noch nicht" in page.text


async def test_without_ideas_the_page_says_when_there_will_be_some(world: World, app: Any, settings: Any) -> None:
    await world.jury()
    tablet = await as_juror(app, settings, world, "konrad")
    page = await tablet.get("/lichtenberg/jury")

    assert "Sobald welche zugelassen sind, stehen sie hier." in page.text
    assert "Die nächste Sitzung steht noch nicht fest." in page.text


@pytest.mark.parametrize("ideas", [1, 3])
async def test_the_page_costs_the_same_however_many_ideas_wait(
    world: World, app: Any, settings: Any, statements: list[str], ideas: int
) -> None:
    await world.jury()
    call = await world.open_call()
    for number in range(ideas):
        await world.admitted(call, f"Idee {number}")
    tablet = await as_juror(app, settings, world, "clara")
    statements.clear()
    await tablet.get("/lichtenberg/jury")
    assert len(statements) == 5


async def test_an_open_meeting_is_one_press_away(world: World, app: Any, settings: Any) -> None:
    meeting = await open_evening(world, FULL)
    clara, *_ = await jury_queries.seats(world.district.id, meeting["jury"], HELD_ON)
    world.people["clara"] = clara["person"]
    tablet = await as_juror(app, settings, world, "clara")
    page = await tablet.get("/lichtenberg/jury")

    assert f"/lichtenberg/jury/sitzung/{meeting['year']}-{meeting['number']}" in page.links()
