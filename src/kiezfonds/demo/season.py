"""One area's ideas and the evening that decides on them, played from the first sheet of paper to the last letter."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from kiezfonds.demo.evening import COMPANY, NO_COMPANY, PRESENT, Verdict, hold, plan
from kiezfonds.demo.facts import evening_of
from kiezfonds.demo.ideas import Idea
from kiezfonds.demo.letters import Office, put_down_papers
from kiezfonds.demo.paper_trail import admit, by_paper, by_web
from kiezfonds.demo.stage import Stage, fine, found
from kiezfonds.ground.days import berlin_day
from kiezfonds.juries.actions import add_members, create_jury
from kiezfonds.juries.rules import JuryDraft, MemberDraft
from kiezfonds.meetings.rules import ResolutionKind
from kiezfonds.proposals.queries import proposal_by_id

TERM_YEARS = 2


@dataclass(frozen=True)
class Turn:
    """An idea and what the jury does with it."""

    idea: Idea
    kind: ResolutionKind
    amount_cents: int = 0
    conditions: str = ""
    due_in: int = 0
    """Days after the meeting until a precondition must be met."""
    reason: str = ""
    is_web: bool = False
    decided_on: date | None = None
    """The meeting that really decides, where this one defers it."""


@dataclass
class Season:
    stage: Stage
    area: str
    held_on: date
    fund: int
    """Its budget year is where the area's money comes from; known by then."""
    office: Office = field(default_factory=Office)
    has_company: bool = False
    decided_on: date | None = None
    """Where it is known to become later than the meeting, the ideas begin after it."""
    verdicts: list[Verdict] = field(default_factory=list)
    meeting: dict[str, Any] = field(default_factory=dict)

    def put_down(self, turns: Sequence[Turn]) -> None:
        at, day = self.stage.calendar.at, self.day
        for number, turn in enumerate(turns):
            self.stage.at(at(day(30 - number % 14), 10, number), partial(self.enter, turn))
        self.stage.at(at(day(14), 10), self._admit)
        self.stage.at(at(day(12), 11), self._plan)
        self.stage.at(at(self.held_on, evening_of(self.area).hour), self._hold)

    def day(self, before: int) -> date:
        return self.held_on - timedelta(before)

    async def enter(self, turn: Turn, now: datetime) -> None:
        decided_on = turn.decided_on or self.decided_on or self.held_on
        if turn.is_web:
            proposal = await by_web(self.stage, turn.idea, self.area, decided_on, self.fund_id, now)
        else:
            proposal = await by_paper(self.stage, turn.idea, self.area, decided_on, now)
        self.decide(turn, proposal)

    def decide(self, turn: Turn, proposal: int) -> None:
        due_on = self.held_on + timedelta(turn.due_in) if turn.due_in else None
        self.verdicts.append(
            Verdict(turn.idea, proposal, turn.kind, turn.amount_cents, turn.conditions, due_on, turn.reason)
        )

    @property
    def fund_id(self) -> int:
        return int(self.stage.funds[self.fund]["id"])

    def verdict(self, idea: Idea) -> Verdict:
        return next(verdict for verdict in self.verdicts if verdict.idea is idea)

    async def _admit(self, now: datetime) -> None:
        for verdict in self.verdicts:
            await admit(self.stage, verdict.idea, verdict.proposal, now)

    async def _plan(self, now: datetime) -> None:
        row = found(await proposal_by_id(self.stage.district, self.verdicts[0].proposal))
        self.meeting.update(await plan(self.stage, row["decision_date"], now))

    async def _hold(self, now: datetime) -> None:
        company = COMPANY if self.has_company else NO_COMPANY
        await hold(self.stage, self.meeting, self.verdicts, now, present=PRESENT, company=company)
        put_down_papers(self.stage, self.meeting["id"], self.held_on, self.office)


async def found_jury(stage: Stage, area: str, members: list[MemberDraft], now: datetime) -> None:
    since = berlin_day(now)
    draft = JuryDraft(f"Bürgerjury {area}", since, date(since.year + TERM_YEARS - 1, 12, 31))
    doris = stage.staff["doris"]
    jury, problems = await create_jury(stage.district, stage.areas[area], draft, by=doris, now=now)
    fine(problems)
    _, problems = await add_members(stage.district, jury, members, by=doris, now=now)
    fine(problems)
