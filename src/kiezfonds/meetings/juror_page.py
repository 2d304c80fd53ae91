"""The juror in the meeting: the current motion, three buttons, and the word that the vote is counted."""

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Stream

from kiezfonds.accounts.guards import actor_of, current_visitor, district_of, juror
from kiezfonds.accounts.pages import juror_page
from kiezfonds.ground.days import berlin_day
from kiezfonds.juries.queries import seats_of_person
from kiezfonds.meetings import queries, screens, votes
from kiezfonds.meetings.chairing import meeting_named
from kiezfonds.meetings.counting import Choice
from kiezfonds.meetings.forms import VoteForm
from kiezfonds.meetings.queries import Row
from kiezfonds.web.csrf import token_for
from kiezfonds.web.errors import NotFound
from kiezfonds.web.i18n import text_of
from kiezfonds.web.live import stream
from kiezfonds.web.once import once
from kiezfonds.web.pages import HTML, fragment, redirect
from kiezfonds.web.requests import Request
from kiezfonds.web.session import new_token

Page = Response[str]


@get("/", opt=juror())
async def show_ballot_paper(request: Request, ref: FromPath[str]) -> Page:
    meeting, seat = await _seated(request, ref)
    if request.is_partial:
        return Response(await _region(request, meeting, seat), media_type=HTML)
    return juror_page(request, "meetings/juror.html", **await screens.juror(district_of(request).id, meeting, seat))


@get("/strom", opt=juror())
async def show_ballot_paper_stream(request: Request, ref: FromPath[str]) -> Stream:
    meeting, seat = await _seated(request, ref)
    id, district = meeting["id"], district_of(request).id
    me = current_visitor(request)

    async def draw() -> str:
        return await _region(request, await queries.meeting_by_id(district, id) or meeting, seat)

    return stream(request, f"meeting:{id}", f"juror:{id}:{me.session}", draw)


@post("/abstimmungen/{number:int}/stimme", opt=juror(), status_code=303)
async def create_vote(request: Request, ref: FromPath[str], number: FromPath[int]) -> Page:
    """Sent twice it is one vote; sent again with another choice it is that choice, until the close."""
    meeting, seat = await _seated(request, ref)
    district = district_of(request)
    ballot = await queries.ballot(district.id, meeting["id"], number)
    form = await VoteForm.read(request)
    if ballot is None or not form.is_valid:
        raise NotFound

    async def act() -> Page:
        problems = await votes.cast_vote(
            district.id, ballot["id"], seat["id"], Choice(form.values["vote"]), now=request.now
        )
        if problems:
            said = " ".join(text_of(problem) for problem in problems)
            return juror_page(request, "meetings/refused_vote.html", status=422, said=said, ref=ref, number=number)
        return redirect(request, district.path("jury", "sitzung", ref))

    answer = await once(request, act)
    if answer.status_code != 303:
        await votes.note_late_vote(district.id, ballot["id"], seat["id"], by=actor_of(request), now=request.now)
    return answer


async def _seated(request: Request, ref: str) -> tuple[Row, Row]:
    """The meeting and this juror's own seat in its jury; another jury's meeting does not exist for them."""
    meeting = await meeting_named(request, ref)
    district, me = district_of(request), current_visitor(request)
    seats = await seats_of_person(district.id, me.person, berlin_day(meeting["begins_at"]))
    seat = next((s for s in seats if s["jury"] == meeting["jury"]), None)
    if seat is None:
        raise NotFound
    return meeting, seat


async def _region(request: Request, meeting: Row, seat: Row) -> str:
    """Personal: it shows the own vote and carries the token of this session."""
    district = district_of(request)
    return await fragment(
        "meetings/_juror.html",
        district=district,
        csrf_token=token_for(request.key, "juror", request.sessions["juror"]),
        new_key=new_token(),
        **await screens.juror(district.id, meeting, seat),
    )


HANDLERS = [show_ballot_paper, show_ballot_paper_stream, create_vote]
