"""The browser an idea is written in: which draft it holds, what it may begin, the link it is shown at the end."""

import base64
import hashlib
import hmac

from kiezfonds.accounts.actions import may_try
from kiezfonds.accounts.guards import district_of, visitor_of
from kiezfonds.accounts.rules import Visitor
from kiezfonds.proposals import queries
from kiezfonds.proposals.queries import Row
from kiezfonds.proposals.rules import DRAFTS_PER_ADDRESS, DRAFTS_PER_PERSON
from kiezfonds.web.errors import TooMany
from kiezfonds.web.forms import typed_in
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.requests import Request


async def held_draft(request: Request) -> Row | None:
    """The idea this browser is writing."""
    me = await visitor_of(request, "resident")
    return await queries.draft_of(district_of(request).id, me.person) if me else None


async def slow_down(request: Request, me: Visitor | None) -> None:
    """Counted before anything else, and not undone with it."""
    district = district_of(request).id
    address = request.client.host if request.client else ""
    place = hmac.new(request.key, f"draft|{address}".encode(), hashlib.sha256).hexdigest()
    is_allowed = await may_try(district, f"draft:{place}", request.now, DRAFTS_PER_ADDRESS)
    if me is not None:
        is_allowed &= await may_try(district, f"draft:person:{me.person}", request.now, DRAFTS_PER_PERSON)
    if not is_allowed:
        text = _("Von hier kamen gerade sehr viele neue Ideen. Bitte warten Sie 15 Minuten oder rufen Sie an.")
        raise TooMany(text, typed=await typed_in(request))


def draft_key(request: Request, key: str) -> str:
    """Known only to the browser that got the page."""
    return hashlib.sha256("|".join(["draft", request.sessions.get("browser", ""), key]).encode()).hexdigest()


def link_token(request: Request, proposal: int) -> str:
    """The token of the status link, made from the browser's session: shown again there, stored nowhere."""
    secret = request.sessions.get("resident", "").encode()
    mac = hmac.new(secret, f"status|{proposal}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(mac).decode().rstrip("=")
