"""Opening a ballot, closing it, typing in a show of hands, annulling: the chair's acts."""

from datetime import datetime
from typing import Any

from kiezfonds.audit.actions import record
from kiezfonds.database.changes import publish
from kiezfonds.database.work import locked, transaction
from kiezfonds.ground.actors import Actor
from kiezfonds.ground.money import Cents
from kiezfonds.ground.problems import Problem
from kiezfonds.ground.text import N_
from kiezfonds.ledger.queries import area_budget, balance
from kiezfonds.meetings import attendance, queries, votes
from kiezfonds.meetings.actions import BALLOT_RUNS, GONE
from kiezfonds.meetings.amounts import problems_with_due_day, problems_with_kind, problems_with_motion
from kiezfonds.meetings.attendance import Room
from kiezfonds.meetings.counting import (
    BallotRule,
    Choice,
    Tally,
    Tie,
    is_accepted,
    problems_with_hand_count,
    read_ballot_rule,
    tally_of,
)
from kiezfonds.meetings.rules import (
    BallotState,
    ItemState,
    MeetingState,
    Method,
    Motion,
    MotionKind,
    may_move,
    problems_with_opening,
)
from kiezfonds.meetings.tables import Ballot, BallotSeat, Meeting
from kiezfonds.proposals.rules import ProposalState
from kiezfonds.scoring.actions import seal_sheets

Row = dict[str, Any]

NOT_RUNNING = Problem(N_("Diese Abstimmung läuft nicht mehr. Jemand war schneller."))
CHAIR_EXCLUDED = Problem(
    N_("Die Leitung ist bei diesem Punkt befangen. Bitte übergeben Sie die Leitung für diesen Punkt."),
    clause="§ 20 VwVfG",
)
NO_POT = Problem(N_("Für dieses Gebiet ist noch kein Geld freigegeben."), "amount")


async def open_ballot(
    district: int, meeting: int, position: int, motion: Motion, *, by: Actor, now: datetime
) -> tuple[int, list[Problem]]:
    """Put a motion on the called item to the vote; returns the ballot's number.

    Who may vote is fixed here: members present without a conflict on this item.
    """
    async with transaction():
        await locked(Meeting, Meeting.district == district, Meeting.id == meeting)
        row = await queries.meeting_by_id(district, meeting)
        item = await queries.item(district, meeting, position)
        if row is None or item is None or item["proposal_state"] == ProposalState.WITHDRAWN:
            return 0, [GONE]
        known = await queries.ballots(district, meeting)
        if any(ballot["state"] in (BallotState.OPEN, BallotState.CLOSED) for ballot in known):
            return 0, [BALLOT_RUNS]
        rule = await attendance.ballot_rule(district, row, item)
        room = await attendance.room(district, row, item["proposal"])
        found = room.quorum(rule)
        problems = problems_with_opening(
            meeting=MeetingState(row["state"]),
            item=ItemState(item["state"]),
            ballot=BallotState.PREPARED,
            quorum=found,
            undecided_conflicts=0,
            motion=motion.text,
        )
        if row["chair"] in room.excluded:
            problems.append(CHAIR_EXCLUDED)
        problems += problems_with_kind(motion, is_proposal=bool(item["proposal"]))
        problems += problems_with_due_day(motion, now)
        if motion.amount is not None and item["proposal"]:
            problems += await _problems_with_amount(district, item, motion)
        if problems:
            return 0, problems
        number = len(known) + 1
        ballot = await _insert(district, row, item, motion, room, rule, number, now)
        if item["version"]:
            await seal_sheets(district, item["version"], by=by, now=now)
        await publish(f"meeting:{meeting}")
        await record(
            district,
            "open_ballot",
            by=by,
            now=now,
            meeting=meeting,
            ballot=ballot,
            number=number,
            amount_cents=motion.amount,
            entitled=sorted(room.entitled),
        )
    return number, []


async def close_ballot(district: int, meeting: int, number: int, *, by: Actor, now: datetime) -> list[Problem]:
    """Count the votes given on the devices; from here on none is taken."""
    async with transaction():
        row, ballot = await _locked_ballot(district, meeting, number)
        if ballot["state"] != BallotState.OPEN or ballot["method"] != Method.OPEN:
            return [NOT_RUNNING]
        cast = await votes.cast_in(district, ballot["id"])
        tally = tally_of(Choice(vote["choice"]) for vote in cast)
        chair = next((Choice(vote["choice"]) for vote in cast if vote["seat"] == row["chair"]), None)
        pairs = sorted([vote["seat"], vote["choice"]] for vote in cast)
        await _settle(district, row, ballot, tally, chair, pairs, by=by, now=now)
    return []


async def enter_hand_count(
    district: int, meeting: int, number: int, tally: Tally, *, by: Actor, now: datetime
) -> list[Problem]:
    """The show of hands as the chair counted it; refused where it cannot be."""
    async with transaction():
        row, ballot = await _locked_ballot(district, meeting, number)
        if ballot["state"] != BallotState.OPEN or ballot["method"] != Method.HANDS:
            return [NOT_RUNNING]
        problems = problems_with_hand_count(tally, ballot["entitled_count"])
        if problems:
            return problems
        await _settle(district, row, ballot, tally, None, None, by=by, now=now)
    return []


