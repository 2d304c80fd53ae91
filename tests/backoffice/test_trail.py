"""The chain as the auditor reads it."""

from browser import Browser
from kiezfonds.audit.tables import AuditHead
from world import World

TRAIL = "/lichtenberg/buero/pruefpfad"


async def test_every_act_is_a_line_with_its_person(world: World, district_desk: Browser) -> None:
    await world.open_call()

    page = await district_desk.get(TRAIL)

    assert "release_fund" in page.text
    assert "Doris Amt (district_office)" in page.text


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
