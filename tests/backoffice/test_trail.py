"""The chain as the auditor reads it."""

import ast
from pathlib import Path

from browser import Browser
from kiezfonds.audit.tables import AuditHead
from kiezfonds.backoffice.trail_words import ACT_WORDS
from world import World

TRAIL = "/lichtenberg/buero/pruefpfad"


async def test_every_act_is_a_line_with_its_person(world: World, district_desk: Browser) -> None:
    await world.open_call()

    page = await district_desk.get(TRAIL)

    assert "Geld verteilt und freigegeben" in page.text
    assert "Doris Amt (Bezirksamt)" in page.text


def test_every_act_of_the_house_has_german_words() -> None:
    recorded = {
        argument.value
        for path in Path(__file__).parents[2].joinpath("src").rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text()))
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "record" and len(call.args) > 1
        for argument in ast.walk(call.args[1])
        if isinstance(argument, ast.Constant)
    }

    assert len(recorded) > 50
    assert recorded - set(ACT_WORDS) == set()


async def test_lines_are_narrowed_and_taken_along(world: World, district_desk: Browser) -> None:
    await world.open_call()

    page = await district_desk.get(f"{TRAIL}?was=release_fund")
    table = await district_desk.get(f"{TRAIL}/liste.csv?was=release_fund")

    assert "Prüfpfad (1)" in page.text
    assert table.answer.text.count("release_fund") == 1
    assert len(table.answer.text.splitlines()) == 2


async def test_the_whole_chain_is_computed_again(world: World, district_desk: Browser) -> None:
    await world.open_call()
    assert "Die Kette ist heil" in (await district_desk.get(f"{TRAIL}/pruefung")).text

    await AuditHead.update({AuditHead.hash: "0" * 64}).where(AuditHead.district == world.district.id)

    assert "Die Kette ist gebrochen" in (await district_desk.get(f"{TRAIL}/pruefung")).text


async def test_another_districts_lines_are_not_there(world: World, district_desk: Browser) -> None:
    page = await district_desk.get(TRAIL)

    assert "Emine" not in page.text
