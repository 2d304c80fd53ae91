"""The office's calls: their dates, publishing and closing; and what everyone may read of them."""

from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath

from kiezfonds.accounts.guards import actor_of, district_of, office, public
from kiezfonds.accounts.pages import office_page
from kiezfonds.districts.pages import public_page
from kiezfonds.districts.queries import areas
from kiezfonds.ground.days import berlin_day, berlin_wall
from kiezfonds.ground.text import N_
from kiezfonds.rounds import actions, queries
from kiezfonds.rounds.forms import CallForm, DateForm, area_options
from kiezfonds.rounds.fund_pages import SETS_UP, fund_named, fund_path
from kiezfonds.rounds.queries import Row
from kiezfonds.rounds.rules import CALL_LABELS, CallKind, CallState, FundState
from kiezfonds.web.errors import NotFound
from kiezfonds.web.filters import day, moment
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.lists import Cell, Column, Narrowing, Sheet, listing, table
from kiezfonds.web.once import once
from kiezfonds.web.pages import redirect
from kiezfonds.web.requests import Request

Page = Response[str]
CALL = "/buero/fonds/{fund:str}/aufrufe/{number:int}"
SIGNS = {CallState.DRAFT: "open", CallState.PUBLISHED: "good", CallState.CLOSED: "done"}
SHEET = Sheet(
    columns=(
        Column("gebiet", N_("Gebiet"), "area_name", is_text=True),
        Column("frist", N_("Ideen bis"), "deadline_at"),
        Column("sitzung", N_("Jury trifft sich"), "held_at"),
        Column("ort", N_("Ort"), "place", is_text=True),
        Column("aufruf", N_("Aufruf"), "call_number"),
        Column("stand", N_("Stand"), "call_state"),
    ),
    order="frist",
    searched=("area_name", "place", "call_title"),
    narrowings=(Narrowing("gebiet", N_("Gebiet"), "area_slug"), Narrowing("stand", N_("Stand"), "call_state")),
    nothing=N_("Noch kein Termin. Termine gehören zu einem Aufruf."),
)


@get("/buero/fonds/{fund:str}/termine", opt=office())
async def index_dates(request: Request, fund: FromPath[str]) -> Page:
    row, asked = await fund_named(request, fund), SHEET.asked(request)
    options = {
        "gebiet": [(area["slug"], area["name"]) for area in await areas(row["district"])],
        "stand": [(state.value, label) for state, label in CALL_LABELS.items()],
    }
    found = await queries.dates_listed(row["district"], row["id"], asked)
    path = fund_path(request, fund)
    shown = listing(request, SHEET, asked, found, lambda date: _cells(path, date), options)
    return office_page(request, "rounds/dates.html", fund=row, listing=shown)


@get("/buero/fonds/{fund:str}/termine/liste.csv", opt=office())
async def show_date_table(request: Request, fund: FromPath[str]) -> Page:
    row, path = await fund_named(request, fund), fund_path(request, fund)
    found = await queries.dates_listed(row["district"], row["id"], SHEET.asked(request), whole=True)
    return table(SHEET, found, lambda date: _cells(path, date), "termine")


@get("/buero/fonds/{fund:str}/aufrufe/neu", opt=office(*SETS_UP))
async def new_call(request: Request, fund: FromPath[str]) -> Page:
    form = CallForm(kind=CallKind.ROLLING.value)
    return office_page(request, "rounds/new_call.html", fund=await fund_named(request, fund), form=form)


@post("/buero/fonds/{fund:str}/aufrufe", opt=office(*SETS_UP), status_code=303)
async def create_call(request: Request, fund: FromPath[str]) -> Page:
    row = await fund_named(request, fund)
    form = await CallForm.read(request)

    async def act() -> Page:
        if not form.is_valid:
            return office_page(request, "rounds/new_call.html", status=422, fund=row, form=form)
        number = await actions.create_call(
            district_of(request).id, row["id"], form.result(), by=actor_of(request), now=request.now
        )
        return redirect(request, f"{fund_path(request, fund)}/aufrufe/{number}", _("Der Aufruf ist angelegt."))

    return await once(request, act)


@get(CALL, opt=office())
async def show_call(request: Request, fund: FromPath[str], number: FromPath[int]) -> Page:
    return await _call_page(request, await call_named(request, fund, number))


@post(CALL + "/termine", opt=office(*SETS_UP), status_code=303)
async def create_date(request: Request, fund: FromPath[str], number: FromPath[int]) -> Page:
    row = await call_named(request, fund, number)
    district = district_of(request).id
    form = await DateForm.read(request, options=area_options(await areas(district)))

    async def act() -> Page:
        if form.is_valid:
            lead = (await queries.rules_of(district, row["fund"])).fund.submission_lead_days
            draft, by, now = form.result(lead), actor_of(request), request.now
            if form.is_for_all:
                between = form.days_between
                form.add(await actions.add_date_for_all(district, row["id"], draft, between, by=by, now=now))
            else:
                form.add(await actions.add_date(district, row["id"], draft, by=by, now=now))
        if not form.is_valid:
            return await _call_page(request, row, form, status=422)
        return redirect(request, call_path(request, fund, number), _("Der Termin ist eingetragen."))

    return await once(request, act)


