"""The office's desk for juries: which there are, who sits on them, who stays out of what."""

from litestar import Response, Router, get, post
from litestar.params import FromPath

from kiezfonds.accounts.guards import actor_of, district_of, office
from kiezfonds.accounts.pages import office_page
from kiezfonds.accounts.rules import Role
from kiezfonds.ground.days import berlin_day
from kiezfonds.juries import actions, queries
from kiezfonds.juries.forms import JuryForm
from kiezfonds.juries.pages import area_here, jury_path, seats_here
from kiezfonds.juries.rules import Function, Ground
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.once import once
from kiezfonds.web.pages import redirect
from kiezfonds.web.requests import Request

SETS_UP = (Role.COORDINATOR, Role.DISTRICT_OFFICE)


@get("/", opt=office())
async def index_juries(request: Request) -> Response[str]:
    areas = await queries.juries(district_of(request).id, berlin_day(request.now))
    return office_page(request, "juries/index.html", areas=areas)


@get("/{area:str}", opt=office())
async def show_jury(request: Request, area: FromPath[str]) -> Response[str]:
    place = await area_here(request, area)
    jury = await queries.jury_of_area(district_of(request).id, place["id"], berlin_day(request.now))
    if jury is None:
        form = JuryForm(name=_("Bürgerjury {area}").format(area=place["name"]), term_from_on=berlin_day(request.now))
        return office_page(request, "juries/new.html", area=place, form=form)
    seats = await seats_here(request, jury)
    return office_page(
        request,
        "juries/show.html",
        jury=jury,
        seats=seats,
        has_chair=any(seat["function"] is Function.CHAIR for seat in seats),
        conflicts=[
            {**row, "ground": Ground(row["ground"])}
            for row in await queries.conflicts(district_of(request).id, jury["id"])
        ],
    )


@post("/{area:str}", opt=office(*SETS_UP), status_code=303)
async def create_jury(request: Request, area: FromPath[str]) -> Response[str]:
    place = await area_here(request, area)
    form = await JuryForm.read(request)

    async def act() -> Response[str]:
        if form.is_valid:
            _id, problems = await actions.create_jury(
                district_of(request).id, place["id"], form.result(), by=actor_of(request), now=request.now
            )
            form.add(problems)
        if not form.is_valid:
            return office_page(request, "juries/new.html", status=422, area=place, form=form)
        return redirect(
            request, jury_path(request, area), _("Die Jury ist angelegt. Tragen Sie jetzt die Mitglieder ein.")
        )

    return await once(request, act)


router = Router("/{slug:str}/buero/jurys", route_handlers=[index_juries, show_jury, create_jury])
