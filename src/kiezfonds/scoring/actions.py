"""Saving what a juror notes, and removing it where a conflict is declared."""

from collections.abc import Sequence
from datetime import datetime

from kiezfonds.database.work import locked, transaction
from kiezfonds.ground.actors import Actor
from kiezfonds.ground.problems import Problem
from kiezfonds.ground.text import N_
from kiezfonds.juries import actions as juries
from kiezfonds.juries.queries import conflicted_proposals, is_undecided
from kiezfonds.juries.rules import Ground
from kiezfonds.juries.tables import Seat
from kiezfonds.proposals.tables import ProposalVersion
from kiezfonds.scoring.rules import Opinion
from kiezfonds.scoring.tables import ScoreSheet

CONFLICTED = Problem(N_("Sie sind bei diesem Antrag befangen. Deshalb gibt es hier keine Einschätzung."))
DECIDED = Problem(N_("Über diesen Antrag ist schon entschieden."))


async def save_sheet(
    district: int, seat: int, version: int, opinion: Opinion | None, note: str, *, now: datetime
) -> list[Problem]:
    """The member's own note on one exact version. Saving while typing is no act: no line in the chain."""
    async with transaction():
        await locked(Seat, Seat.district == district, Seat.id == seat)
        proposal = await _proposal_of(district, version)
        if proposal in await conflicted_proposals(district, seat):
            return [CONFLICTED]
        if not await is_undecided(district, proposal):
            return [DECIDED]
        row = ScoreSheet(
            district=district,
            seat=seat,
            version=version,
            opinion=opinion.value if opinion else "",
            note=note,
            saved_at=now,
        )
        await ScoreSheet.insert(row).on_conflict(
            target=(ScoreSheet.district, ScoreSheet.seat, ScoreSheet.version),
            action="DO UPDATE",
            values=[ScoreSheet.opinion, ScoreSheet.note, ScoreSheet.saved_at],
        )
    return []


async def declare_conflict(
    district: int, seat: int, proposal: int, ground: Ground, note: str, *, by: Actor, now: datetime
) -> list[Problem]:
    """The conflict and the end of the member's notes on every version of the proposal, in one step."""
    async with transaction():
        problems = await juries.declare_conflict(district, seat, proposal, ground, note, by=by, now=now)
        if problems:
            return problems
        versions = (
            await ProposalVersion.select(ProposalVersion.id)
            .where(ProposalVersion.district == district, ProposalVersion.proposal == proposal)
            .output(as_list=True)
        )
        await ScoreSheet.delete().where(
            ScoreSheet.district == district, ScoreSheet.seat == seat, ScoreSheet.version.is_in(versions)
        )
    return []


async def erase_notes(district: int, versions: Sequence[int]) -> None:
    """Private notes end when the minutes are approved; the opinions stay."""
    if versions:
        await ScoreSheet.update({ScoreSheet.note: ""}).where(
            ScoreSheet.district == district, ScoreSheet.version.is_in(list(versions))
        )


async def _proposal_of(district: int, version: int) -> int:
    found = (
        await ProposalVersion.select(ProposalVersion.proposal)
        .where(ProposalVersion.district == district, ProposalVersion.id == version)
        .first()
    )
    if found is None:
        raise LookupError("no such version")
    return int(found["proposal"])
