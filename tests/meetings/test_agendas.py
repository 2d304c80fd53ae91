from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from browser import Browser
from kiezfonds.meetings import arranging, queries
from kiezfonds.meetings.agendas import arranged, free_item, moved
from kiezfonds.meetings.counting import Tally
from kiezfonds.meetings.rules import Method, MotionKind
from kiezfonds.settings import Settings
from meetings.sitting import Sitting, plan, sit
from world import World, signed_in

OFFICE = "/lichtenberg/buero/sitzungen"


def proposal(number: int) -> dict[str, object]:
    facts = {"id": number, "year": 2026, "number": number, "title": f"Idee {number}", "state": "admitted"}
    rest = ("version", "applicant_kind", "group_name", "requested_cents", "smallest_useful_cents", "area", "fund")
    return {**dict.fromkeys((*rest, "lang", "summary")), **facts}


def test_the_agenda_begins_and_ends_as_every_evening_and_holds_the_last_minutes() -> None:
    found = arranged([], [proposal(2), proposal(1)], {"id": 7, "year": 2026, "number": 3})

    assert [item["title"] for item in found] == [
        "Eröffnung",
        "Protokoll der Sitzung 2026-3",
        "Idee 1",
        "Idee 2",
        "Verschiedenes",
    ]
    assert [item["position"] for item in found] == [1, 2, 3, 4, 5]
    assert found[1]["previous"] == 7


def test_what_is_admitted_later_comes_before_the_free_items_at_the_end() -> None:
    kept = [*arranged([], [proposal(1)])[:-1], free_item("Sommerfest"), free_item("Verschiedenes")]
    found = arranged(kept, [proposal(1), proposal(2)])

    assert [item["title"] for item in found] == ["Eröffnung", "Idee 1", "Idee 2", "Sommerfest", "Verschiedenes"]
    assert [item["title"] for item in arranged(kept, [])] == ["Eröffnung", "Sommerfest", "Verschiedenes"]


@given(st.lists(st.tuples(st.integers(1, 7), st.booleans()), max_size=12))
def test_moving_never_loses_an_item_and_never_moves_the_opening(steps: list[tuple[int, bool]]) -> None:
    items = arranged([], [proposal(n) for n in range(1, 5)])
    names = sorted(item["title"] for item in items)
    for position, is_up in steps:
        places = moved(items, position, is_up=is_up)
        if places:
            one, other = places
            items[one - 1]["position"], items[other - 1]["position"] = other, one
            items.sort(key=lambda item: item["position"])
    assert sorted(item["title"] for item in items) == names
    assert items[0]["title"] == "Eröffnung"


async def titles(sitting: Sitting) -> list[str]:
    return [item["title"] for item in await queries.agenda(sitting.district, sitting.id)]


async def test_the_office_arranges_the_agenda_before_the_meeting(world: World, desk: Browser) -> None:
    sitting = await plan(world)
    page = await desk.get(f"{OFFICE}/{sitting.ref}")
    page = await desk.press(page, "/punkte", title="Sommerfest")
    assert await titles(sitting) == ["Eröffnung", "Idee 1", "Idee 2", "Sommerfest", "Verschiedenes"]
    page = await desk.press(page, "/punkte/ordnung", button=("up", "3"))
    page = await desk.press(page, "/punkte/ordnung", button=("off", "5"))
    assert await titles(sitting) == ["Eröffnung", "Idee 2", "Idee 1", "Sommerfest"]

    await sitting.come(0, 1, 2, 3, 4)
    assert await sitting.open() == []
    assert await titles(sitting) == ["Eröffnung", "Idee 2", "Idee 1", "Sommerfest"]


async def test_the_chair_changes_the_order_in_the_meeting(world: World, desk: Browser) -> None:
    sitting = await sit(world)
    here = f"/lichtenberg/sitzungen/{sitting.ref}/leitung"
    page = await desk.press(await desk.get(here), "/punkte/ordnung", button=("down", "2"))
    page = await desk.press(page, "/punkte", title="Dank")
    assert await titles(sitting) == ["Eröffnung", "Idee 2", "Idee 1", "Verschiedenes", "Dank"]
    by, now = sitting.chair, sitting.now
    await sitting.call(2)
    refused = await arranging.move_item(sitting.district, sitting.id, 2, False, by=by, now=now)
    assert [p.text for p in refused] == ["Dieser Punkt kann nicht weiter verschoben werden."]
    refused = await arranging.remove_item(sitting.district, sitting.id, 3, by=by, now=now)
    assert [p.text for p in refused] == ["Dieser Punkt steht nicht mehr an. Er ist erledigt oder zurückgezogen."]


async def test_a_plain_motion_is_voted_on_by_show_of_hands_and_moves_no_money(world: World, desk: Browser) -> None:
    sitting = await sit(world)
    before = (await sitting.money()).available
    await sitting.call(4)
    here = f"/lichtenberg/sitzungen/{sitting.ref}/leitung"
    page = await desk.get(here)
    page = await desk.press(page, "/abstimmungen", motion="Die nächste Sitzung ist im Garten.")
    page = await desk.press(page, "/auszaehlung", yes="4", no="1", abstain="0")
    page = await desk.press(page, "/bestaetigung")
    ballot = await sitting.ballot(1)
    assert (ballot["state"], ballot["kind"], ballot["method"]) == ("confirmed", MotionKind.PLAIN, Method.HANDS)
    assert bool(ballot["is_accepted"])
    assert (await sitting.money()).available == before
    assert await queries.resolutions(sitting.district, sitting.id) == []
    assert Tally(4, 1, 0).cast == 5


async def test_another_districts_office_changes_nothing(world: World, app: Any, settings: Settings) -> None:
    sitting = await plan(world)
    other_desk = await signed_in(app, settings, world, "emine")
    await other_desk.get(f"/pankow/buero/sitzungen/{sitting.ref}", status=404)
    assert (await other_desk.get(f"{OFFICE}/{sitting.ref}/absage")).path.startswith("/lichtenberg/anmelden")
