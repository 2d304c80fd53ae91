"""A jury in its meeting: as many members and ideas as a test needs, and short words for the evening's acts."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from kiezfonds.accounts.sessions import open_session
from kiezfonds.ground.actors import Actor
from kiezfonds.ground.money import Cents
from kiezfonds.ground.problems import Problem
from kiezfonds.juries import actions as juries
from kiezfonds.juries import queries as jury_queries
from kiezfonds.juries.rules import Function, Ground, JuryDraft, MemberDraft
from kiezfonds.ledger.queries import area_budget, balance
from kiezfonds.ledger.rules import Balance
from kiezfonds.meetings import actions, ballots, presence, queries, resolving, votes
from kiezfonds.meetings.counting import Choice
from kiezfonds.meetings.rules import Method, Motion, ResolutionDraft, ResolutionKind, read_meeting_reference
from kiezfonds.rounds.queries import dates_of_call
from world import World

GOOD = "Viele Menschen haben etwas davon."
YES, NO, ABSTAIN = Choice.YES, Choice.NO, Choice.ABSTAIN


@dataclass
class Sitting:
    world: World
    id: int
    ref: str
    seats: list[dict[str, Any]]
    now: datetime

    @property
    def district(self) -> int:
        return self.world.district.id

    @property
    def chair(self) -> Actor:
        return self.world.actor("bernd")

    async def meeting(self) -> dict[str, Any]:
        found = await queries.meeting_by_id(self.district, self.id)
        assert found is not None
        return found

    async def come(self, *members: int) -> None:
        for member in members:
            await self.set_presence(member, True)

    async def set_presence(self, member: int, is_present: bool) -> list[Problem]:
        self.now += timedelta(seconds=1)
        seat = self.seats[member]["id"]
        return await presence.set_presence(self.district, self.id, seat, is_present, by=self.chair, now=self.now)

    async def open(self) -> list[Problem]:
        return await actions.open_meeting(self.district, self.id, by=self.chair, now=self.now)

    async def call(self, position: int) -> list[Problem]:
        return await actions.call_item(self.district, self.id, position, by=self.chair, now=self.now)

    async def item(self, position: int) -> dict[str, Any]:
        found = await queries.item(self.district, self.id, position)
        assert found is not None
        return found

    async def exclude(self, position: int, *members: int) -> None:
        proposal = (await queries.agenda(self.district, self.id))[position - 1]["proposal"]
        for member in members:
            seat = self.seats[member]["id"]
            problems = await juries.declare_conflict(
                self.district, seat, proposal, Ground.APPLICANT, "dabei", by=self.chair, now=self.now
            )
            assert problems == []

    async def put(
        self, position: int, cents: int = 480_00, *, conditions: str = "", method: Method = Method.OPEN
    ) -> tuple[int, list[Problem]]:
        motion = Motion("Der Antrag wird gefördert.", Cents(cents), conditions, method)
        return await ballots.open_ballot(self.district, self.id, position, motion, by=self.chair, now=self.now)

    async def vote(self, number: int, member: int, choice: Choice) -> list[Problem]:
        ballot = await self.ballot(number)
        return await votes.cast_vote(self.district, ballot["id"], self.seats[member]["id"], choice, now=self.now)

    async def close(self, number: int) -> list[Problem]:
        return await ballots.close_ballot(self.district, self.id, number, by=self.chair, now=self.now)

    async def ballot(self, number: int) -> dict[str, Any]:
        found = await queries.ballot(self.district, self.id, number)
        assert found is not None
        return found

    async def confirm(
        self,
        number: int,
        kind: ResolutionKind | None = ResolutionKind.FULL,
        reason: str = GOOD,
        quorum_reason: str = "",
    ) -> list[Problem]:
        draft = ResolutionDraft(kind, reason) if kind else None
        return await resolving.confirm_ballot(
            self.district, self.id, number, draft, quorum_reason=quorum_reason, by=self.chair, now=self.now
        )

    async def decide(self, position: int, cents: int = 480_00, kind: ResolutionKind = ResolutionKind.FULL) -> int:
        """From the call to the resolution: everyone who may says yes."""
        assert await self.call(position) == []
        number, problems = await self.put(position, cents)
        assert problems == []
        for row in await votes.turnout(self.district, (await self.ballot(number))["id"]):
            member = next(n for n, seat in enumerate(self.seats) if seat["id"] == row["seat"])
            assert await self.vote(number, member, YES) == []
        assert await self.close(number) == []
        assert await self.confirm(number, kind) == []
        return number

    async def money(self) -> Balance:
        meeting = await self.meeting()
        pot = await area_budget(self.district, meeting["fund"], meeting["area"])
        assert pot is not None
        return await balance(self.district, pot["id"])

    async def session(self, member: int) -> str:
        return await open_session(self.district, self.seats[member]["person"], "juror", self.world.now)


async def plan(world: World, *, members: int = 5, ideas: int = 2) -> Sitting:
    """Planned and invited; nobody is there yet."""
    call = await world.open_call()
    for number in range(1, ideas + 1):
        await world.admitted(call, f"Idee {number}")
    return await plan_for(world, call, members)


async def plan_for(world: World, call: dict[str, Any], members: int) -> Sitting:
    bernd, district = world.actor("bernd"), world.district.id
    term = JuryDraft("Jury Fennpfuhl", date(2026, 1, 1), date(2027, 12, 31))
    jury, problems = await juries.create_jury(district, world.areas[0]["id"], term, by=bernd, now=world.now)
    assert problems == []
    drafts = [
        MemberDraft(f"Clara {n}", f"clara{n}@post.example", function=Function.MEMBER if n else Function.CHAIR)
        for n in range(members)
    ]
    _, problems = await juries.add_members(district, jury, drafts, by=bernd, now=world.now)
    assert problems == []
    day, *_ = await dates_of_call(district, call["id"])
    ref, problems = await actions.plan_meeting(district, day["id"], by=bernd, now=world.now)
    assert problems == []
    meeting = await queries.meeting(district, *(read_meeting_reference(ref) or (0, 0)))
    assert meeting is not None
    seats = await jury_queries.seats(district, jury, date(2026, 3, 26))
    sitting = Sitting(world, meeting["id"], ref, seats, meeting["begins_at"])
    await actions.invite(district, sitting.id, page="https://kiez.example/sitzung", by=bernd, now=world.now)
    return sitting


async def sit(world: World, *, members: int = 5, present: int = 5, ideas: int = 2) -> Sitting:
    """The meeting is open, `present` members are there, the first of them is in the chair."""
    sitting = await plan(world, members=members, ideas=ideas)
    await sitting.come(*range(present))
    assert await sitting.open() == []
    return sitting
