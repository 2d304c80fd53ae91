from kiezfonds.jobs.tables import Mail
from kiezfonds.meetings import actions, queries
from kiezfonds.meetings.rules import MeetingState
from kiezfonds.proposals import actions as proposals
from kiezfonds.proposals.queries import proposal_by_id
from kiezfonds.proposals.rules import ProposalState
from kiezfonds.rounds.queries import dates_of_call
from meetings.sitting import plan, plan_for, sit
from world import World


async def titles(district: int, meeting: int) -> list[str]:
    return [item["title"] for item in await queries.agenda(district, meeting)]


async def test_a_meeting_is_planned_once_for_a_date_and_chaired_by_the_jurys_chair(world: World) -> None:
    call = await world.open_call()
    sitting = await plan_for(world, call, 3)
    (day,) = await dates_of_call(world.district.id, call["id"])
    _, problems = await actions.plan_meeting(world.district.id, day["id"], by=sitting.chair, now=world.now)

    assert sitting.ref == "2026-1"
    assert [p.text for p in problems] == ["Für diesen Termin gibt es schon eine Sitzung."]
    assert (await sitting.meeting())["chair"] == sitting.seats[0]["id"]


async def test_a_date_without_a_jury_cannot_be_planned(world: World) -> None:
    call = await world.open_call()
    (day,) = await dates_of_call(world.district.id, call["id"])
    _, problems = await actions.plan_meeting(world.district.id, day["id"], by=world.actor("bernd"), now=world.now)

    assert [p.text for p in problems] == ["Dieses Gebiet hat noch keine Jury. Legen Sie zuerst die Jury an."]


async def test_everyone_with_an_address_is_invited_with_the_agenda(world: World) -> None:
    sitting = await plan(world, members=3)
    mails = await Mail.select(Mail.recipient, Mail.body, Mail.subject).where(Mail.subject.like("Einladung%"))

    assert sorted(mail["recipient"] for mail in mails) == [f"clara{n}@post.example" for n in range(3)]
    assert "2. Idee 1" in mails[0]["body"]
    assert "https://kiez.example/sitzung" in mails[0]["body"]
    assert (await sitting.meeting())["state"] == MeetingState.INVITED


async def test_what_is_admitted_later_comes_onto_the_agenda_until_the_meeting_opens(world: World) -> None:
    call = await world.open_call()
    await world.admitted(call, "Hofbank")
    sitting = await plan_for(world, call, 3)
    await world.admitted(call, "Lesecafé")
    assert await titles(sitting.district, sitting.id) == ["Eröffnung", "Hofbank", "Lesecafé", "Verschiedenes"]

    await sitting.open()
    await world.admitted(call, "Zu spät")
    assert await titles(sitting.district, sitting.id) == ["Eröffnung", "Hofbank", "Lesecafé", "Verschiedenes"]


async def test_a_withdrawn_proposal_leaves_the_agenda(world: World) -> None:
    sitting = await sit(world)
    item = await sitting.item(3)
    await proposals.move(sitting.district, item["proposal"], ProposalState.WITHDRAWN, by=sitting.chair, now=sitting.now)

    assert await titles(sitting.district, sitting.id) == ["Eröffnung", "Idee 1", "Verschiedenes"]
    assert [p.text for p in await sitting.call(3)] == [
        "Dieser Punkt steht nicht mehr an. Er ist erledigt oder zurückgezogen."
    ]


async def test_nobody_opens_a_meeting_to_which_nobody_was_invited(world: World) -> None:
    sitting = await plan(world)
    from kiezfonds.meetings.tables import Meeting

    await Meeting.update({Meeting.state: "planned", Meeting.invited_at: None}).where(Meeting.id == sitting.id)
    problems = await sitting.open()

    assert [p.clause for p in problems] == ["§ 90 Abs. 1 VwVfG"]


async def test_calling_the_next_item_closes_the_opening(world: World) -> None:
    sitting = await sit(world)
    assert await sitting.call(2) == []
    items = await queries.agenda(sitting.district, sitting.id)

    assert [item["state"] for item in items] == ["decided", "called", "listed", "listed"]
    assert (await proposal_by_id(sitting.district, items[1]["proposal"]) or {})["state"] == "in_deliberation"


async def test_calling_the_same_item_twice_is_one_call(world: World) -> None:
    sitting = await sit(world)
    assert await sitting.call(2) == []
    assert await sitting.call(2) == []


async def test_what_was_not_reached_waits_for_the_next_meeting(world: World) -> None:
    sitting = await sit(world)
    await sitting.decide(2)
    assert await actions.close_meeting(sitting.district, sitting.id, by=sitting.chair, now=sitting.now) == []

    items = await queries.agenda(sitting.district, sitting.id)
    assert [item["state"] for item in items] == ["decided", "decided", "not_reached", "not_reached"]
    assert [item["proposal_state"] for item in items[1:3]] == ["approved", "deferred"]
    assert [p.text for p in await sitting.call(3)] == [
        "Die Sitzung läuft nicht. Vielleicht wurde sie inzwischen geschlossen."
    ]


async def test_a_meeting_does_not_end_while_a_result_is_unconfirmed(world: World) -> None:
    sitting = await sit(world)
    await sitting.call(2)
    await sitting.put(2)
    problems = await actions.close_meeting(sitting.district, sitting.id, by=sitting.chair, now=sitting.now)

    assert [p.text for p in problems] == ["Es läuft noch eine Abstimmung, oder ein Ergebnis ist noch nicht bestätigt."]


async def test_the_next_meetings_name_what_is_to_come(world: World) -> None:
    sitting = await plan(world)
    district = sitting.district

    assert [m["id"] for m in await queries.next_meetings(district, world.now)] == [sitting.id]
    assert await queries.open_meetings_of(district, sitting.seats[0]["jury"]) == []
    await sitting.open()
    assert [m["id"] for m in await queries.open_meetings_of(district, sitting.seats[0]["jury"])] == [sitting.id]
    assert await queries.meetings(world.other.id) == []
