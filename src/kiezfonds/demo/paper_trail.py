"""An idea on its way to the jury: handed in on paper or by web, changed, checked, admitted, rejected or taken back."""

from datetime import date, datetime, timedelta

from kiezfonds.demo.ideas import Idea, parts_of
from kiezfonds.demo.stage import PRESET, Stage, fine, found
from kiezfonds.ground.actors import Actor
from kiezfonds.ground.days import berlin_day
from kiezfonds.proposals import actions as proposals
from kiezfonds.proposals.changes import request_changes
from kiezfonds.proposals.content import Answer, CostLine, CostsPart
from kiezfonds.proposals.eligibility import Answers
from kiezfonds.proposals.handling import ChangeDraft, IntakeDraft, WithdrawalDraft
from kiezfonds.proposals.intake import enter_idea
from kiezfonds.proposals.queries import proposal_by_id
from kiezfonds.proposals.rules import PAPER
from kiezfonds.proposals.withdrawals import withdraw
from kiezfonds.rounds.rules import preset

LIMIT, BEGUN, COMPLETE = "within_limit", "not_begun", "complete"
CHANGE_DAYS = 14


async def by_paper(
    stage: Stage, idea: Idea, area: str, held_on: date, now: datetime, channel: str = PAPER, note: str = ""
) -> int:
    """Keyed in by Berta on the day it came; the page shows the receipt."""
    parts = parts_of(idea, stage.areas[area], held_on)
    intake = IntakeDraft(berlin_day(now), channel, note)
    proposal, problems = await enter_idea(
        stage.tenant, parts, intake, by=stage.staff["berta"], now=now, base_url=stage.base_url
    )
    fine(problems)
    return proposal


async def begin(stage: Stage, idea: Idea, area: str, held_on: date, fund: int, now: datetime) -> tuple[int, Actor]:
    """A draft on the phone, all three pages; not handed in yet."""
    what, costs, person = parts_of(idea, stage.areas[area], held_on)
    proposal, applicant = await proposals.start_draft(stage.district, fund, what, now=now)
    await proposals.save_page(stage.district, proposal, costs, now=now)
    await proposals.save_page(stage.district, proposal, person, now=now)
    return proposal, Actor("resident", applicant, "")


async def hand_in(stage: Stage, proposal: int, by: Actor, now: datetime) -> None:
    fine(await proposals.submit(stage.tenant, proposal, by=by, now=now, base_url=stage.base_url))


async def by_web(stage: Stage, idea: Idea, area: str, held_on: date, fund: int, now: datetime) -> int:
    proposal, applicant = await begin(stage, idea, area, held_on, fund, now)
    await hand_in(stage, proposal, applicant, now)
    return proposal


async def admit(stage: Stage, idea: Idea, proposal: int, now: datetime) -> None:
    fine(await proposals.admit(stage.district, proposal, answers_to(idea), by=stage.staff["bruno"], now=now))


async def reject(stage: Stage, idea: Idea, proposal: int, now: datetime) -> None:
    """What had begun before the promise cannot be funded."""
    answers = {**answers_to(idea), BEGUN: Answer(is_met=False, note="Der Auftrag ist schon vergeben (erfunden).")}
    reason = (
        "Die Arbeiten haben begonnen, bevor über den Antrag entschieden war. Der Kiezfonds bezahlt nichts, "
        "was vor der Zusage begonnen wurde. Für ein neues Vorhaben können Sie gern wieder einen Antrag stellen."
    )
    bruno = stage.staff["bruno"]
    fine(await proposals.reject_formally(stage.district, proposal, answers, reason, by=bruno, now=now))


async def ask_for_changes(stage: Stage, idea: Idea, proposal: int, text: str, now: datetime) -> None:
    note = "Angaben zu den Kosten fehlen (erfunden)."
    answers = {**answers_to(idea, first=6), COMPLETE: Answer(is_met=False, note=note)}
    row = found(await proposal_by_id(stage.district, proposal))
    due_on = min(berlin_day(now) + timedelta(CHANGE_DAYS), berlin_day(row["deadline_at"]))
    draft = ChangeDraft(text, max(due_on, berlin_day(now) + timedelta(7)), is_beyond=True)
    fine(
        await request_changes(
            stage.tenant, proposal, answers, draft, by=stage.staff["berta"], now=now, base_url=stage.base_url
        )
    )


async def change(stage: Stage, idea: Idea, proposal: int, now: datetime) -> None:
    """The second version: the same sum, but said line by line what it is for."""
    first, *others = idea.costs
    count, each = first[1], first[2]
    lines = [CostLine("Holz, fertig zugeschnitten", count, each * 3 // 4), CostLine("Beschläge", count, each // 8)]
    lines.append(CostLine("Anker und Beton", count, each - each * 3 // 4 - each // 8))
    lines += [CostLine(*other) for other in others]
    costs = CostsPart(tuple(lines), idea.total_cents, idea.smallest_cents, has_other_funding=False)
    row = found(await proposal_by_id(stage.district, proposal))
    await proposals.save_page(stage.district, proposal, costs, now=now)
    await hand_in(stage, proposal, Actor("resident", row["applicant"], ""), now)


async def take_back(stage: Stage, proposal: int, reason: str, now: datetime) -> None:
    row = found(await proposal_by_id(stage.district, proposal))
    applicant = Actor("resident", row["applicant"], "")
    fine(await withdraw(stage.district, proposal, WithdrawalDraft(reason), by=applicant, now=now))


def answers_to(idea: Idea, first: int | None = None) -> Answers:
    """Every point met; more than the soft limit is explained. Only the first ones, if so many are asked for."""
    points = preset(PRESET).fund.checklist[:first]
    above = "Über 1.000 €, im Antrag begründet (erfunden)."
    limit = preset(PRESET).fund.max_amount_cents
    return {
        each.point: Answer(is_met=True, note=above if each.point == LIMIT and idea.total_cents > limit else "")
        for each in points
    }
