"""The list of letters: every decision with the stage it has reached, and all drafts of a meeting at once."""

from litestar import Response, get, post

from kiezfonds.accounts.guards import actor_of, district_of, office
from kiezfonds.accounts.pages import office_page
from kiezfonds.accounts.rules import Role
from kiezfonds.districts.queries import areas
from kiezfonds.districts.rules import Tenant
from kiezfonds.ground.days import berlin_wall
from kiezfonds.ground.money import Cents, format_euro, plain_euro
from kiezfonds.ground.text import N_
from kiezfonds.meetings.rules import ResolutionKind, meeting_reference
from kiezfonds.notices import batches, listing
from kiezfonds.notices.forms import BatchForm
from kiezfonds.notices.pages import case_path
from kiezfonds.notices.queries import Row
from kiezfonds.notices.rules import KIND_LABELS, NoticeKind, Stage
from kiezfonds.proposals.rules import reference
from kiezfonds.web.filters import day
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.i18n import ngettext
from kiezfonds.web.lists import Cell, Column, Narrowing, Sheet, table
from kiezfonds.web.lists import listing as drawn
from kiezfonds.web.once import once
from kiezfonds.web.pages import redirect
from kiezfonds.web.requests import Request

Page = Response[str]
FORMAL = "formal"
ON_THE_LETTER = (Stage.RETURNED, Stage.ISSUE, Stage.ISSUED, Stage.POSTED)
SHEET = Sheet(
    columns=(
        Column("antrag", N_("Antrag"), "proposal_order"),
        Column("titel", N_("Titel"), "title", is_text=True),
        Column("gebiet", N_("Gebiet"), "area_name", is_text=True),
        Column("art", N_("Beschluss"), "kind"),
        Column("betrag", N_("Betrag"), "amount_cents", is_number=True),
        Column("sitzung", N_("Sitzung"), "resolved_at"),
        Column("brief", N_("Brief"), "notice_order"),
        Column("stand", N_("Stand"), "stage_order"),
    ),
    order="stand",
    searched=("title", "applicant_name", "area_name"),
    narrowings=(
        Narrowing("stand", N_("Stand"), "stage"),
        Narrowing("gebiet", N_("Gebiet"), "area_slug"),
        Narrowing("art", N_("Beschluss"), "kind"),
        Narrowing("sitzung", N_("Sitzung"), "meeting"),
    ),
    nothing=N_("Hier stehen die Beschlüsse, sobald eine Jury entschieden hat. Aus jedem wird ein Brief."),
)


@get("/", opt=office())
async def index_notices(request: Request) -> Page:
    return await _list_page(request)


@get("/liste.csv", opt=office())
async def show_letter_table(request: Request) -> Page:
    district = district_of(request)
    found = await listing.letters_listed(district.id, SHEET.asked(request), whole=True)
    return table(SHEET, found, lambda row: _cells(district, row), "briefe")


@post("/entwuerfe", opt=office(Role.COORDINATOR), status_code=303)
async def create_drafts(request: Request) -> Page:
    """All letters of a meeting: a job, for there may be many."""
    district = district_of(request)
    meetings = await listing.meetings_with_letters(district.id)
    form = await BatchForm.read(request, options={"meeting": _meetings(meetings)})

    async def act() -> Page:
        if not form.is_valid:
            return await _list_page(request, form)
        count = await batches.order_drafts(district, form.values["meeting"], by=actor_of(request), now=request.now)
        said = ngettext("{n} Brief wird gerade entworfen.", "{n} Briefe werden gerade entworfen.", count)
        here = f"{district.path('buero', 'briefe')}?sitzung={form.values['meeting']}"
        return redirect(request, here, said.format(n=count))

    return await once(request, act)


async def _list_page(request: Request, form: BatchForm | None = None) -> Page:
    district, asked = district_of(request), SHEET.asked(request)
    meetings = await listing.meetings_with_letters(district.id)
    options = {
        "stand": [(stage.value, stage.label) for stage in Stage],
        "gebiet": [(area["slug"], area["name"]) for area in await areas(district.id)],
        "art": [
            *((kind.value, kind.label) for kind in ResolutionKind),
            (FORMAL, KIND_LABELS[NoticeKind.FORMAL_REJECTION]),
        ],
        "sitzung": _meetings(meetings),
    }
    found = await listing.letters_listed(district.id, asked)
    undrafted = [row for row in meetings if row["undrafted"]]
    counts = await listing.stage_counts(district.id)
    return office_page(
        request,
        "notices/index.html",
        status=422 if form else 200,
        listing=drawn(request, SHEET, asked, found, lambda row: _cells(district, row), options),
        stages=[(stage, count) for stage, count in counts.items() if count],
        unposted=counts[Stage.ISSUED],
        form=form or BatchForm(options={"meeting": _meetings(undrafted)}),
        has_undrafted=bool(undrafted),
    )


def _meetings(rows: list[Row]) -> list[tuple[str, str]]:
    return [(row["meeting"], f"{row['meeting']} · {row['area_name']} · {day(row['begins_at'])}") for row in rows]


def _cells(district: Tenant, row: Row) -> list[Cell]:
    stage = Stage(row["stage"])
    letter = reference(row["notice_year"], row["notice_number"]) if row["notice_number"] else ""
    place = (letter,) if letter and stage in ON_THE_LETTER else case_path(row)
    is_formal = row["kind"] == FORMAL
    kind = NoticeKind.FORMAL_REJECTION.label if is_formal else ResolutionKind(row["kind"]).label
    amount = row["amount_cents"] or 0
    when = "" if is_formal else meeting_reference(row["meeting_year"], row["meeting_number"])
    return [
        Cell(reference(row["year"], row["number"]), district.path("buero", "briefe", *place)),
        Cell(row["title"]),
        Cell(row["area_name"] or ""),
        Cell(_(kind)),
        Cell(
            format_euro(Cents(amount)) if amount else "",
            plain=plain_euro(Cents(amount)) if amount else "",
        ),
        Cell(when, plain=f"{berlin_wall(row['resolved_at']):%d.%m.%Y}" if row["resolved_at"] else ""),
        Cell(letter),
        Cell(_(stage.label), sign=stage.sign),
    ]


HANDLERS = [index_notices, show_letter_table, create_drafts]
