"""The team of a district, for its administrators; for everybody else these pages do not exist."""

from litestar import Response, Router, get, post

from kiezfonds.accounts import deputies, queries, team
from kiezfonds.accounts.forms import InviteForm, role_options
from kiezfonds.accounts.guards import district_of
from kiezfonds.accounts.member_routes import ADMINISTRATORS, SIGNS, STATES, by_administrator
from kiezfonds.accounts.pages import office_page
from kiezfonds.accounts.rules import ROLE_LABELS, Role
from kiezfonds.database.work import Row
from kiezfonds.districts.rules import Tenant
from kiezfonds.ground.days import berlin_day
from kiezfonds.ground.text import N_
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.lists import Cell, Column, Narrowing, Sheet, listing, table
from kiezfonds.web.once import once
from kiezfonds.web.pages import redirect
from kiezfonds.web.requests import Request

Page = Response[str]
SHEET = Sheet(
    columns=(
        Column("name", N_("Name"), "name", is_text=True),
        Column("mail", N_("E-Mail"), "email", is_text=True),
        Column("aufgaben", N_("Aufgaben")),
        Column("faktor", N_("Zweiter Faktor"), "factor_at"),
        Column("stand", N_("Stand"), "state"),
    ),
    order="name",
    searched=("name", "email"),
    narrowings=(Narrowing("stand", N_("Stand"), "state"),),
    nothing=N_("Noch arbeitet hier niemand."),
)


@get("/", opt=ADMINISTRATORS)
async def index_staff(request: Request) -> Page:
    district, asked = district_of(request), SHEET.asked(request)
    found = await queries.staff_listed(district.id, asked)
    return office_page(
        request,
        "accounts/team.html",
        listing=listing(
            request, SHEET, asked, found, lambda row: _cells(district, row), {"stand": list(STATES.items())}
        ),
        invitations=await queries.open_invitations(district.id),
        deputyships=await deputies.deputyships(district.id, berlin_day(request.now)),
        today=berlin_day(request.now),
    )


@get("/liste.csv", opt=ADMINISTRATORS)
async def show_staff_table(request: Request) -> Page:
    district = district_of(request)
    found = await queries.staff_listed(district.id, SHEET.asked(request), whole=True)
    return table(SHEET, found, lambda row: _cells(district, row), "team")


@get("/neu", opt=ADMINISTRATORS)
async def new_staff(request: Request) -> Page:
    return office_page(request, "accounts/new_staff.html", form=InviteForm(), role_options=role_options(_))


@post("/", opt=ADMINISTRATORS, status_code=303)
async def create_staff(request: Request) -> Page:
    district = district_of(request)
    form = await InviteForm.read(request)

    async def act() -> Page:
        if form.is_valid:
            v = form.values
            form.add(await team.invite(district, v["name"], v["email"], v["roles"], **by_administrator(request)))
        if not form.is_valid:
            return office_page(request, "accounts/new_staff.html", status=422, form=form, role_options=role_options(_))
        return redirect(request, district.path("buero", "team"), _("Die Einladung geht per E-Mail hinaus."))

    return await once(request, act)


def _cells(district: Tenant, row: Row) -> list[Cell]:
    return [
        Cell(row["name"], district.path("buero", "team", row["id"])),
        Cell(row["email"]),
        Cell(", ".join(_(ROLE_LABELS[role]) for role in Role if row[role.value])),
        Cell(_("eingerichtet") if row["factor_at"] else _("fehlt")),
        Cell(_(STATES[row["state"]]), sign=SIGNS[row["state"]]),
    ]


router = Router(
    "/{slug:str}/buero/team",
    route_handlers=[index_staff, show_staff_table, new_staff, create_staff],
)
