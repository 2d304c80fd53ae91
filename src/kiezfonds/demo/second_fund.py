"""A second fund beside the first, under other rules: the district itself grants by an act, the money follows the
inhabitants, and members give points. Wholly invented."""

from datetime import date, datetime, timedelta
from functools import partial

from kiezfonds.demo import cast
from kiezfonds.demo.invented import idea
from kiezfonds.demo.letters import Office
from kiezfonds.demo.season import Season, Turn
from kiezfonds.demo.setting import new_call
from kiezfonds.demo.stage import PRESET, Stage, fine, found
from kiezfonds.ground.days import berlin_day
from kiezfonds.juries.queries import jury_of_area, seats
from kiezfonds.ledger.actions import release_fund
from kiezfonds.meetings.queries import agenda
from kiezfonds.meetings.rules import ResolutionKind
from kiezfonds.rounds import actions as rounds
from kiezfonds.rounds import queries as round_queries
from kiezfonds.rounds.rule_sets import adjust_rules
from kiezfonds.rounds.rules import FundDraft, NoticeMode, NoticeModeDraft
from kiezfonds.scoring.actions import save_sheet
from kiezfonds.scoring.queries import criteria_of

SECOND_AREA = "Neu-Hohenschönhausen Süd"
NAME = "Nachbarschaftsfonds"
TOTAL_CENTS = 20_000_00
LEAST_CENTS = 1_000_00
SCORED = 9  # of fifteen have given points
TURNS = (
    Turn(idea("night"), ResolutionKind.FULL, 360_00),
    Turn(idea("language"), ResolutionKind.PART, 240_00, is_web=True),
    Turn(idea("balcony"), ResolutionKind.REJECTED, reason="Der Versicherung wegen zu teuer für drei Nachmittage."),
)


def put_down_second_fund(stage: Stage, held_on: date) -> None:
    year = stage.calendar.past_year
    begins = stage.calendar.fund_at(year)
    season = SecondSeason(stage, SECOND_AREA, held_on, year, Office(issuer="doris"))

    async def found_fund(now: datetime) -> None:
        await _found(season, now)

    async def call(now: datetime) -> None:
        intro = "Für kleine Ideen, die Menschen zusammenbringen."
        await new_call(stage, season.own, "Ideen für die Nachbarschaft", intro, [(SECOND_AREA, held_on)], now)

    stage.at(begins + timedelta(days=3), found_fund)
    stage.at(begins + timedelta(days=4), call)
    season.put_down(TURNS)
    stage.at(stage.calendar.at(season.day(4), 20), partial(_give_points, season))


class SecondSeason(Season):
    """Its money is that of the second fund."""

    own: dict[str, object]

    @property
    def fund_id(self) -> int:
        return int(str(self.own["id"]))


async def _found(season: SecondSeason, now: datetime) -> None:
    stage, doris = season.stage, season.stage.staff["doris"]
    draft = FundDraft(NAME, season.fund, PRESET, TOTAL_CENTS, key="inhabitants")
    slug, problems = await rounds.create_fund(stage.district, draft, by=doris, now=now)
    fine(problems)
    fund = found(await round_queries.fund(stage.district, slug))["id"]
    for part, values in (
        ("fund", {"kind": NAME, "min_per_area_cents": LEAST_CENTS, "second_person": "district"}),
        ("voting", {"score_mode": "criteria"}),
    ):
        fine(await adjust_rules(stage.district, fund, part, values, by=doris, now=now))
    fine(await rounds.confirm_notice_mode(stage.district, fund, _promise(now), by=doris, now=now))
    fine(await release_fund(stage.district, fund, by=doris, now=now))
    season.own = found(await round_queries.fund(stage.district, slug))


async def _give_points(season: SecondSeason, now: datetime) -> None:
    """From low to high, each member a little differently; no rule behind it."""
    district = season.stage.district
    jury = found(await jury_of_area(district, season.stage.areas[SECOND_AREA], season.held_on))
    listed = await seats(district, jury["id"], season.held_on)
    rules = await round_queries.rules_of(district, season.fund_id)
    criteria = await criteria_of(district, season.fund_id, rules.voting)
    papers = [item for item in await agenda(district, season.meeting["id"]) if item["proposal"]]
    for number, seat in enumerate(listed[:SCORED]):
        for position, paper in enumerate(papers):
            points = {
                one.name: one.scale_min + (number * 2 + position + place) % (one.scale_max - one.scale_min + 1)
                for place, one in enumerate(criteria)
            }
            fine(await save_sheet(district, seat["id"], paper["version"], None, "", points, now=now))


def _promise(now: datetime) -> NoticeModeDraft:
    return NoticeModeDraft(
        mode=NoticeMode.ADMINISTRATIVE_ACT,
        issuing_body=f"Bezirksamt Lichtenberg, Beispielstelle {cast.INVENTED}",
        legal_basis=f"§§ 23, 44 LHO; Förderrichtlinie {NAME} {cast.INVENTED}",
        complaints_desk="",
        confirmed_by=f"Doris Dummy {cast.INVENTED}",
        confirmed_on=berlin_day(now),
        authority_seat=f"Musterstraße 5, {cast.TOWN} {cast.INVENTED}",
    )
