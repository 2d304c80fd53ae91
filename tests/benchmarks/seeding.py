"""Two districts to measure on: the office's list of ideas in one, the public list of projects in the other."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kiezfonds.accounts.sessions import open_session
from kiezfonds.audit.actions import record
from kiezfonds.database.work import transaction
from kiezfonds.ground.actors import SYSTEM
from kiezfonds.proposals.actions import save_answers
from kiezfonds.proposals.content import Answer
from transparency.seeds import Past, past_elsewhere
from world import World, build_world

COUNT = 50
HOLDER = "Nachbarn & Freunde e. V."


@dataclass(frozen=True)
class Office:
    """What a client needs to look at the lists, and the acts that change them."""

    world: World
    call: dict[str, Any]
    past: Past
    cookies: str
    proposals: list[int]

    @property
    def newest_idea(self) -> tuple[object, ...]:
        now, area = self.world.now, self.world.areas[0]["name"]
        return (now.year, COUNT, title(COUNT), area, "submitted", 480_00, now.isoformat())

    @property
    def newest_project(self) -> tuple[object, ...]:
        return (self.past.year, COUNT, title(COUNT), "Weißensee", HOLDER, 480_00)

    async def check_one(self, number: int) -> None:
        by, district = self.world.actor("bernd"), self.world.district.id
        answers = {"complete": Answer(True)}
        await save_answers(district, self.proposals[number], answers, by=by, now=self.world.now)

    async def fund_one(self, number: int) -> None:
        """One more project, with the line in the chain that its letter would leave."""
        async with transaction():
            await self.past.project(title(number), kind="organisation", group=HOLDER)
            await record(self.world.other.id, "issue_notice", by=SYSTEM, now=self.world.now)


async def office_with_lists(now: datetime) -> Office:
    """Fifty ideas handed in, fifty projects funded; Bernd's session is of today, all else of the story's day."""
    world = await build_world()
    call = await world.open_call()
    ideas = [await world.proposal(call, title(number)) for number in range(1, COUNT + 1)]
    past = await past_elsewhere(world)
    for number in range(1, COUNT + 1):
        await past.project(title(number), kind="organisation", group=HOLDER)
    token = await open_session(world.district.id, world.people["bernd"], "office", now)
    return Office(world, call, past, f"kf-office={token}", [idea["id"] for idea in ideas])


def title(number: int) -> str:
    return f"Idee {number}: Bänke & Beete „im Hof“"
