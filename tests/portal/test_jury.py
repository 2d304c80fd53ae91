from datetime import time
from typing import Any

import pytest

from browser import Clock
from evening import FULL, open_evening
from kiezfonds.database.work import rows
from kiezfonds.ground.days import instant_of
from kiezfonds.juries import queries as jury_queries
from kiezfonds.juries.rules import Ground, MemberDraft
from kiezfonds.meetings import actions as meetings
from kiezfonds.meetings.company import suspend
from kiezfonds.rounds.queries import dates_of_call
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
    assert "Lesecafé 480 € ✓ befangen" in page.text
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
    assert len(statements) == 7


async def test_an_open_meeting_is_one_press_away(world: World, app: Any, settings: Any) -> None:
    meeting = await open_evening(world, FULL)
    clara, *_ = await jury_queries.seats(world.district.id, meeting["jury"], HELD_ON)
    world.people["clara"] = clara["person"]
    tablet = await as_juror(app, settings, world, "clara")
    page = await tablet.get("/lichtenberg/jury")

    assert f"/lichtenberg/jury/sitzung/{meeting['year']}-{meeting['number']}" in page.links()


async def planned(world: World) -> str:
    await world.jury()
    call = await world.open_call()
    (day,) = await dates_of_call(world.district.id, call["id"])
    ref, problems = await meetings.plan_meeting(world.district.id, day["id"], by=world.actor("bernd"), now=world.now)
    assert problems == []
    return ref


async def test_a_juror_says_whether_they_come_and_changes_their_mind(world: World, app: Any, settings: Any) -> None:
    ref = await planned(world)
    tablet = await as_juror(app, settings, world, "clara")
    page = await tablet.get("/lichtenberg/jury")
    assert "Nächste Sitzung: Do, 26. März, 18 Uhr Seniorenclub, Mustergasse 3 Kommen Sie?" in page.text

    page = await tablet.press(page, f"/sitzung/{ref}/rueckmeldung", button=("antwort", "yes"))
    assert "Danke. Wir rechnen mit Ihnen." in page.text
    assert "✓ Sie kommen" in page.text
    page = await tablet.press(page, f"/sitzung/{ref}/rueckmeldung", button=("antwort", "no"))
    assert "✓ Sie können nicht" in page.text
    (row,) = await rows("SELECT answer FROM meeting_reply")
    assert row["answer"] == "no"


async def test_a_meeting_whose_hour_has_come_is_still_the_next_one_and_has_a_way_in(
    world: World, app: Any, settings: Any, clock: Clock
) -> None:
    ref = await planned(world)
    clock.now = instant_of(HELD_ON, time(18, 10))
    tablet = await as_juror(app, settings, world, "clara")
    page = await tablet.get("/lichtenberg/jury")

    assert "Nächste Sitzung: Do, 26. März, 18 Uhr" in page.text
    assert f"/lichtenberg/jury/sitzung/{ref}" in page.links()


async def test_a_pause_does_not_close_the_door(world: World, app: Any, settings: Any) -> None:
    meeting = await open_evening(world, FULL)
    assert await suspend(world.district.id, meeting["id"], by=world.actor("bernd"), now=world.now) == []
    clara, *_ = await jury_queries.seats(world.district.id, meeting["jury"], HELD_ON)
    world.people["clara"] = clara["person"]
    page = await (await as_juror(app, settings, world, "clara")).get("/lichtenberg/jury")

    assert "Die Sitzung ist unterbrochen." in page.text
    assert f"/lichtenberg/jury/sitzung/{meeting['year']}-{meeting['number']}" in page.links()


async def test_an_answer_that_is_none_or_to_another_jurys_meeting_is_refused(
    world: World, app: Any, settings: Any
) -> None:
    ref = await planned(world)
    await world.jury(1, MemberDraft("Lena Laden"))
    clara = await as_juror(app, settings, world, "clara")
    token = (await clara.get("/lichtenberg/jury")).form("/rueckmeldung").fields["_csrf"]
    await clara.post(f"/lichtenberg/jury/sitzung/{ref}/rueckmeldung", {"_csrf": token, "antwort": "x"}, status=404)
    await clara.post("/lichtenberg/jury/sitzung/2026-99/rueckmeldung", {"_csrf": token, "antwort": "yes"}, status=404)

    lena = await as_juror(app, settings, world, "lena")
    token = (await lena.get("/lichtenberg/jury")).form("/abmelden").fields["_csrf"]
    await lena.post(f"/lichtenberg/jury/sitzung/{ref}/rueckmeldung", {"_csrf": token, "antwort": "yes"}, status=409)
    assert await rows("SELECT id FROM meeting_reply") == []


async def test_progress_is_read_aloud_too(world: World, app: Any, settings: Any) -> None:
    clara, *_ = await world.jury()
    call = await world.open_call()
    bench, *_ = [await world.admitted(call, title) for title in ("Hofbank", "Lesecafé", "Garten")]
    await actions.save_sheet(world.district.id, clara["id"], bench["version"], Opinion.YES, "", now=world.now)
    page = await (await as_juror(app, settings, world, "clara")).get("/lichtenberg/jury")

    assert "2 Ideen zu lesen ●○○ 1 von 3 gelesen" in page.text


async def test_in_the_meeting_there_is_only_the_way_into_it(world: World, app: Any, settings: Any) -> None:
    meeting = await open_evening(world, FULL)
    clara, *_ = await jury_queries.seats(world.district.id, meeting["jury"], HELD_ON)
    world.people["clara"] = clara["person"]
    page = await (await as_juror(app, settings, world, "clara")).get("/lichtenberg/jury")

    assert "Hofbank" not in page.text
    assert "Kommen Sie?" not in page.text


async def test_all_papers_stand_on_one_page_without_anything_private(world: World, app: Any, settings: Any) -> None:
    await world.jury()
    call = await world.open_call()
    for title in ("Hofbank", "Lesecafé"):
        await world.admitted(call, title)
    tablet = await as_juror(app, settings, world, "clara")
    assert "/lichtenberg/jury/antraege" in (await tablet.get("/lichtenberg/jury")).links()
    page = await tablet.get("/lichtenberg/jury/antraege")

    assert page.text.count("Wir bauen zusammen eine Bank aus Holz") == 2
    for private in ("Ayşe", "Yılmaz", "ayse@post.example", "030 555 0199", "Mustergasse 7, 10365"):
        assert private not in page.html


async def test_what_is_decided_stays_to_be_read(world: World, app: Any, settings: Any) -> None:
    await world.jury()
    proposal = await world.admitted(await world.open_call())
    await rows("UPDATE proposal SET state = 'rejected' WHERE id = {}", proposal["id"])
    tablet = await as_juror(app, settings, world, "clara")
    page = await tablet.get("/lichtenberg/jury")

    assert "1 Idee ist schon entschieden Hofbank Jury: abgelehnt" in page.text
    (link,) = [link for link in page.links() if "/antraege/" in link]
    assert "Jury: abgelehnt" in (await tablet.get(link)).text
