from datetime import date, time

import pytest

from kiezfonds.ground.days import end_of_day, instant_of
from kiezfonds.jobs.queries import mail, mails
from kiezfonds.proposals import casework, queries
from kiezfonds.proposals.attaching import NewFile
from kiezfonds.proposals.attachments import attachments
from kiezfonds.proposals.handling import IntakeDraft
from kiezfonds.proposals.intake import FUTURE, enter_idea
from kiezfonds.proposals.rules import INTAKE_CHANNELS, PDF
from kiezfonds.rounds import actions as rounds
from kiezfonds.rounds.rules import DateDraft
from world import DEADLINE_ON, World, costs, decision_date, idea, person_part


@pytest.mark.parametrize("channel", INTAKE_CHANNELS)
async def test_every_way_leads_into_the_same_queue(world: World, channel: str) -> None:
    await world.open_call()
    proposal, problems = await enter(world, IntakeDraft(world.now.date(), channel, "Blatt in Ordner 3"))

    assert problems == []
    row = await queries.proposal_by_id(world.district.id, proposal)
    kept = await casework.intake(world.district.id, proposal)
    assert row is not None
    assert kept is not None
    assert (row["state"], row["channel"], row["number"]) == ("submitted", channel, 1)
    assert (kept["received_by_name"], kept["note"]) == ("Bernd Büro", "Blatt in Ordner 3")
    assert kept["declared"] == ("signed" if channel in ("paper", "email") else "said")


@pytest.mark.parametrize(("received_on", "is_late"), [(DEADLINE_ON, False), (date(2026, 3, 13), True)])
async def test_the_day_it_came_decides_whether_it_is_late(world: World, received_on: date, is_late: bool) -> None:
    call = await world.open_call()
    first = decision_date(world.areas[0]["id"])
    held_at = instant_of(date(2026, 4, 30), time(18))
    coming = DateDraft(first.area, end_of_day(date(2026, 4, 16)), held_at, "Treff")
    await rounds.add_date(world.district.id, call["id"], coming, by=world.actor("bernd"), now=world.now)
    world.now = instant_of(date(2026, 3, 14), time(9))

    proposal, problems = await enter(world, IntakeDraft(received_on))

    assert problems == []
    row = await queries.proposal_by_id(world.district.id, proposal)
    assert row is not None
    assert (row["is_late"], row["held_at"]) == (is_late, held_at if is_late else first.held_at)


async def test_tomorrow_has_not_come(world: World) -> None:
    await world.open_call()
    assert await enter(world, IntakeDraft(date(2026, 3, 3))) == (0, [FUTURE])


async def test_scans_belong_to_what_was_handed_in(world: World) -> None:
    await world.open_call()
    scan = NewFile(PDF, "blatt.pdf", "application/pdf", b"%PDF-1.7 ...")
    proposal, problems = await enter(world, IntakeDraft(world.now.date()), scan)

    assert problems == []
    row = await queries.proposal_by_id(world.district.id, proposal)
    assert row is not None
    assert [file["name"] for file in await attachments(world.district.id, row["version"])] == ["blatt.pdf"]


async def test_who_has_an_address_gets_the_receipt_by_mail(world: World) -> None:
    await world.open_call()
    parts = (idea(world.areas[0]["id"]), costs(), person_part())
    await enter_idea(
        world.district, parts, IntakeDraft(world.now.date(), "phone"), by=world.actor("bernd"), now=world.now
    )
    (listed,) = await mails(world.district.id)
    sent = await mail(world.district.id, listed["id"])
    assert sent is not None
    assert sent["recipient"] == "ayse@post.example"


async def enter(world: World, draft: IntakeDraft, *files: NewFile) -> tuple[int, list[object]]:
    parts = (idea(world.areas[0]["id"]), costs(), person_part(email="", phone=""))
    by, now = world.actor("bernd"), world.now
    proposal, problems = await enter_idea(world.district, parts, draft, by=by, now=now, files=files)
    return proposal, list(problems)
