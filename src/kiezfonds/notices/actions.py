"""The legal check of a resolution, and the issue of its letter by a second person."""

import hashlib
from collections.abc import Collection
from datetime import datetime

from kiezfonds.accounts.queries import person
from kiezfonds.accounts.rules import Role
from kiezfonds.audit.actions import record
from kiezfonds.database.work import locked, transaction
from kiezfonds.districts.rules import Tenant
from kiezfonds.files.actions import store
from kiezfonds.ground.actors import Actor
from kiezfonds.ground.days import berlin_day
from kiezfonds.ground.problems import Problem
from kiezfonds.ground.text import N_
from kiezfonds.ledger.actions import commit
from kiezfonds.ledger.queries import entry
from kiezfonds.ledger.tables import AreaBudget
from kiezfonds.notices import queries
from kiezfonds.notices.content import Content, canonical, issued, read_content, undated
from kiezfonds.notices.delivery import Queue, problems_with_queue
from kiezfonds.notices.drafts import GONE, is_current, locked_case
from kiezfonds.notices.messages import tell_applicant
from kiezfonds.notices.queries import Cause, Row
from kiezfonds.notices.rules import (
    NoticeState,
    Outcome,
    problems_with_check,
    problems_with_issue,
    problems_with_money,
)
from kiezfonds.notices.tables import LegalCheck, Notice
from kiezfonds.proposals.actions import move
from kiezfonds.proposals.rules import ProposalState
from kiezfonds.proposals.tables import Proposal

CHANGED = Problem(N_("Jemand hat den Entwurf gerade geändert. Bitte sehen Sie ihn noch einmal an."))


async def check_resolution(
    district: int, resolution: int, outcome: Outcome, reason: str, *, by: Actor, now: datetime
) -> list[Problem]:
    """The district office releases a resolution or objects to it; it never changes one."""
    async with transaction():
        case = await locked_case(district, resolution)
        if case is None:
            return [GONE]
        problems = problems_with_check(
            queries.outcome(case), outcome, reason, checker=by.id, drafter=case["drafted_by"]
        )
        if problems:
            return problems
        check = LegalCheck(
            district=district,
            resolution=resolution,
            outcome=outcome.value,
            reason=reason,
            checked_by=by.id,
            checked_at=now,
        )
        await LegalCheck.insert(check)
        secret = {"reason": reason} if reason else None
        await record(
            district, "check_resolution", by=by, now=now, secret=secret, resolution=resolution, outcome=outcome.value
        )
    return []


def problems_with_issuing(case: Row, district: Tenant, issuer: int, roles: Collection[Role]) -> list[Problem]:
    """Everything that stands between a draft and its issue."""
    state = NoticeState(case["notice_state"])
    problems = problems_with_issue(
        queries.outcome(case),
        state,
        issuer=issuer,
        drafter=case["drafted_by"],
        is_current=state is NoticeState.ISSUED or is_current(case, district),
        needs_check=case["resolution"] is not None,
    )
    if state is NoticeState.ISSUED:
        return problems
    problems += problems_with_queue(Queue(case["queue"] or Queue.OFFICE), roles)
    refusal = case["refusal"]
    if refusal is not None and refusal["decided_by"] == issuer:
        problems.append(Problem(N_("Wer den Antrag formal abgelehnt hat, fertigt den Brief nicht aus.")))
    content = read_content(case["content"])
    waiting = ProposalState(case["proposal_state"])
    return problems + problems_with_money(content.kind, content.amount_cents, case["reservation"], waiting)


def roles_of(by: Actor) -> set[Role]:
    return {Role(name) for name in by.role.split(",") if name}


async def final_content(district: int, case: Row, *, by: Actor, now: datetime) -> Content:
    """The draft's content with the day of issue and the name of whoever issues it (§ 37 (3) VwVfG)."""
    signer = await person(district, by.id)
    return issued(read_content(case["content"]), berlin_day(now), signer["name"] if signer else "")


async def issue_notice(
    district: Tenant, cause: Cause, version: int, content: Content, pdf: bytes, *, by: Actor, now: datetime
) -> list[Problem]:
    """The printed letter becomes the letter: kept with its SHA-256, its money committed, its applicant told.

    `content` and `pdf` were made outside of the transaction from draft `version`; here everything is checked again.
    """
    digest = hashlib.sha256(pdf).hexdigest()
    async with transaction():
        case = await locked_case(district.id, cause)
        if case is None or case["notice"] is None:
            return [GONE]
        problems = problems_with_issuing(case, district, by.id, roles_of(by))
        if not problems and (case["version"] != version or undated(content) != read_content(case["content"])):
            problems = [CHANGED]
        if problems:
            return problems
        commitment, problems = await _commit(district.id, case, content, by, now)
        if problems:
            return problems
        blob = await store(district.id, pdf, "application/pdf", now=now)
        await Notice.update(
            {
                Notice.state: NoticeState.ISSUED.value,
                Notice.content: canonical(content),
                Notice.version: version + 1,
                Notice.issued_by: by.id,
                Notice.issued_at: now,
                Notice.blob: blob,
                Notice.sha256: digest,
                Notice.commitment: commitment,
            }
        ).where(Notice.district == district.id, Notice.id == case["notice"])
        await tell_applicant(district, case, content, now)
        facts = {"notice": case["notice"], "sha256": digest, "commitment": commitment}
        await record(district.id, "issue_notice", by=by, now=now, resolution=case["resolution"], **facts)
    return []


async def _commit(
    district: int, case: Row, content: Content, by: Actor, now: datetime
) -> tuple[int | None, list[Problem]]:
    """Reservation to commitment and proposal to notified; pot before proposal before chain, as everywhere."""
    if not content.kind.promises_money:
        return None, []
    reservation = await entry(district, case["reservation"])
    if reservation is not None:
        await locked(AreaBudget, AreaBudget.district == district, AreaBudget.id == reservation["area_budget"])
    await locked(Proposal, Proposal.district == district, Proposal.id == case["proposal"])
    reason = f"Brief {content.number}"
    commitment, problems = await commit(
        district, case["reservation"], content.amount_cents, reason=reason, by=by, now=now
    )
    if problems:
        return None, problems
    await move(district, case["proposal"], ProposalState.NOTIFIED, by=by, now=now, reason=reason)
    return commitment, []
