from browser import Browser
from kiezfonds.database.paging import Asked, paged
from meetings.sitting import plan_for
from world import World

LIST = "/lichtenberg/buero/sitzungen"


async def three_meetings(world: World) -> None:
    call = await world.open_call()
    await plan_for(world, call, 3)


async def test_a_list_is_searched_sorted_and_taken_along(world: World, desk: Browser) -> None:
    await three_meetings(world)
    page = await desk.get(LIST)
    assert "Sitzungen (1)" in page.text
    assert "Dazu gibt es nichts." in (await desk.get(f"{LIST}?q=nirgends")).text
    assert "2026-1" in (await desk.get(f"{LIST}?stand=invited&ordnung=ort")).text
    assert "Dazu gibt es nichts." in (await desk.get(f"{LIST}?stand=closed")).text
    assert "Auf dieser Seite steht nichts mehr." in (await desk.get(f"{LIST}?seite=9")).text
    table = await desk.get(f"{LIST}/liste.csv")
    assert table.html.startswith("\ufeffNummer;Gebiet;Wann;Ort;Stand\r\n2026-1;")


async def test_what_cannot_be_meant_is_left_out(world: World, desk: Browser) -> None:
    await three_meetings(world)
    page = await desk.get(f"{LIST}?ordnung=--x&seite=-3&stand=%00&q=%25")
    assert page.tree.xpath("//th[@aria-sort='descending']") != [] or "Dazu gibt es nichts." in page.text


async def test_small_and_capital_letters_are_one_also_with_umlauts(world: World) -> None:
    source = "SELECT 1 AS id, 'Übersicht' AS name UNION ALL SELECT 2, 'apfel' UNION ALL SELECT 3, '100%'"
    names = [row["name"] for row in (await paged(Asked(order="name", is_text=True), source))[0]]
    assert names == ["100%", "apfel", "Übersicht"]
    for typed, expected in (("übers", ["Übersicht"]), ("ÜBERS", ["Übersicht"]), ("%", ["100%"]), ("_", [])):
        found, _ = await paged(Asked(text=typed, searched=("name",), order="name"), source)
        assert [row["name"] for row in found] == expected
