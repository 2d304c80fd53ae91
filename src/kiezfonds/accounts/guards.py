"""Who may enter a route: refused unless the route says otherwise.

Every handler states `access`: "public", "resident", "juror" or "office" (with `roles`). The guard finds the district
of the address, loads the visitor in one query, and leaves both on the request. A page of another district does not
exist for you: the answer is the same 404 as for a page that is not there.
"""

from typing import Any, cast
from urllib.parse import urlsplit

from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler

from kiezfonds.accounts.rules import Role, Visitor
from kiezfonds.accounts.sessions import visitor
from kiezfonds.districts.queries import tenant
from kiezfonds.districts.rules import Tenant
from kiezfonds.ground.actors import Actor
from kiezfonds.web.csrf import SAFE_METHODS
from kiezfonds.web.errors import NotAllowed, NotFound, SignInNeeded
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.i18n import language_of
from kiezfonds.web.requests import Request

Connection = ASGIConnection[Any, Any, Any, Any]


def public() -> dict[str, Any]:
    """Route options: everyone may."""
    return {"access": "public"}


def resident() -> dict[str, Any]:
    return {"access": "resident"}


def juror() -> dict[str, Any]:
    return {"access": "juror"}


def office(*roles: Role) -> dict[str, Any]:
    """Route options: staff of this district; with roles, only those (an auditor may look at what names no role)."""
    return {"access": "office", "roles": roles}


def anyone_of(*kinds: str) -> dict[str, Any]:
    """Route options: the first of these sessions that is alive (a chair's desk: juror or office)."""
    return {"access": "any", "kinds": kinds}


async def require_access(connection: Connection, handler: BaseRouteHandler) -> None:
    """The application's one guard."""
    access = handler.opt.get("access")
    request = cast(Request, connection)
    slug = connection.path_params.get("slug")
    if slug is not None:
        connection.state.district = await _tenant(str(slug))
    if access == "public":
        return
    if access is None or slug is None:
        raise NotFound
    kinds = handler.opt["kinds"] if access == "any" else (access,)
    found = await _first_visitor(request, connection.state.district, kinds)
    if found is None:
        raise SignInNeeded(kinds[-1], _page_of(request))
    roles = handler.opt.get("roles") or ()
    if roles and not found.has(*roles):
        raise NotAllowed(_("Dafür brauchen Sie eine andere Rolle."))
    connection.state.visitor = found


async def visitor_of(request: Request, kind: str) -> Visitor | None:
    """The visitor's session of this kind, also on a public page."""
    district = district_of(request)
    token = request.sessions.get(kind)
    return await visitor(token, kind, district.id, request.now) if token else None


def _page_of(request: Request) -> str:
    """The page to come back to: for a form that was sent, the page it stood on."""
    if request.method in SAFE_METHODS:
        return str(request.scope["path"])
    return language_of(urlsplit(request.headers.get("referer", "")).path)[1]


def district_of(request: Request) -> Tenant:
    return cast(Tenant, request.state.district)


def current_visitor(request: Request) -> Visitor:
    return cast(Visitor, request.state.visitor)


def actor_of(request: Request) -> Actor:
    return current_visitor(request).actor()


async def _tenant(slug: str) -> Tenant:
    found = await tenant(slug)
    if found is None:
        raise NotFound
    return found


async def _first_visitor(request: Request, district: Tenant, kinds: tuple[str, ...]) -> Visitor | None:
    for kind in kinds:
        token = request.sessions.get(kind)
        found = await visitor(token, kind, district.id, request.now) if token else None
        if found is not None and (kind != "office" or found.roles):
            return found
    return None
