"""Saving what a juror notes, and removing it where a conflict is declared."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from kiezfonds.audit.actions import record
from kiezfonds.database.work import locked, rows, transaction
from kiezfonds.ground.actors import Actor
from kiezfonds.ground.problems import Problem
from kiezfonds.ground.text import N_
from kiezfonds.juries import actions as juries
from kiezfonds.juries.queries import conflicted_proposals, is_undecided
from kiezfonds.juries.rules import Ground
from kiezfonds.juries.tables import Seat
from kiezfonds.proposals.tables import ProposalVersion
from kiezfonds.rounds.queries import rules_of
from kiezfonds.rounds.rules import CriterionRule
from kiezfonds.scoring.queries import criteria_of, is_sealed, sealed_now, sheet
from kiezfonds.scoring.rules import Opinion, problems_with_scores
from kiezfonds.scoring.tables import Criterion, ScoreSeal, ScoreSheet, ScoreValue

CONFLICTED = Problem(N_("Sie sind bei diesem Antrag befangen. Deshalb gibt es hier keine Einschätzung."))
SEALED = Problem(N_("Die Abstimmung über diesen Antrag hat begonnen. Einschätzungen lassen sich nicht mehr ändern."))
DECIDED = Problem(N_("Über diesen Antrag ist schon entschieden."))


async def save_sheet(
    district: int,
    seat: int,
    version: int,
    opinion: Opinion | None,
    note: str,
    scores: Mapping[str, int] | None = None,
    *,
    now: datetime,
) -> list[Problem]:
    """The member's own note on one exact version; `scores` by criterion, in a fund that works with criteria.
    Saving while typing is no act: no line in the chain."""
    async with transaction():
        await locked(Seat, Seat.district == district, Seat.id == seat)
        proposal = await _proposal_of(district, version)
        if proposal in await conflicted_proposals(district, seat):
            return [CONFLICTED]
        if not await is_undecided(district, proposal):
            return [DECIDED]
        if await is_sealed(district, version):
            return [SEALED]
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
        return await _save_scores(district, seat, version, proposal, scores) if scores is not None else []


async def _save_scores(
    district: int, seat: int, version: int, proposal: int, scores: Mapping[str, int]
) -> list[Problem]:
    fund = await _fund_of(district, proposal)
    criteria = await criteria_of(district, fund, (await rules_of(district, fund)).voting)
    problems = problems_with_scores(criteria, scores)
    known = await sheet(district, seat, version)
    if problems or known is None:
        return problems
    ids = await _frozen_criteria(district, fund, criteria)
    for name in ids.keys() - scores.keys():
        await ScoreValue.delete().where(ScoreValue.sheet == known["id"], ScoreValue.criterion == ids[name])
    for name, value in scores.items():
        row = ScoreValue(district=district, sheet=known["id"], criterion=ids[name], value=value)
        await ScoreValue.insert(row).on_conflict(
            target=(ScoreValue.district, ScoreValue.sheet, ScoreValue.criterion),
            action="DO UPDATE",
            values=[ScoreValue.value],
        )
    return []


async def _frozen_criteria(district: int, fund: int, criteria: Sequence[CriterionRule]) -> dict[str, int]:
    """Ids by name. The first sheet writes the criteria down; from then on the rule set may change, these do not."""
    known = await _criterion_ids(district, fund)
    if known:
        return known
    for position, one in enumerate(criteria, start=1):
        row = Criterion(
            district=district,
            fund=fund,
            position=position,
            name=one.name,
            question=one.text,
            weight=one.weight,
            scale_min=one.scale_min,
            scale_max=one.scale_max,
        )
        await Criterion.insert(row).on_conflict(
            target=(Criterion.district, Criterion.fund, Criterion.position), action="DO NOTHING"
        )
    return await _criterion_ids(district, fund)


async def _criterion_ids(district: int, fund: int) -> dict[str, int]:
    found = await Criterion.select(Criterion.id, Criterion.name).where(
        Criterion.district == district, Criterion.fund == fund
    )
    return {row["name"]: row["id"] for row in found}


async def declare_conflict(
    district: int, seat: int, proposal: int, ground: Ground, note: str, *, by: Actor, now: datetime
) -> list[Problem]:
    """The conflict and the end of the member's notes on every version of the proposal, in one step. What is only told
    leaves the notes."""
    async with transaction():
        problems = await juries.declare_conflict(district, seat, proposal, ground, note, by=by, now=now)
        if not problems and not ground.is_declared_only:
            await _remove_sheets(district, seat, proposal)
    return problems


async def decide_conflict(
    district: int, seat: int, proposal: int, is_excluded: bool, *, by: Actor, now: datetime
) -> list[Problem]:
    """On a membership that was told; with an exclusion the member's notes end."""
    async with transaction():
        problems = await juries.decide_conflict(district, seat, proposal, is_excluded, by=by, now=now)
        if not problems and is_excluded:
            await _remove_sheets(district, seat, proposal)
    return problems


async def seal_sheets(district: int, version: int, *, by: Actor, now: datetime) -> None:
    """Keep what the sheets say, once, when the first ballot on this version is opened."""
    if await is_sealed(district, version):
        return
    seal = await sealed_now(district, version)
    row = ScoreSeal(
        district=district,
        version=version,
        sheets_count=seal.sheets,
        sha256=seal.sha256,
        sealed_at=now,
    )
    await ScoreSeal.insert(row)
    await record(district, "seal_scores", by=by, now=now, version=version, sheets=seal.sheets, sha256=seal.sha256)


async def erase_notes(district: int, versions: Sequence[int]) -> None:
    """Private notes end when the minutes are approved; the opinions stay."""
    if versions:
        await ScoreSheet.update({ScoreSheet.note: ""}).where(
            ScoreSheet.district == district, ScoreSheet.version.is_in(list(versions))
        )


async def _remove_sheets(district: int, seat: int, proposal: int) -> None:
    """What a ballot has sealed stays as a fact; it counts nowhere, because a conflict has no cell."""
    found = await rows(
        "SELECT o.id FROM score_sheet o JOIN proposal_version v ON v.id = o.version"
        " LEFT JOIN score_seal z ON z.version = o.version"
        " WHERE o.district = {} AND o.seat = {} AND v.proposal = {} AND z.id IS NULL",
        district,
        seat,
        proposal,
    )
    sheets = [row["id"] for row in found]
    if sheets:
        await ScoreValue.delete().where(ScoreValue.district == district, ScoreValue.sheet.is_in(sheets))
        await ScoreSheet.delete().where(ScoreSheet.district == district, ScoreSheet.id.is_in(sheets))


async def _fund_of(district: int, proposal: int) -> int:
    (found,) = await rows("SELECT p.fund FROM proposal p WHERE p.district = {} AND p.id = {}", district, proposal)
    return int(found["fund"])


async def _proposal_of(district: int, version: int) -> int:
    found = (
        await ProposalVersion.select(ProposalVersion.proposal)
        .where(ProposalVersion.district == district, ProposalVersion.id == version)
        .first()
    )
    if found is None:
        raise LookupError("no such version")
    return int(found["proposal"])
