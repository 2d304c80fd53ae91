"""Plain membership is told; whether it excludes is for the jury to say."""

from typing import Any

from browser import Browser
from kiezfonds.juries import queries as jury_queries
from kiezfonds.juries.rules import Ground
from kiezfonds.scoring import actions, queries
from kiezfonds.scoring.rules import Opinion
from world import World, as_juror


async def told(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    """Clara noted an opinion and then told that she is a plain member."""
    clara, *_ = await world.jury()
    proposal = await world.admitted(await world.open_call())
    await actions.save_sheet(world.district.id, clara["id"], proposal["version"], Opinion.YES, "", now=world.now)
    problems = await actions.declare_conflict(
        world.district.id, clara["id"], proposal["id"], Ground.MEMBER, "Chor", by=world.actor("bernd"), now=world.now
    )
    assert problems == []
    return clara, proposal


async def test_a_membership_excludes_nobody_until_it_is_decided(world: World) -> None:
    clara, proposal = await told(world)
    district = world.district.id
    assert await jury_queries.conflicted_seats(district, proposal["id"]) == set()
    assert await jury_queries.conflicted_proposals(district, clara["id"]) == set()
    assert await queries.sheet(district, clara["id"], proposal["version"]) is not None

    by = world.actor("bernd")
    assert await actions.decide_conflict(district, clara["id"], proposal["id"], True, by=by, now=world.now) == []
    assert await jury_queries.conflicted_seats(district, proposal["id"]) == {clara["id"]}
    assert await queries.sheet(district, clara["id"], proposal["version"]) is None
    problems = await actions.decide_conflict(district, clara["id"], proposal["id"], False, by=by, now=world.now)
    assert [p.text for p in problems] == ["Darüber ist schon entschieden oder es ist zurückgenommen."]


async def test_whoever_may_take_part_after_all_keeps_the_sheet(world: World) -> None:
    clara, proposal = await told(world)
    district, by = world.district.id, world.actor("bernd")
    assert await actions.decide_conflict(district, clara["id"], proposal["id"], False, by=by, now=world.now) == []

    assert await jury_queries.conflicted_seats(district, proposal["id"]) == set()
    assert await queries.sheet(district, clara["id"], proposal["version"]) is not None
    known = await jury_queries.conflict(district, clara["id"], proposal["id"])
    assert known is not None
    assert (known["decided_by_kind"], known["decided_at"] is not None) == ("staff", True)


async def test_a_juror_tells_it_and_the_office_enters_what_the_jury_decided(
    world: World, desk: Browser, app: Any, settings: Any
) -> None:
    clara, *_ = await world.jury()
    proposal = await world.admitted(await world.open_call())
    path = f"/lichtenberg/jury/antraege/{proposal['year']}-{proposal['number']:04d}"
    tablet = await as_juror(app, settings, world, "clara")
    page = await tablet.press(await tablet.get(f"{path}/befangenheit"), "/befangenheit", ground="member")
    assert "Die Jury entscheidet, ob Sie mitwirken. Bis dahin wirken Sie mit." in page.text
    assert "Was halten Sie von der Idee?" in page.text

    page = await desk.get("/lichtenberg/buero/jurys/fennpfuhl")
    assert "! die Jury entscheidet" in page.text
    (link,) = [link for link in page.links() if link.split("/")[-1].isdigit() and "/befangenheiten/" in link]
    page = await desk.get(link)
    assert "zurücknehmen" not in page.text
    page = await desk.press(page, "/entscheidung", button=("folge", "ausgeschlossen"))
    assert "✓ wirkt nicht mit" in page.text
    assert await jury_queries.conflicted_seats(world.district.id, proposal["id"]) == {clara["id"]}
    assert "Sie wirken hier nicht mit" in (await tablet.get(path)).text
