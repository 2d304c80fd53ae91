"""The office plans meetings, says who leads, and invites."""

from litestar import Response, get, post
from litestar.params import FromPath

from kiezfonds.accounts.guards import actor_of, district_of, office
from kiezfonds.accounts.pages import office_page
from kiezfonds.accounts.rules import Role
from kiezfonds.districts.queries import areas
from kiezfonds.districts.rules import Tenant
from kiezfonds.ground.days import berlin_day, berlin_wall
from kiezfonds.ground.text import N_
from kiezfonds.juries.queries import seats_with_contact
from kiezfonds.ledger.queries import area_budget
from kiezfonds.meetings import actions, queries
from kiezfonds.meetings.attendance import ballot_rule
from kiezfonds.meetings.chairing import meeting_named
from kiezfonds.meetings.counting import quorum
from kiezfonds.meetings.forms import ChairForm, ItemForm, PlanForm
from kiezfonds.meetings.queries import Row
from kiezfonds.meetings.replies import Answer, replies
from kiezfonds.meetings.rules import MEETING_SIGNS, MeetingState, meeting_reference
from kiezfonds.meetings.screens import company_form, freeze_of
from kiezfonds.proposals.rules import reference
from kiezfonds.web.filters import moment
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.i18n import ngettext, text_of
from kiezfonds.web.lists import Cell, Column, Narrowing, Sheet, listing, table
from kiezfonds.web.once import once
from kiezfonds.web.pages import redirect
from kiezfonds.web.requests import Request

Page = Response[str]
ANSWER_WORDS = {Answer.YES: N_("kommt"), Answer.NO: N_("kann nicht"), None: N_("noch keine Antwort")}
ANSWER_SIGNS = {Answer.YES: "good", Answer.NO: "wrong", None: "open"}
SHEET = Sheet(
    columns=(
        Column("nummer", N_("Nummer"), "place_in_row"),
        Column("gebiet", N_("Gebiet"), "area_name", is_text=True),
        Column("wann", N_("Wann"), "begins_at"),
        Column("ort", N_("Ort"), "place", is_text=True),
        Column("stand", N_("Stand"), "state"),
    ),
    order="-wann",
    searched=("area_name", "place", "jury_name"),
    narrowings=(Narrowing("gebiet", N_("Gebiet"), "area_slug"), Narrowing("stand", N_("Stand"), "state")),
    nothing=N_("Noch ist keine Sitzung geplant. Jeder veröffentlichte Entscheidungstermin bekommt eine."),
)


@get("/", opt=office())
async def index_office_meetings(request: Request) -> Page:
    return await _list_page(request, PlanForm(options=await _dates(request)))


@get("/liste.csv", opt=office())
async def show_meeting_table(request: Request) -> Page:
    district = district_of(request)
    found = await queries.meetings_listed(district.id, SHEET.asked(request), whole=True)
    return table(SHEET, found, lambda row: _cells(district, row), "sitzungen")


@post("/", opt=office(Role.COORDINATOR), status_code=303)
async def create_meeting(request: Request) -> Page:
    district = district_of(request)
    form = await PlanForm.read(request, options=await _dates(request))

    async def act() -> Page:
        if form.is_valid:
            date = int(form.values["date"])
            ref, problems = await actions.plan_meeting(district.id, date, by=actor_of(request), now=request.now)
            if not problems:
                return redirect(request, district.path("buero", "sitzungen", ref), _("Die Sitzung ist geplant."))
            form.add(problems)
        return await _list_page(request, form)

    return await once(request, act)


@get("/{ref:str}", opt=office())
async def show_office_meeting(request: Request, ref: FromPath[str]) -> Page:
    return await _meeting_page(request, await meeting_named(request, ref))


@post("/{ref:str}/leitung", opt=office(Role.COORDINATOR), status_code=303)
async def update_meeting_chair(request: Request, ref: FromPath[str]) -> Page:
    meeting = await meeting_named(request, ref)
    form = await ChairForm.read(request, options=await _members(request, meeting))
    if form.is_valid:
        seat = int(form.values["seat"])
        form.add(
            await actions.set_chair(district_of(request).id, meeting["id"], seat, by=actor_of(request), now=request.now)
        )
    if not form.is_valid:
        return await _meeting_page(request, meeting, form)
    return redirect(request, _path(request, ref), _("Die Leitung ist eingetragen."))


