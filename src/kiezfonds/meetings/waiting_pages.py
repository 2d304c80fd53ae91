"""The office's waiting list: by area and place, moving up, taking off; and conditions that are still open."""

from litestar import Response, get, post
from litestar.params import FromPath

from kiezfonds.accounts.guards import actor_of, current_visitor, district_of, office
from kiezfonds.accounts.pages import office_page
from kiezfonds.accounts.rules import Role
from kiezfonds.ground.days import berlin_wall
from kiezfonds.ground.money import Cents, plain_euro
from kiezfonds.ground.text import N_
from kiezfonds.ledger.queries import area_budget, balance
from kiezfonds.meetings import queries, waiting
from kiezfonds.meetings.forms import EndWaitingForm, PromotionForm
from kiezfonds.meetings.queries import Row
from kiezfonds.meetings.rules import RESOLUTION_LABELS, ResolutionKind, meeting_reference
from kiezfonds.meetings.vocabulary import Basis
from kiezfonds.proposals.rules import reference
from kiezfonds.web.errors import NotFound
from kiezfonds.web.filters import euro, moment
from kiezfonds.web.forms import Form
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.lists import Cell, Column, Narrowing, Sheet, listing, table
from kiezfonds.web.once import once
from kiezfonds.web.pages import redirect
from kiezfonds.web.requests import Request

Page = Response[str]
COORDINATOR = office(Role.COORDINATOR)
SHEET = Sheet(
    columns=(
        Column("beschluss", N_("Beschluss"), "id"),
        Column("wann", N_("Wann"), "resolved_at"),
        Column("gebiet", N_("Gebiet"), "area_name", is_text=True),
        Column("antrag", N_("Antrag"), "proposal_in_row"),
        Column("titel", N_("Titel"), "title", is_text=True),
        Column("ergebnis", N_("Ergebnis"), "kind"),
        Column("betrag", N_("Betrag"), "amount_cents", is_number=True),
        Column("stimmen", N_("Ja · Nein · Enth.")),
    ),
    order="-wann",
    searched=("title", "area_name", "reason"),
    narrowings=(Narrowing("gebiet", N_("Gebiet"), "area_slug"), Narrowing("ergebnis", N_("Ergebnis"), "kind")),
    nothing=N_("Noch ist nichts beschlossen. Beschlüsse stehen hier, sobald die Leitung ein Ergebnis bestätigt."),
)
WAITING = Sheet(
    columns=(
        Column("platz", N_("Platz"), "line_order", is_number=True),
        Column("gebiet", N_("Gebiet"), "area_name", is_text=True),
        Column("antrag", N_("Antrag"), "proposal_order"),
        Column("titel", N_("Titel"), "title", is_text=True),
        Column("fonds", N_("Fonds"), "fund_year"),
        Column("beantragt", N_("Beantragt"), "requested_cents", is_number=True),
        Column("mindestens", N_("Mindestens"), "smallest_useful_cents", is_number=True),
        Column("sitzung", N_("Sitzung"), "resolved_at"),
    ),
    order="platz",
    searched=("title", "area_name"),
    narrowings=(Narrowing("gebiet", N_("Gebiet"), "area_slug"),),
    nothing=N_(
        "Auf der Warteliste steht niemand. Anträge kommen hierher, wenn die Jury sie gut findet und das Geld nicht"
        " reicht."
    ),
)


@get("/beschluesse", opt=office())
async def index_resolutions(request: Request) -> Page:
    district, asked = district_of(request), SHEET.asked(request)
    options = {
        "gebiet": await queries.area_options(district.id),
        "ergebnis": [(kind.value, label) for kind, label in RESOLUTION_LABELS.items()],
    }
    found = await queries.resolutions_listed(district.id, asked)
    shown = listing(request, SHEET, asked, found, lambda row: _cells(request, row), options, "beschluesse/liste.csv")
    return office_page(request, "meetings/resolutions.html", listing=shown)


@get("/beschluesse/liste.csv", opt=office())
async def show_resolution_table(request: Request) -> Page:
    found = await queries.resolutions_listed(district_of(request).id, SHEET.asked(request), whole=True)
    return table(SHEET, found, lambda row: _cells(request, row), "beschluesse")


@get("/warteliste", opt=office())
async def index_waiting_list(request: Request) -> Page:
    district = district_of(request).id
    asked = WAITING.asked(request)
    found = await waiting.waiting_listed(district, asked)
    may_act = current_visitor(request).has(Role.COORDINATOR)
    options = {"gebiet": await queries.area_options(district)}
    shown = listing(
        request,
        WAITING,
        asked,
        found,
        lambda row: _waiting_cells(request, row, may_act=may_act),
        options,
        "warteliste/liste.csv",
    )
    return office_page(request, "meetings/waiting_list.html", listing=shown)


@get("/warteliste/liste.csv", opt=office())
async def show_waiting_table(request: Request) -> Page:
    found = await waiting.waiting_listed(district_of(request).id, WAITING.asked(request), whole=True)
    return table(WAITING, found, lambda row: _waiting_cells(request, row), "warteliste")


