"""What everyone may see: the dates, the agenda, the projector, and afterwards what was resolved."""

from litestar import Response, get
from litestar.params import FromPath
from litestar.response import Stream

from kiezfonds.accounts.guards import district_of, public
from kiezfonds.districts.pages import public_page
from kiezfonds.meetings import queries, screens
from kiezfonds.meetings.chairing import meeting_named
from kiezfonds.meetings.queries import Row
from kiezfonds.meetings.rules import FUNDING, MeetingState, ResolutionKind, meeting_reference
from kiezfonds.proposals.content import ApplicantKind
from kiezfonds.proposals.rules import reference
from kiezfonds.rounds.queries import dates_from
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.live import stream
from kiezfonds.web.pages import HTML, fragment
from kiezfonds.web.requests import Request

Page = Response[str]
OVER = (MeetingState.CLOSED, MeetingState.CANCELLED)


@get("/", opt=public())
async def index_meetings(request: Request) -> Page:
    """Meetings to come and past; decision dates that have no meeting yet stand among those to come."""
    district = district_of(request)
    known = [_listed(row) for row in await queries.meetings(district.id)]
    planned = {row["decision_date"] for row in known}
    dates = [d for d in await dates_from(district.id, request.now) if d["id"] not in planned]
    return public_page(
        request,
        district,
        "meetings/index.html",
        coming=[row for row in reversed(known) if row["state"] not in OVER],
        dates=dates,
        past=[row for row in known if row["state"] in OVER],
    )


@get("/{ref:str}", opt=public())
async def show_meeting(request: Request, ref: FromPath[str]) -> Page:
    district = district_of(request)
    meeting = await meeting_named(request, ref)
    resolutions = [_shown(row) for row in await queries.resolutions(district.id, meeting["id"])]
    state = MeetingState(meeting["state"])
    return public_page(
        request,
        district,
        "meetings/show.html",
        meeting=meeting,
        ref=ref,
        state=state,
        items=[_public_item(item) for item in await queries.agenda(district.id, meeting["id"])],
        resolutions=[row for row in resolutions if row["kind"] in FUNDING],
        others=sum(1 for row in resolutions if row["kind"] not in FUNDING),
        is_over=state is MeetingState.CLOSED,
    )


@get("/{ref:str}/leinwand", opt=public())
async def show_projector(request: Request, ref: FromPath[str]) -> Page:
    meeting = await meeting_named(request, ref)
    district = district_of(request)
    if request.is_partial:
        return Response(await _region(district.id, meeting), media_type=HTML)
    facts = await screens.projector(district.id, meeting)
    return public_page(request, district, "meetings/projector.html", ref=ref, **facts)


@get("/{ref:str}/leinwand/strom", opt=public())
async def show_projector_stream(request: Request, ref: FromPath[str]) -> Stream:
    """One rendering for everyone who watches."""
    meeting = await meeting_named(request, ref)
    id, district = meeting["id"], district_of(request).id

    async def draw() -> str:
        return await _region(district, await queries.meeting_by_id(district, id) or meeting)

    return stream(request, f"meeting:{id}", f"projector:{id}", draw)


async def _region(district: int, meeting: Row) -> str:
    return await fragment("meetings/_projector.html", **await screens.projector(district, meeting))


def _listed(row: Row) -> Row:
    return {**row, "state": MeetingState(row["state"]), "ref": meeting_reference(row["year"], row["number"])}


def _shown(row: Row) -> Row:
    """Who gets the money: a private person is „Privatperson"."""
    return {
        **row,
        "kind": ResolutionKind(row["kind"]),
        "ref": reference(row["year"], row["proposal_number"]),
        "applicant": applicant_in_public(row),
    }


def _public_item(item: Row) -> Row:
    return {**item, "ref": reference(item["year"], item["number"]) if item["number"] else ""}


def applicant_in_public(row: Row) -> str:
    is_person = row["applicant_kind"] in ("", ApplicantKind.PERSON)
    return _("Privatperson") if is_person or not row["group_name"] else str(row["group_name"])


HANDLERS = [index_meetings, show_meeting, show_projector, show_projector_stream]
