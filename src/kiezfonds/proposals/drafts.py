"""Writing the pages of a draft into its open version."""

from dataclasses import asdict
from datetime import datetime

from kiezfonds.accounts.actions import update_person
from kiezfonds.proposals import queries
from kiezfonds.proposals.content import CostsPart, IdeaPart, Part, PersonPart, WherePart
from kiezfonds.proposals.queries import Row
from kiezfonds.proposals.tables import CostItem, Proposal, ProposalVersion


async def write_part(proposal: Row, part: Part, now: datetime) -> bool:
    """`proposal` is its locked row; its open version takes the page. False: no version is open.

    A page writes its own columns only, so that two pages open side by side lose nothing of each other.
    """
    district = proposal["district"]
    version = await queries.open_version_of(district, proposal["id"])
    if version is None:
        return False
    if isinstance(part, WherePart | IdeaPart):
        await _aim(proposal, part.area, now)
    if isinstance(part, CostsPart):
        await _save_costs(district, version, part)
    elif isinstance(part, PersonPart):
        await _save_person(district, proposal["applicant"], version, part)
    else:
        own = {name: value for name, value in asdict(part).items() if name != "area"}
        await _write(version, **own)
    return True


async def _aim(proposal: Row, area: int, now: datetime) -> None:
    """Where an idea is meant to go; once it has a number, its area and its date stay."""
    if proposal["number"] is not None:
        return
    found = await queries.dates_within_reach(proposal["district"], area, now, now)
    aim: Row = {"area": area, "decision_date": found[0]["id"] if found else None}
    if found:
        aim["fund"] = found[0]["fund"]
    await Proposal.update({getattr(Proposal, name): value for name, value in aim.items()}).where(
        Proposal.district == proposal["district"], Proposal.id == proposal["id"]
    )


async def _write(version: int, **facts: object) -> None:
    columns = {getattr(ProposalVersion, name): value for name, value in facts.items()}
    await ProposalVersion.update(columns).where(ProposalVersion.id == version)


async def _save_costs(district: int, version: int, part: CostsPart) -> None:
    await _write(
        version,
        requested_cents=part.requested_cents,
        smallest_useful_cents=part.smallest_useful_cents,
        limit_reason=part.limit_reason,
        has_other_funding=part.has_other_funding,
        other_funding=part.other_funding,
        other_funding_cents=part.other_funding_cents,
    )
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
    await _write(
        version,
        applicant_kind=part.kind.value,
        group_name=part.group_name,
        volunteer_work=part.volunteer_work,
        **(asdict(part.declarations) if part.declarations else {}),
    )
