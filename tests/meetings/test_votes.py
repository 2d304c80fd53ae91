import pytest

from kiezfonds.database.errors import Forbidden
from kiezfonds.meetings import queries, votes
from kiezfonds.meetings.tables import Vote
from meetings.sitting import ABSTAIN, NO, YES, Sitting, sit
from world import World

ENDED = "Die Abstimmung ist beendet. Ihre Stimme wurde nicht mehr gezählt."


async def voting(world: World, **more: int) -> Sitting:
    sitting = await sit(world, **more)
    await sitting.call(2)
    assert await sitting.put(2) == (1, [])
    return sitting


def said(problems: list[object]) -> list[str]:
    return [str(getattr(p, "text", "")) for p in problems]


async def test_a_vote_can_be_changed_until_the_close_and_stays_one(world: World) -> None:
    sitting = await voting(world)
    for choice in (YES, YES, NO, ABSTAIN):
        assert await sitting.vote(1, 0, choice) == []
    await sitting.close(1)

    ballot = await sitting.ballot(1)
    assert (ballot["yes_count"], ballot["no_count"], ballot["abstain_count"]) == (0, 0, 1)


async def test_a_vote_after_the_close_is_refused_and_listed_without_its_choice(world: World) -> None:
    sitting = await voting(world)
    await sitting.close(1)
    assert said(await sitting.vote(1, 0, YES)) == [ENDED]

    ballot, seat = (await sitting.ballot(1))["id"], sitting.seats[0]["id"]
    for _ in range(2):
        await votes.note_late_vote(sitting.district, ballot, seat, by=sitting.chair, now=sitting.now)
    assert await queries.late_votes(sitting.district, sitting.id) == [{"number": 1, "count": 1}]
    assert (await sitting.ballot(1))["yes_count"] == 0


async def test_who_has_a_conflict_does_not_vote_and_counts_nowhere(world: World) -> None:
    sitting = await sit(world, members=7, present=7)
    await sitting.exclude(2, 3)
    await sitting.call(2)
    await sitting.put(2)

    assert said(await sitting.vote(1, 3, YES)) == ["Sie sind bei diesem Punkt befangen und stimmen nicht mit."]
    assert (await sitting.ballot(1))["entitled_count"] == 6


async def test_a_conflict_declared_during_the_ballot_ends_the_right_to_vote(world: World) -> None:
    sitting = await voting(world)
    await sitting.exclude(2, 3)
    assert said(await sitting.vote(1, 3, YES)) == ["Sie sind bei diesem Punkt befangen und stimmen nicht mit."]


async def test_who_comes_during_a_ballot_votes_in_the_next(world: World) -> None:
    sitting = await voting(world, members=5, present=4)
    await sitting.come(4)
    assert said(await sitting.vote(1, 4, YES)) == [
        "Sie waren nicht da, als die Abstimmung begann. Bei der nächsten stimmen Sie mit."
    ]


async def test_who_left_may_vote_again_after_coming_back(world: World) -> None:
    sitting = await voting(world)
    await sitting.set_presence(1, False)
    assert len(await sitting.vote(1, 1, YES)) == 1
    await sitting.set_presence(1, True)
    assert await sitting.vote(1, 1, YES) == []


async def test_a_cast_vote_stands_when_its_voter_leaves(world: World) -> None:
    sitting = await voting(world)
    await sitting.vote(1, 1, YES)
    await sitting.set_presence(1, False)
    await sitting.close(1)
    assert (await sitting.ballot(1))["yes_count"] == 1


async def test_the_database_itself_refuses_a_vote_without_right_or_after_the_close(world: World) -> None:
    sitting = await voting(world, members=5, present=4)
    ballot = (await sitting.ballot(1))["id"]

    def vote(member: int) -> Vote:
        seat = sitting.seats[member]["id"]
        return Vote(district=sitting.district, ballot=ballot, seat=seat, choice="yes", cast_at=sitting.now)

    with pytest.raises(Forbidden, match="vote_not_entitled"):
        await Vote.insert(vote(4))
    await sitting.close(1)
    with pytest.raises(Forbidden, match="vote_ballot_closed"):
        await Vote.insert(vote(1))


async def test_presence_is_a_series_of_stays(world: World) -> None:
    from kiezfonds.meetings.attendance import intervals

    sitting = await sit(world, present=1)
    await sitting.set_presence(0, True)
    await sitting.set_presence(0, False)
    await sitting.set_presence(0, False)
    await sitting.set_presence(0, True)

    stays = await intervals(sitting.district, sitting.id)
    assert [stay["until_at"] is None for stay in stays] == [False, True]


async def test_the_turnout_says_who_voted_but_not_what(world: World) -> None:
    sitting = await voting(world)
    await sitting.vote(1, 0, NO)
    turnout = await votes.turnout(sitting.district, (await sitting.ballot(1))["id"])

    assert [bool(row["vote"]) for row in turnout] == [True, False, False, False, False]
    assert set(turnout[0]) == {"seat", "vote"}
