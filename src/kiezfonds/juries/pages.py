"""What the pages of a jury load first: the area, its jury, its seats."""

from kiezfonds.accounts.guards import district_of
from kiezfonds.districts.queries import area as area_by_slug
from kiezfonds.ground.days import berlin_day
from kiezfonds.juries import queries
from kiezfonds.juries.queries import Row
from kiezfonds.juries.rules import Function, MemberGroup
from kiezfonds.web.errors import NotFound
from kiezfonds.web.requests import Request


async def area_here(request: Request, slug: str) -> Row:
    place = await area_by_slug(district_of(request).id, slug)
    if place is None:
        raise NotFound
    return place


async def jury_here(request: Request, area: str) -> Row:
    """The area's jury of today, or the next one; without one the page does not exist."""
    place = await area_here(request, area)
    jury = await queries.jury_of_area(district_of(request).id, place["id"], berlin_day(request.now))
    if jury is None:
        raise NotFound
    return jury


async def seats_here(request: Request, jury: Row) -> list[Row]:
    """With contact and link; as of today, or of the first day of a term to come."""
    on = max(berlin_day(request.now), jury["term_from_on"])
    return [
        {**seat, "function": Function(seat["function"]), "member_group": MemberGroup(seat["member_group"])}
        for seat in await queries.seats_with_contact(district_of(request).id, jury["id"], on)
    ]


async def seat_here(request: Request, jury: Row, number: int) -> Row:
    """One who is a member now."""
    seat = await any_seat_here(request, jury, number)
    if seat["is_ended"]:
        raise NotFound
    return seat


async def any_seat_here(request: Request, jury: Row, number: int) -> Row:
    """Also of somebody who has left (`is_ended`)."""
    seat = await queries.seat_numbered(district_of(request).id, jury["id"], number)
    if seat is None:
        raise NotFound
    return {
        **seat,
        "function": Function(seat["function"]),
        "member_group": MemberGroup(seat["member_group"]),
        "is_ended": seat["ended_on"] is not None and seat["ended_on"] <= berlin_day(request.now),
    }


def jury_path(request: Request, area: str) -> str:
    return district_of(request).path("buero", "jurys", area)
