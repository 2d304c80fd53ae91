"""What everyone may see of one meeting: the agenda, the projector, and afterwards what was resolved."""

from litestar import Response, get
from litestar.params import FromPath
from litestar.response import Stream

from kiezfonds.accounts.guards import district_of, public
from kiezfonds.districts.pages import public_page
from kiezfonds.meetings import queries, screens
from kiezfonds.meetings.chairing import meeting_named
from kiezfonds.meetings.queries import Row
from kiezfonds.meetings.rules import FUNDING, MeetingState, ResolutionKind
from kiezfonds.proposals.content import ApplicantKind
from kiezfonds.proposals.rules import ProposalState, reference
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.live import stream
from kiezfonds.web.pages import HTML, fragment
from kiezfonds.web.requests import Request

Page = Response[str]
# From the letter on a project has a public page.
PUBLISHED = (ProposalState.NOTIFIED, ProposalState.RUNNING, ProposalState.TO_SETTLE, ProposalState.SETTLED)


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


def _shown(row: Row) -> Row:
    """Who gets the money: a private person is „Privatperson"."""
    return {
        **row,
        "kind": ResolutionKind(row["kind"]),
        "ref": reference(row["year"], row["proposal_number"]),
        "applicant": applicant_in_public(row),
        "has_page": row["proposal_state"] in PUBLISHED,
    }


def _public_item(item: Row) -> Row:
    """What the office wrote itself is German."""
    return {
        **item,
        "lang": item["lang"] or "de",
        "ref": reference(item["year"], item["number"]) if item["number"] else "",
    }


def applicant_in_public(row: Row) -> str:
    is_person = row["applicant_kind"] in ("", ApplicantKind.PERSON)
    return _("Privatperson") if is_person or not row["group_name"] else str(row["group_name"])


HANDLERS = [show_meeting, show_projector, show_projector_stream]
