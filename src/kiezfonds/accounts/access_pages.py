"""How residents come in again: by code and PIN, or by a new link to their mailbox."""

import hashlib
import hmac
import re

from litestar import Response, Router, get, post

from kiezfonds.accounts import access_codes, lost_links
from kiezfonds.accounts.access_forms import AccessForm, LostLinkForm
from kiezfonds.accounts.guards import district_of, public, visitor_of
from kiezfonds.accounts.rules import LIFETIME
from kiezfonds.districts.pages import public_page
from kiezfonds.ground.actors import RESIDENT
from kiezfonds.ground.problems import Problem
from kiezfonds.ground.text import N_
from kiezfonds.web.errors import TooMany
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.pages import redirect
from kiezfonds.web.requests import Request
from kiezfonds.web.session import cookie

Page = Response[str]
NUMBER = re.compile(r"20\d\d\W?\d{4}")
IS_NUMBER = Problem(N_("Das ist die Nummer Ihres Antrags. Der Code steht darunter, mit Buchstaben und Zahlen."), "code")


@get("/zugang", opt=public())
async def show_short_access(request: Request) -> Page:
    """The short address, as it stands on receipts and is said on the telephone."""
    return redirect(request, district_of(request).path("mein-antrag", "zugang"))


@get("/mein-antrag/zugang", opt=public())
async def new_access(request: Request) -> Page:
    """Who is in already goes straight on."""
    if await visitor_of(request, RESIDENT):
        return redirect(request, district_of(request).path("mein-antrag"))
    return public_page(request, district_of(request), "accounts/access.html", form=AccessForm())


@post("/mein-antrag/zugang", opt=public(), status_code=303)
async def create_access(request: Request) -> Page:
    district = district_of(request)
    form = await AccessForm.read(request)
    if form.is_valid:
        place = place_of(request, "access")
        typed = form.values["code"], form.values["pin"]
        token, problems = await access_codes.enter(district.id, *typed, place, request.now)
        if not problems:
            lifetime = int(LIFETIME[RESIDENT].total_seconds())
            opened = cookie(RESIDENT, token, is_https=request.settings.is_https, max_age=lifetime)
            return redirect(request, district.path("mein-antrag"), cookies=(opened,))
        is_number = NUMBER.fullmatch(form.values["code"]) and access_codes.TOO_MANY not in problems
        form.add([IS_NUMBER] if is_number else problems)
    form.raw["pin"] = []
    return public_page(request, district, "accounts/access.html", status=422, form=form)


@get("/mein-antrag/link-verloren", opt=public())
async def new_lost_link(request: Request) -> Page:
    is_sent = request.query_params.get("gesendet") == "1"
    return public_page(request, district_of(request), "accounts/lost_link.html", form=LostLinkForm(), is_sent=is_sent)


@post("/mein-antrag/link-verloren", opt=public(), status_code=303)
async def create_lost_link(request: Request) -> Page:
    district = district_of(request)
    form = await LostLinkForm.read(request)
    if not form.is_valid:
        return public_page(request, district, "accounts/lost_link.html", status=422, form=form, is_sent=False)
    if not await lost_links.ask_for_link(
        district.id, form.values["email"], place_of(request, "lost link"), request.now
    ):
        raise TooMany(_("Von hier kamen gerade sehr viele Anfragen. Bitte warten Sie 15 Minuten oder rufen Sie an."))
    return redirect(request, f"{district.path('mein-antrag', 'link-verloren')}?gesendet=1")


def place_of(request: Request, purpose: str) -> str:
    """Where a request comes from, as a keyed hash: the network address itself is kept nowhere."""
    address = request.client.host if request.client else ""
    return hmac.new(request.key, f"{purpose}|{address}".encode(), hashlib.sha256).hexdigest()


router = Router(
    "/{slug:str}",
    route_handlers=[show_short_access, new_access, create_access, new_lost_link, create_lost_link],
)
