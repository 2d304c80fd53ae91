"""Personal links for the members of a jury, printed on cards or sent by mail."""

from collections.abc import Sequence

import segno
from litestar import Response, Router, get, post
from litestar.params import FromPath

from kiezfonds.accounts.guards import actor_of, district_of, office
from kiezfonds.accounts.pages import office_page
from kiezfonds.accounts.rules import Role
from kiezfonds.juries import actions
from kiezfonds.juries.pages import jury_here, seat_here, seats_here
from kiezfonds.juries.queries import Row
from kiezfonds.web.requests import Request

SETS_UP = (Role.COORDINATOR, Role.DISTRICT_OFFICE)


@get("/zugaenge", opt=office(*SETS_UP))
async def index_access(request: Request, area: FromPath[str]) -> Response[str]:
    jury = await jury_here(request, area)
    return office_page(request, "juries/access.html", jury=jury, seats=await seats_here(request, jury))


@post("/zugaenge", opt=office(*SETS_UP), status_code=200)
async def create_access(request: Request, area: FromPath[str]) -> Response[str]:
    """New links, shown on this one page: only their hashes are kept, so no page can show them again."""
    jury = await jury_here(request, area)
    data = await request.form()
    seats = await seats_here(request, jury)
    if data.get("wer") != "alle":
        seats = [seat for seat in seats if seat["link_at"] is None]
    return await _cards(request, jury, seats, with_mail=bool(data.get("mail")))


@post("/mitglieder/{number:int}/zugang", opt=office(*SETS_UP), status_code=200)
async def create_member_access(request: Request, area: FromPath[str], number: FromPath[int]) -> Response[str]:
    jury = await jury_here(request, area)
    seats = [await seat_here(request, jury, number)]
    data = await request.form()
    return await _cards(request, jury, seats, with_mail=bool(data.get("mail")))


async def _cards(request: Request, jury: Row, seats: Sequence[Row], *, with_mail: bool) -> Response[str]:
    addresses = await actions.renew_links(
        district_of(request),
        jury["name"],
        seats,
        base_url=request.settings.base_url,
        with_mail=with_mail,
        by=actor_of(request),
        now=request.now,
    )
    cards = [
        {
            "seat": seat,
            "address": addresses[seat["id"]],
            "svg": segno.make(addresses[seat["id"]], error="m").svg_inline(omitsize=True, border=0),
            "is_mailed": with_mail and bool(seat["email"]),
        }
        for seat in seats
    ]
    return office_page(request, "juries/access_cards.html", jury=jury, cards=cards)


router = Router(
    "/{slug:str}/buero/jurys/{area:str}",
    route_handlers=[index_access, create_access, create_member_access],
)
