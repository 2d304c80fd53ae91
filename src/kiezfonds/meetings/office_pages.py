"""The office plans meetings, says who leads, and invites."""

from litestar import Response, get, post
from litestar.params import FromPath

from kiezfonds.accounts.guards import actor_of, district_of, office
from kiezfonds.accounts.pages import office_page
from kiezfonds.accounts.rules import Role
from kiezfonds.ground.days import berlin_day
from kiezfonds.juries.queries import seats_with_contact
from kiezfonds.meetings import actions, queries
from kiezfonds.meetings.chairing import meeting_named
from kiezfonds.meetings.forms import ChairForm, PlanForm
from kiezfonds.meetings.queries import Row
from kiezfonds.meetings.rules import MeetingState, meeting_reference
from kiezfonds.proposals.rules import reference
from kiezfonds.web.filters import moment
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.i18n import ngettext, text_of
from kiezfonds.web.once import once
from kiezfonds.web.pages import redirect
from kiezfonds.web.requests import Request

Page = Response[str]


@get("/", opt=office())
async def index_office_meetings(request: Request) -> Page:
    return await _list_page(request, PlanForm(options=await _dates(request)))


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
    known = await queries.meetings(district_of(request).id)
    shown = [
        {**row, "state": MeetingState(row["state"]), "ref": meeting_reference(row["year"], row["number"])}
        for row in known
    ]
    status = 422 if form.has_errors else 200
    return office_page(request, "meetings/office_index.html", status=status, meetings=shown, form=form)


async def _meeting_page(request: Request, meeting: Row, form: ChairForm | None = None) -> Page:
    district = district_of(request)
    members = await seats_with_contact(district.id, meeting["jury"], berlin_day(meeting["begins_at"]))
    items = await queries.agenda(district.id, meeting["id"])
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
        without_mail=[m["name"] for m in members if not m["email"]],
        form=form or ChairForm(options={"seat": options}, seat=meeting["chair"]),
    )


async def _members(request: Request, meeting: Row) -> dict[str, list[tuple[str, str]]]:
    members = await seats_with_contact(district_of(request).id, meeting["jury"], berlin_day(meeting["begins_at"]))
    return {"seat": [(str(m["id"]), m["name"]) for m in members]}


async def _dates(request: Request) -> dict[str, list[tuple[str, str]]]:
    dates = await queries.unplanned_dates(district_of(request).id)
    return {"date": [(str(d["id"]), f"{d['area_name']} · {moment(d['held_at'])}") for d in dates]}


def _path(request: Request, ref: str) -> str:
    return district_of(request).path("buero", "sitzungen", ref)


HANDLERS = [index_office_meetings, create_meeting, show_office_meeting, update_meeting_chair, create_invitation]
