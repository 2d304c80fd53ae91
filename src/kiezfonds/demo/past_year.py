"""What was decided before today: the published projects, each in a meeting of its area, and invented ideas."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from functools import partial

from kiezfonds.demo import cast
from kiezfonds.demo.facts import projects, usual_day
from kiezfonds.demo.fennpfuhl import put_down_fennpfuhl
from kiezfonds.demo.ideas import granted_cents, published
from kiezfonds.demo.invented import idea
from kiezfonds.demo.letters import Office
from kiezfonds.demo.no_quorum import QUIET_AREA, put_down_no_quorum
from kiezfonds.demo.paper_trail import by_web, take_back
from kiezfonds.demo.season import Season, Turn, found_jury
from kiezfonds.demo.second_fund import SECOND_AREA, put_down_second_fund
from kiezfonds.demo.setting import FENNPFUHL, new_call
from kiezfonds.demo.stage import Stage
from kiezfonds.meetings.rules import ResolutionKind

EXTRA_AREA = "Karlshorst"


def put_down_past(stage: Stage) -> None:
    """Every area that has something to decide, each on an evening of its own."""
    by_area = _turns_by_area(stage)
    extra = [area for area in (QUIET_AREA, SECOND_AREA) if stage.plays(area)]
    evenings = stage.calendar.past_evenings(len(by_area) + len(extra) + 2)
    first_on, *others = evenings
    quiet_on = others.pop(0) if QUIET_AREA in extra else None
    second_fund_on = others.pop(len(others) // 2) if SECOND_AREA in extra else None
    second_on = others.pop(-2)
    dates = [(area, usual_day(area, day)) for area, day in zip(by_area, others, strict=True)]

    _put_down_juries(stage, [FENNPFUHL, *by_area, *extra])
    quiet = [(QUIET_AREA, quiet_on)] if quiet_on else []
    _put_down_call(stage, [(FENNPFUHL, first_on), *quiet, *dates, (FENNPFUHL, second_on)])
    put_down_fennpfuhl(stage, first_on, second_on)
    if quiet_on:
        put_down_no_quorum(stage, quiet_on)
    if second_fund_on:
        put_down_second_fund(stage, second_fund_on)
    for area, held_on in dates:
        is_last = area == dates[-1][0]
        office = Office(is_checked=not is_last, is_issued=not is_last)
        season = Season(stage, area, held_on, stage.calendar.past_year, office)
        season.put_down(by_area[area])
        if area == EXTRA_AREA:
            stage.at(stage.calendar.at(season.day(20), 20), partial(_withdrawn, season))


def _put_down_juries(stage: Stage, areas: list[str]) -> None:
    opened = stage.calendar.fund_at(stage.calendar.past_year) + timedelta(days=2)
    for position, area in enumerate(areas):
        members = cast.todays_jury() if area == FENNPFUHL else cast.past_jury(position - 1)
        stage.at(opened, partial(found_jury, stage, area, members))


def _put_down_call(stage: Stage, dates: list[tuple[str, date]]) -> None:
    opened = stage.calendar.fund_at(stage.calendar.past_year) + timedelta(days=1)

    async def call(now: datetime) -> None:
        intro = "Wir fördern Ideen aus der Nachbarschaft, grundsätzlich bis 1.000 €."
        fund = stage.funds[stage.calendar.past_year]
        await new_call(stage, fund, "Ideen für den Kiez, erste Runde", intro, dates, now)

    stage.at(opened, call)


async def _withdrawn(season: Season, now: datetime) -> None:
    """Handed in by web and taken back the next day."""
    proposal = await by_web(season.stage, idea("market"), season.area, season.held_on, season.fund_id, now)
    reason = "Die Höfe werden gerade umgebaut."
    season.stage.at(now + timedelta(hours=20), partial(take_back, season.stage, proposal, reason))


def _turns_by_area(stage: Stage) -> dict[str, list[Turn]]:
    """In the order of the data; only areas that are played."""
    by_area: dict[str, list[Turn]] = defaultdict(list)
    for position, project in enumerate(projects()):
        if stage.plays(project.area):
            made, amount = published(project, position), granted_cents(project, position)
            kind = ResolutionKind.FULL if amount == made.total_cents else ResolutionKind.PART
            by_area[project.area].append(Turn(made, kind, amount))
    by_area[EXTRA_AREA] += [
        Turn(idea("drones"), ResolutionKind.REJECTED),
        Turn(
            idea("transformer"),
            ResolutionKind.DEFERRED,
            reason="Der Eigentümer hat noch nicht geantwortet. Die Jury nimmt die Idee wieder auf, wenn er zustimmt.",
        ),
    ]
    return dict(by_area)
