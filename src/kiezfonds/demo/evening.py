"""A meeting of the past from its opening to its close, with an invented vote on every idea."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from kiezfonds.demo.ideas import Idea
from kiezfonds.demo.stage import Stage, fine, found
from kiezfonds.ground.actors import Actor
from kiezfonds.ground.days import berlin_day
from kiezfonds.ground.money import Cents, format_euro
from kiezfonds.juries.queries import seats
from kiezfonds.meetings import actions as meetings
from kiezfonds.meetings import queries
from kiezfonds.meetings.ballots import close_ballot, enter_hand_count, open_ballot
from kiezfonds.meetings.counting import Choice, Tally
from kiezfonds.meetings.presence import set_presence
from kiezfonds.meetings.resolving import confirm_ballot
from kiezfonds.meetings.rules import (
    USUAL_REASONS,
    Method,
    Motion,
    ResolutionDraft,
    ResolutionKind,
    read_meeting_reference,
)
from kiezfonds.meetings.votes import cast_vote

Row = dict[str, Any]

PRESENT = 12
MINUTES_AN_ITEM = 8
REASONS = {
    ResolutionKind.FULL: ("neighbours_meet", "many_gain"),
    ResolutionKind.PART: ("part_is_enough",),
    ResolutionKind.REJECTED: ("little_gain",),
    ResolutionKind.DEFERRED: ("questions_open",),
}


@dataclass(frozen=True)
class Verdict:
    """What the jury does with an idea here."""

    idea: Idea
    proposal: int
    kind: ResolutionKind
    amount_cents: int


async def plan(stage: Stage, date: int, now: datetime) -> Row:
    """Berta plans the meeting of a decision date and invites everyone; returns the meeting."""
    berta, district = stage.staff["berta"], stage.district
    ref, problems = await meetings.plan_meeting(district, date, by=berta, now=now)
    fine(problems)
    meeting = found(await queries.meeting(district, *found(read_meeting_reference(ref))))
    page = stage.base_url + stage.tenant.path("sitzungen", ref)
    _, problems = await meetings.invite(district, meeting["id"], page=page, by=berta, now=now)
    fine(problems)
    return meeting


async def hold(stage: Stage, meeting: Row, verdicts: Sequence[Verdict], now: datetime) -> None:
    """Twelve of fifteen come; the first idea is voted on with the devices, the others by show of hands."""
    listed = await seats(stage.district, meeting["jury"], berlin_day(now))
    chair = Actor("juror", listed[0]["person"], "")
    for seat in listed[:PRESENT]:
        fine(await set_presence(stage.district, meeting["id"], seat["id"], True, by=chair, now=now))
    fine(await meetings.open_meeting(stage.district, meeting["id"], by=chair, now=now))
    by_proposal = {verdict.proposal: verdict for verdict in verdicts}
    for item in await queries.agenda(stage.district, meeting["id"]):
        if item["proposal"] in by_proposal:
            now += timedelta(minutes=MINUTES_AN_ITEM)
            verdict = by_proposal[item["proposal"]]
            await _decide(stage, meeting["id"], item["position"], verdict, listed[:PRESENT], chair, now)
    now += timedelta(minutes=MINUTES_AN_ITEM)
    fine(await meetings.close_meeting(stage.district, meeting["id"], by=chair, now=now))


async def _decide(
    stage: Stage,
    meeting: int,
    position: int,
    verdict: Verdict,
    present: list[Row],
    chair: Actor,
    now: datetime,
) -> None:
    district = stage.district
    fine(await meetings.call_item(district, meeting, position, by=chair, now=now))
    method = Method.OPEN if position == 2 else Method.HANDS
    number, problems = await open_ballot(district, meeting, position, _motion(verdict, method), by=chair, now=now)
    fine(problems)
    later = now + timedelta(minutes=3)
    if method is Method.OPEN:
        await _vote(stage, meeting, number, verdict, present, later)
        fine(await close_ballot(district, meeting, number, by=chair, now=later))
    else:
        fine(await enter_hand_count(district, meeting, number, _tally(verdict, position), by=chair, now=later))
    reasons = REASONS[verdict.kind]
    draft = ResolutionDraft(verdict.kind, USUAL_REASONS[reasons[position % len(reasons)]])
    fine(await confirm_ballot(district, meeting, number, draft, by=chair, now=later))


async def _vote(stage: Stage, meeting: int, number: int, verdict: Verdict, present: list[Row], now: datetime) -> None:
    ballot = found(await queries.ballot(stage.district, meeting, number))
    tally = _tally(verdict, number)
    choices = [Choice.YES] * tally.yes + [Choice.NO] * tally.no + [Choice.ABSTAIN] * tally.abstain
    for seat, choice in zip(present, choices, strict=True):
        fine(await cast_vote(stage.district, ballot["id"], seat["id"], choice, now=now))


def _motion(verdict: Verdict, method: Method) -> Motion:
    amount = verdict.amount_cents or verdict.idea.total_cents
    text = f"Die Jury fördert „{verdict.idea.title}“ mit {format_euro(Cents(amount))}."
    return Motion(text, Cents(amount), method=method)


def _tally(verdict: Verdict, position: int) -> Tally:
    """Invented: clear where money is given, clear where it is not."""
    if verdict.kind is ResolutionKind.REJECTED:
        return Tally(yes=2, no=9, abstain=1)
    if verdict.kind is ResolutionKind.DEFERRED:
        return Tally(yes=4, no=5, abstain=3)
    no = position % 3
    abstain = position % 2
    return Tally(yes=PRESENT - no - abstain, no=no, abstain=abstain)
