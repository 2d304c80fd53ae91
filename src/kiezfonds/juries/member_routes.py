"""Members of a jury: entered one by one or as a list, their functions, the end of a seat."""

from litestar import Response, Router, get, post
from litestar.params import FromPath

from kiezfonds.accounts.guards import actor_of, district_of, office
from kiezfonds.accounts.pages import office_page
from kiezfonds.accounts.rules import Role
from kiezfonds.ground.days import berlin_day
from kiezfonds.ground.problems import Problem
from kiezfonds.juries import actions
from kiezfonds.juries.forms import EndForm, ListForm, MemberForm, SeatForm
from kiezfonds.juries.member_lists import read_members
from kiezfonds.juries.pages import any_seat_here, jury_here, jury_path, seat_here
from kiezfonds.juries.queries import Row
from kiezfonds.juries.rules import Function, MemberGroup
from kiezfonds.web.fields import Wrong
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.once import once
from kiezfonds.web.pages import redirect
from kiezfonds.web.requests import Request
from kiezfonds.web.uploads import text_file

SETS_UP = (Role.COORDINATOR, Role.DISTRICT_OFFICE)


@get("/mitglieder/neu", opt=office(*SETS_UP))
async def new_member(request: Request, area: FromPath[str]) -> Response[str]:
    form = MemberForm(group=MemberGroup.RESIDENT.value, function=Function.MEMBER.value)
    return office_page(request, "juries/new_member.html", jury=await jury_here(request, area), form=form)


@post("/mitglieder", opt=office(*SETS_UP), status_code=303)
async def create_member(request: Request, area: FromPath[str]) -> Response[str]:
    jury = await jury_here(request, area)
    form = await MemberForm.read(request)

    async def act() -> Response[str]:
        if form.is_valid:
            _seats, problems = await actions.add_members(
                district_of(request).id, jury["id"], [form.result()], by=actor_of(request), now=request.now
            )
            form.add(problems)
        if not form.is_valid:
            return office_page(request, "juries/new_member.html", status=422, jury=jury, form=form)
        return redirect(
            request, jury_path(request, area), _("{name} gehört jetzt zur Jury.").format(name=form.name.value)
        )

    return await once(request, act)


@get("/mitgliederliste", opt=office(*SETS_UP))
async def new_member_list(request: Request, area: FromPath[str]) -> Response[str]:
    return office_page(request, "juries/new_list.html", jury=await jury_here(request, area), form=ListForm())


@post("/mitgliederliste", opt=office(*SETS_UP), status_code=303)
async def create_member_list(request: Request, area: FromPath[str]) -> Response[str]:
    jury = await jury_here(request, area)
    form = await ListForm.read(request)

    async def act() -> Response[str]:
        count, problems = await _store_list(request, jury)
        if problems:
            form.refuse(problems)
            return office_page(request, "juries/new_list.html", status=422, jury=jury, form=form)
        told = _("{count} Mitglieder sind eingetragen.").format(count=count)
        return redirect(request, jury_path(request, area), told)

    return await once(request, act)


@get("/mitglieder/{number:int}", opt=office())
async def show_member(request: Request, area: FromPath[str], number: FromPath[int]) -> Response[str]:
    return await _member_page(request, await jury_here(request, area), number)


@post("/mitglieder/{number:int}/funktion", opt=office(*SETS_UP), status_code=303)
async def update_function(request: Request, area: FromPath[str], number: FromPath[int]) -> Response[str]:
    jury = await jury_here(request, area)
    seat = await seat_here(request, jury, number)
    form = await SeatForm.read(request)
    if form.is_valid:
        form.add(
            await actions.change_function(
                district_of(request).id, seat["id"], form.result(), by=actor_of(request), now=request.now
            )
        )
    if not form.is_valid:
        return await _member_page(request, jury, number, form=form, status=422)
    return redirect(request, jury_path(request, area), _("Die Funktion ist geändert."))


@post("/mitglieder/{number:int}/ende", opt=office(*SETS_UP), status_code=303)
async def create_end(request: Request, area: FromPath[str], number: FromPath[int]) -> Response[str]:
    jury = await jury_here(request, area)
    seat = await seat_here(request, jury, number)
    form = await EndForm.read(request)
    if form.is_valid:
        form.add(
            await actions.end_seat(
                district_of(request).id, seat["id"], form.values["ended_on"], by=actor_of(request), now=request.now
            )
        )
    if not form.is_valid:
        return await _member_page(request, jury, number, end_form=form, status=422)
    return redirect(request, jury_path(request, area), _("Der Sitz ist beendet."))


async def _member_page(
    request: Request,
    jury: Row,
    number: int,
    *,
    form: SeatForm | None = None,
    end_form: EndForm | None = None,
    status: int = 200,
) -> Response[str]:
    seat = await any_seat_here(request, jury, number)
    return office_page(
        request,
        "juries/show_member.html",
        status=status,
        jury=jury,
        seat=seat,
        form=form or (end_form if end_form else SeatForm(function=seat["function"].value)),
        seat_form=form or SeatForm(function=seat["function"].value),
        end_form=end_form or EndForm(ended_on=berlin_day(request.now)),
    )


async def _store_list(request: Request, jury: Row) -> tuple[int, list[Problem]]:
    try:
        text = await text_file(request, "file")
    except Wrong as wrong:
        return 0, [Problem(wrong.text, "file", values=wrong.values)]
    drafts, problems = read_members(text)
    if not problems:
        _seats, problems = await actions.add_members(
            district_of(request).id, jury["id"], drafts, by=actor_of(request), now=request.now
        )
    return len(drafts), [Problem(p.text, "file", values=p.values) for p in problems]


router = Router(
    "/{slug:str}/buero/jurys/{area:str}",
    route_handlers=[
        new_member,
        create_member,
        new_member_list,
        create_member_list,
        show_member,
        update_function,
        create_end,
    ],
)
