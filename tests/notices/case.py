"""One resolution on its way to a letter, for tests; `PRINT` stands for what the press gives."""

from dataclasses import dataclass

from evening import FULL, Decision, hold_evening
from kiezfonds.ground.problems import Problem
from kiezfonds.notices import actions, drafts, queries
from kiezfonds.notices.queries import Row
from kiezfonds.notices.rules import Outcome
from world import World

PRINT = b"%PDF-1.7 printed elsewhere"


@dataclass
class Case:
    world: World
    resolution: int

    async def row(self) -> Row:
        found = await queries.case_by_resolution(self.world.district.id, self.resolution)
        assert found is not None
        return found

    async def check(self, outcome: Outcome = Outcome.RELEASED, by: str = "doris", reason: str = "") -> list[Problem]:
        return await actions.check_resolution(
            self.world.district.id,
            self.resolution,
            outcome,
            reason or ("Rechenfehler" if outcome is Outcome.OBJECTED else ""),
            by=self.world.actor(by),
            now=self.world.now,
        )

    async def draft(self, by: str = "bernd") -> list[Problem]:
        _, problems = await drafts.draft_notice(
            self.world.district, self.resolution, by=self.world.actor(by), now=self.world.now
        )
        return problems

    async def give_back(self, by: str = "birgit", reason: str = "Bitte noch einmal.") -> list[Problem]:
        return await drafts.return_notice(
            self.world.district.id, self.resolution, reason, by=self.world.actor(by), now=self.world.now
        )

    async def issue(self, by: str = "birgit", *, pdf: bytes = PRINT, version: int | None = None) -> list[Problem]:
        row = await self.row()
        if row["notice"] is None:
            return [drafts.GONE]
        actor, now = self.world.actor(by), self.world.now
        content = await actions.final_content(self.world.district.id, row, by=actor, now=now)
        return await actions.issue_notice(
            self.world.district, self.resolution, version or row["version"], content, pdf, by=actor, now=now
        )

    async def ready(self) -> "Case":
        """Released and drafted by Bernd."""
        assert await self.check() == []
        assert await self.draft() == []
        return self


async def cases(world: World, *decisions: Decision) -> list[Case]:
    meeting = await hold_evening(world, *decisions)
    found = []
    for number in range(1, len(decisions) + 1):
        row = await queries.case_of_resolution(world.district.id, meeting["year"], meeting["number"], number)
        assert row is not None
        found.append(Case(world, row["resolution"]))
    return found


async def one_case(world: World, decision: Decision = FULL) -> Case:
    (found,) = await cases(world, decision)
    return found
