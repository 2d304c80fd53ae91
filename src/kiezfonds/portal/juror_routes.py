"""„Meine Jury“: the next meeting and whether one comes, the way into one that is open, the ideas to read."""

from datetime import date

from litestar import Response, Router, get, post
from litestar.params import FromPath

from kiezfonds.accounts.guards import current_visitor, district_of, juror
from kiezfonds.accounts.pages import juror_page
from kiezfonds.ground.days import berlin_day
from kiezfonds.juries.queries import seats_of_person
from kiezfonds.meetings.queries import meeting as meeting_numbered
from kiezfonds.meetings.queries import next_meetings
from kiezfonds.meetings.replies import Answer, replies_of, reply
from kiezfonds.meetings.rules import MeetingState, meeting_reference, read_meeting_reference
from kiezfonds.proposals.rules import ProposalState, reference
from kiezfonds.rounds.rules import read_rules
from kiezfonds.scoring.queries import Row, decided_of, papers_of
from kiezfonds.scoring.rules import OPINION_WORDS, Mode, Opinion
from kiezfonds.web.errors import NotFound, Stale
from kiezfonds.web.filters import figure
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.i18n import text_of
from kiezfonds.web.pages import redirect
from kiezfonds.web.requests import Request

UNDER_WAY = (MeetingState.OPEN, MeetingState.SUSPENDED)


@get("/", opt=juror())
async def show_my_jury(request: Request) -> Response[str]:
    district, me, today = district_of(request).id, current_visitor(request).person, berlin_day(request.now)
    seats = await seats_of_person(district, me, today)
    meetings = await next_meetings(district, request.now) if seats else []
    answers = await replies_of(district, me)
    papers = [_line(paper) for paper in await papers_of(district, me, today)]
    juries = [
        {
            **seat,
            "open": _first(meetings, seat["jury"], is_open=True),
            "next": _next(meetings, seat["jury"], answers, today),
            "papers": [paper for paper in papers if paper["seat"] == seat["id"]],
        }
        for seat in seats
    ]
    running = [jury for jury in juries if jury["open"]]
    decided = [] if running else [_decided(row) for row in await decided_of(district, me, today)]
    return juror_page(request, "portal/jury.html", juries=running or juries, decided=decided)


@post("/sitzung/{ref:str}/rueckmeldung", opt=juror(), status_code=303)
async def create_reply(request: Request, ref: FromPath[str]) -> Response[str]:
    """„Ich komme“ or „Ich kann nicht“; said again it replaces what was said."""
    district, known = district_of(request), read_meeting_reference(ref)
    meeting = await meeting_numbered(district.id, *known) if known else None
    said = (await request.form()).get("antwort")
    if meeting is None or said not in {answer.value for answer in Answer}:
        raise NotFound
    answer = Answer(str(said))
    problems = await reply(district.id, meeting["id"], current_visitor(request).person, answer, now=request.now)
    if problems:
        raise Stale(text_of(problems[0]))
    told = _("Danke. Wir rechnen mit Ihnen.") if answer is Answer.YES else _("Danke für die Nachricht.")
    return redirect(request, district.path("jury"), told)


def _first(meetings: list[Row], jury: int, *, is_open: bool) -> Row | None:
    return next((m for m in meetings if m["jury"] == jury and (m["state"] in UNDER_WAY) is is_open), None)


def _next(meetings: list[Row], jury: int, answers: dict[int, str], today: date) -> Row | None:
    meeting = _first(meetings, jury, is_open=False)
    if meeting is None:
        return None
    ref = meeting_reference(meeting["year"], meeting["number"])
    is_today = berlin_day(meeting["begins_at"]) <= today
    return {**meeting, "ref": ref, "answer": answers.get(meeting["id"], ""), "is_today": is_today}


def _line(paper: Row) -> Row:
    mode = Mode(read_rules(paper["content"]).voting.score_mode)
    is_read = bool(paper["is_own_in"] or paper["conflict"] or mode is Mode.OFF)
    return {**paper, "ref": reference(paper["year"], paper["number"]), "word": _own(paper), "is_read": is_read}


def _own(paper: Row) -> str:
    if paper["value"] is not None:
        return figure(paper["value"], 1)
    return _(OPINION_WORDS[Opinion(paper["opinion"])]) if paper["opinion"] else ""


def _decided(row: Row) -> Row:
    label = ProposalState(row["state"]).label
    return {**row, "ref": reference(row["year"], row["number"]), "label": label}


router = Router("/{slug:str}/jury", route_handlers=[show_my_jury, create_reply])