@post("/{ref:str}/einladung", opt=office(Role.COORDINATOR), status_code=303)
async def create_invitation(request: Request, ref: FromPath[str]) -> Page:
    district = district_of(request)
    meeting = await meeting_named(request, ref)

    async def act() -> Page:
        page = f"{request.settings.base_url}{district.path('sitzungen', ref)}"
        count, problems = await actions.invite(
            district.id, meeting["id"], page=page, by=actor_of(request), now=request.now
        )
        if problems:
            said = " ".join(text_of(problem) for problem in problems)
            return redirect(request, _path(request, ref), said, kind="danger")
        said = ngettext("Eingeladen: {n} E-Mail geht hinaus.", "Eingeladen: {n} E-Mails gehen hinaus.", count)
        return redirect(request, _path(request, ref), said.format(n=count))

    return await once(request, act)


async def _list_page(request: Request, form: PlanForm) -> Page:
    district, asked = district_of(request), SHEET.asked(request)
    options = {
        "gebiet": [(area["slug"], area["name"]) for area in await areas(district.id)],
        "stand": [(state.value, state.label) for state in MeetingState],
    }
    found = await queries.meetings_listed(district.id, asked)
    shown = listing(request, SHEET, asked, found, lambda row: _cells(district, row), options)
    status = 422 if form.has_errors else 200
    return office_page(request, "meetings/office_index.html", status=status, listing=shown, form=form)


def _cells(district: Tenant, row: Row) -> list[Cell]:
    ref, state = meeting_reference(row["year"], row["number"]), MeetingState(row["state"])
    return [
        Cell(ref, district.path("buero", "sitzungen", ref)),
        Cell(row["area_name"]),
        Cell(moment(row["begins_at"]), plain=f"{berlin_wall(row['begins_at']):%d.%m.%Y %H:%M}"),
        Cell(row["place"]),
        Cell(_(state.label), sign=MEETING_SIGNS[state]),
    ]


async def _meeting_page(request: Request, meeting: Row, form: ChairForm | None = None) -> Page:
    district = district_of(request)
    members = await seats_with_contact(district.id, meeting["jury"], berlin_day(meeting["begins_at"]))
    items = await queries.agenda(district.id, meeting["id"])
    answers = await replies(district.id, meeting["id"])
    options = [(str(m["id"]), m["name"]) for m in members]
    return office_page(
        request,
        "meetings/office_show.html",
        status=422 if form else 200,
        meeting=meeting,
        ref=meeting_reference(meeting["year"], meeting["number"]),
        state=MeetingState(meeting["state"]),
        items=[{**i, "ref": reference(i["year"], i["number"]) if i["number"] else ""} for i in items],
        members=members,
        answers=[{**row, "word": ANSWER_WORDS[row["answer"]], "sign": ANSWER_SIGNS[row["answer"]]} for row in answers],
        outlook=await _outlook(meeting, answers),
        freeze=freeze_of(await area_budget(district.id, meeting["fund"], meeting["area"])),
        without_mail=[m["name"] for m in members if not m["email"]],
        company_form=company_form(meeting),
        item_form=ItemForm(),
        form=form or ChairForm(options={"seat": options}, seat=meeting["chair"]),
    )


async def _outlook(meeting: Row, answers: list[Row]) -> Row:
    """Who is expected and how many it takes; conflicts are not known yet, they may raise what is needed."""
    rule = await ballot_rule(meeting["district"], meeting, None)
    coming = sum(row["answer"] == Answer.YES for row in answers)
    needed = quorum(
        rule.quorum, appointed=len(answers), present=coming, excluded_present=0, excluded_total=0, all_invited=True
    ).needed
    return {"yes": coming, "needed": needed, "open": sum(row["answer"] is None for row in answers)}


async def _members(request: Request, meeting: Row) -> dict[str, list[tuple[str, str]]]:
    members = await seats_with_contact(district_of(request).id, meeting["jury"], berlin_day(meeting["begins_at"]))
    return {"seat": [(str(m["id"]), m["name"]) for m in members]}


async def _dates(request: Request) -> dict[str, list[tuple[str, str]]]:
    dates = await queries.unplanned_dates(district_of(request).id)
    return {"date": [(str(d["id"]), f"{d['area_name']} · {moment(d['held_at'])}") for d in dates]}


def _path(request: Request, ref: str) -> str:
    return district_of(request).path("buero", "sitzungen", ref)


HANDLERS = [
    index_office_meetings,
    show_meeting_table,
    create_meeting,
    show_office_meeting,
    update_meeting_chair,
    create_invitation,
]
