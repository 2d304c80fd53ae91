"""What the pages of an idea have in common: their order, the way back, saving one and going on."""

from datetime import date
from typing import Any

from litestar import Response

from kiezfonds.accounts.guards import district_of
from kiezfonds.districts.pages import public_page
from kiezfonds.districts.rules import Tenant
from kiezfonds.ground.days import berlin_day
from kiezfonds.proposals import actions
from kiezfonds.proposals.content import Part
from kiezfonds.proposals.queries import Row
from kiezfonds.proposals.rules import reference
from kiezfonds.rounds.queries import dates_from, rules_of
from kiezfonds.rounds.rules import FundRules
from kiezfonds.web.csrf import SAFE_METHODS
from kiezfonds.web.errors import TooLate
from kiezfonds.web.forms import typed_in
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.pages import redirect
from kiezfonds.web.requests import Request

Page = Response[str]
TEMPLATES = {
    "was": "proposals/idea.html",
    "wo": "proposals/where.html",
    "wann": "proposals/when.html",
    "kosten": "proposals/costs.html",
    "bilder": "proposals/files.html",
    "person": "proposals/person.html",
    "pruefen": "proposals/summary.html",
}
STEPS = tuple(TEMPLATES)
CHECK = "pruefen"


def path_of(district: Tenant, step: str) -> str:
    return district.path("idee") if step == STEPS[0] else district.path("idee", step)


def step_page(
    request: Request, step: str, draft: Row | None, *, status: int = 200, back: str = "", **context: Any
) -> Page:
    """`back` is the check page for somebody who came from there to mend one thing."""
    district = district_of(request)
    number = reference(draft["year"], draft["number"]) if draft and draft["number"] else ""
    return public_page(
        request,
        district,
        TEMPLATES[step],
        status=status,
        kind="resident",
        draft=draft,
        step=STEPS.index(step) + 1,
        steps=len(STEPS),
        back=back,
        back_to=_before(district, step, back, number),
        changing=number,
        **context,
    )


async def saved(request: Request, draft: Row, part: Part, step: str) -> Page:
    """One page kept; on to the next, or back to the check page where somebody came from there."""
    district = district_of(request)
    if not await actions.save_page(district.id, draft["id"], part, now=request.now):
        return await lost(request)
    return redirect(request, await after(request, step))


async def after(request: Request, step: str) -> str:
    following = CHECK if await sent_back(request) else STEPS[STEPS.index(step) + 1]
    return path_of(district_of(request), following)


async def round_of(request: Request, draft: Row) -> Row | None:
    """The decision date it would get now; one that has a number keeps its own."""
    if draft["number"] is None:
        return await actions.reachable_date(district_of(request).id, draft, request.now)
    kept = {"id": draft["decision_date"], "fund": draft["fund"], "place": draft["meeting_place"], "opens_at": None}
    return {**kept, "held_at": draft["held_at"], "deadline_at": draft["deadline_at"]} if draft["held_at"] else None


def held_on(decision_date: Row | None) -> date | None:
    return berlin_day(decision_date["held_at"]) if decision_date else None


async def fund_rules(request: Request, draft: Row, decision_date: Row | None = None) -> FundRules:
    fund = decision_date["fund"] if decision_date else draft["fund"]
    return (await rules_of(district_of(request).id, fund)).fund


async def lost(request: Request) -> Page:
    """Nothing is being written in this browser: it was handed in, or the cookie is gone. What was sent is shown."""
    if request.method not in SAFE_METHODS:
        text = _(
            "Diese Idee ist hier nicht mehr offen. Vielleicht haben Sie sie schon abgesendet oder sich abgemeldet."
        )
        again = _("Was Sie gerade geschrieben haben, steht unten. Soll es noch dazu? Rufen Sie uns an: {phone}.")
        told = f"{text} {again.format(phone=district_of(request).phone)}"
        raise TooLate(told, typed=await typed_in(request))
    return redirect(request, district_of(request).path("idee"), _("Bitte fangen Sie hier an."), kind="info")


async def closed(request: Request, *, status: int = 200) -> Page:
    """Nothing can be begun now: when it opens, where that is known, and whom to ask."""
    district = district_of(request)
    coming = await dates_from(district.id, request.now)
    opening = [date for date in coming if date["opens_at"] and date["opens_at"] > request.now]
    return public_page(
        request,
        district,
        "proposals/closed.html",
        status=status,
        kind="resident",
        opens_at=min((date["opens_at"] for date in opening), default=None),
        meetings=[date for date in coming if date not in opening],
    )


def asked(request: Request, name: str) -> str:
    return str(request.query_params.get(name, ""))


def came_from(request: Request) -> str:
    """Nobody is sent back to anywhere else than the check page."""
    return CHECK if asked(request, "zurueck") == CHECK else ""


async def sent_back(request: Request) -> str:
    return CHECK if (await request.form()).get("zurueck") == CHECK else ""


def _before(district: Tenant, step: str, back: str, number: str) -> str:
    if back == CHECK:
        return path_of(district, CHECK)
    if step == STEPS[0]:
        return district.path("mein-antrag") if number else district.home
    return path_of(district, STEPS[STEPS.index(step) - 1])
