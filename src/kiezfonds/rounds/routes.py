"""The office sets up funds, calls and decision dates."""

from litestar import Response, Router, get, post
from litestar.params import FromPath

from kiezfonds.accounts.guards import actor_of, district_of, office
from kiezfonds.accounts.pages import office_page
from kiezfonds.accounts.rules import Role
from kiezfonds.districts.queries import areas
from kiezfonds.ground.days import berlin_day, berlin_wall
from kiezfonds.rounds import actions, queries
from kiezfonds.rounds.forms import CallForm, DateForm, FundForm, NoticeModeForm
from kiezfonds.rounds.queries import Row
from kiezfonds.rounds.rules import CallState, NoticeMode, read_rules
from kiezfonds.web.errors import NotFound
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.once import once
from kiezfonds.web.pages import redirect
from kiezfonds.web.requests import Request

SETS_UP = (Role.COORDINATOR, Role.DISTRICT_OFFICE)


@get("/", opt=office())
async def index_funds(request: Request) -> Response[str]:
    return office_page(request, "rounds/index.html", funds=await queries.funds(district_of(request).id))


@get("/neu", opt=office(*SETS_UP))
async def new_fund(request: Request) -> Response[str]:
    return office_page(request, "rounds/new.html", form=FundForm(year=berlin_wall(request.now).year))


@post("/", opt=office(*SETS_UP), status_code=303)
async def create_fund(request: Request) -> Response[str]:
    district = district_of(request)
    form = await FundForm.read(request)

    async def act() -> Response[str]:
        if form.is_valid:
            slug, problems = await actions.create_fund(
                district.id, form.result(), by=actor_of(request), now=request.now
            )
            if not problems:
                return redirect(request, district.path("buero", "fonds", slug), _("Der Fonds ist angelegt."))
            form.add(problems)
        return office_page(request, "rounds/new.html", status=422, form=form)

    return await once(request, act)


@get("/{fund:str}", opt=office())
async def show_fund(request: Request, fund: FromPath[str]) -> Response[str]:
    row = await _fund(request, fund)
    return office_page(request, "rounds/show.html", **await _fund_page(request, row))


@get("/{fund:str}/rechtsform", opt=office(Role.DISTRICT_OFFICE))
async def edit_notice_mode(request: Request, fund: FromPath[str]) -> Response[str]:
    row = await _fund(request, fund)
    known = {k: row[k] for k in ("issuing_body", "legal_basis", "complaints_desk", "confirmed_by", "confirmed_on")}
    form = NoticeModeForm(mode=row["notice_mode"] or None, **known)
    return office_page(request, "rounds/notice_mode.html", fund=row, form=form)


@post("/{fund:str}/rechtsform", opt=office(Role.DISTRICT_OFFICE), status_code=303)
async def update_notice_mode(request: Request, fund: FromPath[str]) -> Response[str]:
    row = await _fund(request, fund)
    form = await NoticeModeForm.read(request)
    if form.is_valid:
        form.add(
            await actions.confirm_notice_mode(
                district_of(request).id, row["id"], form.result(), by=actor_of(request), now=request.now
            )
        )
    if not form.is_valid:
        return office_page(request, "rounds/notice_mode.html", status=422, fund=row, form=form)
    return redirect(request, _fund_path(request, fund), _("Gespeichert: wer das Geld zusagt."))


@get("/{fund:str}/aufrufe/neu", opt=office(*SETS_UP))
async def new_call(request: Request, fund: FromPath[str]) -> Response[str]:
    return office_page(request, "rounds/new_call.html", fund=await _fund(request, fund), form=CallForm())


@post("/{fund:str}/aufrufe", opt=office(*SETS_UP), status_code=303)
async def create_call(request: Request, fund: FromPath[str]) -> Response[str]:
    row = await _fund(request, fund)
    form = await CallForm.read(request)

    async def act() -> Response[str]:
        if not form.is_valid:
            return office_page(request, "rounds/new_call.html", status=422, fund=row, form=form)
        number = await actions.create_call(
            district_of(request).id, row["id"], form.result(), by=actor_of(request), now=request.now
        )
        return redirect(request, f"{_fund_path(request, fund)}/aufrufe/{number}", _("Der Aufruf ist angelegt."))

    return await once(request, act)


