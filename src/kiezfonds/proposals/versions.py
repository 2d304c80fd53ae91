"""A new open version of a proposal: everything of the last one, to be changed."""

from datetime import datetime
from typing import TypeVar

from piccolo.table import Table

from kiezfonds.proposals.queries import Row, handed_in_version, open_version_of
from kiezfonds.proposals.tables import Attachment, CostItem, Proposal, ProposalVersion

T = TypeVar("T", bound=Table)


async def begin_version(row: Row, *, now: datetime) -> None:
    """`row` is the locked proposal in a state in which its writer writes. An open version there still is stays:
    what was typed into it is not lost."""
    district, proposal = row["district"], row["id"]
    await Proposal.update({Proposal.chosen_at: now}).where(Proposal.district == district, Proposal.id == proposal)
    if await open_version_of(district, proposal) is not None:
        return
    last = await handed_in_version(district, proposal)
    (old,) = await ProposalVersion.select().where(ProposalVersion.district == district, ProposalVersion.id == last)
    new = _copy(ProposalVersion, old, number=old["number"] + 1, submitted_at=None)
    (saved,) = await ProposalVersion.insert(new).returning(ProposalVersion.id)
    for cost in await CostItem.select().where(CostItem.district == district, CostItem.version == last):
        await CostItem.insert(_copy(CostItem, cost, version=saved["id"]))
    for file in await Attachment.select().where(Attachment.district == district, Attachment.version == last):
        await Attachment.insert(_copy(Attachment, file, version=saved["id"]))


def _copy(table: type[T], row: Row, **other: object) -> T:
    return table(**{name: value for name, value in {**row, **other}.items() if name != "id"})
