"""Handing in an idea: four pages, no account, no script needed."""

from typing import Any

from litestar import Response, Router, get, post

from kiezfonds.accounts.guards import district_of, public, visitor_of
from kiezfonds.accounts.rules import LIFETIME
from kiezfonds.accounts.sessions import link_of, open_session
from kiezfonds.districts.pages import public_page
from kiezfonds.ground.days import berlin_day
from kiezfonds.proposals import actions, queries
from kiezfonds.proposals.browsers import draft_key, held_draft, link_token, slow_down
from kiezfonds.proposals.content import (
    IdeaPart,
    Part,
    problems_by_page,
    problems_with_costs,
    problems_with_idea,
    problems_with_person,
)
from kiezfonds.proposals.forms import CostsForm, IdeaForm, PersonForm, filled_with_bait
from kiezfonds.proposals.queries import Row
from kiezfonds.proposals.rounds_open import open_rounds
from kiezfonds.proposals.rules import reference
from kiezfonds.rounds.queries import dates_from, rules_of
from kiezfonds.rounds.rules import FundRules
from kiezfonds.web.forms import Form
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.once import once
from kiezfonds.web.pages import redirect
from kiezfonds.web.requests import Request
from kiezfonds.web.session import cookie

Page = Response[str]
KEPT = ("title", "summary", "description", "place", "starts_on", "ends_on", "area")


@get("/", opt=public())
async def new_idea(request: Request) -> Page:
    draft, open_now = await held_draft(request), await open_rounds(district_of(request).id, request.now)
    if draft is None and not open_now.dates:
        return await _closed(request)
    known = {name: draft[name] for name in KEPT} if draft else {"area": open_now.area_of(_query(request, "gebiet"))}
    form = IdeaForm(options=open_now.options, **known)
    return _page(request, "proposals/idea.html", form=form, draft=draft, back=_query(request, "zurueck"))


@post("/", opt=public(), status_code=303)
async def create_idea(request: Request) -> Page:
    """The first page; for somebody new it also makes the person and the session the draft hangs on."""
    draft, open_now = await held_draft(request), await open_rounds(district_of(request).id, request.now)
    if draft is None and not open_now.dates:
        return await _closed(request, status=422)
    form = await IdeaForm.read(request, options=open_now.options)
    form.add(filled_with_bait(await request.form()))
    if form.is_valid:
        part = form.idea_part()
        fund, held_on = open_now.fund_of(part.area, draft), open_now.held_on(part.area)
        rules = await rules_of(district_of(request).id, fund)
        form.add(problems_with_idea(part, rules.fund, held_on))
    if not form.is_valid:
        back = str((await request.form()).get("zurueck", ""))
        return _page(request, "proposals/idea.html", status=422, form=form, draft=draft, back=back)
    if draft is not None:
        return await _saved(request, draft, part, "kosten")
    return await _begun(request, fund, part)


@get("/kosten", opt=public())
async def edit_costs(request: Request) -> Page:
    draft = await held_draft(request)
    if draft is None:
        return _lost(request)
    items = await queries.cost_items(district_of(request).id, draft["version"])
    form = CostsForm.saved(draft, items)
    return await _costs_page(request, draft, form, _query(request, "zurueck"))


@post("/kosten", opt=public(), status_code=303)
async def update_costs(request: Request) -> Page:
    draft = await held_draft(request)
    if draft is None:
        return _lost(request)
    data = await request.form()
    back = str(data.get("zurueck", ""))
    form = await CostsForm.read(request)
    if data.get("add_row"):
        form.forget_errors()
        form.costs.with_one_more()
        return await _costs_page(request, draft, form, back)
    rules = await _rules(request, draft)
    if form.is_valid:
        form.add(problems_with_costs(form.costs_part(), rules))
    if not form.is_valid:
        return await _costs_page(request, draft, form, back, status=422)
    return await _saved(request, draft, form.costs_part(), "person")


@get("/person", opt=public())
async def edit_person(request: Request) -> Page:
    draft = await held_draft(request)
    if draft is None:
        return _lost(request)
    back = _query(request, "zurueck")
    return _page(request, "proposals/person.html", form=PersonForm.known(draft), draft=draft, back=back)


@post("/person", opt=public(), status_code=303)
async def update_person(request: Request) -> Page:
    draft = await held_draft(request)
    if draft is None:
        return _lost(request)
    form = await PersonForm.read(request)
    if form.is_valid:
        form.add(problems_with_person(form.person_part(), await _rules(request, draft)))
    if not form.is_valid:
        back = str((await request.form()).get("zurueck", ""))
        return _page(request, "proposals/person.html", status=422, form=form, draft=draft, back=back)
    return await _saved(request, draft, form.person_part(), "pruefen")


@get("/pruefen", opt=public())
async def show_summary(request: Request) -> Page:
    draft = await held_draft(request)
    return _lost(request) if draft is None else await _summary(request, draft, Form())


