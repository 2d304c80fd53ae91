"""„Mein Antrag“: what somebody handed in, how it stands, and what comes next."""

from typing import Any

from litestar import Response, Router, get

from kiezfonds.accounts.guards import current_visitor, district_of, resident
from kiezfonds.accounts.pages import resident_page
from kiezfonds.notices.queries import letters_for_person
from kiezfonds.portal.rules import WAITING, standing
from kiezfonds.proposals import queries
from kiezfonds.proposals.queries import Row
from kiezfonds.proposals.rules import ProposalState, reference
from kiezfonds.web.requests import Request


@get("/{slug:str}/mein-antrag", opt=resident())
async def show_my_proposals(request: Request) -> Response[str]:
    district, person = district_of(request).id, current_visitor(request).person
    handed_in = await queries.handed_in_by(district, person)
    items = await queries.cost_items_of_person(district, person)
    letters = await letters_for_person(district, person)
    return resident_page(
        request,
        "portal/my_proposals.html",
        proposals=[_shown(row, items.get(row["version"], []), letters) for row in handed_in],
        draft=await queries.draft_of(district, person),
    )


def _shown(row: Row, items: list[Row], letters: list[Row]) -> dict[str, Any]:
    state = ProposalState(row["state"])
    return {
        "row": row,
        "number": reference(row["year"], row["number"]),
        "standing": standing(state),
        "is_waiting": state in WAITING,
        "items": items,
        "letters": [
            {**letter, "ref": reference(letter["year"], letter["number"])}
            for letter in letters
            if letter["proposal"] == row["id"]
        ],
        "total": sum(item["sum_cents"] for item in items),
    }


router = Router("/", route_handlers=[show_my_proposals])
