"""Writing an idea down: one thing a page, no account, no script needed. Every page saves its own fields alone."""

from litestar import Router, get, post

from kiezfonds.accounts.guards import district_of, public, visitor_of
from kiezfonds.accounts.rules import LIFETIME
from kiezfonds.accounts.sessions import open_session
from kiezfonds.proposals import actions, queries
from kiezfonds.proposals.browsers import draft_key, open_version, refuse_bait, slow_down_drafts
from kiezfonds.proposals.content import WhatPart, problems_with_costs, problems_with_person, problems_with_when
from kiezfonds.proposals.idea_forms import CostsForm, PersonForm, WhatForm, WhenForm, WhereForm
from kiezfonds.proposals.idea_pages import (
    Page,
    asked,
    came_from,
    closed,
    fund_rules,
    held_on,
    lost,
    path_of,
    round_of,
    saved,
    sent_back,
    step_page,
)
from kiezfonds.proposals.queries import Row
from kiezfonds.proposals.rounds_open import OpenRounds, open_rounds
from kiezfonds.web.once import once
from kiezfonds.web.pages import redirect
from kiezfonds.web.requests import Request
from kiezfonds.web.session import cookie


@get("/", opt=public())
async def new_idea(request: Request) -> Page:
    """What somebody is writing, or an empty page; `neu` begins another one beside it."""
    is_new, draft = bool(asked(request, "neu")), await open_version(request)
    shown = None if is_new else draft
    open_now = await open_rounds(district_of(request).id, request.now)
    if shown is None and not open_now.dates:
        return await closed(request)
    form = WhatForm(**{name: shown[name] for name in ("title", "summary", "description")}) if shown else WhatForm()
    area = asked(request, "gebiet")[:80]
    return step_page(request, "was", shown, form=form, back=came_from(request), area=area, is_new=is_new)


@post("/", opt=public(), status_code=303)
async def create_idea(request: Request) -> Page:
    """For somebody new it also makes the person and the session the draft hangs on."""
    await refuse_bait(request)
    sent = await request.form()
    is_new, area = bool(sent.get("neu")), str(sent.get("gebiet", ""))[:80]
    draft = None if is_new else await open_version(request)
    open_now = await open_rounds(district_of(request).id, request.now)
    if draft is None and not open_now.dates:
        return await closed(request, status=422)
    form = await WhatForm.read(request)
    if not form.is_valid:
        back = await sent_back(request)
        return step_page(request, "was", draft, status=422, form=form, back=back, area=area, is_new=is_new)
    if draft is not None:
        return await saved(request, draft, form.what_part(), "was")
    return await _begun(request, form.what_part(), open_now, open_now.area_of(area))


@get("/wo", opt=public())
async def edit_where(request: Request) -> Page:
    draft = await open_version(request)
    if draft is None:
        return await lost(request)
    form = WhereForm(options=await _areas(request, draft), area=draft["area"], place=draft["place"])
    return step_page(request, "wo", draft, form=form, back=came_from(request))


@post("/wo", opt=public(), status_code=303)
async def update_where(request: Request) -> Page:
    draft = await open_version(request)
    if draft is None:
        return await lost(request)
    form = await WhereForm.read(request, options=await _areas(request, draft))
    if not form.is_valid:
        return step_page(request, "wo", draft, status=422, form=form, back=await sent_back(request))
    return await saved(request, draft, form.where_part(), "wo")


@get("/wann", opt=public())
async def edit_when(request: Request) -> Page:
    draft = await open_version(request)
    if draft is None:
        return await lost(request)
    form = WhenForm(starts_on=draft["starts_on"], ends_on=draft["ends_on"])
    return step_page(request, "wann", draft, form=form, back=came_from(request), date=await round_of(request, draft))


@post("/wann", opt=public(), status_code=303)
async def update_when(request: Request) -> Page:
    draft = await open_version(request)
    if draft is None:
        return await lost(request)
    form, date = await WhenForm.read(request), await round_of(request, draft)
    if form.is_valid:
        form.add(problems_with_when(form.when_part(), await fund_rules(request, draft, date), held_on(date)))
    if not form.is_valid:
        return step_page(request, "wann", draft, status=422, form=form, back=await sent_back(request), date=date)
    return await saved(request, draft, form.when_part(), "wann")


@get("/kosten", opt=public())
async def edit_costs(request: Request) -> Page:
    draft = await open_version(request)
    if draft is None:
        return await lost(request)
    form = CostsForm.saved(draft, await queries.cost_items(district_of(request).id, draft["version"]))
    rules = await fund_rules(request, draft)
    return step_page(request, "kosten", draft, form=form, back=came_from(request), rules=rules)


@post("/kosten", opt=public(), status_code=303)
async def update_costs(request: Request) -> Page:
    draft = await open_version(request)
    if draft is None:
        return await lost(request)
    form, back = await CostsForm.read(request), await sent_back(request)
    rules = await fund_rules(request, draft)
    if (await request.form()).get("add_row"):
        form.forget_errors()
        form.costs.with_one_more()
        return step_page(request, "kosten", draft, form=form, back=back, rules=rules)
    if form.is_valid:
        form.add(problems_with_costs(form.costs_part(), rules))
    if not form.is_valid:
        return step_page(request, "kosten", draft, status=422, form=form, back=back, rules=rules)
    return await saved(request, draft, form.costs_part(), "kosten")


@get("/person", opt=public())
async def edit_person(request: Request) -> Page:
    draft = await open_version(request)
    if draft is None:
        return await lost(request)
    return step_page(request, "person", draft, form=PersonForm.known(draft), back=came_from(request))


@post("/person", opt=public(), status_code=303)
async def update_person(request: Request) -> Page:
    draft = await open_version(request)
    if draft is None:
        return await lost(request)
    form = await PersonForm.read(request)
    if form.is_valid:
        form.add(problems_with_person(form.person_part(), await fund_rules(request, draft), draft["channel"]))
    if not form.is_valid:
        return step_page(request, "person", draft, status=422, form=form, back=await sent_back(request))
    return await saved(request, draft, form.person_part(), "person")


async def _areas(request: Request, draft: Row) -> dict[str, list[tuple[str, str]]]:
    """What has a number stays in its area: its jury has it on the list."""
    if draft["number"] is not None:
        return {"area": [(str(draft["area"]), draft["area_name"])]}
    return (await open_rounds(district_of(request).id, request.now)).options


async def _begun(request: Request, part: WhatPart, open_now: OpenRounds, area: int | None) -> Page:
    """A new draft. The same first page sent twice finds the draft of the first time."""
    district, me = district_of(request), await visitor_of(request, "resident")
    await slow_down_drafts(request, me)
    key = draft_key(request, str((await request.form()).get("_key", "")))
    to, person = path_of(district, "wo"), me.person if me else None

    async def act() -> Page:
        await actions.start_draft(
            district.id,
            open_now.fund_of(area),
            part,
            now=request.now,
            area=area,
            person=person,
            key=key,
            lang=request.lang,
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


router = Router(
    "/{slug:str}/idee",
    route_handlers=[
        new_idea,
        create_idea,
        edit_where,
        update_where,
        edit_when,
        update_when,
        edit_costs,
        update_costs,
        edit_person,
        update_person,
    ],
)
