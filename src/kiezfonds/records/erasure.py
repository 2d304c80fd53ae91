"""Erasing a person to a tombstone (Art. 17 DSGVO), where no file has to be kept (Art. 17 (3) e; § 44 LHO).

The audit chain stays whole: it holds ids and salted commitments; what is erased is the clear text behind them.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kiezfonds.accounts.tables import AccessCode, AccessLink, Person, Session
from kiezfonds.audit.actions import record
from kiezfonds.audit.tables import AuditSecret
from kiezfonds.database.work import locked, rows, transaction
from kiezfonds.ground.actors import Actor
from kiezfonds.ground.problems import Problem
from kiezfonds.ground.text import N_
from kiezfonds.imprints.tables import BarrierReport
from kiezfonds.jobs.tables import Mail
from kiezfonds.proposals.rules import ProposalState
from kiezfonds.proposals.tables import Proposal, Withdrawal

Row = dict[str, Any]

TOMBSTONE = "–"
FREE = (ProposalState.DRAFT, ProposalState.WITHDRAWN, ProposalState.INELIGIBLE, ProposalState.REJECTED)
"""Where nothing is owed to anyone any more."""


@dataclass(frozen=True)
class Held:
    """What a district holds of a person."""

    is_erased: bool
    is_staff: bool
    seats: int
    letters: int
    states: Collection[str]


def problems_with_erasing(held: Held) -> list[Problem]:
    """Why a person's data cannot be erased yet; the file of a decision is kept as long as it may be asked for."""
    problems = []
    if held.is_erased:
        problems.append(Problem(N_("Diese Daten sind schon gelöscht.")))
    if held.is_staff:
        problems.append(Problem(N_("Diese Person arbeitet im Büro. Schließen Sie zuerst ihr Konto.")))
    if held.seats:
        problems.append(Problem(N_("Diese Person war in einer Jury. Ihr Name steht in den Protokollen.")))
    if held.letters:
        problems.append(
            Problem(
                N_("Zu einem Antrag dieser Person ist ein Brief ergangen. Die Akte wird aufbewahrt."),
                clause=N_("Art. 17 Abs. 3 DSGVO, § 44 LHO"),
            )
        )
    if not set(held.states) <= set(FREE):
        problems.append(Problem(N_("Ein Antrag dieser Person läuft noch. Er kann vorher zurückgezogen werden.")))
    return problems


async def held_of(district: int, person: int) -> Held | None:
    """None where the district knows no such person."""
    found = await rows("SELECT p.erased_at FROM person p WHERE p.district = {} AND p.id = {}", district, person)
    if not found:
        return None
    counts = await rows(
        "SELECT (SELECT COUNT(*) FROM staff_account s WHERE s.district = {} AND s.person = {}) AS staff,"
        " (SELECT COUNT(*) FROM seat s WHERE s.district = {} AND s.person = {}) AS seats,"
        " (SELECT COUNT(*) FROM notice n JOIN proposal p ON p.id = n.proposal"
        "  WHERE n.district = {} AND p.applicant = {} AND n.issued_at IS NOT NULL) AS letters",
        *(district, person) * 3,
    )
    states = await rows("SELECT p.state FROM proposal p WHERE p.district = {} AND p.applicant = {}", district, person)
    return Held(
        found[0]["erased_at"] is not None,
        bool(counts[0]["staff"]),
        counts[0]["seats"],
        counts[0]["letters"],
        {row["state"] for row in states},
    )


async def erase_person(district: int, person: int, *, by: Actor, now: datetime) -> list[Problem]:
    """Name, address, mail, links and the words behind the chain go; ids, states and sums stay."""
    async with transaction():
        found = await locked(Person, Person.district == district, Person.id == person)
        held = await held_of(district, person)
        if not found or held is None:
            raise LookupError("no such person in this district")
        problems = problems_with_erasing(held)
        if problems:
            return problems
        await _erase_mail(district, found[0]["email"])
        await _erase_secrets(district, person)
        await _erase_words(district, person, found[0]["email"])
        await Session.delete().where(Session.district == district, Session.person == person)
        await AccessCode.delete().where(AccessCode.district == district, AccessCode.person == person)
        await AccessLink.delete().where(AccessLink.district == district, AccessLink.person == person)
        await Person.update(
            {
                Person.name: TOMBSTONE,
                Person.email: "",
                Person.phone: "",
                Person.street: "",
                Person.town: "",
                Person.erased_at: now,
            }
        ).where(Person.district == district, Person.id == person)
        await record(district, "erase_person", by=by, now=now, person=person)
    return []


async def _erase_mail(district: int, address: str) -> None:
    if address:
        await Mail.update({Mail.recipient: TOMBSTONE, Mail.subject: TOMBSTONE, Mail.body: ""}).where(
            Mail.district == district, Mail.recipient == address
        )


async def _erase_words(district: int, person: int, address: str) -> None:
    """Why somebody took an idea back, and who told us of a barrier."""
    own = Proposal.select(Proposal.id).where(Proposal.district == district, Proposal.applicant == person)
    await Withdrawal.update({Withdrawal.reason: ""}).where(
        Withdrawal.district == district, Withdrawal.proposal.is_in(own)
    )
    if address:
        await BarrierReport.update({BarrierReport.name: "", BarrierReport.email: ""}).where(
            BarrierReport.district == district, BarrierReport.email == address
        )


async def _erase_secrets(district: int, person: int) -> None:
    """The clear text behind the lines about this person and their proposals."""
    own = await rows("SELECT p.id FROM proposal p WHERE p.district = {} AND p.applicant = {}", district, person)
    proposals = {row["id"] for row in own}
    kept = await rows(
        "SELECT s.id, l.payload FROM audit_secret s JOIN audit_line l ON l.id = s.line WHERE s.district = {}", district
    )
    for row in kept:
        facts = json.loads(row["payload"])["facts"]
        if facts.get("person") == person or facts.get("proposal") in proposals:
            await AuditSecret.delete().where(AuditSecret.district == district, AuditSecret.id == row["id"])
