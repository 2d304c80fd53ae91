"""Ideas that do not come by web: on paper, by mail, on the phone, in person; keyed in by the office."""

from collections.abc import Sequence
from datetime import datetime, time

from kiezfonds.database.work import transaction
from kiezfonds.districts.rules import Tenant
from kiezfonds.ground.actors import Actor
from kiezfonds.ground.days import berlin_day, instant_of
from kiezfonds.ground.problems import Problem
from kiezfonds.ground.text import N_
from kiezfonds.proposals import queries
from kiezfonds.proposals.actions import save_page, start_draft, submit
from kiezfonds.proposals.attaching import NewFile, attach
from kiezfonds.proposals.casework import missed_date
from kiezfonds.proposals.content import NO_DATE, Content, CostsPart, IdeaPart, PersonPart, problems_with_submission
from kiezfonds.proposals.handling import IntakeDraft
from kiezfonds.proposals.tables import Intake, Proposal
from kiezfonds.rounds.queries import rules_of

FUTURE = Problem(N_("Der Eingang liegt in der Zukunft."), field="received_on")


async def enter_idea(
    district: Tenant,
    parts: tuple[IdeaPart, CostsPart, PersonPart],
    draft: IntakeDraft,
    *,
    by: Actor,
    now: datetime,
    base_url: str = "",
    files: Sequence[NewFile] = (),
) -> tuple[int, list[Problem]]:
    """The proposal in the same queue as all others. Received after the deadline, it goes to the next date.

    `files` are scans of the sheet and what lay in it.
    """
    idea, costs, person = parts
    async with transaction():
        if draft.received_on > berlin_day(now):
            return 0, [FUTURE]
        found = await queries.dates_within_reach(district.id, idea.area, instant_of(draft.received_on, time()), now)
        if not found:
            return 0, [NO_DATE]
        rules = await rules_of(district.id, found[0]["fund"])
        content = Content.of(idea, costs, person)
        problems = problems_with_submission(content, rules.fund, berlin_day(found[0]["held_at"]), draft.channel)
        if problems:
            return 0, problems
        proposal, _ = await start_draft(district.id, found[0]["fund"], idea, now=now)
        for part in (costs, person):
            await save_page(district.id, proposal, part, now=now)
        for file in files:
            problems += await attach(district.id, proposal, file, now=now)
        missed = await missed_date(district.id, idea.area, instant_of(draft.received_on, time()))
        await Proposal.update(
            {
                Proposal.channel: draft.channel,
                Proposal.received_on: draft.received_on,
                Proposal.decision_date: (missed or found[0])["id"],
            }
        ).where(Proposal.district == district.id, Proposal.id == proposal)
        kept = Intake(
            district=district.id,
            proposal=proposal,
            received_by=by.id,
            declared=draft.declared,
            note=draft.note,
            entered_at=now,
        )
        await Intake.insert(kept)
        problems += await submit(district, proposal, by=by, now=now, base_url=base_url)
    return proposal, problems