@get("/{fund:str}/aufrufe/{number:int}", opt=office())
async def show_call(request: Request, fund: FromPath[str], number: FromPath[int]) -> Response[str]:
    return await _call_page(request, await _call(request, fund, number))


@post("/{fund:str}/aufrufe/{number:int}/termine", opt=office(*SETS_UP), status_code=303)
async def create_date(request: Request, fund: FromPath[str], number: FromPath[int]) -> Response[str]:
    row = await _call(request, fund, number)
    form = await DateForm.read(request, options=await _area_options(request))

    async def act() -> Response[str]:
        if form.is_valid:
            form.add(
                await actions.add_date(
                    district_of(request).id, row["id"], form.result(), by=actor_of(request), now=request.now
                )
            )
        if not form.is_valid:
            return await _call_page(request, row, form, status=422)
        return redirect(request, f"{_fund_path(request, fund)}/aufrufe/{number}", _("Der Termin ist eingetragen."))

    return await once(request, act)


@post(
    "/{fund:str}/aufrufe/{number:int}/termine/{area:str}/{day:str}/streichung",
    opt=office(*SETS_UP),
    status_code=303,
)
async def delete_date(
    request: Request, fund: FromPath[str], number: FromPath[int], area: FromPath[str], day: FromPath[str]
) -> Response[str]:
    """`day` is the last day for ideas, like 2026-03-12."""
    row = await _call(request, fund, number)
    dates = await queries.dates_of_call(district_of(request).id, row["id"])
    meant = [d["id"] for d in dates if d["area_slug"] == area and berlin_day(d["deadline_at"]).isoformat() == day]
    if not meant:
        raise NotFound
    problems = await actions.remove_date(
        district_of(request).id, row["id"], meant[0], by=actor_of(request), now=request.now
    )
    if problems:
        return await _call_page(request, row, problems=problems, status=422)
    return redirect(request, f"{_fund_path(request, fund)}/aufrufe/{number}", _("Der Termin ist gestrichen."))


@post("/{fund:str}/aufrufe/{number:int}/veroeffentlichung", opt=office(*SETS_UP), status_code=303)
async def create_publication(request: Request, fund: FromPath[str], number: FromPath[int]) -> Response[str]:
    row = await _call(request, fund, number)
    problems = await actions.publish_call(district_of(request).id, row["id"], by=actor_of(request), now=request.now)
    if problems:
        return await _call_page(request, row, problems=problems, status=422)
    return redirect(request, f"{_fund_path(request, fund)}/aufrufe/{number}", _("Der Aufruf ist veröffentlicht."))


async def _fund(request: Request, slug: str) -> Row:
    row = await queries.fund(district_of(request).id, slug)
    if row is None:
        raise NotFound
    return row


async def _fund_page(request: Request, row: Row) -> Row:
    return {
        "fund": row,
        "rules": read_rules(row["content"]),
        "mode": NoticeMode(row["notice_mode"]) if row["notice_mode"] else None,
        "calls": await queries.calls(district_of(request).id, row["id"]),
    }


async def _call(request: Request, fund: str, number: int) -> Row:
    row = await queries.call(district_of(request).id, fund, number)
    if row is None:
        raise NotFound
    return row


async def _call_page(
    request: Request, row: Row, form: DateForm | None = None, *, status: int = 200, problems: object = ()
) -> Response[str]:
    return office_page(
        request,
        "rounds/show_call.html",
        status=status,
        call=row,
        state=CallState(row["state"]),
        dates=[
            {**d, "deadline_on": berlin_day(d["deadline_at"]).isoformat()}
            for d in await queries.dates_of_call(district_of(request).id, row["id"])
        ],
        form=form or DateForm(options=await _area_options(request)),
        problems=problems,
    )


async def _area_options(request: Request) -> dict[str, list[tuple[str, str]]]:
    return {"area": [(str(a["id"]), a["name"]) for a in await areas(district_of(request).id)]}


def _fund_path(request: Request, fund: str) -> str:
    return district_of(request).path("buero", "fonds", fund)


router = Router(
    "/{slug:str}/buero/fonds",
    route_handlers=[
        index_funds,
        new_fund,
        create_fund,
        show_fund,
        edit_notice_mode,
        update_notice_mode,
        new_call,
        create_call,
        show_call,
        create_date,
        delete_date,
        create_publication,
    ],
)
