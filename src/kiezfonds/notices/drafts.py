"""Drafts of letters: made from the facts of a resolution, returned with a reason, made again."""

import hashlib
from datetime import datetime
from typing import Any

from kiezfonds.accounts.queries import person
from kiezfonds.audit.actions import record
from kiezfonds.audit.tables import AuditHead
from kiezfonds.database.work import locked, transaction
from kiezfonds.districts.rules import Tenant
from kiezfonds.ground.actors import Actor
from kiezfonds.ground.days import berlin_day
from kiezfonds.ground.problems import Problem
from kiezfonds.ground.text import N_
from kiezfonds.meetings.tables import Resolution
from kiezfonds.notices import queries
from kiezfonds.notices.composition import content_of, recipient_of, remedy_at
from kiezfonds.notices.content import Content, canonical, read_content
from kiezfonds.notices.delivery import is_own_idea, queue_of
from kiezfonds.notices.queries import Cause, Formal, Row
from kiezfonds.notices.rules import (
    NoticeState,
    problems_with_draft,
    problems_with_promise,
    problems_with_recipient,
    problems_with_return,
)
from kiezfonds.notices.tables import Notice
from kiezfonds.proposals.rules import reference
from kiezfonds.proposals.tables import Proposal
from kiezfonds.rounds.rules import read_rules

GONE = Problem(N_("Diesen Beschluss gibt es nicht."))


async def draft_notice(district: Tenant, cause: Cause, *, by: Actor, now: datetime) -> tuple[str, list[Problem]]:
    """The letter to a resolution or a formal rejection, made from its facts, again after a return; its reference."""
    async with transaction():
        case = await locked_case(district.id, cause)
        if case is None:
            return "", [GONE]
        problems = problems_with_letter(case, by.id)
        if problems:
            return "", problems
        year, number = await _number(district.id, case, now)
        drafter = await person(district.id, by.id)
        content = content_of(case, district, number=reference(year, number), drafter=drafter["name"] if drafter else "")
        notice = await _write_draft(district, case, content, (year, number), by, now)
        await record(
            district.id,
            "draft_notice",
            by=by,
            now=now,
            notice=notice,
            resolution=case["resolution"],
            content_sha256=hashlib.sha256(canonical(content).encode()).hexdigest(),
        )
    return reference(year, number), []


def problems_with_letter(case: Row, drafter: int) -> list[Problem]:
    """Everything that stands between a resolution and the draft of its letter."""
    return [
        *problems_with_draft(
            queries.outcome(case), queries.notice_state(case), drafter=drafter, checker=case["checked_by"]
        ),
        *problems_with_promise(case["notice_mode"], remedy_at(case)),
        *problems_with_recipient(recipient_of(case)),
    ]


async def return_notice(district: int, cause: Cause, reason: str, *, by: Actor, now: datetime) -> list[Problem]:
    """Back to whoever drafts, with a reason."""
    async with transaction():
        case = await locked_case(district, cause)
        if case is None or case["notice"] is None:
            return [GONE]
        problems = problems_with_return(NoticeState(case["notice_state"]), reason)
        if problems:
            return problems
        await Notice.update(
            {
                Notice.state: NoticeState.RETURNED.value,
                Notice.returned_reason: reason,
                Notice.version: case["version"] + 1,
            }
        ).where(Notice.district == district, Notice.id == case["notice"])
        await record(district, "return_notice", by=by, now=now, secret={"reason": reason}, notice=case["notice"])
    return []


def is_current(case: Row, district: Tenant) -> bool:
    """Whether the draft still says what the facts say."""
    if not case["notice_mode"]:
        return False
    made = read_content(case["content"])
    return content_of(case, district, number=made.number, drafter=case["drafter_name"]) == made


async def locked_case(district: int, cause: Cause) -> Row | None:
    """The resolution is the lock of its letter, else the proposal: two issuers come one after the other."""
    if isinstance(cause, Formal):
        await locked(Proposal, Proposal.district == district, Proposal.id == cause.proposal)
    else:
        await locked(Resolution, Resolution.district == district, Resolution.id == cause)
    return await queries.case_by_cause(district, cause)


async def _number(district: int, case: Row, now: datetime) -> tuple[int, int]:
    """The number it has, or the next of the year; under the head of the chain numbers have no gaps."""
    if case["notice"]:
        return case["notice_year"], case["notice_number"]
    await locked(AuditHead, AuditHead.district == district)
    year = berlin_day(now).year
    return year, await queries.last_number(district, year) + 1


async def _write_draft(
    district: Tenant, case: Row, content: Content, key: tuple[int, int], by: Actor, now: datetime
) -> int:
    is_own = is_own_idea(case["group_name"], case["issuing_body"], district.office_name)
    second_person = read_rules(case["rules"]).fund.second_person
    facts: dict[str, Any] = {
        "queue": queue_of(second_person, is_own=is_own, is_formal=case["resolution"] is None).value,
        "kind": content.kind.value,
        "mode": content.mode.value,
        "state": NoticeState.DRAFTED.value,
        "amount_cents": content.amount_cents,
        "content": canonical(content),
        "version": (case["version"] or 0) + 1,
        "returned_reason": "",
        "drafted_by": by.id,
        "drafted_at": now,
    }
    if case["notice"]:
        columns = {getattr(Notice, name): value for name, value in facts.items()}
        await Notice.update(columns).where(Notice.district == district.id, Notice.id == case["notice"])
        return int(case["notice"])
    row = Notice(
        district=district.id,
        proposal=case["proposal"],
        resolution=case["resolution"],
        year=key[0],
        number=key[1],
        issued_at=None,
        **facts,
    )
    (saved,) = await Notice.insert(row).returning(Notice.id)
    return int(saved["id"])
