"""Several people at the same moment, in a real database where everything is committed."""

import asyncio
from datetime import date, time, timedelta

from databases import Database
from kiezfonds.ground.days import end_of_day, instant_of
from kiezfonds.ground.money import Cents
from kiezfonds.ledger.actions import reserve
from kiezfonds.ledger.queries import area_budget
from kiezfonds.meetings import actions, ballots, queries, votes
from kiezfonds.meetings.checks import findings
from kiezfonds.meetings.counting import Tally
from kiezfonds.meetings.rules import Method, Motion, ResolutionKind, read_meeting_reference
from kiezfonds.rounds import actions as rounds
from kiezfonds.rounds.queries import dates_of_call
from kiezfonds.rounds.rules import DateDraft
from meetings.sitting import NO, YES, Sitting, plan_for, sit
from world import World, build_world


async def test_fifty_votes_of_one_seat_at_once_are_one_vote(fresh_database: Database) -> None:
    sitting = await sit(await build_world())
    await sitting.call(2)
    await sitting.put(2)
    answers = await asyncio.gather(*(sitting.vote(1, 0, YES if n % 2 else NO) for n in range(50)))

    assert answers == [[]] * 50
    assert len(await votes.cast_in(sitting.district, (await sitting.ballot(1))["id"])) == 1


async def test_every_vote_is_counted_or_refused_while_the_chair_closes(fresh_database: Database) -> None:
    sitting = await sit(await build_world())
    await sitting.call(2)
    await sitting.put(2)
    *answers, closed = await asyncio.gather(*(sitting.vote(1, n, YES) for n in range(5)), sitting.close(1))

    assert closed == []
    assert (await sitting.ballot(1))["yes_count"] == sum(answer == [] for answer in answers)
    assert await findings(sitting.district) == []


async def test_two_chairs_who_act_at_once_act_once(fresh_database: Database) -> None:
    sitting = await sit(await build_world())
    await sitting.call(2)
    opened = await asyncio.gather(sitting.put(2), sitting.put(2))
    assert sorted(number for number, _ in opened) == [0, 1]

    for n in range(5):
        await sitting.vote(1, n, YES)
    closed = await asyncio.gather(sitting.close(1), sitting.close(1))
    assert sorted(len(problems) for problems in closed) == [0, 1]
    confirmed = await asyncio.gather(sitting.confirm(1), sitting.confirm(1))
    assert sorted(len(problems) for problems in confirmed) == [0, 1]
    assert (await sitting.money()).reserved == 480_00


async def test_two_meetings_never_spend_the_last_euro_twice(fresh_database: Database) -> None:
    first, second = await two_meetings(await build_world())
    rest = (await first.money()).available - 500_00
    meeting = await first.meeting()
    pot = await area_budget(first.district, meeting["fund"], meeting["area"])
    assert pot is not None
    await reserve(first.district, pot["id"], rest, proposal=None, reason="x", by=first.chair, now=first.now)
    for sitting in (first, second):
        await sitting.call(2)
        motion = Motion("Wird gefördert.", Cents(480_00), method=Method.HANDS)
        acts = {"by": sitting.chair, "now": sitting.now}
        assert await ballots.open_ballot(sitting.district, sitting.id, 2, motion, **acts) == (1, [])
        assert await ballots.enter_hand_count(sitting.district, sitting.id, 1, Tally(5), **acts) == []

    answers = await asyncio.gather(first.confirm(1), second.confirm(1))
    assert sorted([p.text for p in problems] for problems in answers) == [[], ["Im Topf sind nur noch {limit}."]]
    assert (await first.money()).available == 20_00
    late = second if answers[1] else first
    assert await late.confirm(1, ResolutionKind.WAITING_LIST) == []
    assert await findings(first.district) == []


async def two_meetings(world: World) -> tuple[Sitting, Sitting]:
    """Two decision dates of one area, one idea each, both meetings open at the same time."""
    call = await world.open_call()
    bernd, district, area = world.actor("bernd"), world.district.id, world.areas[0]["id"]
    later = DateDraft(area, end_of_day(date(2026, 4, 2)), instant_of(date(2026, 4, 16), time(18)), "Seniorenclub")
    assert await rounds.add_date(district, call["id"], later, by=bernd, now=world.now) == []
    await world.admitted(call, "Idee 1")
    _, second_day = await dates_of_call(district, call["id"])
    world.now += timedelta(days=14)
    await world.admitted(call, "Idee 2")
    first = await plan_for(world, call, 5)
    ref, problems = await actions.plan_meeting(district, second_day["id"], by=bernd, now=world.now)
    assert problems == []
    meeting = await queries.meeting(district, *(read_meeting_reference(ref) or (0, 0)))
    assert meeting is not None
    second = Sitting(world, meeting["id"], ref, first.seats, meeting["begins_at"])
    await actions.invite(district, second.id, page="", by=bernd, now=world.now)
    for sitting in (first, second):
        await sitting.come(*range(5))
        assert await sitting.open() == []
    return first, second
