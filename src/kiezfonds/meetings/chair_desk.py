"""The chair's desk: every act is a small form, every answer the desk again. Two desks at once stay in step."""

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Stream

from kiezfonds.accounts.guards import district_of
from kiezfonds.districts.pages import site_of
from kiezfonds.meetings import actions, presence, queries
from kiezfonds.meetings.chairing import chaired
from kiezfonds.meetings.desk_answers import CHAIRS, Page, act, desk_page, desk_region, number_in
from kiezfonds.meetings.rules import ItemState
from kiezfonds.web.live import stream
from kiezfonds.web.pages import HTML, render
from kiezfonds.web.requests import Request


@get("/", opt=CHAIRS)
async def show_desk(request: Request, ref: FromPath[str]) -> Page:
    meeting, me = await chaired(request, ref)
    if request.is_partial:
        return Response(await desk_region(request, meeting, me), media_type=HTML)
    return await desk_page(request, meeting, me)


@get("/strom", opt=CHAIRS)
async def show_desk_stream(request: Request, ref: FromPath[str]) -> Stream:
    meeting, me = await chaired(request, ref)
    id, district = meeting["id"], district_of(request).id

    async def draw() -> str:
        current = await queries.meeting_by_id(district, id)
        return await desk_region(request, current or meeting, me)

    return stream(request, f"meeting:{id}", f"desk:{id}:{me.session}", draw)


@post("/eroeffnung", opt=CHAIRS, status_code=303)
async def create_opening(request: Request, ref: FromPath[str]) -> Page:
    return await act(request, ref, actions.open_meeting)


@get("/ende", opt=CHAIRS)
async def new_end(request: Request, ref: FromPath[str]) -> Page:
    """Says before what will happen to the ideas that are left."""
    meeting, me = await chaired(request, ref)
    district = district_of(request)
    items = await queries.agenda(district.id, meeting["id"])
    return render(
        request,
        "meetings/closing.html",
        kind=me.kind,
        site=site_of(request, district),
        district=district,
        ref=ref,
        left=[i for i in items if i["proposal"] and i["state"] in (ItemState.LISTED, ItemState.CALLED)],
    )


@post("/ende", opt=CHAIRS, status_code=303)
async def create_end(request: Request, ref: FromPath[str]) -> Page:
    return await act(request, ref, actions.close_meeting)


@post("/aufruf", opt=CHAIRS, status_code=303)
async def create_item_call(request: Request, ref: FromPath[str]) -> Page:
    return await act(request, ref, actions.call_item, await number_in(request, "position"))


@post("/leitung", opt=CHAIRS, status_code=303)
async def update_chair(request: Request, ref: FromPath[str]) -> Page:
    return await act(request, ref, actions.set_chair, await number_in(request, "seat"))


@post("/anwesenheit", opt=CHAIRS, status_code=303)
async def update_presence(request: Request, ref: FromPath[str]) -> Page:
    """`comes` or `leaves` names the seat: the button says how it shall be, not that it shall change."""
    data = await request.form()
    is_present = "comes" in data
    seat = await number_in(request, "comes" if is_present else "leaves")
    return await act(request, ref, presence.set_presence, seat, is_present, anchor="#anwesend")


HANDLERS = [
    show_desk,
    show_desk_stream,
    create_opening,
    new_end,
    create_end,
    create_item_call,
    update_chair,
    update_presence,
]
