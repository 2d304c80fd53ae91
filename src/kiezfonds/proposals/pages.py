"""The proposal an address of the office names."""

from kiezfonds.accounts.guards import district_of
from kiezfonds.proposals import queries
from kiezfonds.proposals.queries import Row
from kiezfonds.proposals.rules import read_reference
from kiezfonds.web.errors import NotFound
from kiezfonds.web.requests import Request


async def proposal_of(request: Request, ref: str) -> Row:
    """The one with this number, or nothing of the kind exists."""
    numbered = read_reference(ref)
    row = await queries.proposal(district_of(request).id, *numbered) if numbered else None
    if row is None:
        raise NotFound
    return row
