"""The browser an idea is written in: what it is writing, what it may begin, the links and the code it is shown."""

import base64
import hashlib
import hmac

from kiezfonds.accounts.access_codes import draw_code
from kiezfonds.accounts.actions import may_try
from kiezfonds.accounts.guards import district_of, visitor_of
from kiezfonds.accounts.rules import Visitor
from kiezfonds.proposals import queries
from kiezfonds.proposals.queries import Row
from kiezfonds.proposals.rules import (
    DRAFTS_PER_ADDRESS,
    DRAFTS_PER_PERSON,
    UPLOADS_PER_ADDRESS,
    UPLOADS_PER_PERSON,
)
from kiezfonds.web.errors import TooMany, Unusable
from kiezfonds.web.forms import typed_in
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.requests import Request

BAIT = "website"  # people never see this field; programs that fill in everything do


async def open_version(request: Request) -> Row | None:
    """What this browser is writing: a draft, or the changed version of what was handed in."""
    me = await visitor_of(request, "resident")
    return await queries.draft_of(district_of(request).id, me.person) if me else None


async def slow_down_drafts(request: Request, me: Visitor | None) -> None:
    """Counted before anything else, and not undone with it."""
    text = _("Von hier kamen gerade sehr viele neue Ideen. Bitte warten Sie 15 Minuten oder rufen Sie an: {phone}.")
    await _slow_down(request, me, "draft", (DRAFTS_PER_PERSON, DRAFTS_PER_ADDRESS), text)


async def slow_down_uploads(request: Request, me: Visitor | None) -> None:
    text = _("Von hier kamen gerade sehr viele Dateien. Bitte warten Sie 15 Minuten oder rufen Sie an: {phone}.")
    await _slow_down(request, me, "upload", (UPLOADS_PER_PERSON, UPLOADS_PER_ADDRESS), text)


async def refuse_bait(request: Request) -> None:
    """Nothing is kept; a person whose browser filled the field in can send the same page once more without it."""
    if not (await request.form()).get(BAIT):
        return
    text = _("Danke. Gespeichert ist noch nichts: Ein Feld, das leer bleiben muss, war ausgefüllt. Senden Sie bitte")
    again = _("einfach noch einmal, oder rufen Sie uns an: {phone}.").format(phone=district_of(request).phone)
    raise Unusable(f"{text} {again}", typed=[(n, v) for n, v in await typed_in(request) if n != BAIT])


def draft_key(request: Request, key: str) -> str:
    """Known only to the browser that got the page."""
    return hashlib.sha256("|".join(["draft", request.sessions.get("browser", ""), key]).encode()).hexdigest()


def link_token(request: Request, proposal: int, purpose: str = "status") -> str:
    """The token of a link, made from the browser's session: shown again there, stored nowhere."""
    return base64.urlsafe_b64encode(_secret(request, f"{purpose}|{proposal}")).decode().rstrip("=")


def code_and_pin(request: Request, proposal: int) -> tuple[str, str]:
    """For writing down; made the same way, so that the receipt can be loaded again."""
    return draw_code(_secret(request, f"code|{proposal}"))


def _secret(request: Request, about: str) -> bytes:
    return hmac.new(request.sessions.get("resident", "").encode(), about.encode(), hashlib.sha256).digest()


async def _slow_down(request: Request, me: Visitor | None, about: str, limits: tuple[int, int], text: str) -> None:
    """By the person, and by a keyed hash of the network address, which itself is never stored."""
    district = district_of(request)
    address = request.client.host if request.client else ""
    place = hmac.new(request.key, f"{about}|{address}".encode(), hashlib.sha256).hexdigest()
    is_allowed = await may_try(district.id, f"{about}:{place}", request.now, limits[1])
    if me is not None:
        is_allowed &= await may_try(district.id, f"{about}:person:{me.person}", request.now, limits[0])
    if not is_allowed:
        raise TooMany(text.format(phone=district.phone), typed=await typed_in(request))
