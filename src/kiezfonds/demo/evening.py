"""A meeting of the past from its opening to its close, with an invented vote on every idea."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from kiezfonds.demo.cast import INVENTED
from kiezfonds.demo.ideas import Idea
from kiezfonds.demo.stage import Stage, fine, found
from kiezfonds.ground.actors import Actor
from kiezfonds.ground.days import berlin_day
from kiezfonds.ground.money import Cents, format_euro
from kiezfonds.juries.queries import seats
from kiezfonds.meetings import actions as meetings
from kiezfonds.meetings import queries
from kiezfonds.meetings.ballots import close_ballot, enter_hand_count, open_ballot
from kiezfonds.meetings.company import set_company
from kiezfonds.meetings.counting import Choice, Tally
from kiezfonds.meetings.endings import end_without_quorum
from kiezfonds.meetings.presence import set_presence
from kiezfonds.meetings.resolving import confirm_ballot
from kiezfonds.meetings.rules import (
    USUAL_REASONS,
    ConditionKind,
    ItemKind,
    Method,
    Motion,
    MotionKind,
    ResolutionDraft,
    ResolutionKind,
    read_meeting_reference,
)
from kiezfonds.meetings.vocabulary import Company
from kiezfonds.meetings.votes import cast_vote, turnout

Row = dict[str, Any]

PRESENT = 12
MINUTES_AN_ITEM, MINUTES_A_VOTE = 8, 3
NO_COMPANY = Company("", "", None)
COMPANY = Company(f"Paul Protokoll {INVENTED}", "Berta Beispiel", 5)
REASONS = {
    ResolutionKind.FULL: ("neighbours_meet", "many_gain"),
    ResolutionKind.PART: ("part_is_enough",),
    ResolutionKind.CONDITIONAL: ("many_gain",),
    ResolutionKind.REJECTED: ("little_gain",),
    ResolutionKind.DEFERRED: ("questions_open",),
    ResolutionKind.WAITING_LIST: ("too_little_money",),
}
MOTIONS = {ResolutionKind.DEFERRED: MotionKind.DEFERRAL, ResolutionKind.WAITING_LIST: MotionKind.WAITING_LIST}
WORDINGS = {
    MotionKind.FUNDING: "Die Jury fördert „{title}“ mit {amount}.",
    MotionKind.WAITING_LIST: "Die Jury setzt „{title}“ mit {amount} auf die Warteliste.",
    MotionKind.DEFERRAL: "Die Jury vertagt „{title}“ auf ihre nächste Sitzung.",
}


@dataclass(frozen=True)
class Verdict:
    """What the jury does with an idea here."""

    idea: Idea
    proposal: int
    kind: ResolutionKind
    amount_cents: int
    conditions: str = ""
    due_on: date | None = None
    """The day by which a precondition must be met; without one the condition is an obligation."""
    reason: str = ""


async def plan(stage: Stage, date: int, now: datetime) -> Row:
    """Berta plans the meeting of a decision date and invites everyone; returns the meeting."""
    ref, problems = await meetings.plan_meeting(stage.district, date, by=stage.staff["berta"], now=now)
    fine(problems)
    return await invited(stage, ref, now)


async def invited(stage: Stage, ref: str, now: datetime) -> Row:
    meeting = found(await queries.meeting(stage.district, *found(read_meeting_reference(ref))))
    page = stage.base_url + stage.tenant.path("sitzungen", ref)
    _, problems = await meetings.invite(stage.district, meeting["id"], page=page, by=stage.staff["berta"], now=now)
    fine(problems)
    return meeting


async def hold(
    stage: Stage,
    meeting: Row,
    verdicts: Sequence[Verdict],
    now: datetime,
    *,
    present: int = PRESENT,
    company: Company = NO_COMPANY,
    is_second: bool = False,
) -> None:
    """The last of those who come is late; the first idea is voted on with the devices, the others by show of hands.

    A second meeting is quorate only for what the first could not decide, so it leaves the last minutes for later.
    """
    chair, there = await _gather(stage, meeting, present - 1, company, now)
    latecomer = (await seats(stage.district, meeting["jury"], berlin_day(now)))[present - 1]
    by_proposal = {verdict.proposal: verdict for verdict in verdicts}
    has_used_devices = False
    for item in await queries.agenda(stage.district, meeting["id"]):
        now += timedelta(minutes=MINUTES_AN_ITEM)
        if item["kind"] == ItemKind.MINUTES and not is_second:
            await _approve_minutes(stage, meeting["id"], item, chair, now)
        elif item["proposal"] in by_proposal:
            verdict = by_proposal[item["proposal"]]
            method = Method.HANDS if has_used_devices or verdict.kind in MOTIONS else Method.OPEN
            await _decide(stage, meeting["id"], item["position"], verdict, method, there, chair, now)
            has_used_devices = has_used_devices or method is Method.OPEN
            if latecomer not in there:
                there.append(latecomer)
                came = now + timedelta(minutes=MINUTES_A_VOTE + 1)
                fine(await set_presence(stage.district, meeting["id"], latecomer["id"], True, by=chair, now=came))
    now += timedelta(minutes=MINUTES_AN_ITEM)
    fine(await meetings.close_meeting(stage.district, meeting["id"], by=chair, now=now))


async def find_no_quorum(stage: Stage, meeting: Row, present: int, now: datetime) -> None:
    """Too few come; after a quarter of an hour the chair says so and ends it."""
    chair, _ = await _gather(stage, meeting, present, COMPANY, now)
    later = now + timedelta(minutes=15)
    fine(await end_without_quorum(stage.district, meeting["id"], by=chair, now=later))


async def _gather(stage: Stage, meeting: Row, present: int, company: Company, now: datetime) -> tuple[Actor, list[Row]]:
    """The chair and who is there when the meeting is opened."""
    listed = await seats(stage.district, meeting["jury"], berlin_day(now))
    chair = Actor("juror", listed[0]["person"], "")
    for seat in listed[:present]:
        fine(await set_presence(stage.district, meeting["id"], seat["id"], True, by=chair, now=now))
    if company is not NO_COMPANY:
        fine(await set_company(stage.district, meeting["id"], company, by=chair, now=now))
    fine(await meetings.open_meeting(stage.district, meeting["id"], by=chair, now=now))
    return chair, listed[:present]


async def _approve_minutes(stage: Stage, meeting: int, item: Row, chair: Actor, now: datetime) -> None:
    district, position = stage.district, item["position"]
    fine(await meetings.call_item(district, meeting, position, by=chair, now=now))
    motion = Motion(f"Die Jury genehmigt das {item['title']}.", None, method=Method.HANDS, kind=MotionKind.PLAIN)
    number, problems = await open_ballot(district, meeting, position, motion, by=chair, now=now)
    fine(problems)
    ballot = found(await queries.ballot(district, meeting, number))
    tally = Tally(yes=ballot["entitled_count"] - 1, no=0, abstain=1)
    fine(await enter_hand_count(district, meeting, number, tally, by=chair, now=now))
    fine(await confirm_ballot(district, meeting, number, None, by=chair, now=now))


async def _decide(
    stage: Stage,
    meeting: int,
    position: int,
    verdict: Verdict,
    method: Method,
    there: list[Row],
    chair: Actor,
    now: datetime,
) -> None:
    district = stage.district
    fine(await meetings.call_item(district, meeting, position, by=chair, now=now))
    number, problems = await open_ballot(district, meeting, position, _motion(verdict, method), by=chair, now=now)
    fine(problems)
    ballot = found(await queries.ballot(district, meeting, number))
    tally = _tally(verdict.kind, position, ballot["entitled_count"])
    later = now + timedelta(minutes=MINUTES_A_VOTE)
    if method is Method.OPEN:
        await _vote(stage, ballot, tally, there, later)
        fine(await close_ballot(district, meeting, number, by=chair, now=later))
    else:
        fine(await enter_hand_count(district, meeting, number, tally, by=chair, now=later))
    reasons = REASONS[verdict.kind]
    draft = ResolutionDraft(verdict.kind, verdict.reason or USUAL_REASONS[reasons[position % len(reasons)]])
    fine(await confirm_ballot(district, meeting, number, draft, by=chair, now=later))


async def _vote(stage: Stage, ballot: Row, tally: Tally, there: list[Row], now: datetime) -> None:
    """Each on their own device; who is excluded has none to give."""
    entitled = {row["seat"] for row in await turnout(stage.district, ballot["id"])}
    choices = [Choice.YES] * tally.yes + [Choice.NO] * tally.no + [Choice.ABSTAIN] * tally.abstain
    voters = [seat for seat in there if seat["id"] in entitled]
    for seat, choice in zip(voters, choices, strict=True):
        fine(await cast_vote(stage.district, ballot["id"], seat["id"], choice, now=now))


def _motion(verdict: Verdict, method: Method) -> Motion:
    kind = MOTIONS.get(verdict.kind, MotionKind.FUNDING)
    amount = Cents(verdict.amount_cents or verdict.idea.total_cents)
    text = WORDINGS[kind].format(title=verdict.idea.title, amount=format_euro(amount))
    condition = ConditionKind.PRECONDITION if verdict.due_on else ConditionKind.OBLIGATION
    return Motion(
        text,
        None if kind is MotionKind.DEFERRAL else amount,
        conditions=verdict.conditions,
        method=method,
        kind=kind,
        condition_kind=condition,
        condition_due_on=verdict.due_on,
    )


def _tally(kind: ResolutionKind, position: int, entitled: int) -> Tally:
    """Invented: clear where money is given, clear where it is not."""
    if kind is ResolutionKind.REJECTED:
        yes = entitled // 5
        return Tally(yes=yes, no=entitled - yes - 1, abstain=1)
    no, abstain = position % 3, position % 2
    return Tally(yes=entitled - no - abstain, no=no, abstain=abstain)