@post("/einreichung", opt=public(), status_code=303)
async def create_submission(request: Request) -> Page:
    """Sent twice, it is handed in once: the key of the form, and the state of the draft under its lock."""
    district = district_of(request)
    me, draft = await visitor_of(request, "resident"), await held_draft(request)
    if me is None or draft is None:
        return redirect(request, district.path("idee", "eingang"))
    token = link_token(request, draft["id"])

    async def act() -> Page:
        problems = await actions.submit(
            district, draft["id"], by=me.actor(), now=request.now, token=token, base_url=request.settings.base_url
        )
        if problems and actions.GONE not in problems:
            form = Form()
            form.add(problems)
            return await _summary(request, draft, form, status=422)
        return redirect(request, district.path("idee", "eingang"))

    return await once(request, act)


@get("/eingang", opt=public())
async def show_receipt(request: Request) -> Page:
    """What was handed in last from this browser: its number, what comes next, the personal link."""
    district, me = district_of(request), await visitor_of(request, "resident")
    sent = await queries.handed_in_by(district.id, me.person) if me else []
    if not sent:
        return redirect(request, district.path("idee"))
    token = link_token(request, sent[0]["id"])
    link = f"{request.settings.base_url}/l/{token}" if await link_of(token, request.now) else ""
    number = reference(sent[0]["year"], sent[0]["number"])
    return _page(request, "proposals/receipt.html", proposal=sent[0], number=number, link=link)


async def _closed(request: Request, *, status: int = 200) -> Page:
    meetings = await dates_from(district_of(request).id, request.now)
    return _page(request, "proposals/closed.html", status=status, meetings=meetings)


async def _begun(request: Request, fund: int, part: IdeaPart) -> Page:
    """A new draft. The same first page sent twice finds the draft of the first time."""
    district, me = district_of(request), await visitor_of(request, "resident")
    await slow_down(request, me)
    key = draft_key(request, str((await request.form()).get("_key", "")))
    to = district.path("idee", "kosten")

    async def act() -> Page:
        await actions.start_draft(
            district.id, fund, part, now=request.now, person=me.person if me else None, key=key, lang=request.lang
        )
        return redirect(request, to)

    answer = await once(request, act)
    if me is not None:
        return answer
    holder = await queries.holder_of_draft(district.id, key)
    if holder is None:
        return answer
    token = await open_session(district.id, holder, "resident", request.now)
    secure, lifetime = request.settings.is_https, int(LIFETIME["resident"].total_seconds())
    return redirect(request, to, cookies=(cookie("resident", token, is_https=secure, max_age=lifetime),))


async def _saved(request: Request, draft: Row, part: Part, following: str) -> Page:
    """On to the next page, or back to the summary where somebody came from there."""
    district = district_of(request)
    if not await actions.save_page(district.id, draft["id"], part, now=request.now):
        return redirect(request, district.path("idee", "eingang"))
    is_correction = str((await request.form()).get("zurueck", "")) == "pruefen"
    return redirect(request, district.path("idee", "pruefen" if is_correction else following))


async def _summary(request: Request, draft: Row, form: Form, *, status: int = 200) -> Page:
    district = district_of(request)
    items = await queries.cost_items(district.id, draft["version"])
    date = await actions.reachable_date(district.id, draft, request.now)
    rules = await rules_of(district.id, date["fund"] if date else draft["fund"])
    held_on = berlin_day(date["held_at"]) if date else None
    found = problems_by_page(queries.content_of(draft, items), rules.fund, held_on)
    for page in ("kosten", "person"):
        if draft["requested_cents"] is None or (page == "person" and not draft["applicant_kind"]):
            return redirect(request, district.path("idee", page))
    return _page(
        request,
        "proposals/summary.html",
        status=status,
        form=form,
        draft=draft,
        items=items,
        total=sum(item["sum_cents"] for item in items),
        date=date,
        is_late=date is not None and draft["decision_date"] not in (None, date["id"]),
        found=found,
    )


async def _costs_page(request: Request, draft: Row, form: CostsForm, back: str, *, status: int = 200) -> Page:
    rules = await _rules(request, draft)
    return _page(request, "proposals/costs.html", status=status, form=form, draft=draft, rules=rules, back=back)


async def _rules(request: Request, draft: Row) -> FundRules:
    return (await rules_of(district_of(request).id, draft["fund"])).fund


def _lost(request: Request) -> Page:
    """No draft in this browser: it was handed in, or the cookie is gone."""
    return redirect(request, district_of(request).path("idee"), _("Bitte fangen Sie hier an."), kind="info")


def _page(request: Request, template: str, *, status: int = 200, **context: Any) -> Page:
    return public_page(request, district_of(request), template, status=status, kind="resident", **context)


def _query(request: Request, name: str) -> str:
    return str(request.query_params.get(name, ""))


router = Router(
    "/{slug:str}/idee",
    route_handlers=[
        new_idea,
        create_idea,
        edit_costs,
        update_costs,
        edit_person,
        update_person,
        show_summary,
        create_submission,
        show_receipt,
    ],
)
