"""The office answers reports of barriers within a month."""

from litestar import Response, Router, get, post
from litestar.params import FromPath

from kiezfonds.accounts.guards import actor_of, district_of, office
from kiezfonds.accounts.pages import office_page
from kiezfonds.accounts.rules import Role
from kiezfonds.database.work import Row
from kiezfonds.districts.rules import Tenant
from kiezfonds.ground.days import berlin_day
from kiezfonds.ground.text import N_
from kiezfonds.imprints import actions, queries
from kiezfonds.imprints.forms import AnswerForm
from kiezfonds.web.errors import NotFound
from kiezfonds.web.filters import day, moment
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.i18n import text_of
from kiezfonds.web.lists import Cell, Column, Narrowing, Sheet, listing, table
from kiezfonds.web.pages import redirect
from kiezfonds.web.requests import Request

Page = Response[str]
ANSWERS = (Role.COORDINATOR, Role.DISTRICT_OFFICE, Role.ADMINISTRATOR)
STATES = {"open": N_("offen"), "answered": N_("beantwortet")}
LONGEST = 60
SHEET = Sheet(
    columns=(
        Column("was", N_("Was nicht geht"), "words", is_text=True),
        Column("nummer", N_("Nummer"), "number", is_number=True),
        Column("eingang", N_("Eingang"), "created_at"),
        Column("frist", N_("Antwort bis"), "due_on"),
        Column("stand", N_("Stand"), "state"),
    ),
    order="-nummer",
    searched=("words", "page", "name"),
    narrowings=(Narrowing("stand", N_("Stand"), "state"),),
    nothing=N_("Noch hat niemand eine Barriere gemeldet. Das Formular steht auf der Seite „Barrierefreiheit“."),
)


@get("/", opt=office(*ANSWERS))
async def index_reports(request: Request) -> Page:
    district, asked = district_of(request), SHEET.asked(request)
    found = await queries.reports_listed(district.id, asked)
    shown = listing(request, SHEET, asked, found, lambda row: _cells(request, row), {"stand": list(STATES.items())})
    return office_page(request, "imprints/reports.html", listing=shown)


@get("/liste.csv", opt=office(*ANSWERS))
async def show_report_table(request: Request) -> Page:
    found = await queries.reports_listed(district_of(request).id, SHEET.asked(request), whole=True)
    return table(SHEET, found, lambda row: _cells(request, row), "rueckmeldungen")


@get("/{number:int}", opt=office(*ANSWERS))
async def show_report(request: Request, number: FromPath[int]) -> Page:
    return _report_page(request, await _report(request, number), AnswerForm())


@post("/{number:int}/antwort", opt=office(*ANSWERS), status_code=303)
async def create_answer(request: Request, number: FromPath[int]) -> Page:
    district, row = district_of(request), await _report(request, number)
    form = await AnswerForm.read(request)
    if not form.is_valid:
        return _report_page(request, row, form, status=422)
    problems = await actions.answer_report(
        district,
        number,
        form.values["answer"],
        is_mailed=form.values["is_mailed"],
        by=actor_of(request),
        now=request.now,
    )
    if problems:
        return redirect(request, _path(district, number), text_of(problems[0]), kind="warning")
    said = _("Beantwortet. Die E-Mail geht gleich hinaus.") if form.values["is_mailed"] and row["email"] else ""
    return redirect(request, _path(district), said or _("Beantwortet."))


def _report_page(request: Request, row: Row, form: AnswerForm, *, status: int = 200) -> Page:
    return office_page(
        request, "imprints/report.html", status=status, report=row, form=form, today=berlin_day(request.now)
    )


def _cells(request: Request, row: Row) -> tuple[Cell, ...]:
    text = row["words"] if len(row["words"]) <= LONGEST else f"{row['words'][:LONGEST]}…"
    is_late = row["state"] == "open" and row["due_on"] <= berlin_day(request.now)
    sign = "done" if row["state"] == "answered" else "due" if is_late else "open"
    return (
        Cell(text, url=_path(district_of(request), row["number"]), plain=row["words"]),
        Cell(str(row["number"])),
        Cell(moment(row["created_at"])),
        Cell(day(row["due_on"])),
        Cell(_(STATES[row["state"]]), sign=sign),
    )


async def _report(request: Request, number: int) -> Row:
    row = await queries.report(district_of(request).id, number)
    if row is None:
        raise NotFound
    return row


def _path(district: Tenant, *parts: object) -> str:
    return district.path("buero", "rueckmeldungen", *parts)


router = Router(
    "/{slug:str}/buero/rueckmeldungen", route_handlers=[index_reports, show_report_table, show_report, create_answer]
)
