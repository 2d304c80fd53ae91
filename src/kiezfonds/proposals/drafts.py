"""Writing the pages of a draft into its open version."""

from datetime import datetime

from kiezfonds.accounts.actions import update_person
from kiezfonds.proposals import queries
from kiezfonds.proposals.content import CostsPart, IdeaPart, Part, PersonPart
from kiezfonds.proposals.queries import Row
from kiezfonds.proposals.tables import CostItem, Proposal, ProposalVersion


async def write_part(draft: Row, part: Part, now: datetime) -> None:
    """`draft` is the locked row of a proposal; its open version takes the page."""
    district = draft["district"]
    version = await queries.current_version(district, draft["id"])
    if isinstance(part, IdeaPart):
        await _save_idea(district, draft["id"], version, part, now)
    elif isinstance(part, CostsPart):
        await _save_costs(district, version, part)
    else:
        await _save_person(district, draft["applicant"], version, part)


async def _save_idea(district: int, proposal: int, version: int, part: IdeaPart, now: datetime) -> None:
    found = await queries.dates_within_reach(district, part.area, now, now)
    aim = found[0]["id"] if found else None
    await Proposal.update({Proposal.area: part.area, Proposal.decision_date: aim}).where(Proposal.id == proposal)
    await ProposalVersion.update(
        {
            ProposalVersion.title: part.title,
            ProposalVersion.summary: part.summary,
            ProposalVersion.description: part.description,
            ProposalVersion.place: part.place,
            ProposalVersion.starts_on: part.starts_on,
            ProposalVersion.ends_on: part.ends_on,
        }
    ).where(ProposalVersion.id == version)


async def _save_costs(district: int, version: int, part: CostsPart) -> None:
    await ProposalVersion.update(
        {
            ProposalVersion.requested_cents: part.requested_cents,
            ProposalVersion.smallest_useful_cents: part.smallest_useful_cents,
            ProposalVersion.limit_reason: part.limit_reason,
            ProposalVersion.has_other_funding: part.has_other_funding,
            ProposalVersion.other_funding: part.other_funding,
            ProposalVersion.other_funding_cents: part.other_funding_cents,
        }
    ).where(ProposalVersion.id == version)
    await CostItem.delete().where(CostItem.district == district, CostItem.version == version)
    items = [
        CostItem(
            district=district,
            version=version,
            position=position,
            label=item.label,
            quantity_count=item.quantity,
            unit_cents=item.unit_cents,
        )
        for position, item in enumerate(part.items, start=1)
    ]
    if items:
        await CostItem.insert(*items)


async def _save_person(district: int, applicant: int, version: int, part: PersonPart) -> None:
    await update_person(
        district,
        applicant,
        name=part.name,
        street=part.street,
        town=part.town,
        email=part.email,
        phone=part.phone,
    )
    await ProposalVersion.update(
        {
            ProposalVersion.applicant_kind: part.kind.value,
            ProposalVersion.group_name: part.group_name,
            ProposalVersion.volunteer_work: part.volunteer_work,
            ProposalVersion.is_not_begun: part.is_not_begun,
            ProposalVersion.is_true: part.is_true,
            ProposalVersion.has_read_rules: part.has_read_rules,
            ProposalVersion.has_read_privacy: part.has_read_privacy,
        }
    ).where(ProposalVersion.id == version)
