"""Checking an idea, handing it in, and what its writer holds in hand afterwards."""

from typing import Any

from litestar import Router, get, post

from kiezfonds.accounts.access_codes import is_current, issue_code
from kiezfonds.accounts.guards import current_visitor, district_of, public, resident, visitor_of
from kiezfonds.accounts.rules import Visitor
from kiezfonds.accounts.sessions import link_of, new_link
from kiezfonds.districts.pages import public_page
from kiezfonds.proposals import actions, queries
from kiezfonds.proposals.attachments import attachments
from kiezfonds.proposals.browsers import code_and_pin, link_token, open_version
from kiezfonds.proposals.casework import change_request
from kiezfonds.proposals.content import problems_by_page
from kiezfonds.proposals.idea_forms import DeclarationsForm
from kiezfonds.proposals.idea_pages import CHECK, Page, fund_rules, held_on, lost, path_of, round_of, step_page
from kiezfonds.proposals.queries import Row
from kiezfonds.proposals.rules import DRAFT_LINK_LIFETIME, reference
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.once import once
from kiezfonds.web.pages import redirect
from kiezfonds.web.requests import Request

DECLARED = ("is_not_begun", "is_true", "has_read_rules", "has_read_privacy")


@get("/pruefen", opt=public())
async def show_summary(request: Request) -> Page:
    draft = await open_version(request)
    if draft is None:
        return await lost(request)
    return await _summary(request, draft, DeclarationsForm(**{name: draft[name] for name in DECLARED}))


@get("/einreichung", opt=public())
async def show_submission(request: Request) -> Page:
    """Whoever comes back to the address of a page with errors, or reads it in another language."""
    return redirect(request, path_of(district_of(request), CHECK))


@post("/einreichung", opt=public(), status_code=303)
async def create_submission(request: Request) -> Page:
    """Sent twice, it is handed in once: the key of the form, and the state of the draft under its lock."""
    me, draft = await visitor_of(request, "resident"), await open_version(request)
    if me is None or draft is None:
        return redirect(request, district_of(request).path("idee", "eingang"))
    form = await DeclarationsForm.read(request)
    if not form.is_valid:
        return await _summary(request, draft, form, status=422)

    async def act() -> Page:
        return await _handed_in(request, me, draft, form)

    return await once(request, act)


@get("/eingang", opt=public())
async def show_receipt(request: Request) -> Page:
    """What was handed in last from this browser: its number, what comes next, link, code and PIN."""
    district, me = district_of(request), await visitor_of(request, "resident")
    sent = await queries.handed_in_by(district.id, me.person) if me else []
    if me is None or not sent:
        return redirect(request, district.path("idee"))
    token, (code, pin) = link_token(request, sent[0]["id"]), code_and_pin(request, sent[0]["id"])
    return public_page(
        request,
        district,
        "proposals/receipt.html",
        kind="resident",
        proposal=sent[0],
        number=reference(sent[0]["year"], sent[0]["number"]),
        link=f"{request.settings.base_url}/l/{token}" if await link_of(token, request.now) else "",
        code={"code": code, "pin": pin} if await is_current(district.id, me.person, code) else None,
        files=await attachments(district.id, sent[0]["version"]),
    )


@get("/link", opt=resident())
async def show_link(request: Request) -> Page:
    """The way back to what is being written, for another device or another day."""
    draft = await open_version(request)
    if draft is None:
        return await lost(request)
    token = link_token(request, draft["id"], "draft")
    link = f"{request.settings.base_url}/l/{token}" if await link_of(token, request.now) else ""
    return public_page(request, district_of(request), "proposals/link.html", kind="resident", draft=draft, link=link)


@post("/link", opt=resident(), status_code=303)
async def create_link(request: Request) -> Page:
    district, draft = district_of(request), await open_version(request)
    if draft is None:
        return await lost(request)
    token, to = link_token(request, draft["id"], "draft"), district.path("idee")

    async def act() -> Page:
        if await link_of(token, request.now) is None:
            kept: dict[str, Any] = {"lifetime": DRAFT_LINK_LIFETIME, "is_reusable": True, "token": token}
            person = current_visitor(request).person
            await new_link(district.id, person, "resident", "draft", to, now=request.now, **kept)
        return redirect(request, district.path("idee", "link"))

    return await once(request, act)


async def _handed_in(request: Request, me: Visitor, draft: Row, form: DeclarationsForm) -> Page:
    district = district_of(request)
    is_first = draft["number"] is None
    problems = await actions.submit(
        district,
        draft["id"],
        by=me.actor(),
        now=request.now,
        declared=form.declarations(),
        token=link_token(request, draft["id"]) if is_first else "",
        base_url=request.settings.base_url,
    )
    if problems and actions.GONE not in problems:
        form.add(problems)
        return await _summary(request, draft, form, status=422)
    if not is_first:
        return redirect(request, district.path("mein-antrag"), _("Danke. Ihre Änderungen sind angekommen."))
    if not problems:
        drawn = code_and_pin(request, draft["id"])
        await issue_code(district.id, me.person, by=me.actor(), now=request.now, drawn=drawn)
    return redirect(request, district.path("idee", "eingang"))


async def _summary(request: Request, draft: Row, form: DeclarationsForm, *, status: int = 200) -> Page:
    """Everything on one page; a page that was never filled in is asked for first."""
    district = district_of(request)
    items = await queries.cost_items(district.id, draft["version"])
    content = queries.content_of(draft, items)
    for step in ("wo", "wann", "kosten", "person"):
        if getattr(content, {"wo": "where", "wann": "when", "kosten": "costs", "person": "person"}[step]) is None:
            return redirect(request, path_of(district, step))
    date = await round_of(request, draft)
    return step_page(
        request,
        "pruefen",
        draft,
        status=status,
        form=form,
        items=items,
        total=sum(item["sum_cents"] for item in items),
        files=await attachments(district.id, draft["version"]),
        asked=await change_request(district.id, draft["id"]) if draft["number"] else None,
        date=date,
        is_late=date is not None and draft["decision_date"] not in (None, date["id"]),
        found=problems_by_page(content, await fund_rules(request, draft, date), held_on(date), draft["channel"]),
    )


router = Router(
    "/{slug:str}/idee",
    route_handlers=[show_summary, show_submission, create_submission, show_receipt, show_link, create_link],
)
