"""Public pages: an area, the funded projects, one of them."""

from typing import Any

from litestar import Response, Router, get
from litestar.params import FromPath
from markupsafe import Markup

from kiezfonds.accounts.guards import district_of, public
from kiezfonds.audit.queries import version
from kiezfonds.districts.pages import public_list, public_page
from kiezfonds.districts.queries import area as area_by_slug
from kiezfonds.districts.queries import areas
from kiezfonds.districts.rules import Tenant
from kiezfonds.ground.days import berlin_day
from kiezfonds.proposals.attachments import released_images
from kiezfonds.proposals.rules import ProposalState, read_reference
from kiezfonds.transparency import queries
from kiezfonds.transparency.forms import ListFilter, page_asked
from kiezfonds.transparency.maps import shapes_of
from kiezfonds.transparency.rules import STAGES, Dates, freezes_of, holder_of, source_of, with_references
from kiezfonds.web.errors import NotFound
from kiezfonds.web.frames import Shelf
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.pages import fragment, redirect
from kiezfonds.web.requests import Request

AREA_PROJECTS = 100
LATEST_MEETINGS = 6


@get("/gebiete", opt=public())
async def index_areas(request: Request) -> Response[str]:
    """Where the start page's select leads: on to the chosen area."""
    district = district_of(request)
    chosen = await area_by_slug(district.id, request.query_params.get("gebiet", "")[:60])
    return redirect(request, district.path("gebiete", chosen["slug"]) if chosen else district.home)


@get("/gebiete/{area:str}", opt=public())
async def show_area(request: Request, area: FromPath[str]) -> Response[str]:
    district = district_of(request)
    every = {row["slug"]: row for row in await areas(district.id)}
    if area not in every:
        raise NotFound
    row = every[area]
    pots = await queries.pots(district.id, request.now, row["id"])
    year = pots[0].year if pots else berlin_day(request.now).year
    found, has_more = await queries.projects(district.id, area=row["id"], year=year, limit=AREA_PROJECTS)
    held, held_more = await queries.past_meetings(district.id, area=row["id"], limit=LATEST_MEETINGS)
    return public_page(
        request,
        district,
        "transparency/area.html",
        area=row,
        areas=list(every.values()),
        year=year,
        pots=pots,
        freezes=freezes_of(pots),
        calls=await queries.open_calls(district.id, row["id"], request.now),
        jury=await queries.jury_of(district.id, row["id"], berlin_day(request.now)),
        dates=(await queries.dates(district.id, request.now, row["id"])).get(row["id"], Dates()),
        projects=found,
        total_cents=sum(project["amount_cents"] for project in found),
        has_more=has_more,
        meetings=with_references(held),
        has_more_meetings=held_more,
        shapes=shapes_of(district.slug),
    )


@get("/projekte", opt=public())
async def index_projects(request: Request) -> Response[str]:
    district, params = district_of(request), request.query_params
    asked = tuple(params.get(name, "")[:60] for name in ("gebiet", "jahr", "seite"))
    shelf: Shelf = request.app.state.setdefault("project_shelf", Shelf())
    key = (district, await version(district.id), request.lang, asked)
    listing = await shelf.html(key, lambda: _listing(request, district))
    return public_list(request, district, "transparency/projects.html", listing=listing)


@get("/projekte/{ref:str}", opt=public())
async def show_project(request: Request, ref: FromPath[str]) -> Response[str]:
    district = district_of(request)
    reference = read_reference(ref)
    row = await queries.project(district.id, *reference) if reference else None
    if row is None:
        raise NotFound
    return public_page(
        request,
        district,
        "transparency/project.html",
        project=with_holder(row),
        ref=ref,
        pictures=await released_images(district.id, row["version"]),
        stage=_(STAGES[ProposalState(row["state"])]),
        source=source_of(row),
    )


async def _listing(request: Request, district: Tenant) -> Markup:
    known = {a["slug"]: a for a in await areas(district.id)}
    years = [(str(year), str(year)) for year in await queries.years(district.id)]
    form = ListFilter.asked(request, [(slug, a["name"]) for slug, a in known.items()], years)
    slug, year = form.chosen("gebiet"), form.chosen("jahr")
    page = page_asked(request)
    found, has_more = await queries.projects(
        district.id, area=known[slug]["id"] if slug else None, year=int(year) if year else None, page=page
    )
    html = await fragment(
        "transparency/_projects.html",
        district=district,
        projects=[with_holder(project) for project in found],
        filter=form,
        is_filtered=bool(form.query),
        page=page,
        previous=f"?seite={page - 1}{form.query}" if page > 1 else "",
        next=f"?seite={page + 1}{form.query}" if has_more else "",
    )
    return Markup(html)  # noqa: S704 - our own template, escaped where it was drawn


def with_holder(project: dict[str, Any]) -> dict[str, Any]:
    return {**project, "holder": holder_of(project)}


router = Router("/{slug:str}", route_handlers=[index_areas, show_area, index_projects, show_project])
