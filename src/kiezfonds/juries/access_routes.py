"""Personal links for the members of a jury, printed on cards or sent by mail."""

import base64
import hashlib
import hmac
from collections.abc import Mapping, Sequence

import segno
from litestar import Response, Router, get, post
from litestar.params import FromPath

from kiezfonds.accounts.guards import actor_of, district_of, office
from kiezfonds.accounts.pages import office_page
from kiezfonds.accounts.rules import Role
from kiezfonds.juries import actions
from kiezfonds.juries.pages import jury_here, seat_here, seats_here
from kiezfonds.juries.queries import Row, given_out
from kiezfonds.web.errors import Unusable
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.requests import Request
from kiezfonds.web.session import token_hash

SETS_UP = (Role.COORDINATOR, Role.DISTRICT_OFFICE)


@get("/zugaenge", opt=office(*SETS_UP))
async def index_access(request: Request, area: FromPath[str]) -> Response[str]:
    jury = await jury_here(request, area)
    return office_page(request, "juries/access.html", jury=jury, seats=await seats_here(request, jury))


@get("/zugaenge/neu", opt=office(*SETS_UP))
async def new_access(request: Request, area: FromPath[str]) -> Response[str]:
    """Says whose links end before it is done."""
    jury = await jury_here(request, area)
    return office_page(request, "juries/new_access.html", jury=jury, seats=await seats_here(request, jury))


@post("/zugaenge", opt=office(*SETS_UP), status_code=200)
async def create_access(request: Request, area: FromPath[str]) -> Response[str]:
    """New links, shown on this page only: their hashes alone are kept. The same form sent again shows the same."""
    jury = await jury_here(request, area)
    data, seats = await request.form(), await seats_here(request, jury)
    tokens = await _tokens(request, seats)
    if data.get("wer") != "alle":
        before = await given_out(district_of(request).id, [token_hash(token) for token in tokens.values()])
        seats = [s for s in seats if s["link_at"] is None or token_hash(tokens[s["person"]]) in before]
    return await _cards(request, jury, seats, tokens)


@post("/mitglieder/{number:int}/zugang", opt=office(*SETS_UP), status_code=200)
async def create_member_access(request: Request, area: FromPath[str], number: FromPath[int]) -> Response[str]:
    jury = await jury_here(request, area)
    seats = [await seat_here(request, jury, number)]
    return await _cards(request, jury, seats, await _tokens(request, seats))


async def _tokens(request: Request, seats: Sequence[Row]) -> dict[int, str]:
    """By person, made from this session's secret and the form's key: shown again for this form, stored nowhere."""
    key = str((await request.form()).get("_key", ""))[:80]
    if not key:
        raise Unusable(_("Diese Seite ist veraltet. Bitte laden Sie sie neu."))
    secret = request.sessions["office"].encode()
    macs = {s["person"]: hmac.new(secret, f"juror|{key}|{s['person']}".encode(), hashlib.sha256) for s in seats}
    return {person: base64.urlsafe_b64encode(mac.digest()).decode().rstrip("=") for person, mac in macs.items()}


async def _cards(request: Request, jury: Row, seats: Sequence[Row], tokens: Mapping[int, str]) -> Response[str]:
    district, with_mail = district_of(request), bool((await request.form()).get("mail"))
    addresses = await actions.renew_links(
        district,
        jury,
        seats,
        tokens,
        base_url=request.settings.base_url,
        with_mail=with_mail,
        by=actor_of(request),
        now=request.now,
    )
    opens = await given_out(district.id, [token_hash(token) for token in tokens.values()])
    cards = [
        {
            "seat": seat,
            "address": addresses[seat["id"]],
            "svg": segno.make(addresses[seat["id"]], error="m").svg_inline(omitsize=True, border=0),
            "is_mailed": with_mail and bool(seat["email"]),
        }
        for seat in seats
        if opens[token_hash(tokens[seat["person"]])]
    ]
    return office_page(request, "juries/access_cards.html", jury=jury, cards=cards, outdated=len(seats) - len(cards))


router = Router(
    "/{slug:str}/buero/jurys/{area:str}",
    route_handlers=[index_access, new_access, create_access, create_member_access],
)
