"""What the office does with a meeting on its page: arranging, cancelling, noting who helps, a second meeting."""

from litestar import Response, get, post
from litestar.params import FromPath

from kiezfonds.accounts.guards import actor_of, district_of, office
from kiezfonds.accounts.pages import office_page
from kiezfonds.accounts.rules import Role
from kiezfonds.ground.days import berlin_wall
from kiezfonds.ground.problems import Problem
from kiezfonds.meetings import arranging, company, endings
from kiezfonds.meetings.chairing import meeting_named
from kiezfonds.meetings.desk_answers import number_in
from kiezfonds.meetings.forms import CancelForm, CompanyForm, ItemForm, SecondMeetingForm
from kiezfonds.meetings.queries import Row
from kiezfonds.web.forms import Form
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.i18n import ngettext, text_of
from kiezfonds.web.once import once
from kiezfonds.web.pages import redirect
from kiezfonds.web.requests import Request

Page = Response[str]
COORDINATOR = office(Role.COORDINATOR)


@post("/{ref:str}/punkte", opt=COORDINATOR, status_code=303)
async def create_office_item(request: Request, ref: FromPath[str]) -> Page:
    meeting = await meeting_named(request, ref)
    form = await ItemForm.read(request)

    async def act() -> Page:
        title = form.values["title"] if form.is_valid else ""
        problems = await arranging.add_item(
            district_of(request).id, meeting["id"], title, by=actor_of(request), now=request.now
        )
        return _back(request, ref, problems, _("Der Punkt steht auf der Tagesordnung."))

    return await once(request, act)


@post("/{ref:str}/punkte/ordnung", opt=COORDINATOR, status_code=303)
async def update_office_item_order(request: Request, ref: FromPath[str]) -> Page:
    meeting = await meeting_named(request, ref)
    data = await request.form()
    name = next((name for name in ("up", "down", "off") if name in data), "up")
    position, district = await number_in(request, name), district_of(request).id
    by, now = actor_of(request), request.now
    if name == "off":
        problems = await arranging.remove_item(district, meeting["id"], position, by=by, now=now)
    else:
        problems = await arranging.move_item(district, meeting["id"], position, name == "up", by=by, now=now)
    return _back(request, ref, problems, "", "#tagesordnung")


@post("/{ref:str}/begleitung", opt=COORDINATOR, status_code=303)
async def update_office_company(request: Request, ref: FromPath[str]) -> Page:
    meeting = await meeting_named(request, ref)
    form = await CompanyForm.read(request)
    if not form.is_valid:
        said = " ".join(error["text"] for error in form.errors)
        return redirect(request, _path(request, ref), said, kind="danger")
    problems = await company.set_company(
        district_of(request).id, meeting["id"], form.result(), by=actor_of(request), now=request.now
    )
    return _back(request, ref, problems, _("Das ist eingetragen."))


@get("/{ref:str}/absage", opt=COORDINATOR)
async def new_cancellation(request: Request, ref: FromPath[str]) -> Page:
    return await _form_page(request, ref, "meetings/cancel.html", CancelForm())


@post("/{ref:str}/absage", opt=COORDINATOR, status_code=303)
async def create_cancellation(request: Request, ref: FromPath[str]) -> Page:
    meeting = await meeting_named(request, ref)
    form = await CancelForm.read(request)

    async def act() -> Page:
        if form.is_valid:
            count, problems = await endings.cancel_meeting(
                district_of(request).id, meeting["id"], form.values["reason"], by=actor_of(request), now=request.now
            )
            if not problems:
                said = ngettext("Abgesagt. {n} E-Mail geht hinaus.", "Abgesagt. {n} E-Mails gehen hinaus.", count)
                return redirect(request, _path(request, ref), said.format(n=count))
            form.add(problems)
        return await _form_page(request, ref, "meetings/cancel.html", form)

    return await once(request, act)


@get("/{ref:str}/zweite-sitzung", opt=COORDINATOR)
async def new_second_meeting(request: Request, ref: FromPath[str]) -> Page:
    meeting = await meeting_named(request, ref)
    form = SecondMeetingForm(held_time=berlin_wall(meeting["begins_at"]), place=meeting["place"])
    return await _form_page(request, ref, "meetings/second.html", form)


@post("/{ref:str}/zweite-sitzung", opt=COORDINATOR, status_code=303)
async def create_second_meeting(request: Request, ref: FromPath[str]) -> Page:
    meeting = await meeting_named(request, ref)
    form = await SecondMeetingForm.read(request)

    async def act() -> Page:
        if form.is_valid:
            second, problems = await endings.plan_second_meeting(
                *(district_of(request).id, meeting["id"], form.held_at(), form.values["place"] or ""),
                by=actor_of(request),
                now=request.now,
            )
            if not problems:
                return redirect(request, _path(request, second), _("Die zweite Sitzung ist geplant."))
            form.add(problems)
        return await _form_page(request, ref, "meetings/second.html", form)

    return await once(request, act)


async def _form_page(request: Request, ref: str, template: str, form: Form) -> Page:
    meeting: Row = await meeting_named(request, ref)
    return office_page(request, template, status=422 if form.has_errors else 200, ref=ref, meeting=meeting, form=form)


def _back(request: Request, ref: str, problems: list[Problem], done: str, anchor: str = "") -> Page:
    said = " ".join(text_of(problem) for problem in problems)
    if said:
        return redirect(request, _path(request, ref), said, kind="danger")
    return redirect(request, _path(request, ref) + anchor, done)


def _path(request: Request, ref: str) -> str:
    return district_of(request).path("buero", "sitzungen", ref)


HANDLERS = [
    create_office_item,
    update_office_item_order,
    update_office_company,
    new_cancellation,
    create_cancellation,
    new_second_meeting,
    create_second_meeting,
]
