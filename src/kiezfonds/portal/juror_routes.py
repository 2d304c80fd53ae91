"""„Meine Jury“: the next meeting, the way into one that is open, the ideas to read."""

from litestar import Response, Router, get

from kiezfonds.accounts.guards import current_visitor, district_of, juror
from kiezfonds.accounts.pages import juror_page
from kiezfonds.ground.days import berlin_day
from kiezfonds.juries.queries import seats_of_person
from kiezfonds.meetings.queries import next_meetings
from kiezfonds.meetings.rules import MeetingState
from kiezfonds.proposals.rules import reference
from kiezfonds.scoring.queries import Row, papers_of
from kiezfonds.scoring.rules import OPINION_WORDS, Opinion
from kiezfonds.web.requests import Request


@get("/", opt=juror())
async def show_my_jury(request: Request) -> Response[str]:
    district, me, today = district_of(request).id, current_visitor(request).person, berlin_day(request.now)
    seats = await seats_of_person(district, me, today)
    meetings = await next_meetings(district, request.now) if seats else []
    papers = [_line(paper) for paper in await papers_of(district, me, today)]
    juries = [
        {
            **seat,
            "open": _first(meetings, seat["jury"], is_open=True),
            "next": _first(meetings, seat["jury"], is_open=False),
            "papers": [paper for paper in papers if paper["seat"] == seat["id"]],
        }
        for seat in seats
    ]
    return juror_page(request, "portal/jury.html", juries=juries)


def _first(meetings: list[Row], jury: int, *, is_open: bool) -> Row | None:
    return next((m for m in meetings if m["jury"] == jury and (m["state"] == MeetingState.OPEN) is is_open), None)


def _line(paper: Row) -> Row:
    opinion = paper["opinion"]
    return {
        **paper,
        "ref": reference(paper["year"], paper["number"]),
        "word": OPINION_WORDS[Opinion(opinion)] if opinion else "",
        "is_waiting": not opinion and not paper["conflict"],
    }


router = Router("/{slug:str}/jury", route_handlers=[show_my_jury])