@post(CALL + "/termine/{area:str}/{day:str}/streichung", opt=office(*SETS_UP), status_code=303)
async def delete_date(
    request: Request, fund: FromPath[str], number: FromPath[int], area: FromPath[str], day: FromPath[str]
) -> Page:
    row = await call_named(request, fund, number)
    date = await date_named(request, row, area, day)
    problems = await actions.remove_date(
        district_of(request).id, row["id"], date["id"], by=actor_of(request), now=request.now
    )
    if problems:
        return await _call_page(request, row, problems=problems, status=422)
    return redirect(request, call_path(request, fund, number), _("Der Termin ist gestrichen."))


@post(CALL + "/veroeffentlichung", opt=office(*SETS_UP), status_code=303)
async def create_publication(request: Request, fund: FromPath[str], number: FromPath[int]) -> Page:
    row = await call_named(request, fund, number)
    problems = await actions.publish_call(district_of(request).id, row["id"], by=actor_of(request), now=request.now)
    if problems:
        return await _call_page(request, row, problems=problems, status=422)
    return redirect(request, call_path(request, fund, number), _("Der Aufruf ist veröffentlicht."))


@get(CALL + "/ende", opt=office(*SETS_UP))
async def new_call_end(request: Request, fund: FromPath[str], number: FromPath[int]) -> Page:
    return office_page(request, "rounds/close_call.html", call=await call_named(request, fund, number))


@post(CALL + "/ende", opt=office(*SETS_UP), status_code=303)
async def create_call_end(request: Request, fund: FromPath[str], number: FromPath[int]) -> Page:
    row = await call_named(request, fund, number)
    problems = await actions.close_call(district_of(request).id, row["id"], by=actor_of(request), now=request.now)
    if problems:
        return await _call_page(request, row, problems=problems, status=422)
    return redirect(request, call_path(request, fund, number), _("Der Aufruf ist beendet."))


@get("/fonds/{fund:str}", opt=public())
async def show_public_fund(request: Request, fund: FromPath[str]) -> Page:
    """The open calls of a fund with their dates, as everyone may read them."""
    row = await fund_named(request, fund)
    if row["state"] == FundState.PLANNED:
        raise NotFound
    district = district_of(request)
    calls = [c for c in await queries.calls_open_to_all(district.id, request.now) if c["fund_slug"] == fund]
    dates = [d for d in await queries.dates_from(district.id, request.now) if d["fund_slug"] == fund]
    extended = await queries.extended_dates(district.id, request.now)
    return public_page(
        request,
        district,
        "rounds/public_fund.html",
        fund=row,
        calls=[_shown(c, dates, extended) for c in calls],
    )


async def call_named(request: Request, fund: str, number: int) -> Row:
    row = await queries.call(district_of(request).id, fund, number)
    if row is None:
        raise NotFound
    return row


async def date_named(request: Request, call: Row, area: str, day: str) -> Row:
    """`day` is the last day for ideas, like 2026-03-12."""
    dates = await queries.dates_of_call(district_of(request).id, call["id"])
    meant = [d for d in dates if d["area_slug"] == area and berlin_day(d["deadline_at"]).isoformat() == day]
    if not meant:
        raise NotFound
    return meant[0]


def call_path(request: Request, fund: str, number: int) -> str:
    return f"{fund_path(request, fund)}/aufrufe/{number}"


def _shown(call: Row, dates: list[Row], extended: dict[int, Row]) -> Row:
    own = [date for date in dates if date["call"] == call["id"]]
    moved = [{**extended[date["id"]], "area_name": date["area_name"]} for date in own if date["id"] in extended]
    return {**call, "dates": own, "extensions": moved}


def _cells(path: str, row: Row) -> list[Cell]:
    state = CallState(row["call_state"])
    return [
        Cell(row["area_name"]),
        Cell(day(row["deadline_at"]), plain=f"{berlin_wall(row['deadline_at']):%d.%m.%Y}"),
        Cell(moment(row["held_at"]), plain=f"{berlin_wall(row['held_at']):%d.%m.%Y %H:%M}"),
        Cell(row["place"]),
        Cell(row["call_title"], f"{path}/aufrufe/{row['call_number']}"),
        Cell(_(state.label), sign=SIGNS[state]),
    ]


async def _call_page(
    request: Request, row: Row, form: DateForm | None = None, *, status: int = 200, problems: object = ()
) -> Page:
    district = district_of(request).id
    rules = await queries.rules_of(district, row["fund"])
    dates: list[dict[str, Any]] = [
        {**d, "deadline_on": berlin_day(d["deadline_at"]).isoformat()}
        for d in await queries.dates_of_call(district, row["id"])
    ]
    return office_page(
        request,
        "rounds/show_call.html",
        status=status,
        call=row,
        state=CallState(row["state"]),
        call_kind=CallKind(row["kind"]) if row["kind"] else CallKind.ROLLING,
        dates=dates,
        extensions=await queries.extensions(district, row["id"]),
        lead_days=rules.fund.submission_lead_days,
        form=form or DateForm(options=area_options(await areas(district))),
        problems=problems,
    )


HANDLERS = [
    index_dates,
    show_date_table,
    new_call,
    create_call,
    show_call,
    create_date,
    delete_date,
    create_publication,
    new_call_end,
    create_call_end,
    show_public_fund,
]
