from datetime import date, timedelta

import pytest

from kiezfonds.ground.actors import Actor
from kiezfonds.proposals import actions, casework, changes, queries
from kiezfonds.proposals.handling import ChangeDraft, Told, WithdrawalDraft
from kiezfonds.proposals.rules import ProposalState
from kiezfonds.proposals.withdrawals import withdraw
from world import DEADLINE_ON, World

S = ProposalState


async def test_a_withdrawn_idea_leaves_the_agenda(world: World) -> None:
    row = await world.admitted(await world.open_call())
    assert [p["id"] for p in await queries.admitted_for(world.district.id, row["decision_date"])] == [row["id"]]

    ayse = Actor("resident", world.people["ayse"], "")
    assert await withdraw(world.district.id, row["id"], WithdrawalDraft(), by=ayse, now=world.now) == []

    assert await queries.admitted_for(world.district.id, row["decision_date"]) == []
    kept = await casework.withdrawal(world.district.id, row["id"])
    assert kept is not None
    assert (kept["told"], kept["told_on"], kept["reason"]) == ("self", None, "")


async def test_the_office_writes_down_how_and_when_it_heard(world: World) -> None:
    row = await world.proposal(await world.open_call())
    draft = WithdrawalDraft("Umzug", Told.PHONE, world.now.date())
    assert await withdraw(world.district.id, row["id"], draft, by=world.actor("bernd"), now=world.now) == []

    last = (await queries.transitions(world.district.id, row["id"]))[-1]
    assert (last["to_state"], last["reason"], last["actor_name"]) == ("withdrawn", "Umzug", "Bernd Büro")


@pytest.mark.parametrize("told_on", [None, date(2026, 3, 3)])
async def test_the_day_is_known_and_not_in_the_future(world: World, told_on: date | None) -> None:
    row = await world.proposal(await world.open_call())
    draft = WithdrawalDraft("", Told.LETTER, told_on)
    problems = await withdraw(world.district.id, row["id"], draft, by=world.actor("bernd"), now=world.now)
    assert [p.field for p in problems] == ["told_on"]


@pytest.mark.parametrize("way", [(S.SCHEDULED, S.IN_DELIBERATION), (S.SCHEDULED, S.IN_DELIBERATION, S.APPROVED)])
async def test_while_the_jury_decides_and_after_a_yes_it_needs_a_talk(world: World, way: tuple[S, ...]) -> None:
    row = await world.admitted(await world.open_call())
    for state in way:
        await actions.move(world.district.id, row["id"], state, by=world.actor("bernd"), now=world.now)
    problems = await withdraw(
        world.district.id, row["id"], WithdrawalDraft(), by=Actor("resident", row["applicant"], ""), now=world.now
    )
    assert len(problems) == 1


async def test_nothing_is_asked_of_a_withdrawn_idea(world: World) -> None:
    row = await world.proposal(await world.open_call())
    bernd, ayse = world.actor("bernd"), Actor("resident", row["applicant"], "")
    draft = ChangeDraft("Bitte ein Angebot.", DEADLINE_ON)
    await changes.request_changes(world.district, row["id"], {}, draft, by=bernd, now=world.now)
    await withdraw(world.district.id, row["id"], WithdrawalDraft(), by=ayse, now=world.now)

    assert await casework.overdue_requests(world.district.id, world.now + timedelta(days=99)) == []
    assert await queries.open_version(world.district.id, row["id"]) is None