@get("/warteliste/{resolution:int}", opt=COORDINATOR)
async def new_promotion(request: Request, resolution: FromPath[int]) -> Page:
    found = await _waiting(request, resolution)
    form = PromotionForm(amount=found["motion_cents"] or found["requested_cents"], basis=Basis.RULE.value)
    return await _waiting_page(request, found, form, EndWaitingForm())


@post("/warteliste/{resolution:int}/aufruecken", opt=COORDINATOR, status_code=303)
async def create_promotion(request: Request, resolution: FromPath[int]) -> Page:
    form = await PromotionForm.read(request)

    async def act() -> Page:
        if form.is_valid:
            v = form.values
            form.add(
                await waiting.promote(
                    *(district_of(request).id, resolution, Cents(v["amount"]), Basis(v["basis"]), v["note"] or ""),
                    by=actor_of(request),
                    now=request.now,
                )
            )
        if not form.is_valid:
            return await _waiting_page(request, await _waiting(request, resolution), form, EndWaitingForm())
        said = _("Aufgerückt. Das Geld ist vorgemerkt, der Brief kann geschrieben werden.")
        return redirect(request, _path(request), said)

    return await once(request, act)


@post("/warteliste/{resolution:int}/ende", opt=COORDINATOR, status_code=303)
async def create_waiting_end(request: Request, resolution: FromPath[int]) -> Page:
    found = await _waiting(request, resolution)
    form = await EndWaitingForm.read(request)
    if form.is_valid:
        reason, by = form.values["reason"], actor_of(request)
        form.add(await waiting.end_waiting(district_of(request), resolution, reason, by=by, now=request.now))
    if not form.is_valid:
        return await _waiting_page(request, found, PromotionForm(), form)
    return redirect(request, _path(request), _("Der Antrag steht nicht mehr auf der Warteliste."))


async def _waiting(request: Request, resolution: int) -> Row:
    lines = await waiting.waiting(district_of(request).id)
    found = next((row for row in lines if row["id"] == resolution), None)
    if found is None:
        raise NotFound
    return found


async def _waiting_page(request: Request, found: Row, form: PromotionForm, end_form: EndWaitingForm) -> Page:
    district = district_of(request).id
    pot = await area_budget(district, found["fund"], found["area"])
    return office_page(
        request,
        "meetings/promotion.html",
        status=_status(form, end_form),
        line=_line(found),
        form=form,
        end_form=end_form,
        free=(await balance(district, pot["id"] if pot else 0)).available,
    )


def _status(*forms: Form) -> int:
    return 422 if any(form.has_errors for form in forms) else 200


def _line(row: Row) -> Row:
    return {
        **row,
        "ref": reference(row["year"], row["proposal_number"]),
        "meeting_ref": meeting_reference(row["meeting_year"], row["meeting_number"]),
    }


def _waiting_cells(request: Request, row: Row, *, may_act: bool = False) -> list[Cell]:
    district, ref = district_of(request), reference(row["year"], row["proposal_number"])
    meeting = meeting_reference(row["meeting_year"], row["meeting_number"])
    return [
        Cell(str(row["rank"] or "–")),
        Cell(row["area_name"]),
        Cell(ref, district.path("buero", "antraege", ref)),
        Cell(row["title"], district.path("buero", "warteliste", row["id"]) if may_act else ""),
        Cell(f"{row['fund_name']} {row['fund_year']}"),
        _money(row["requested_cents"]),
        _money(row["smallest_useful_cents"]),
        Cell(meeting, district.path("buero", "sitzungen", meeting)),
    ]


def _money(cents: int | None) -> Cell:
    return Cell(euro(cents), plain=plain_euro(Cents(cents))) if cents else Cell("")


def _cells(request: Request, row: Row) -> list[Cell]:
    district, ref = district_of(request), reference(row["year"], row["proposal_number"])
    meeting, kind = meeting_reference(row["meeting_year"], row["meeting_number"]), ResolutionKind(row["kind"])
    return [
        Cell(f"{meeting}/{row['number']}", district.path("buero", "sitzungen", meeting)),
        Cell(moment(row["resolved_at"]), plain=f"{berlin_wall(row['resolved_at']):%d.%m.%Y %H:%M}"),
        Cell(row["area_name"]),
        Cell(ref, district.path("buero", "antraege", ref)),
        Cell(row["title"]),
        Cell(_(kind.label) + (f", {_('nachgerückt')}" if row["promoted_from"] else "")),
        _money(row["amount_cents"]),
        Cell(f"{row['yes_count']} · {row['no_count']} · {row['abstain_count']}"),
    ]


def _path(request: Request) -> str:
    return district_of(request).path("buero", "warteliste")


HANDLERS = [
    index_resolutions,
    show_resolution_table,
    index_waiting_list,
    show_waiting_table,
    new_promotion,
    create_promotion,
    create_waiting_end,
]
