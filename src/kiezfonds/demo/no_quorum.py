"""A meeting to which too few came: it is recorded, and a second one decides the same ideas (§ 90 (2) VwVfG)."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from kiezfonds.demo.evening import COMPANY, find_no_quorum, hold, invited
from kiezfonds.demo.facts import EVENING
from kiezfonds.demo.invented import idea
from kiezfonds.demo.letters import Office, put_down_papers
from kiezfonds.demo.season import Season, Turn
from kiezfonds.demo.setting import place_of
from kiezfonds.demo.stage import Stage, fine
from kiezfonds.ground.days import instant_of, next_working_day
from kiezfonds.meetings.endings import plan_second_meeting
from kiezfonds.meetings.rules import ResolutionKind

QUIET_AREA = "Frankfurter Allee Süd"
CAME, CAME_AGAIN = 5, 6
LATER = 13
TURNS = (
    Turn(idea("toys"), ResolutionKind.FULL, 320_00),
    Turn(idea("coffee"), ResolutionKind.FULL, 440_00, is_web=True),
    Turn(idea("parkour"), ResolutionKind.PART, 450_00),
)


class QuietSeason(Season):
    """Nobody is quorate the first time."""

    async def _hold(self, now: datetime) -> None:
        stage, at = self.stage, self.stage.calendar.at
        await find_no_quorum(stage, self.meeting, CAME, now)
        put_down_papers(stage, self.meeting["id"], self.held_on, Office(is_posted=False))
        stage.at(at(self.held_on + timedelta(1), 12), self._plan_again)

    async def _plan_again(self, now: datetime) -> None:
        stage, again_on = self.stage, _again_on(self.held_on)
        begins, by = instant_of(again_on, EVENING), stage.staff["berta"]
        ref, problems = await plan_second_meeting(
            stage.district, self.meeting["id"], begins, place_of(self.area), by=by, now=now
        )
        fine(problems)
        meeting = await invited(stage, ref, now)
        stage.at(begins, partial(self._hold_again, meeting, again_on))

    async def _hold_again(self, meeting: dict[str, Any], again_on: date, now: datetime) -> None:
        await hold(self.stage, meeting, self.verdicts, now, present=CAME_AGAIN, company=COMPANY, is_second=True)
        put_down_papers(self.stage, meeting["id"], again_on, Office())


def put_down_no_quorum(stage: Stage, held_on: date, turns: Sequence[Turn] = TURNS) -> None:
    again_on = _again_on(held_on)
    QuietSeason(stage, QUIET_AREA, held_on, stage.calendar.past_year, decided_on=again_on).put_down(turns)


def _again_on(held_on: date) -> date:
    return next_working_day(held_on + timedelta(LATER))
