"""Giving a vote on one's own device, and looking at who has voted."""

from datetime import datetime
from typing import Any

from kiezfonds.audit.actions import record
from kiezfonds.database.changes import publish
from kiezfonds.database.work import locked, rows, transaction
from kiezfonds.ground.actors import Actor
from kiezfonds.ground.problems import Problem
from kiezfonds.ground.text import N_
from kiezfonds.juries.queries import conflicted_seats
from kiezfonds.meetings.counting import Choice
from kiezfonds.meetings.rules import BallotState, Method, problems_with_vote
from kiezfonds.meetings.tables import Ballot, BallotSeat, LateVote, Presence, Vote

Row = dict[str, Any]

BY_HAND = Problem(N_("Bei dieser Abstimmung heben Sie bitte die Hand. Die Leitung zählt."))


async def cast_vote(district: int, ballot: int, seat: int, choice: Choice, *, now: datetime) -> list[Problem]:
    """One vote for each seat, changeable until the close. Nothing of it goes into the chain before the close.

    Locks the ballot alone, so that nobody who votes waits for the chair.
    """
    async with transaction():
        (row,) = await locked(Ballot, Ballot.district == district, Ballot.id == ballot)
        if row["method"] != Method.OPEN:
            return [BY_HAND]
        problems = problems_with_vote(
            BallotState(row["state"]),
            was_entitled_at_opening=await _was_entitled(district, ballot, seat),
            is_present=await _is_present(district, row["meeting"], seat),
            is_excluded=seat in await _excluded_from(district, ballot),
        )
        if problems:
            return problems
        vote = Vote(district=district, ballot=ballot, seat=seat, choice=choice.value, cast_at=now)
        await Vote.insert(vote).on_conflict(
            target=(Vote.district, Vote.ballot, Vote.seat), action="DO UPDATE", values=[Vote.choice, Vote.cast_at]
        )
        await publish(f"meeting:{row['meeting']}")
    return []


async def note_late_vote(district: int, ballot: int, seat: int, *, by: Actor, now: datetime) -> None:
    """For the chair's desk: somebody tried after the close. What they chose is not kept."""
    async with transaction():
        (row,) = await locked(Ballot, Ballot.district == district, Ballot.id == ballot)
        if row["state"] == BallotState.OPEN or not await _was_entitled(district, ballot, seat):
            return
        if await LateVote.exists().where(*_of(LateVote, district, ballot, seat)):
            return
        await LateVote.insert(LateVote(district=district, ballot=ballot, seat=seat, came_at=now))
        await publish(f"meeting:{row['meeting']}")
        await record(district, "late_vote", by=by, now=now, ballot=ballot, seat=seat)


async def turnout(district: int, ballot: int) -> list[Row]:
    """Each entitled seat and whether it has voted; never what."""
    return await rows(
        "SELECT s.seat, v.id AS vote FROM ballot_seat s LEFT JOIN vote v"
        " ON v.district = s.district AND v.ballot = s.ballot AND v.seat = s.seat"
        " WHERE s.district = {} AND s.ballot = {} ORDER BY s.seat",
        district,
        ballot,
    )


async def cast_in(district: int, ballot: int) -> list[Row]:
    """The votes themselves: for the count, never for a page."""
    return await rows(
        "SELECT v.seat, v.choice FROM vote v WHERE v.district = {} AND v.ballot = {} ORDER BY v.seat", district, ballot
    )


async def vote_of(district: int, ballot: int, seat: int) -> Choice | None:
    """One's own."""
    found = await Vote.select(Vote.choice).where(*_of(Vote, district, ballot, seat)).first()
    return Choice(found["choice"]) if found else None


async def _was_entitled(district: int, ballot: int, seat: int) -> bool:
    return await BallotSeat.exists().where(*_of(BallotSeat, district, ballot, seat))


async def _is_present(district: int, meeting: int, seat: int) -> bool:
    return await Presence.exists().where(
        Presence.district == district,
        Presence.meeting == meeting,
        Presence.seat == seat,
        Presence.until_at.is_null(),
    )


async def _excluded_from(district: int, ballot: int) -> set[int]:
    (found,) = await rows(
        "SELECT i.proposal FROM ballot b JOIN agenda_item i ON i.id = b.item WHERE b.district = {} AND b.id = {}",
        district,
        ballot,
    )
    return await conflicted_seats(district, found["proposal"]) if found["proposal"] else set()


def _of(table: Any, district: int, ballot: int, seat: int) -> tuple[Any, ...]:
    return (table.district == district, table.ballot == ballot, table.seat == seat)
