"""What the office asks an applicant to change: the request, the changed version, and how it ends."""

from collections.abc import Sequence
from datetime import datetime

from kiezfonds.database.work import locked, transaction
from kiezfonds.districts.rules import Tenant
from kiezfonds.ground.actors import Actor
from kiezfonds.ground.days import berlin_day, end_of_day
from kiezfonds.ground.problems import Problem
from kiezfonds.ground.text import N_
from kiezfonds.proposals import queries
from kiezfonds.proposals.attaching import NewFile, attach
from kiezfonds.proposals.content import (
    Content,
    CostsPart,
    IdeaPart,
    PersonPart,
    problems_with_checking,
    problems_with_submission,
)
from kiezfonds.proposals.drafts import write_part
from kiezfonds.proposals.eligibility import Answers, write_answers
from kiezfonds.proposals.handling import ChangeDraft, problems_with_change_request
from kiezfonds.proposals.messages import ask_for_changes, confirm_changes
from kiezfonds.proposals.queries import Row
from kiezfonds.proposals.rules import PAPER, ProposalState
from kiezfonds.proposals.sealing import seal_version
from kiezfonds.proposals.status_links import status_link
from kiezfonds.proposals.tables import ChangeRequest, Proposal, ProposalVersion
from kiezfonds.proposals.transitions import begin_check, locked_proposal, step
from kiezfonds.proposals.versions import begin_version
from kiezfonds.rounds.queries import rules_of

HANDED_IN, ON_PAPER, ENDED = "handed_in", "on_paper", "ended"
NOTHING_ASKED = Problem(N_("Für diesen Antrag ist keine Nachbesserung offen."))


async def request_changes(
    district: Tenant,
    proposal: int,
    answers: Answers,
    draft: ChangeDraft,
    *,
    by: Actor,
    now: datetime,
    base_url: str = "",
) -> list[Problem]:
    """The applicant gets a version to change, a mail where there is an address, and sees it under „Mein Antrag“."""
    async with transaction():
        row = await locked_proposal(district.id, proposal)
        shown = await queries.proposal_by_id(district.id, proposal)
        deadline = shown["deadline_at"] if shown else None
        deadline_on = berlin_day(deadline) if deadline else None
        problems = [
            *problems_with_checking(ProposalState(row["state"])),
            *problems_with_change_request(draft, berlin_day(now), deadline_on),
        ]
        if problems or shown is None:
            return problems
        await begin_check(row, by=by, now=now)
        await write_answers(district.id, proposal, answers, by=by, now=now)
        await _ask(row, shown["version"], draft, by, now)
        await step(row, ProposalState.CHANGES_REQUESTED, by=by, now=now, reason=draft.text)
        await begin_version(row, now=now)
        if shown["applicant_email"]:
            link = await status_link(district, row["applicant"], now=now)
            await ask_for_changes(district, shown, draft.text, draft.due_on, f"{base_url}{link}", now)
    return []


async def resubmit(district: Tenant, row: Row, *, by: Actor, now: datetime) -> list[Problem]:
    """`row` is the locked proposal: the changed version is fixed and checked again, under the same number.

    The decision date stays, also when the change took longer than the deadline.
    """
    problems = await _handed_in(district.id, row, by, now, HANDED_IN)
    changed = await queries.proposal_by_id(district.id, row["id"])
    if not problems and changed is not None and changed["applicant_email"]:
        await confirm_changes(district, changed, now)
    return problems


async def enter_changes(
    district: int,
    proposal: int,
    parts: tuple[IdeaPart, CostsPart, PersonPart],
    *,
    by: Actor,
    now: datetime,
    files: Sequence[NewFile] = (),
) -> list[Problem]:
    """What the applicant changed on paper or said on the phone, keyed in by the office; files come to those there."""
    async with transaction():
        row = await locked_proposal(district, proposal)
        if row["state"] != ProposalState.CHANGES_REQUESTED:
            return [NOTHING_ASKED]
        shown = await queries.proposal_by_id(district, proposal)
        held_on = berlin_day(shown["held_at"]) if shown and shown["held_at"] else None
        rules = await rules_of(district, row["fund"])
        problems = problems_with_submission(Content.of(*parts), rules.fund, held_on, PAPER)
        if problems:
            return problems
        await begin_version(row, now=now)
        for part in parts:
            await write_part(row, part, now)
        refused = [problem for file in files for problem in await attach(district, proposal, file, now=now)]
        if refused:
            return refused
        return await _handed_in(district, row, by, now, ON_PAPER)


async def end_request(district: int, proposal: int, *, by: Actor, now: datetime) -> list[Problem]:
    """The office goes on with the version it has. What was begun in the other is kept, and counts for nothing."""
    async with transaction():
        row = await locked_proposal(district, proposal)
        if row["state"] != ProposalState.CHANGES_REQUESTED:
            return [NOTHING_ASKED]
        await end_requests(row, now=now)
        await step(row, ProposalState.IN_FORMAL_CHECK, by=by, now=now)
    return []


async def choose(district: int, person: int, proposal: int, *, now: datetime) -> bool:
    """From now on the idea pages show this one of the person's; False when nothing of theirs is open there."""
    async with transaction():
        found = await locked(Proposal, Proposal.district == district, Proposal.id == proposal)
        is_theirs = bool(found) and found[0]["applicant"] == person
        is_theirs = is_theirs and await queries.open_version(district, proposal) is not None
        if is_theirs:
            await Proposal.update({Proposal.chosen_at: now}).where(
                Proposal.district == district, Proposal.id == proposal
            )
    return is_theirs


async def end_requests(row: Row, *, now: datetime, outcome: str = ENDED) -> None:
    """Nothing is asked of the applicant of this locked proposal any more."""
    await ChangeRequest.update({ChangeRequest.ended_at: now, ChangeRequest.outcome: outcome}).where(
        ChangeRequest.district == row["district"], ChangeRequest.proposal == row["id"], ChangeRequest.ended_at.is_null()
    )


async def _ask(row: Row, version: int, draft: ChangeDraft, by: Actor, now: datetime) -> None:
    asked = ChangeRequest(
        district=row["district"],
        proposal=row["id"],
        version=version,
        text=draft.text,
        due_at=end_of_day(draft.due_on),
        asked_by=by.id,
        asked_at=now,
        ended_at=None,
    )
    await ChangeRequest.insert(asked)


async def _handed_in(district: int, row: Row, by: Actor, now: datetime, outcome: str) -> list[Problem]:
    changed = await queries.open_version(district, row["id"])
    if changed is None:
        return [NOTHING_ASKED]
    rules = await rules_of(district, changed["fund"])
    content = queries.content_of(changed, await queries.cost_items(district, changed["version"]))
    held_on = berlin_day(changed["held_at"]) if changed["held_at"] else None
    problems = problems_with_submission(content, rules.fund, held_on, PAPER if outcome == ON_PAPER else row["channel"])
    if problems:
        return problems
    await ProposalVersion.update({ProposalVersion.submitted_at: now}).where(ProposalVersion.id == changed["version"])
    await end_requests(row, now=now, outcome=outcome)
    await step(row, ProposalState.IN_FORMAL_CHECK, by=by, now=now)
    await seal_version(district, row["id"], changed["version"], by=by, now=now)
    return []