async def annul_ballot(
    district: int, meeting: int, number: int, reason: str, *, by: Actor, now: datetime
) -> list[Problem]:
    """No result comes of it; whoever wants one puts a new motion. Counts are never changed."""
    if not reason.strip():
        return [Problem(N_("Bitte nennen Sie den Grund. Er steht in der Niederschrift."), "reason")]
    async with transaction():
        _, ballot = await _locked_ballot(district, meeting, number)
        if not may_move(BallotState(ballot["state"]), BallotState.ANNULLED):
            return [NOT_RUNNING]
        await Ballot.update(
            {Ballot.state: BallotState.ANNULLED.value, Ballot.annulled_at: now, Ballot.annulled_reason: reason}
        ).where(Ballot.district == district, Ballot.id == ballot["id"])
        await publish(f"meeting:{meeting}")
        await record(district, "annul_ballot", by=by, now=now, ballot=ballot["id"], secret={"reason": reason})
    return []


async def _problems_with_amount(district: int, item: Row, motion: Motion) -> list[Problem]:
    pot = await area_budget(district, item["fund"], item["area"])
    if pot is None:
        return [NO_POT]
    requested, smallest = Cents(item["requested_cents"]), item["smallest_useful_cents"] or None
    waits = motion.kind is MotionKind.WAITING_LIST  # for money that is not there yet
    free = requested if waits else (await balance(district, pot["id"])).available
    return problems_with_motion(motion.amount or Cents(0), requested, Cents(smallest) if smallest else None, free)


async def _insert(
    district: int, meeting: Row, item: Row, motion: Motion, room: Room, rule: BallotRule, number: int, now: datetime
) -> int:
    found = room.quorum(rule)
    row = Ballot(
        district=district,
        meeting=meeting["id"],
        item=item["id"],
        number=number,
        motion=motion.text,
        kind=motion.kind.value,
        amount_cents=motion.amount,
        conditions=motion.conditions,
        condition_kind=motion.condition_kind.value if motion.conditions.strip() else "",
        condition_due_on=motion.condition_due_on if motion.conditions.strip() else None,
        method=motion.method.value,
        rule=rule.stored(),
        state=BallotState.OPEN.value,
        appointed_count=len(room.appointed),
        present_count=len(room.present),
        excluded_count=len(room.excluded),
        excluded_present_count=len(room.excluded_present),
        entitled_count=len(room.entitled),
        needed_count=found.needed,
        is_quorate=found.is_met,
        opened_at=now,
    )
    (saved,) = await Ballot.insert(row).returning(Ballot.id)
    seats = [BallotSeat(district=district, ballot=saved["id"], seat=seat) for seat in sorted(room.entitled)]
    await BallotSeat.insert(*seats)
    return int(saved["id"])


async def _locked_ballot(district: int, meeting: int, number: int) -> tuple[Row, Row]:
    """Meeting, then ballot: the order of the house."""
    await locked(Meeting, Meeting.district == district, Meeting.id == meeting)
    await locked(Ballot, Ballot.district == district, Ballot.meeting == meeting, Ballot.number == number)
    row = await queries.meeting_by_id(district, meeting)
    ballot = await queries.ballot(district, meeting, number)
    if row is None or ballot is None:
        raise LookupError(number)
    return row, ballot


async def _settle(
    district: int,
    meeting: Row,
    ballot: Row,
    tally: Tally,
    chair_vote: Choice | None,
    votes: list[list[object]] | None,
    *,
    by: Actor,
    now: datetime,
) -> None:
    """The result by rule, and whether the jury was still quorate."""
    rule = read_ballot_rule(ballot["rule"])
    accepted = is_accepted(rule.majority, tally, ballot["entitled_count"], ballot["appointed_count"], chair_vote)
    room = await attendance.room(district, meeting, ballot["proposal"])
    await Ballot.update(
        {
            Ballot.state: BallotState.CLOSED.value,
            Ballot.closed_at: now,
            Ballot.yes_count: tally.yes,
            Ballot.no_count: tally.no,
            Ballot.abstain_count: tally.abstain,
            Ballot.is_accepted: accepted,
            Ballot.closed_present_count: len(room.present),
            Ballot.closed_excluded_count: len(room.excluded),
            Ballot.closed_excluded_present_count: len(room.excluded_present),
            Ballot.is_quorate_at_close: room.quorum(rule).is_met,
        }
    ).where(Ballot.district == district, Ballot.id == ballot["id"])
    await publish(f"meeting:{meeting['id']}")
    await record(
        district,
        "close_ballot",
        by=by,
        now=now,
        ballot=ballot["id"],
        yes=tally.yes,
        no=tally.no,
        abstain=tally.abstain,
        is_accepted=accepted,
        is_quorate=room.quorum(rule).is_met,
        votes=votes,
        chair_vote=chair_vote.value if chair_vote and rule.majority.tie is Tie.CHAIR else None,
    )
