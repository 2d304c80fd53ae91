"""What was decided before today: the published projects, each in a meeting of its area, and three invented ideas."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from kiezfonds.demo import cast, invented
from kiezfonds.demo.evening import Verdict, hold, plan
from kiezfonds.demo.facts import projects
from kiezfonds.demo.ideas import Idea, granted_cents, published
from kiezfonds.demo.letters import put_down_letters
from kiezfonds.demo.paper_trail import admit, by_paper, by_web
from kiezfonds.demo.setting import new_call
from kiezfonds.demo.stage import Stage, fine, found
from kiezfonds.ground.actors import Actor
from kiezfonds.ground.days import berlin_day
from kiezfonds.juries.actions import add_members, create_jury
from kiezfonds.juries.rules import JuryDraft, MemberDraft
from kiezfonds.meetings.rules import ResolutionKind
from kiezfonds.proposals.actions import move
from kiezfonds.proposals.queries import proposal_by_id
from kiezfonds.proposals.rules import ProposalState

EXTRA_AREA = "Karlshorst"
TERM_YEARS = 2


class Season:
    """One area's ideas and the evening that decides on them."""

    def __init__(self, stage: Stage, area: str, held_on: date, position: int, *, is_last: bool) -> None:
        self.stage, self.area, self.held_on, self.position = stage, area, held_on, position
        self.is_last = is_last
        self.year = stage.calendar.past_year
        self.verdicts: list[Verdict] = []
        self.meeting: dict[str, Any] = {}

    def put_down(self, ideas: list[tuple[Idea, ResolutionKind, int]]) -> None:
        at, day = self.stage.calendar.at, self._day
        opened = self.stage.calendar.fund_at(self.year) + timedelta(days=2)
        self.stage.at(opened, partial(found_jury, self.stage, self.area, cast.past_jury(self.position)))
        for number, (idea, kind, amount) in enumerate(ideas):
            came = at(day(30 - number % 14), 10, number)
            self.stage.at(came, partial(self._enter, idea, kind, amount))
        if self.area == EXTRA_AREA:
            self.stage.at(at(day(20), 20), self._withdrawn)
        self.stage.at(at(day(14), 10), self._admit)
        self.stage.at(at(day(12), 11), self._plan)
        self.stage.at(at(self.held_on, 18), self._hold)

    def _day(self, before: int) -> date:
        return self.held_on - timedelta(before)

    async def _enter(self, idea: Idea, kind: ResolutionKind, amount: int, now: datetime) -> None:
        proposal = await by_paper(self.stage, idea, self.area, self.held_on, now)
        self.verdicts.append(Verdict(idea, proposal, kind, amount))

    async def _withdrawn(self, now: datetime) -> None:
        """Handed in by web and taken back the next day."""
        idea = invented.WITHDRAWN
        proposal = await by_web(self.stage, idea, self.area, self.held_on, self.year, now)
        row = found(await proposal_by_id(self.stage.district, proposal))
        applicant = Actor("resident", row["applicant"], "")
        reason = "Der Hof wird gerade umgebaut (erfunden)."

        async def take_back(later: datetime) -> None:
            await move(self.stage.district, proposal, ProposalState.WITHDRAWN, by=applicant, now=later, reason=reason)

        self.stage.at(now + timedelta(hours=20), take_back)

    async def _admit(self, now: datetime) -> None:
        for verdict in self.verdicts:
            await admit(self.stage, verdict.idea, verdict.proposal, now)

    async def _plan(self, now: datetime) -> None:
        row = found(await proposal_by_id(self.stage.district, self.verdicts[0].proposal))
        self.meeting = await plan(self.stage, row["decision_date"], now)

    async def _hold(self, now: datetime) -> None:
        await hold(self.stage, self.meeting, self.verdicts, now)
        put_down_letters(self.stage, self.meeting["id"], self.held_on, is_last=self.is_last)


def put_down_past(stage: Stage) -> None:
    """All areas that have something to decide, each on an evening of its own."""
    by_area = _ideas_by_area(stage)
    evenings = stage.calendar.past_evenings(len(by_area))
    dates = list(zip(by_area, evenings, strict=True))
    opened = stage.calendar.fund_at(stage.calendar.past_year) + timedelta(days=1)

    async def call(now: datetime) -> None:
        intro = "Wir fördern Ideen aus der Nachbarschaft, grundsätzlich bis 1.000 €."
        await new_call(stage, stage.calendar.past_year, "Ideen für den Kiez, erste Runde", intro, dates, now)

    stage.at(opened, call)
    for position, (area, held_on) in enumerate(dates):
        Season(stage, area, held_on, position, is_last=area == dates[-1][0]).put_down(by_area[area])


async def found_jury(stage: Stage, area: str, members: list[MemberDraft], now: datetime) -> None:
    since = berlin_day(now)
    draft = JuryDraft(f"Bürgerjury {area}", since, date(since.year + TERM_YEARS - 1, 12, 31))
    doris = stage.staff["doris"]
    jury, problems = await create_jury(stage.district, stage.areas[area], draft, by=doris, now=now)
    fine(problems)
    _, problems = await add_members(stage.district, jury, members, by=doris, now=now)
    fine(problems)


def _ideas_by_area(stage: Stage) -> dict[str, list[tuple[Idea, ResolutionKind, int]]]:
    """In the order of the data; only areas that are played."""
    wanted = set(stage.size.areas)
    by_area: dict[str, list[tuple[Idea, ResolutionKind, int]]] = defaultdict(list)
    for position, project in enumerate(projects()):
        if wanted and project.area not in wanted:
            continue
        idea, amount = published(project, position), granted_cents(project, position)
        kind = ResolutionKind.FULL if amount == idea.total_cents else ResolutionKind.PART
        by_area[project.area].append((idea, kind, amount))
    by_area[EXTRA_AREA] += [
        (invented.REJECTED, ResolutionKind.REJECTED, 0),
        (invented.DEFERRED, ResolutionKind.DEFERRED, 0),
    ]
    return dict(by_area)
