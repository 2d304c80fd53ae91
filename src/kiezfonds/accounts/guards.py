"""Who may enter a route: refused unless the route says otherwise.

Every handler states `access`: "public", "resident", "juror", "office" (with `roles`) or "signing_in" (with its step).
The guard finds the district of the address, loads the visitor in one query, and leaves both on the request. A page of
another district does not exist for you: the answer is the same 404 as for a page that is not there.
"""

from typing import Any, cast
from urllib.parse import urlsplit

from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler

from kiezfonds.accounts.rules import ACTING, READING, Newcomer, Role, Step, Visitor
from kiezfonds.accounts.sessions import newcomer, visitor
from kiezfonds.districts.queries import tenant
from kiezfonds.districts.rules import Tenant
from kiezfonds.ground.actors import Actor
from kiezfonds.web.csrf import SAFE_METHODS
from kiezfonds.web.errors import NotAllowed, NotFound, SignInNeeded
from kiezfonds.web.forms import typed_in
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


def office(*roles: Role, is_hidden: bool = False) -> dict[str, Any]:
    """Route options: staff of this district; with roles, only those. What names no role is there for everybody who has
    to do with proposals and money, auditors only look. What is hidden does not exist for the others."""
    return {"access": "office", "roles": roles, "is_hidden": is_hidden}


def signing_in(step: Step) -> dict[str, Any]:
    """Route options: whoever is at this step of signing in, and nobody else."""
    return {"access": "signing_in", "step": step}


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
    if access == "signing_in":
        connection.state.newcomer = await _at_step(request, handler.opt["step"])
        return
    kinds = handler.opt["kinds"] if access == "any" else (access,)
    found = await _first_visitor(request, connection.state.district, kinds, _may(request, handler))
    if found is None:
        raise SignInNeeded(kinds[-1], _page_of(request), await _typed(request))
    if found.kind == "office" and not found.has(*_may(request, handler)):
        raise NotFound if handler.opt.get("is_hidden") else NotAllowed(_("Dafür brauchen Sie eine andere Rolle."))
    connection.state.visitor = found


async def visitor_of(request: Request, kind: str) -> Visitor | None:
    """The visitor's session of this kind, also on a public page."""
    district = district_of(request)
    token = request.sessions.get(kind)
    return await visitor(token, kind, district.id, request.now) if token else None


async def newcomer_of(request: Request) -> Newcomer | None:
    """Whoever this browser is about to sign in as."""
    token = request.sessions.get("office")
    return await newcomer(token, district_of(request).id, request.now) if token else None


def current_newcomer(request: Request) -> Newcomer:
    return cast(Newcomer, request.state.newcomer)


async def _at_step(request: Request, step: Step) -> Newcomer:
    found = await newcomer_of(request)
    if found is None or found.step != step:
        raise SignInNeeded("office", district_of(request).path("buero"))
    return found


def _may(request: Request, handler: BaseRouteHandler) -> tuple[Role, ...]:
    """The roles a route names; without any, those that act, or for looking those that read."""
    return handler.opt.get("roles") or (READING if request.method in SAFE_METHODS else ACTING)


async def _typed(request: Request) -> list[tuple[str, str]]:
    """What was typed before the session ran out: kept for whoever had one."""
    if request.method in SAFE_METHODS or not request.sessions.get("office"):
        return []
    return await typed_in(request)


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


async def _first_visitor(
    request: Request, district: Tenant, kinds: tuple[str, ...], may: tuple[Role, ...]
) -> Visitor | None:
    """The first of these sessions that may; staff who may not only when there is no other."""
    refused = None
    for kind in kinds:
        token = request.sessions.get(kind)
        found = await visitor(token, kind, district.id, request.now) if token else None
        if found is not None and (kind != "office" or found.has(*may)):
            return found
        if found is not None and found.roles:
            refused = found
    return refused
