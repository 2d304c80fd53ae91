"""The first page of the house, and the first page of a district."""

from litestar import Response, Router, get

from kiezfonds.accounts.guards import district_of, public
from kiezfonds.districts.pages import public_page
from kiezfonds.districts.queries import areas, tenants
from kiezfonds.home.forms import AreaForm
from kiezfonds.transparency import queries
from kiezfonds.transparency.maps import shapes_of
from kiezfonds.transparency.rules import Dates, Pot, earliest, freezes_of, together
from kiezfonds.web.pages import redirect, render
from kiezfonds.web.requests import Request

NEWEST = 6


@get("/", opt=public())
async def index_districts(request: Request) -> Response[str]:
    """One district: straight to it."""
    found = await tenants()
    if len(found) == 1:
        return redirect(request, found[0].home)
    return render(request, "home/index.html", districts=found)


@get("/{slug:str}", opt=public())
async def show_district(request: Request) -> Response[str]:
    district = district_of(request)
    every = await areas(district.id)
    pots = await queries.pots(district.id, request.now)
    dates = await queries.dates(district.id, request.now)
    newest, _more = await queries.projects(district.id, limit=NEWEST)
    return public_page(
        request,
        district,
        "home/district.html",
        areas=every,
        form=AreaForm(options={"gebiet": [(a["slug"], a["name"]) for a in every]}),
        all_pots=_as_one(pots),
        pot_of_area={a["id"]: _as_one([pot for pot in pots if pot.area == a["id"]]) for a in every},
        freezes=freezes_of(pots),
        funds={pot.fund_slug: pot.fund for pot in pots},
        dates={a["id"]: dates.get(a["id"], Dates()) for a in every},
        first=earliest(dates),
        names={a["id"]: a["name"] for a in every},
        projects=newest,
        shapes=shapes_of(district.slug),
    )


def _as_one(pots: list[Pot]) -> Pot | None:
    """Several funds or areas as one sum."""
    return Pot(pots[0].area, pots[0].fund, pots[0].year, together(pots)) if pots else None


router = Router("/", route_handlers=[index_districts, show_district])
