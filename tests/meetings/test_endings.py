from datetime import timedelta

from browser import Browser
from kiezfonds.jobs.tables import Mail
from kiezfonds.meetings import actions, company, endings, queries
from kiezfonds.meetings.rules import read_meeting_reference
from kiezfonds.meetings.vocabulary import Company
from kiezfonds.proposals.queries import proposal_by_id
from meetings.sitting import Sitting, plan, sit
from world import World

OFFICE = "/lichtenberg/buero/sitzungen"


async def states(sitting: Sitting) -> list[str]:
    ideas = [item["proposal"] for item in await queries.agenda(sitting.district, sitting.id) if item["proposal"]]
    return [(await proposal_by_id(sitting.district, idea) or {})["state"] for idea in ideas]


async def test_a_cancelled_meeting_tells_its_members_and_sends_its_ideas_on(world: World, desk: Browser) -> None:
    sitting = await plan(world, members=3)
    page = await desk.get(f"{OFFICE}/{sitting.ref}/absage")
    page = await desk.press(page, "/absage", reason="", status=422)
    page = await desk.press(page, "/absage", reason="Der Raum ist überschwemmt.")

    assert "Abgesagt. 3 E-Mails gehen hinaus." in page.text
    assert await Mail.count().where(Mail.body.like("%überschwemmt%")) == 3
    assert await states(sitting) == ["deferred", "deferred"]
    assert (await sitting.meeting())["state"] == "cancelled"
    assert len(await sitting.open()) == 1
    _, problems = await endings.cancel_meeting(
        sitting.district, sitting.id, "noch einmal", by=sitting.chair, now=sitting.now
    )
    assert [p.text for p in problems] == ["Abgesagt wird, bevor die Sitzung beginnt."]


async def test_nobody_ends_a_quorate_meeting_as_inquorate(world: World) -> None:
    sitting = await sit(world)
    problems = await endings.end_without_quorum(sitting.district, sitting.id, by=sitting.chair, now=sitting.now)
    assert [p.text for p in problems] == [
        "Die Jury ist beschlussfähig. Bitte schließen Sie die Sitzung auf dem üblichen Weg."
    ]


async def test_a_second_meeting_decides_the_same_items_whoever_comes(world: World, desk: Browser) -> None:
    sitting = await sit(world, members=15, present=2)
    here = f"/lichtenberg/sitzungen/{sitting.ref}/leitung"
    await sitting.call(2)
    assert "Nicht beschlussfähig" in (await sitting.put(2))[1][0].text
    page = await desk.get(f"{here}/beschlussunfaehigkeit")
    page = await desk.press(page, "/beschlussunfaehigkeit")
    assert "Nicht beschlussfähig beendet" in page.text
    assert await states(sitting) == ["deferred", "deferred"]

    world.now = sitting.now + timedelta(days=1)
    page = await desk.get(f"{OFFICE}/{sitting.ref}/zweite-sitzung")
    assert page.form("/zweite-sitzung").fields["held_time"] == "18:00"  # as on the wall in Berlin
    page = await desk.press(page, "/zweite-sitzung", held_on="2026-04-16", held_time="18:00", place="Bücherei")
    assert "Die zweite Sitzung ist geplant." in page.text
    row = await queries.meeting(sitting.district, *(read_meeting_reference("2026-2") or (0, 0)))
    assert row is not None
    assert row["repeats"] == sitting.id
    second = Sitting(world, row["id"], "2026-2", sitting.seats, row["begins_at"])
    assert [i["title"] for i in await queries.agenda(second.district, second.id)] == [
        *("Eröffnung", "Protokoll der Sitzung 2026-1", "Idee 1", "Idee 2", "Verschiedenes")
    ]
    await actions.invite(second.district, second.id, page="https://kiez.example", by=second.chair, now=world.now)
    assert await Mail.count().where(Mail.body.like("%gleich wie viele Mitglieder kommen%")) == 15
    await second.come(0)
    assert await second.open() == []
    await second.call(2)
    plain = await desk.get("/lichtenberg/sitzungen/2026-2/leitung")
    assert "Hier kann jetzt nicht abgestimmt werden" in plain.text  # the minutes were no item of the first meeting
    assert "Sitzung ohne Abstimmung beenden" not in plain.text
    (refused,) = await endings.end_without_quorum(second.district, second.id, by=second.chair, now=second.now)
    assert refused.text.startswith("Die Jury ist beschlussfähig.")
    number = await second.decide(3)
    ballot = await second.ballot(number)
    assert (ballot["needed_count"], ballot["yes_count"]) == (1, 1)
    assert await queries.resolutions(second.district, second.id) != []


async def test_a_pause_stops_everything_until_it_goes_on(world: World, desk: Browser) -> None:
    sitting = await sit(world)
    here = f"/lichtenberg/sitzungen/{sitting.ref}/leitung"
    page = await desk.press(await desk.get(here), "/unterbrechung")
    assert "Die Sitzung ist unterbrochen" in page.text
    assert len(await sitting.call(2)) == 1
    page = await desk.press(page, "/fortsetzung")
    assert await sitting.call(2) == []
    (pause,) = await company.pauses(sitting.district, sitting.id)
    assert pause["until_at"] is not None


async def test_the_recorder_staff_and_guests_are_noted(world: World, desk: Browser) -> None:
    sitting = await plan(world)
    page = await desk.get(f"{OFFICE}/{sitting.ref}")
    page = await desk.press(page, "/begleitung", recorder="Rita Rund", staff="Bernd Büro", guests="4")
    row = await sitting.meeting()
    assert (row["recorder"], row["staff_present"], row["guest_count"]) == ("Rita Rund", "Bernd Büro", 4)
    await sitting.open()
    await actions.close_meeting(sitting.district, sitting.id, by=sitting.chair, now=sitting.now)
    late = await company.set_company(
        sitting.district, sitting.id, Company("X", "", None), by=sitting.chair, now=sitting.now
    )
    assert len(late) == 1
