"""The chair's desk: every act is a small form, every answer the desk again. Two desks at once stay in step."""

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Stream

from kiezfonds.accounts.guards import district_of
from kiezfonds.districts.pages import site_of
from kiezfonds.ground.text import clean
from kiezfonds.meetings import actions, arranging, company, endings, presence, queries
from kiezfonds.meetings.chairing import chaired
from kiezfonds.meetings.desk_answers import CHAIRS, Page, act, desk_page, desk_path, desk_region, number_in
from kiezfonds.meetings.forms import CompanyForm
from kiezfonds.meetings.rules import ItemState
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.live import stream
from kiezfonds.web.once import once
from kiezfonds.web.pages import HTML, redirect, render
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
    chair = await chaired(request, ref)
    return await act(request, ref, actions.call_item, await number_in(request, "position"), chair=chair)


@post("/leitung", opt=CHAIRS, status_code=303)
async def update_chair(request: Request, ref: FromPath[str]) -> Page:
    """A member who hands over goes back to their own ballot paper: the desk is no longer theirs."""
    meeting, me = chair = await chaired(request, ref)
    answer = await act(request, ref, actions.set_chair, await number_in(request, "seat"), chair=chair)
    after = await queries.meeting_by_id(district_of(request).id, meeting["id"])
    if me.kind != "juror" or after is None or after["chair"] == meeting["chair"]:
        return answer
    said = _("Sie haben die Leitung übergeben. Zurück gibt sie Ihnen, wer jetzt leitet.")
    return redirect(request, district_of(request).path("jury", "sitzung", ref), said)


@post("/anwesenheit", opt=CHAIRS, status_code=303)
async def update_presence(request: Request, ref: FromPath[str]) -> Page:
    """`comes` or `leaves` names the seat: the button says how it shall be, not that it shall change."""
    chair = await chaired(request, ref)
    data = await request.form()
    is_present = "comes" in data
    seat = await number_in(request, "comes" if is_present else "leaves")
    return await act(request, ref, presence.set_presence, seat, is_present, anchor="#anwesend", chair=chair)


@post("/unterbrechung", opt=CHAIRS, status_code=303)
async def create_pause(request: Request, ref: FromPath[str]) -> Page:
    return await act(request, ref, company.suspend)


@post("/fortsetzung", opt=CHAIRS, status_code=303)
async def create_continuation(request: Request, ref: FromPath[str]) -> Page:
    return await act(request, ref, company.resume)


@get("/beschlussunfaehigkeit", opt=CHAIRS)
async def new_end_without_quorum(request: Request, ref: FromPath[str]) -> Page:
    me = (await chaired(request, ref))[1]
    district = district_of(request)
    site = site_of(request, district)
    return render(request, "meetings/inquorate.html", kind=me.kind, site=site, district=district, ref=ref)


@post("/beschlussunfaehigkeit", opt=CHAIRS, status_code=303)
async def create_end_without_quorum(request: Request, ref: FromPath[str]) -> Page:
    return await act(request, ref, endings.end_without_quorum)


@post("/begleitung", opt=CHAIRS, status_code=303)
async def update_company(request: Request, ref: FromPath[str]) -> Page:
    """Recorder, staff, guests."""
    form = await CompanyForm.read(request)
    if not form.is_valid:
        said = " ".join(error["text"] for error in form.errors)
        return redirect(request, desk_path(request, ref), said, kind="danger")
    return await act(request, ref, company.set_company, form.result())


@post("/punkte", opt=CHAIRS, status_code=303)
async def create_item(request: Request, ref: FromPath[str]) -> Page:
    async def add() -> Page:
        title = clean(str((await request.form()).get("title", "")))[:120]
        return await act(request, ref, arranging.add_item, title)

    return await once(request, add)


@post("/punkte/ordnung", opt=CHAIRS, status_code=303)
async def update_item_order(request: Request, ref: FromPath[str]) -> Page:
    """`up`, `down` or `off` names the place."""
    chair = await chaired(request, ref)
    data = await request.form()
    if "off" in data:
        return await act(request, ref, arranging.remove_item, await number_in(request, "off"), chair=chair)
    is_up = "up" in data
    position = await number_in(request, "up" if is_up else "down")
    return await act(request, ref, arranging.move_item, position, is_up, chair=chair)


HANDLERS = [
    create_pause,
    create_continuation,
    new_end_without_quorum,
    create_end_without_quorum,
    update_company,
    create_item,
    update_item_order,
    show_desk,
    show_desk_stream,
    create_opening,
    new_end,
    create_end,
    create_item_call,
    update_chair,
    update_presence,
]
