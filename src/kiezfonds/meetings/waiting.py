"""The waiting list (Warteliste): who stands on it in which place, and moving up when money is free."""

from datetime import datetime
from typing import Any

from kiezfonds.audit.actions import record
from kiezfonds.database.paging import Asked, paged
from kiezfonds.database.work import locked, rows, transaction
from kiezfonds.districts.rules import Tenant
from kiezfonds.ground.actors import Actor
from kiezfonds.ground.money import Cents
from kiezfonds.ground.problems import Problem
from kiezfonds.ground.text import N_
from kiezfonds.ledger.actions import reserve
from kiezfonds.ledger.queries import area_budget, balance
from kiezfonds.ledger.tables import AreaBudget
from kiezfonds.meetings.amounts import problems_with_motion
from kiezfonds.meetings.messages import post_end_of_waiting
from kiezfonds.meetings.rules import ResolutionKind
from kiezfonds.meetings.tables import Resolution
from kiezfonds.meetings.vocabulary import BASIS_LABELS, Basis
from kiezfonds.proposals.actions import move
from kiezfonds.proposals.queries import proposal_by_id
from kiezfonds.proposals.rules import ProposalState
from kiezfonds.proposals.tables import Proposal

Row = dict[str, Any]

NOT_WAITING = Problem(N_("Dieser Antrag steht nicht mehr auf der Warteliste."))
NOT_FIRST = Problem(N_("Vor diesem Antrag steht ein anderer. Außer der Reihe nur mit einem Beschluss der Jury."))
NO_NOTE = Problem(N_("Wann und wie hat die Jury das beschlossen?"), "note")
YEAR_OVER = "Das Jahr des Topfes ist zu Ende"

WAITING = """
SELECT r.id, r.rank, r.number, r.meeting, r.item, r.ballot, r.version, r.reason, r.resolved_at,
       m.year AS meeting_year, m.number AS meeting_number, b.amount_cents AS motion_cents, p.id AS proposal, p.year,
       p.number AS proposal_number, p.fund, p.area, v.title, v.requested_cents, v.smallest_useful_cents, v.ends_on,
       a.name AS area_name, a.slug AS area_slug, f.name AS fund_name, f.slug AS fund_slug, f.year AS fund_year,
       a.position * 100000 + COALESCE(r.rank, 99999) AS line_order, p.year * 1000000 + p.number AS proposal_order
FROM resolution r JOIN proposal p ON p.id = r.proposal AND p.state = {} JOIN proposal_version v ON v.id = r.version
JOIN meeting m ON m.id = r.meeting JOIN ballot b ON b.id = r.ballot JOIN area a ON a.id = p.area
JOIN fund f ON f.id = p.fund
WHERE r.district = {} AND r.kind = {}
  AND NOT EXISTS (SELECT 1 FROM resolution q WHERE q.proposal = r.proposal AND q.id > r.id)
"""
ORDER = " ORDER BY f.year DESC, a.position, r.rank, r.id"
LATER = """
SELECT d.id, d.held_at, d.place FROM decision_date d JOIN decision_date e ON e.area = d.area
JOIN meeting m ON m.decision_date = e.id JOIN call c ON c.id = d.call
WHERE m.district = {} AND m.id = {} AND d.held_at > e.held_at AND c.state <> 'draft' ORDER BY d.held_at
"""


async def waiting(district: int, fund: int | None = None, area: int | None = None) -> list[Row]:
    """By area and place: of the whole district, or of one pot."""
    asked = (ProposalState.WAIT_LISTED.value, district, ResolutionKind.WAITING_LIST.value)
    if fund is None:
        return await rows(WAITING + ORDER, *asked)
    return await rows(WAITING + " AND p.fund = {} AND p.area = {}" + ORDER, *asked, fund, area)


async def waiting_listed(district: int, asked: Asked, *, whole: bool = False) -> tuple[list[Row], int]:
    """What the office's list asks for."""
    state, kind = ProposalState.WAIT_LISTED.value, ResolutionKind.WAITING_LIST.value
    return await paged(asked, WAITING, state, district, kind, whole=whole)


async def later_dates(district: int, meeting: int) -> list[Row]:
    """The area's decision dates after this meeting."""
    return await rows(LATER, district, meeting)


