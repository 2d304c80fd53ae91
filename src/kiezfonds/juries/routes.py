"""The office's desk for juries: which there are, who sits on them, who stays out of what."""

from litestar import Response, Router, get, post
from litestar.params import FromPath

from kiezfonds.accounts.guards import actor_of, district_of, office
from kiezfonds.accounts.pages import office_page
from kiezfonds.accounts.rules import Role
from kiezfonds.ground.days import berlin_day
from kiezfonds.juries import actions, queries
from kiezfonds.juries.composition import composition, problems_with_composition
from kiezfonds.juries.forms import JuryForm
from kiezfonds.juries.hints import Party, hints
from kiezfonds.juries.listing import (
    JURIES,
    JURY_STATES,
    MEMBER_OPTIONS,
    MEMBER_TABLE,
    MEMBERS,
    jury_cells,
    member_cells,
    member_line,
)
from kiezfonds.juries.pages import area_here, jury_here, jury_path, seats_here
from kiezfonds.juries.queries import Row
from kiezfonds.juries.rules import Function, Ground
from kiezfonds.proposals.rules import reference
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.i18n import text_of
from kiezfonds.web.lists import listing, table
from kiezfonds.web.once import once
from kiezfonds.web.pages import redirect
from kiezfonds.web.requests import Request

SETS_UP = (Role.COORDINATOR, Role.DISTRICT_OFFICE)


@get("/", opt=office())
async def index_juries(request: Request) -> Response[str]:
    district, asked = district_of(request), JURIES.asked(request)
    found = await queries.juries_listed(district.id, berlin_day(request.now), asked)
    options = {"stand": JURY_STATES}
    shown = listing(request, JURIES, asked, found, lambda row: jury_cells(district, row), options)
    return office_page(request, "juries/index.html", listing=shown)


@get("/liste.csv", opt=office())
async def show_jury_table(request: Request) -> Response[str]:
    district = district_of(request)
    found = await queries.juries_listed(district.id, berlin_day(request.now), JURIES.asked(request), whole=True)
    return table(JURIES, found, lambda row: jury_cells(district, row), "jurys")


@get("/{area:str}", opt=office())
async def show_jury(request: Request, area: FromPath[str]) -> Response[str]:
    place = await area_here(request, area)
    jury = await queries.jury_of_area(district_of(request).id, place["id"], berlin_day(request.now))
    if jury is None:
        form = JuryForm(name=_("Bürgerjury {area}").format(area=place["name"]), term_from_on=berlin_day(request.now))
        return office_page(request, "juries/new.html", area=place, form=form)
    return await _jury_page(request, jury)


@get("/{area:str}/liste.csv", opt=office())
async def show_member_table(request: Request, area: FromPath[str]) -> Response[str]:
    jury = await jury_here(request, area)
    on, asked = berlin_day(request.now), MEMBER_TABLE.asked(request)
    found = await queries.members_listed(district_of(request).id, jury["id"], on, asked, whole=True)
    return table(MEMBER_TABLE, found, member_line, f"jury-{area}")


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


async def _jury_page(request: Request, jury: Row) -> Response[str]:
    district, today = district_of(request), berlin_day(request.now)
    asked, here = MEMBERS.asked(request), jury_path(request, jury["area_slug"])
    found = await queries.members_listed(district.id, jury["id"], today, asked)
    seats = await seats_here(request, jury)
    made_of, rules = composition(seat["member_group"] for seat in seats), await queries.jury_rules(district.id)
    warnings = problems_with_composition(made_of, rules) if rules and seats else []
    return office_page(
        request,
        "juries/show.html",
        jury=jury,
        listing=listing(request, MEMBERS, asked, found, lambda row: member_cells(here, row), MEMBER_OPTIONS),
        seats=seats,
        has_chair=any(seat["function"] is Function.CHAIR for seat in seats),
        made_of=made_of,
        warnings=[text_of(problem) for problem in warnings],
        conflicts=[
            {**row, "ground": Ground(row["ground"])} for row in await queries.conflicts(district.id, jury["id"])
        ],
        hints=await _hints(request, jury, seats),
    )


async def _hints(request: Request, jury: Row, seats: list[Row]) -> list[Row]:
    """Where a member and an applicant may belong together, with names, for the office alone."""
    district = district_of(request).id
    proposals = {row["id"]: row for row in await queries.applicants(district, jury["area"])}
    known = await queries.said_pairs(district, jury["id"])
    found = hints([_party(seat) for seat in seats], [_party(row) for row in proposals.values()], known)
    names = {seat["id"]: seat["name"] for seat in seats}
    return [
        {
            "hint": hint,
            "member": names[hint.seat],
            "ref": reference(proposals[hint.proposal]["year"], proposals[hint.proposal]["number"]),
            "title": proposals[hint.proposal]["title"],
        }
        for hint in found
    ]


def _party(row: Row) -> Party:
    contact = {key: row[key] for key in ("name", "email", "phone", "street", "town", "organisation")}
    return Party(row["id"], row["person"], **contact)


router = Router(
    "/{slug:str}/buero/jurys",
    route_handlers=[index_juries, show_jury_table, show_jury, show_member_table, create_jury],
)
