"""The pages the law wants, for everyone: Impressum, Datenschutz, Barrierefreiheit, licences, security.txt."""

from datetime import timedelta
from typing import Any

from litestar import Response, Router, get, post

from kiezfonds.accounts.access_pages import place_of
from kiezfonds.accounts.actions import may_try
from kiezfonds.accounts.guards import district_of, public, visitor_of
from kiezfonds.districts.pages import public_page
from kiezfonds.districts.queries import tenants
from kiezfonds.ground.days import berlin_day
from kiezfonds.imprints import actions, queries
from kiezfonds.imprints.forms import ReportForm
from kiezfonds.imprints.licences import libraries, vendored
from kiezfonds.imprints.rules import (
    AUTHORITY,
    CONFORMITY_LABELS,
    ENFORCEMENT_URL,
    PURPOSES,
    Conformity,
    Part,
    answer_due,
    missing,
)
from kiezfonds.web.errors import TooMany
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.once import once
from kiezfonds.web.pages import redirect, render
from kiezfonds.web.requests import Request

Page = Response[str]
REPORTS_PER_PLACE = 10
SECURITY_GOOD_FOR = timedelta(days=180)


@get("/{slug:str}/impressum", opt=public())
async def show_imprint(request: Request) -> Page:
    district = district_of(request)
    facts = {**vars(district), **await queries.imprint(district.id)}
    lacks = [*missing(Part.OFFICE, facts), *missing(Part.IMPRINT, facts)]
    return await _legal_page(request, "imprints/imprint.html", lacks, Part.IMPRINT, facts=facts)


@get("/{slug:str}/datenschutz", opt=public())
async def show_privacy(request: Request) -> Page:
    facts = await queries.imprint(district_of(request).id)
    lacks = missing(Part.PRIVACY, facts)
    return await _legal_page(
        request, "imprints/privacy.html", lacks, Part.PRIVACY, facts=facts, purposes=PURPOSES, authority=AUTHORITY
    )


@get("/{slug:str}/barrierefreiheit", opt=public())
async def show_accessibility(request: Request) -> Page:
    return await _accessibility_page(request, ReportForm(page=str(request.query_params.get("seite", ""))[:200]))


@post("/{slug:str}/barrierefreiheit", opt=public(), status_code=303)
async def create_report(request: Request) -> Page:
    district = district_of(request)
    form = await ReportForm.read(request)
    if not await may_try(district.id, f"barrier:{place_of(request, 'barrier')}", request.now, REPORTS_PER_PLACE):
        raise TooMany(_("Von hier kamen gerade sehr viele Meldungen. Bitte warten Sie 15 Minuten oder rufen Sie an."))

    async def act() -> Page:
        if not form.is_valid:
            return await _accessibility_page(request, form, status=422)
        facts = {name: form.values[name] for name in ("page", "text", "name", "email")}
        number = await actions.report_barrier(district, **facts, now=request.now)
        return redirect(request, f"{district.path('barrierefreiheit', 'danke')}?nummer={number}")

    return await once(request, act)


@get("/{slug:str}/barrierefreiheit/danke", opt=public())
async def show_report_receipt(request: Request) -> Page:
    """Says the number and the date, nothing of what was written: anyone may open this address."""
    number = str(request.query_params.get("nummer", ""))
    known = number.isascii() and number.isdigit() and len(number) < 9
    row = await queries.report(district_of(request).id, int(number)) if known else None
    due_on = row["due_on"] if row else answer_due(berlin_day(request.now))
    number = number if row else ""
    return public_page(request, district_of(request), "imprints/receipt.html", number=number, due_on=due_on)


@get("/impressum", opt=public())
async def show_operator(request: Request) -> Page:
    """Who runs this installation; every district has an Impressum of its own."""
    lines = [line.strip() for line in request.settings.operator.split(";") if line.strip()]
    return render(request, "imprints/operator.html", lines=lines, districts=await tenants())


@get("/lizenzen", opt=public())
async def show_licences(request: Request) -> Page:
    return render(
        request, "imprints/licences.html", source=request.settings.source, libraries=libraries(), vendored=vendored()
    )


@get("/.well-known/security.txt", opt=public(), media_type="text/plain")
async def show_security(request: Request) -> Response[str]:
    """RFC 9116: where to report a hole. Expires half a year from now, as long as somebody runs this."""
    settings = request.settings
    expires = (request.now + SECURITY_GOOD_FOR).replace(microsecond=0).strftime("%Y-%m-%dT%H:%M:%SZ")
    lines = (
        f"Contact: {settings.contact}",
        f"Expires: {expires}",
        "Preferred-Languages: de, en",
        f"Canonical: {settings.base_url}/.well-known/security.txt",
    )
    return Response("\n".join(lines) + "\n")


async def _accessibility_page(request: Request, form: ReportForm, *, status: int = 200) -> Page:
    facts = await queries.imprint(district_of(request).id)
    lacks = missing(Part.ACCESSIBILITY, facts)
    label = CONFORMITY_LABELS[Conformity(facts["conformity"])] if facts["conformity"] else ""
    return await _legal_page(
        request,
        "imprints/accessibility.html",
        lacks,
        Part.ACCESSIBILITY,
        status=status,
        facts=facts,
        form=form,
        conformity=_(label) if label else "",
        enforcement_url=ENFORCEMENT_URL,
    )


async def _legal_page(request: Request, template: str, lacks: list[str], part: Part, **context: Any) -> Page:
    """What the office has not entered is said to its own people only."""
    is_staff = await visitor_of(request, "office") is not None
    shown = [_(name) for name in lacks] if is_staff else []
    return public_page(request, district_of(request), template, lacks=shown, part=part.value, **context)


router = Router(
    "/",
    route_handlers=[
        show_imprint,
        show_privacy,
        show_accessibility,
        create_report,
        show_report_receipt,
        show_operator,
        show_licences,
        show_security,
    ],
)
