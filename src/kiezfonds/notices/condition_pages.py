"""The preconditions juries have set, and the page of one: whether it is met, said once by the coordination office."""

from litestar import Response, get, post
from litestar.params import FromPath

from kiezfonds.accounts.guards import actor_of, current_visitor, district_of, office
from kiezfonds.accounts.pages import office_page
from kiezfonds.accounts.rules import Role
from kiezfonds.districts.queries import areas
from kiezfonds.districts.rules import Tenant
from kiezfonds.ground.days import berlin_day
from kiezfonds.ground.money import Cents, plain_euro
from kiezfonds.ground.text import N_
from kiezfonds.meetings.conditions import Row, condition, conditions_listed
from kiezfonds.meetings.vocabulary import Outcome
from kiezfonds.notices.conditions import settle_condition
from kiezfonds.notices.forms import ConditionForm
from kiezfonds.notices.queries import case_by_resolution
from kiezfonds.proposals.rules import reference
from kiezfonds.web.errors import NotFound
from kiezfonds.web.filters import day, euro
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.lists import Cell, Column, Narrowing, Sheet, listing, table
from kiezfonds.web.once import once
from kiezfonds.web.pages import redirect
from kiezfonds.web.requests import Request

Page = Response[str]
COORDINATOR = office(Role.COORDINATOR)


SHEET = Sheet(
    columns=(
        Column("antrag", N_("Antrag"), "proposal_order"),
        Column("titel", N_("Titel"), "title", is_text=True),
        Column("bedingung", N_("Bedingung"), "conditions", is_text=True),
        Column("frist", N_("Frist"), "condition_due_on"),
        Column("betrag", N_("Betrag"), "amount_cents", is_number=True),
        Column("gebiet", N_("Gebiet"), "area_name", is_text=True),
        Column("stand", N_("Stand"), "stand"),
    ),
    order="frist",
    searched=("title", "conditions", "area_name"),
    narrowings=(Narrowing("gebiet", N_("Gebiet"), "area_slug"), Narrowing("stand", N_("Stand"), "stand")),
    nothing=N_("Hier stehen die Bedingungen, unter denen eine Jury Geld zusagt, sobald es eine gibt."),
)
STANDS = {"open": N_("offen"), "met": N_("erfüllt"), "lapsed": N_("nicht erfüllt"), "over": N_("erledigt")}
SIGNS = {"open": "due", "met": "good", "lapsed": "wrong", "over": "done"}


@get("/", opt=office())
async def index_conditions(request: Request) -> Page:
    district, asked = district_of(request), SHEET.asked(request)
    options = {"gebiet": [(a["slug"], a["name"]) for a in await areas(district.id)], "stand": list(STANDS.items())}
    found = await conditions_listed(district.id, asked)
    may_act = current_visitor(request).has(Role.COORDINATOR)
    shown = listing(request, SHEET, asked, found, lambda row: _cells(district, row, may_act=may_act), options)
    return office_page(request, "notices/conditions.html", listing=shown)


@get("/liste.csv", opt=office())
async def show_condition_table(request: Request) -> Page:
    district = district_of(request)
    found = await conditions_listed(district.id, SHEET.asked(request), whole=True)
    return table(SHEET, found, lambda row: _cells(district, row), "bedingungen")


@get("/{resolution:int}", opt=COORDINATOR)
async def new_condition_outcome(request: Request, resolution: FromPath[int]) -> Page:
    return await _page(request, resolution, ConditionForm())


@post("/{resolution:int}", opt=COORDINATOR, status_code=303)
async def create_condition_outcome(request: Request, resolution: FromPath[int]) -> Page:
    district, form = district_of(request), await ConditionForm.read(request)
    if await condition(district.id, resolution) is None:
        raise NotFound

    async def act() -> Page:
        if form.is_valid:
            outcome, note = Outcome(form.values["outcome"]), form.values["note"]
            form.add(await settle_condition(district, resolution, outcome, note, by=actor_of(request), now=request.now))
        if not form.is_valid:
            return await _page(request, resolution, form)
        return redirect(request, district.path("buero", "bedingungen", resolution), _("Das ist festgehalten."))

    return await once(request, act)


def _cells(district: Tenant, row: Row, *, may_act: bool = False) -> list[Cell]:
    ref, due_on = reference(row["year"], row["proposal_number"]), row["condition_due_on"]
    cents = row["amount_cents"]
    return [
        Cell(ref, district.path("buero", "antraege", ref)),
        Cell(row["title"]),
        Cell(row["conditions"], district.path("buero", "bedingungen", row["id"]) if may_act else ""),
        Cell(day(due_on) if due_on else "", plain=f"{due_on:%d.%m.%Y}" if due_on else ""),
        Cell(euro(cents), plain=plain_euro(Cents(cents))),
        Cell(row["area_name"] or ""),
        Cell(_(STANDS[row["stand"]]), sign=SIGNS[row["stand"]]),
    ]


async def _page(request: Request, resolution: int, form: ConditionForm) -> Page:
    district = district_of(request).id
    found, case = await condition(district, resolution), await case_by_resolution(district, resolution)
    if found is None or case is None:
        raise NotFound
    due_on = found["condition_due_on"]
    return office_page(
        request,
        "notices/condition.html",
        status=422 if form.has_errors else 200,
        condition=found,
        case=case,
        ref=reference(found["year"], found["proposal_number"]),
        letter=reference(case["notice_year"], case["notice_number"]) if case["issued_at"] else "",
        is_overdue=due_on is not None and due_on < berlin_day(request.now) and not found["outcome"],
        form=form,
    )


HANDLERS = [index_conditions, show_condition_table, new_condition_outcome, create_condition_outcome]
