"""What the chair's desk answers: the desk as it stands now, or standing still with a form that was refused."""

from collections.abc import Awaitable, Callable
from typing import Any

from litestar import Response

from kiezfonds.accounts.guards import anyone_of, district_of
from kiezfonds.accounts.rules import Visitor
from kiezfonds.districts.pages import site_of
from kiezfonds.ground.problems import Problem
from kiezfonds.meetings import screens
from kiezfonds.meetings.chairing import chaired
from kiezfonds.meetings.queries import Row
from kiezfonds.web.csrf import token_for
from kiezfonds.web.errors import NotFound, Unusable
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.i18n import text_of
from kiezfonds.web.pages import fragment, redirect, render
from kiezfonds.web.requests import Request
from kiezfonds.web.session import new_token

CHAIRS = anyone_of("office", "juror")
Page = Response[str]


async def act(
    request: Request,
    ref: str,
    act: Callable[..., Awaitable[list[Problem]]],
    *facts: object,
    anchor: str = "",
    chair: tuple[Row, Visitor] | None = None,
) -> Page:
    """An act without typing: done or refused in one sentence, and the desk as it stands now.

    `chair`: who was let in already, where something sent had to be read first.
    """
    meeting, me = chair or await chaired(request, ref)
    try:
        problems = await act(district_of(request).id, meeting["id"], *facts, by=me.actor(), now=request.now)
    except LookupError:
        raise NotFound from None
    said = " ".join(text_of(problem) for problem in problems)
    return redirect(request, desk_path(request, ref) + ("" if problems else anchor), said, kind="danger")


async def desk_page(request: Request, meeting: Row, me: Visitor, **typed: Any) -> Page:
    """`typed`: a form that was refused; then the desk stands still until it is sent again."""
    district = district_of(request)
    facts = await screens.desk(district.id, meeting)
    refused = next(iter(typed.values()), None)
    is_stale = any(facts[name] is None for name in typed)
    return render(
        request,
        "meetings/desk.html",
        status=(409 if is_stale else 422) if typed else 200,
        kind=me.kind,
        site=site_of(request, district),
        district=district,
        is_live=is_stale or not typed,
        is_member=me.kind == "juror",
        form=refused,
        **{**facts, **{name: form for name, form in typed.items() if facts[name] is not None}},
    )


async def desk_region(request: Request, meeting: Row, me: Visitor) -> str:
    """The desk's live part, with the form token of this session: nobody else gets this rendering."""
    token = token_for(request.key, me.kind, request.sessions[me.kind])
    district = district_of(request)
    facts = await screens.desk(district.id, meeting)
    return await fragment(
        "meetings/_desk.html", district=district, csrf_token=token, new_key=new_token(), is_live=True, **facts
    )


async def number_in(request: Request, name: str) -> int:
    raw = str((await request.form()).get(name, ""))
    if not (raw.isascii() and raw.isdigit() and len(raw) < 10):
        raise Unusable(_("Diese Seite ist veraltet. Bitte laden Sie sie neu."))
    return int(raw)


def desk_path(request: Request, ref: str) -> str:
    return district_of(request).path("sitzungen", ref, "leitung")
