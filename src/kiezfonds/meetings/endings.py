"""When a meeting does not take place, or nobody can decide in it: cancelled, without quorum, a second one."""

from datetime import datetime
from typing import Any

from kiezfonds.audit.actions import record
from kiezfonds.database.changes import publish
from kiezfonds.database.work import locked, transaction
from kiezfonds.ground.actors import Actor
from kiezfonds.ground.days import berlin_day
from kiezfonds.ground.problems import Problem
from kiezfonds.ground.text import N_
from kiezfonds.juries.queries import seats_with_contact
from kiezfonds.meetings import attendance, messages, queries
from kiezfonds.meetings.actions import NOT_OPEN, plan_meeting, put_off_the_rest
from kiezfonds.meetings.counting import ballot_rule_of
from kiezfonds.meetings.presence import end_all_stays
from kiezfonds.meetings.rules import BallotState, MeetingState, may_move
from kiezfonds.meetings.tables import Meeting
from kiezfonds.proposals.actions import move
from kiezfonds.proposals.rules import ProposalState
from kiezfonds.proposals.tables import Proposal
from kiezfonds.rounds.queries import decision_date
from kiezfonds.rounds.rules import read_rules
from kiezfonds.rounds.tables import DecisionDate

Row = dict[str, Any]

NO_REASON = Problem(N_("Bitte nennen Sie den Grund. Er steht in der E-Mail an die Mitglieder."), "reason")
TOO_LATE = Problem(N_("Abgesagt wird, bevor die Sitzung beginnt."))
QUORATE = Problem(N_("Die Jury ist beschlussfähig. Bitte schließen Sie die Sitzung auf dem üblichen Weg."))
VOTED = Problem(N_("In dieser Sitzung wurde schon abgestimmt. Bitte schließen Sie sie auf dem üblichen Weg."))
NOT_INQUORATE = Problem(
    N_("Eine zweite Sitzung gibt es nur, wenn die erste nicht beschlussfähig war."), clause="§ 90 Abs. 2 VwVfG"
)
IN_THE_PAST = Problem(N_("Dieser Tag und diese Uhrzeit sind schon vorbei."), "held_on")
SECOND_ALREADY = Problem(N_("Die zweite Sitzung ist schon geplant."))
NOT_QUORATE = "Die Jury war nicht beschlussfähig"
CANCELLED = "Die Sitzung ist abgesagt"


async def cancel_meeting(
    district: int, meeting: int, reason: str, *, by: Actor, now: datetime
) -> tuple[int, list[Problem]]:
    """Its ideas go to the area's next date, or wait for one. Who was invited is told; returns the mails."""
    if not reason.strip():
        return 0, [NO_REASON]
    row = await queries.meeting_by_id(district, meeting)
    if row is None:
        raise LookupError(meeting)
    members = await seats_with_contact(district, row["jury"], berlin_day(row["begins_at"]))
    async with transaction():
        (current,) = await locked(Meeting, Meeting.district == district, Meeting.id == meeting)
        if not may_move(MeetingState(current["state"]), MeetingState.CANCELLED):
            return 0, [TOO_LATE]
        await _send_ideas_on(district, meeting, by=by, now=now)
        await Meeting.update(
            {Meeting.state: MeetingState.CANCELLED.value, Meeting.cancelled_at: now, Meeting.cancel_reason: reason}
        ).where(Meeting.district == district, Meeting.id == meeting)
        told = [seat for seat in members if seat["email"]] if current["invited_at"] else []
        for seat in told:
            await messages.post_cancellation(district, row, seat, reason, now=now)
        await publish(f"meeting:{meeting}")
        await record(district, "cancel_meeting", by=by, now=now, meeting=meeting, secret={"reason": reason})
    return len(told), []


async def end_without_quorum(district: int, meeting: int, *, by: Actor, now: datetime) -> list[Problem]:
    """„Nicht beschlussfähig“: no ballot was held, every idea is deferred; a second meeting may follow."""
    async with transaction():
        await locked(Meeting, Meeting.district == district, Meeting.id == meeting)
        row = await queries.meeting_by_id(district, meeting)
        if row is None or row["state"] != MeetingState.OPEN:
            return [NOT_OPEN]
        if any(ballot["state"] != BallotState.ANNULLED for ballot in await queries.ballots(district, meeting)):
            return [VOTED]
        room = await attendance.room(district, row, None)
        found = room.quorum(ballot_rule_of(read_rules(row["content"]).voting))
        if found.is_met or (row["repeats"] and room.present):  # § 90 (2) VwVfG: whoever came can decide
            return [QUORATE]
        await put_off_the_rest(district, meeting, NOT_QUORATE, by=by, now=now)
        await end_all_stays(district, meeting, now)
        await Meeting.update(
            {Meeting.state: MeetingState.CLOSED.value, Meeting.closed_at: now, Meeting.inquorate_at: now}
        ).where(Meeting.district == district, Meeting.id == meeting)
        await publish(f"meeting:{meeting}")
        await record(
            *(district, "end_without_quorum"),
            by=by,
            now=now,
            meeting=meeting,
            present=found.counted,
            needed=found.needed,
        )
    return []


async def plan_second_meeting(
    district: int, first: int, held_at: datetime, place: str, *, by: Actor, now: datetime
) -> tuple[str, list[Problem]]:
    """The same items again, quorate whatever the number, because the invitation says so (§ 90 (2) VwVfG).

    It gets a decision date of its own whose deadline is over, so no new idea comes to it. Returns „2026-4“.
    """
    async with transaction():
        (row,) = await locked(Meeting, Meeting.district == district, Meeting.id == first)
        date = await decision_date(district, row["decision_date"])
        if row["inquorate_at"] is None or date is None:
            return "", [NOT_INQUORATE]
        if held_at <= now:
            return "", [IN_THE_PAST]
        if await Meeting.exists().where(Meeting.district == district, Meeting.repeats == first):
            return "", [SECOND_ALREADY]
        facts: dict[str, Any] = {"call": date["call"], "area": date["area"], "place": place or row["place"]}
        again = DecisionDate(district=district, deadline_at=row["closed_at"], held_at=held_at, **facts)
        (saved,) = await DecisionDate.insert(again).returning(DecisionDate.id)
        ref, problems = await plan_meeting(district, saved["id"], by=by, now=now)
        if problems:
            raise RuntimeError(f"the second meeting cannot be planned: {problems}")
        await Meeting.update({Meeting.repeats: first}).where(
            Meeting.district == district, Meeting.decision_date == saved["id"]
        )
        await record(district, "plan_second_meeting", by=by, now=now, meeting=first, decision_date=saved["id"])
    return ref, []


async def _send_ideas_on(district: int, meeting: int, *, by: Actor, now: datetime) -> None:
    """Deferred ideas come onto the agenda of the area's next meeting by themselves."""
    ideas = [item["proposal"] for item in await queries.agenda(district, meeting) if item["proposal"]]
    await locked(Proposal, Proposal.district == district, Proposal.id.is_in(ideas or [0]))
    for item in await queries.agenda(district, meeting):
        if item["proposal_state"] == ProposalState.ADMITTED:
            await move(district, item["proposal"], ProposalState.SCHEDULED, by=by, now=now)
        if item["proposal_state"] in (ProposalState.ADMITTED, ProposalState.SCHEDULED):
            await move(district, item["proposal"], ProposalState.DEFERRED, by=by, now=now, reason=CANCELLED)
