"""The list of all meetings: what comes next, and what was, by area and year."""

from datetime import datetime
from typing import Any

from litestar import Response, Router, get

from kiezfonds.accounts.guards import district_of, public
from kiezfonds.districts.pages import public_page
from kiezfonds.districts.queries import areas
from kiezfonds.ground.days import berlin_day
from kiezfonds.meetings.rules import MeetingState, meeting_reference
from kiezfonds.transparency import queries
from kiezfonds.transparency.forms import ListFilter, page_asked
from kiezfonds.transparency.rules import begins_at, with_references
from kiezfonds.web.requests import Request

RUNNING = (MeetingState.OPEN, MeetingState.SUSPENDED)


@get("/", opt=public())
async def index_meetings(request: Request) -> Response[str]:
    """Those to come stand on the first page only; decision dates without a meeting are among them."""
    district = district_of(request)
    known = {a["slug"]: a for a in await areas(district.id)}
    years = [(str(year), str(year)) for year in await queries.years(district.id)]
    form = ListFilter.asked(request, [(slug, a["name"]) for slug, a in known.items()], years)
    slug, year, page = form.chosen("gebiet"), form.chosen("jahr"), page_asked(request)
    area = known[slug]["id"] if slug else None
    coming = await queries.coming_meetings(district.id, request.now, area)
    past, has_more = await queries.past_meetings(district.id, area=area, year=int(year) if year else None, page=page)
    return public_page(
        request,
        district,
        "transparency/meetings.html",
        filter=form,
        is_filtered=bool(form.query),
        coming=[_coming(row) for row in coming if page == 1 and year in ("", _year(begins_at(row)))],
        past=with_references(past),
        page=page,
        previous=f"?seite={page - 1}{form.query}" if page > 1 else "",
        next=f"?seite={page + 1}{form.query}" if has_more else "",
    )


def _coming(row: dict[str, Any]) -> dict[str, Any]:
    return {
        **row,
        "at": begins_at(row),
        "where": row["meeting_place"] or row["place"],
        "ref": meeting_reference(row["year"], row["number"]) if row["number"] else "",
        "is_running": row["meeting_state"] in RUNNING,
    }


def _year(instant: datetime) -> str:
    return str(berlin_day(instant).year)


router = Router("/{slug:str}/sitzungen", route_handlers=[index_meetings])
