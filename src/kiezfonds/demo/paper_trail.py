"""An idea on its way to the jury: handed in on paper or by web, checked, admitted."""

from datetime import date, datetime

from kiezfonds.demo.ideas import Idea, parts_of
from kiezfonds.demo.stage import PRESET, Stage, fine
from kiezfonds.ground.actors import Actor
from kiezfonds.ground.days import berlin_day
from kiezfonds.proposals import actions as proposals
from kiezfonds.proposals.content import Answer
from kiezfonds.proposals.eligibility import Answers
from kiezfonds.proposals.handling import IntakeDraft
from kiezfonds.proposals.intake import enter_idea
from kiezfonds.rounds.rules import preset

LIMIT = "within_limit"


async def by_paper(stage: Stage, idea: Idea, area: str, held_on: date, now: datetime) -> int:
    """Keyed in by Berta on the day it came."""
    parts = parts_of(idea, stage.areas[area], held_on)
    proposal, problems = await enter_idea(
        stage.tenant, parts, IntakeDraft(berlin_day(now)), by=stage.staff["berta"], now=now, base_url=stage.base_url
    )
    fine(problems)
    return proposal


async def begin(stage: Stage, idea: Idea, area: str, held_on: date, year: int, now: datetime) -> tuple[int, Actor]:
    """A draft on the phone, all three pages; not handed in yet."""
    what, costs, person = parts_of(idea, stage.areas[area], held_on)
    proposal, applicant = await proposals.start_draft(stage.district, stage.funds[year]["id"], what, now=now)
    await proposals.save_page(stage.district, proposal, costs, now=now)
    await proposals.save_page(stage.district, proposal, person, now=now)
    return proposal, Actor("resident", applicant, "")


async def hand_in(stage: Stage, proposal: int, by: Actor, now: datetime) -> None:
    fine(await proposals.submit(stage.tenant, proposal, by=by, now=now, base_url=stage.base_url))


async def by_web(stage: Stage, idea: Idea, area: str, held_on: date, year: int, now: datetime) -> int:
    proposal, applicant = await begin(stage, idea, area, held_on, year, now)
    await hand_in(stage, proposal, applicant, now)
    return proposal


async def admit(stage: Stage, idea: Idea, proposal: int, now: datetime) -> None:
    fine(await proposals.admit(stage.district, proposal, answers_to(idea), by=stage.staff["bruno"], now=now))


def answers_to(idea: Idea, first: int | None = None) -> Answers:
    """Every point met; more than the soft limit is explained. Only the first ones, if so many are asked for."""
    points = preset(PRESET).fund.checklist[:first]
    above = "Über 1.000 €, im Antrag begründet (erfunden)."
    limit = preset(PRESET).fund.max_amount_cents
    return {
        each.point: Answer(is_met=True, note=above if each.point == LIMIT and idea.total_cents > limit else "")
        for each in points
    }
