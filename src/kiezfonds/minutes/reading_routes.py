"""Minutes for those who read them: members before the approval, everyone afterwards."""

from litestar import Response, Router, get, post
from litestar.params import FromPath

from kiezfonds.accounts.guards import actor_of, current_visitor, district_of, juror, public
from kiezfonds.accounts.pages import juror_page
from kiezfonds.documents.downloads import pdf_answer
from kiezfonds.ground.days import berlin_day
from kiezfonds.juries.queries import seats_of_person
from kiezfonds.meetings.queries import meeting as meeting_row
from kiezfonds.meetings.rules import read_meeting_reference
from kiezfonds.minutes import approving, queries
from kiezfonds.minutes.forms import CommentForm
from kiezfonds.minutes.queries import Row
from kiezfonds.minutes.rules import Stage, stage_of
from kiezfonds.web.errors import NotFound
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.once import once
from kiezfonds.web.pages import redirect
from kiezfonds.web.requests import Request

READABLE = (Stage.CIRCULATED, Stage.APPROVED, Stage.PUBLISHED)


@get("/", opt=juror())
async def show_circulated_minutes(request: Request, ref: FromPath[str]) -> Response[str]:
    meeting, seat, minutes = await _own(request, ref)
    return await _page(request, ref, meeting, seat, minutes, CommentForm())


@get("/fassung.pdf", opt=juror())
async def show_circulated_edition(request: Request, ref: FromPath[str]) -> Response[bytes]:
    meeting, _seat, minutes = await _own(request, ref)
    if minutes is None or stage_of(minutes) not in READABLE:
        raise NotFound
    newest = (await queries.editions(meeting["district"], minutes["id"]))[0]["number"]
    found = await queries.edition(meeting["district"], meeting["id"], newest)
    if found is None:
        raise NotFound
    return pdf_answer(found["content"], f"Niederschrift {meeting['area_name']} {ref}.pdf")


@post("/einwand", opt=juror(), status_code=303)
async def create_objection(request: Request, ref: FromPath[str]) -> Response[str]:
    meeting, seat, minutes = await _own(request, ref)
    if minutes is None:
        raise NotFound
    form = await CommentForm.read(request)

    async def act() -> Response[str]:
        if form.is_valid:
            district, remark = meeting["district"], form.values["remark"]
            form.add(
                await approving.object_to(
                    district, minutes["id"], seat["id"], remark, by=actor_of(request), now=request.now
                )
            )
        if not form.is_valid:
            return await _page(request, ref, meeting, seat, minutes, form)
        here = district_of(request).path("jury", "niederschrift", ref)
        return redirect(request, here, _("Ihr Einwand ist bei der Geschäftsstelle."))

    return await once(request, act)


@get("/{slug:str}/sitzungen/{ref:str}/niederschrift.pdf", opt=public())
async def show_public_minutes(request: Request, ref: FromPath[str]) -> Response[bytes]:
    """The newest edition for everyone."""
    key = read_meeting_reference(ref)
    meeting = await meeting_row(district_of(request).id, *key) if key else None
    minutes = await queries.minutes_of(meeting["district"], meeting["id"]) if meeting else None
    if meeting is None or minutes is None or minutes["published_number"] is None:
        raise NotFound
    number = minutes["published_number"]
    found = await queries.edition(meeting["district"], meeting["id"], number, is_public=True)
    if found is None:
        raise NotFound
    return pdf_answer(found["content"], f"Niederschrift {meeting['area_name']} {ref}, Fassung {number}.pdf")


async def _own(request: Request, ref: str) -> tuple[Row, Row, Row | None]:
    """The meeting of the juror's own jury; another's does not exist for them."""
    key, district = read_meeting_reference(ref), district_of(request).id
    meeting = await meeting_row(district, *key) if key else None
    if meeting is None:
        raise NotFound
    seats = await seats_of_person(district, current_visitor(request).person, berlin_day(request.now))
    seat = next((seat for seat in seats if seat["jury"] == meeting["jury"]), None)
    if seat is None:
        raise NotFound
    return meeting, seat, await queries.minutes_of(district, meeting["id"])


async def _page(
    request: Request, ref: str, meeting: Row, seat: Row, minutes: Row | None, form: CommentForm
) -> Response[str]:
    stage = stage_of(minutes) if minutes else Stage.DRAFT
    today = berlin_day(request.now)
    until = minutes["objections_until_on"] if minutes else None
    return juror_page(
        request,
        "minutes/juror.html",
        status=422 if form.has_errors else 200,
        ref=ref,
        meeting=meeting,
        stage=stage,
        is_readable=stage in READABLE,
        until=until,
        may_object=stage is Stage.CIRCULATED and until is not None and today <= until,
        own=await queries.comments(meeting["district"], minutes["id"], seat["id"]) if minutes else [],
        form=form,
    )


router = Router(
    "/",
    route_handlers=[
        Router(
            "/{slug:str}/jury/niederschrift/{ref:str}",
            route_handlers=[show_circulated_minutes, show_circulated_edition, create_objection],
        ),
        show_public_minutes,
    ],
)
