"""The office's funds: the list, setting one up, and who promises its money."""

from litestar import Response, get, post
from litestar.params import FromPath

from kiezfonds.accounts.guards import actor_of, district_of, office
from kiezfonds.accounts.pages import office_page
from kiezfonds.accounts.rules import Role
from kiezfonds.districts.rules import Tenant
from kiezfonds.ground.days import berlin_wall
from kiezfonds.ground.money import Cents, plain_euro
from kiezfonds.ground.text import N_
from kiezfonds.rounds import actions, queries
from kiezfonds.rounds.forms import FundForm, NoticeModeForm, TotalForm
from kiezfonds.rounds.funds import missing_for_letters
from kiezfonds.rounds.queries import Row
from kiezfonds.rounds.rules import FUND_LABELS, MODE_LABELS, CallState, FundState, NoticeMode, read_rules
from kiezfonds.web.errors import NotFound
from kiezfonds.web.filters import euro
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.lists import Cell, Column, Narrowing, Sheet, listing, table
from kiezfonds.web.once import once
from kiezfonds.web.pages import redirect
from kiezfonds.web.requests import Request

Page = Response[str]
SETS_UP = (Role.COORDINATOR, Role.DISTRICT_OFFICE)
MODE_FIELDS = ("issuing_body", "legal_basis", "authority_seat", "complaints_desk", "confirmed_by", "confirmed_on")
SHEET = Sheet(
    columns=(
        Column("fonds", N_("Fonds"), "name", is_text=True),
        Column("jahr", N_("Jahr"), "year", is_number=True),
        Column("stand", N_("Stand"), "state"),
        Column("zusage", N_("Wer sagt das Geld zu"), "notice_mode"),
        Column("geld", N_("Geld"), "total_cents", is_number=True),
    ),
    order="-jahr",
    searched=("name", "issuing_body"),
    narrowings=(Narrowing("stand", N_("Stand"), "state"), Narrowing("zusage", N_("Zusage"), "notice_mode")),
    nothing=N_("Noch gibt es keinen Fonds. Legen Sie den ersten an: Name, Jahr, Regeln und Geld."),
)


@get("/", opt=office())
async def index_funds(request: Request) -> Page:
    district, asked = district_of(request), SHEET.asked(request)
    options = {
        "stand": [(state.value, label) for state, label in FUND_LABELS.items()],
        "zusage": [(mode.value, label) for mode, label in MODE_LABELS.items()],
    }
    found = await queries.funds_listed(district.id, asked)
    shown = listing(request, SHEET, asked, found, lambda row: _cells(district, row), options)
    return office_page(request, "rounds/index.html", listing=shown)


@get("/liste.csv", opt=office())
async def show_fund_table(request: Request) -> Page:
    district = district_of(request)
    found = await queries.funds_listed(district.id, SHEET.asked(request), whole=True)
    return table(SHEET, found, lambda row: _cells(district, row), "fonds")


@get("/neu", opt=office(*SETS_UP))
async def new_fund(request: Request) -> Page:
    return office_page(request, "rounds/new.html", form=FundForm(year=berlin_wall(request.now).year, key="equal"))


@post("/", opt=office(*SETS_UP), status_code=303)
async def create_fund(request: Request) -> Page:
    district = district_of(request)
    form = await FundForm.read(request)

    async def act() -> Page:
        if form.is_valid:
            slug, problems = await actions.create_fund(
                district.id, form.result(), by=actor_of(request), now=request.now
            )
            if not problems:
                path = district.path("buero", "fonds", slug, "regeln", "vorlagen") + "?reihe=1"
                return redirect(request, path, _("Der Fonds ist angelegt. Jetzt die Regeln."))
            form.add(problems)
        return office_page(request, "rounds/new.html", status=422, form=form)

    return await once(request, act)


@get("/{fund:str}", opt=office())
async def show_fund(request: Request, fund: FromPath[str]) -> Page:
    row = await fund_named(request, fund)
    return office_page(
        request,
        "rounds/show.html",
        fund=row,
        state=FundState(row["state"]),
        rules=read_rules(row["content"]),
        mode=NoticeMode(row["notice_mode"]) if row["notice_mode"] else None,
        missing=missing_for_letters(row),
        is_used=await queries.rules_are_used(row["district"], row["id"]),
        calls=[{**c, "state": CallState(c["state"])} for c in await queries.calls(row["district"], row["id"])],
    )


@get("/{fund:str}/rechtsform", opt=office(Role.DISTRICT_OFFICE))
async def edit_notice_mode(request: Request, fund: FromPath[str]) -> Page:
    row = await fund_named(request, fund)
    form = NoticeModeForm(mode=row["notice_mode"] or None, **{name: row[name] for name in MODE_FIELDS})
    return office_page(request, "rounds/notice_mode.html", fund=row, form=form)


@post("/{fund:str}/rechtsform", opt=office(Role.DISTRICT_OFFICE), status_code=303)
async def update_notice_mode(request: Request, fund: FromPath[str]) -> Page:
    row = await fund_named(request, fund)
    form = await NoticeModeForm.read(request)
    if form.is_valid:
        form.add(
            await actions.confirm_notice_mode(
                district_of(request).id, row["id"], form.result(), by=actor_of(request), now=request.now
            )
        )
    if not form.is_valid:
        return office_page(request, "rounds/notice_mode.html", status=422, fund=row, form=form)
    return redirect(request, fund_path(request, fund), _("Gespeichert: wer das Geld zusagt."))


@get("/{fund:str}/betrag", opt=office(*SETS_UP))
async def edit_total(request: Request, fund: FromPath[str]) -> Page:
    row = await fund_named(request, fund)
    return office_page(request, "rounds/total.html", fund=row, form=TotalForm(total=row["total_cents"]))


@post("/{fund:str}/betrag", opt=office(*SETS_UP), status_code=303)
async def update_total(request: Request, fund: FromPath[str]) -> Page:
    row = await fund_named(request, fund)
    form = await TotalForm.read(request)
    if form.is_valid:
        total, by = form.values["total"], actor_of(request)
        form.add(await actions.set_total(district_of(request).id, row["id"], total, by=by, now=request.now))
    if not form.is_valid:
        return office_page(request, "rounds/total.html", status=422, fund=row, form=form)
    return redirect(request, fund_path(request, fund), _("Der Betrag ist geändert."))


async def fund_named(request: Request, slug: str) -> Row:
    row = await queries.fund(district_of(request).id, slug)
    if row is None:
        raise NotFound
    return row


def fund_path(request: Request, fund: str) -> str:
    return district_of(request).path("buero", "fonds", fund)


def _cells(district: Tenant, row: Row) -> list[Cell]:
    mode = NoticeMode(row["notice_mode"]) if row["notice_mode"] else None
    state = FundState(row["state"])
    return [
        Cell(row["name"], district.path("buero", "fonds", row["slug"])),
        Cell(str(row["year"])),
        Cell(_(state.label), sign="good" if state is FundState.RELEASED else "open"),
        Cell(_(mode.label)) if mode else Cell(_("noch nicht bestätigt"), sign="due"),
        Cell(euro(row["total_cents"]), plain=plain_euro(Cents(row["total_cents"]))),
    ]


HANDLERS = [
    index_funds,
    show_fund_table,
    new_fund,
    create_fund,
    show_fund,
    edit_notice_mode,
    update_notice_mode,
    edit_total,
    update_total,
]