async def promote(
    district: int, resolution: int, amount: Cents, basis: Basis, note: str, *, by: Actor, now: datetime
) -> list[Problem]:
    """The money is set aside, a resolution of its own says so, a letter can follow. By rule only the first in line."""
    async with transaction():
        found = next((row for row in await waiting(district) if row["id"] == resolution), None)
        pot = await area_budget(district, found["fund"], found["area"]) if found else None
        if found is None or pot is None:
            return [NOT_WAITING]
        await locked(AreaBudget, AreaBudget.district == district, AreaBudget.id == pot["id"])
        await locked(Proposal, Proposal.district == district, Proposal.id == found["proposal"])
        line = await waiting(district, found["fund"], found["area"])
        if resolution not in [row["id"] for row in line]:
            return [NOT_WAITING]
        problems = [NOT_FIRST] if basis is Basis.RULE and line[0]["id"] != resolution else []
        if basis is Basis.JURY and not note.strip():
            problems.append(NO_NOTE)
        smallest = found["smallest_useful_cents"]
        free = (await balance(district, pot["id"])).available
        problems += problems_with_motion(
            amount, Cents(found["requested_cents"]), Cents(smallest) if smallest else None, free
        )
        if problems:
            return problems
        await _move_up(district, found, pot["id"], amount, basis, note.strip(), by=by, now=now)
    return []


async def end_waiting(district: Tenant, resolution: int, reason: str, *, by: Actor, now: datetime) -> list[Problem]:
    """When the day of the project has passed, or the applicant has other money: it lapses."""
    if not reason.strip():
        return [Problem(N_("Bitte nennen Sie den Grund."), "reason")]
    async with transaction():
        found = next((row for row in await waiting(district.id) if row["id"] == resolution), None)
        if found is None:
            return [NOT_WAITING]
        await _end(district, found, reason, by=by, now=now)
    return []


async def end_waiting_of_year(district: Tenant, year: int, *, by: Actor, now: datetime) -> int:
    """All that still waits for money of this year or one before; returns how many."""
    async with transaction():
        known = [row["proposal"] for row in await waiting(district.id) if row["fund_year"] <= year]
        await locked(Proposal, Proposal.district == district.id, Proposal.id.is_in(known or [0]))
        left = [row for row in await waiting(district.id) if row["proposal"] in known]
        for row in left:
            await _end(district, row, YEAR_OVER, by=by, now=now)
    return len(left)


async def _end(district: Tenant, found: Row, reason: str, *, by: Actor, now: datetime) -> None:
    await move(district.id, found["proposal"], ProposalState.LAPSED, by=by, now=now, reason=reason)
    row = await proposal_by_id(district.id, found["proposal"])
    if row is not None and row["applicant_email"]:
        await post_end_of_waiting(district, row, reason, now=now)


async def _move_up(
    district: int, found: Row, pot: int, amount: Cents, basis: Basis, note: str, *, by: Actor, now: datetime
) -> None:
    is_full = amount >= found["requested_cents"]
    kind = ResolutionKind.FULL if is_full else ResolutionKind.PART
    reason = f"Nachgerückt von der Warteliste, {BASIS_LABELS[basis]}. {note}".strip()
    entry, refused = await reserve(district, pot, amount, proposal=found["proposal"], reason=reason, by=by, now=now)
    if refused:
        raise RuntimeError(f"the pot was locked and bore {amount}: {refused}")
    to = ProposalState.APPROVED if is_full else ProposalState.PARTLY_APPROVED
    await move(district, found["proposal"], to, by=by, now=now, reason=reason)
    (last,) = await rows(
        "SELECT MAX(r.number) AS number FROM resolution r WHERE r.district = {} AND r.meeting = {}",
        *(district, found["meeting"]),
    )
    row = Resolution(
        district=district,
        meeting=found["meeting"],
        item=found["item"],
        ballot=found["ballot"],
        proposal=found["proposal"],
        version=found["version"],
        number=last["number"] + 1,
        kind=kind.value,
        amount_cents=amount,
        conditions="",
        reason=reason,
        reservation=entry,
        resolved_at=now,
        defer_to=None,
        rank=None,
        promoted_from=found["id"],
        condition_due_on=None,
    )
    (saved,) = await Resolution.insert(row).returning(Resolution.id)
    facts = {"resolution": saved["id"], "kind": kind.value, "amount_cents": amount, "reservation": entry}
    await record(district, "resolve", by=by, now=now, ballot=found["ballot"], promoted_from=found["id"], **facts)
