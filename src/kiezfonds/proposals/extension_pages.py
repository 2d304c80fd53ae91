"""The office extends a deadline."""

from datetime import timedelta

from litestar import Response, Router, get, post
from litestar.params import FromPath

from kiezfonds.accounts.guards import actor_of, district_of, office
from kiezfonds.accounts.pages import office_page
from kiezfonds.accounts.rules import Role
from kiezfonds.ground.days import berlin_day
from kiezfonds.proposals.extension_forms import ExtensionForm
from kiezfonds.proposals.extensions import extend
from kiezfonds.proposals.queries import Row
from kiezfonds.rounds import queries
from kiezfonds.web.errors import NotFound
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.i18n import ngettext
from kiezfonds.web.pages import redirect
from kiezfonds.web.requests import Request

Page = Response[str]
MAY = (Role.COORDINATOR, Role.DISTRICT_OFFICE)


@get("/", opt=office(*MAY))
async def edit_deadline(
    request: Request, fund: FromPath[str], number: FromPath[int], area: FromPath[str], day: FromPath[str]
) -> Page:
    date = await _date(request, fund, number, area, day)
    return await _page(request, date, ExtensionForm())


@post("/", opt=office(*MAY), status_code=303)
async def update_deadline(
    request: Request, fund: FromPath[str], number: FromPath[int], area: FromPath[str], day: FromPath[str]
) -> Page:
    date = await _date(request, fund, number, area, day)
    form, back = await ExtensionForm.read(request), 0
    if form.is_valid:
        district = district_of(request).id
        back, problems = await extend(district, date["id"], form.result(), by=actor_of(request), now=request.now)
        form.add(problems)
    if not form.is_valid:
        return await _page(request, date, form, status=422)
    said = _("Die Frist ist verlängert.")
    if back:
        more = ngettext("{n} Antrag ist jetzt rechtzeitig.", "{n} Anträge sind jetzt rechtzeitig.", back)
        said = f"{said} {more.format(n=back)}"
    return redirect(request, district_of(request).path("buero", "fonds", fund, "aufrufe", number), said)


async def _date(request: Request, fund: str, number: int, area: str, day: str) -> Row:
    """`day` is the last day for ideas, like 2026-03-12."""
    district = district_of(request).id
    call = await queries.call(district, fund, number)
    dates = await queries.dates_of_call(district, call["id"]) if call else []
    meant = [d for d in dates if d["area_slug"] == area and berlin_day(d["deadline_at"]).isoformat() == day]
    if not meant:
        raise NotFound
    return meant[0]


async def _page(request: Request, date: Row, form: ExtensionForm, *, status: int = 200) -> Page:
    rules = await queries.rules_of(district_of(request).id, date["fund"])
    latest = berlin_day(date["held_at"]) - timedelta(days=rules.jury.invitation_lead_days)
    return office_page(
        request,
        "proposals/extend_deadline.html",
        status=status,
        date=date,
        deadline_on=berlin_day(date["deadline_at"]).isoformat(),
        form=form,
        latest=latest,
    )


router = Router(
    "/{slug:str}/buero/fonds/{fund:str}/aufrufe/{number:int}/termine/{area:str}/{day:str}/verlaengerung",
    route_handlers=[edit_deadline, update_deadline],
)
