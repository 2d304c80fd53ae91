import pytest

from evening import FULL, open_evening
from kiezfonds.juries import actions as juries
from kiezfonds.juries.queries import seats
from kiezfonds.juries.rules import MemberDraft
from kiezfonds.meetings import actions as meetings
from kiezfonds.meetings import queries
from kiezfonds.meetings.replies import NOT_THEIRS, OVER, Answer, Expected, expected, replies, replies_of, reply
from kiezfonds.rounds.queries import dates_of_call
from world import World


async def planned(world: World) -> int:
    call = await world.open_call()
    (day,) = await dates_of_call(world.district.id, call["id"])
    ref, problems = await meetings.plan_meeting(world.district.id, day["id"], by=world.actor("bernd"), now=world.now)
    assert problems == []
    found = await queries.meeting(world.district.id, *map(int, ref.split("-")))
    assert found is not None
    return int(found["id"])


async def test_the_last_word_counts(world: World) -> None:
    clara, konrad, _ = await world.jury()
    meeting, district = await planned(world), world.district.id
    assert await expected(district, [meeting]) == {meeting: Expected(0, 0, 3)}

    for answer in (Answer.YES, Answer.NO, Answer.YES):
        assert await reply(district, meeting, clara["person"], answer, now=world.now) == []
    assert await reply(district, meeting, konrad["person"], Answer.NO, now=world.now) == []

    assert await expected(district, [meeting]) == {meeting: Expected(1, 1, 1)}
    assert await replies_of(district, clara["person"]) == {meeting: "yes"}
    assert [(row["name"], row["answer"]) for row in await replies(district, meeting)] == [
        ("Clara Jurorin", "yes"),
        ("Konrad Kiez", "no"),
        ("Mira Mieter", None),
    ]


async def test_whoever_has_left_is_not_expected(world: World) -> None:
    clara, *_ = await world.jury()
    meeting, district = await planned(world), world.district.id
    await reply(district, meeting, clara["person"], Answer.YES, now=world.now)
    await juries.end_seat(district, clara["id"], world.now.date(), by=world.actor("bernd"), now=world.now)

    assert await expected(district, [meeting]) == {meeting: Expected(0, 0, 2)}


async def test_another_jurys_meeting_is_not_theirs(world: World) -> None:
    await world.jury()
    (lena,) = await world.jury(1, MemberDraft("Lena Laden"))
    meeting = await planned(world)

    assert await reply(world.district.id, meeting, lena["person"], Answer.YES, now=world.now) == [NOT_THEIRS]
    with pytest.raises(LookupError):
        await reply(world.other.id, meeting, lena["person"], Answer.YES, now=world.now)
    assert await expected(world.other.id, [meeting]) == {meeting: Expected()}


async def test_once_the_meeting_is_open_nobody_announces_themselves(world: World) -> None:
    meeting = await open_evening(world, FULL)
    clara, *_ = await seats(world.district.id, meeting["jury"], world.now.date())

    assert await reply(world.district.id, meeting["id"], clara["person"], Answer.YES, now=world.now) == [OVER]
