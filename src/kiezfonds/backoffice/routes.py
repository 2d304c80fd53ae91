"""The office's desk and its mail."""

from typing import Any

from litestar import Response, Router, get, post
from litestar.params import FromPath

from kiezfonds.accounts.guards import actor_of, current_visitor, district_of, office
from kiezfonds.accounts.pages import office_page
from kiezfonds.accounts.rules import Role
from kiezfonds.backoffice import dues, queries
from kiezfonds.backoffice.forms import SearchForm
from kiezfonds.backoffice.letters import without_keys
from kiezfonds.backoffice.rules import Due, Watcher, seen_by
from kiezfonds.districts.queries import areas
from kiezfonds.ground.days import berlin_day
from kiezfonds.jobs import queries as jobs
from kiezfonds.jobs.actions import resend
from kiezfonds.transparency.queries import dates, pots
from kiezfonds.transparency.rules import Dates
from kiezfonds.web.errors import NotFound
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.i18n import text_of
from kiezfonds.web.pages import redirect
from kiezfonds.web.requests import Request

PER_PAGE = 50
READS_MAIL = (Role.COORDINATOR, Role.DISTRICT_OFFICE)


@get("/", opt=office())
async def show_desk(request: Request) -> Response[str]:
    district, me = district_of(request), current_visitor(request)
    every = await areas(district.id)
    money = await pots(district.id, request.now)
    upcoming = await dates(district.id, request.now)
    return office_page(
        request,
        "backoffice/desk.html",
        due=seen_by(Watcher(me.person, me.roles), await _lines(request)),
        sentence=sentence,
        today=berlin_day(request.now),
        search=SearchForm(),
        areas=every,
        pots_of_area={a["id"]: [pot for pot in money if pot.area == a["id"]] for a in every},
        dates={a["id"]: upcoming.get(a["id"], Dates()) for a in every},
        jury_sizes=await queries.jury_sizes(district.id, berlin_day(request.now)),
    )


@get("/post", opt=office(*READS_MAIL))
async def index_mails(request: Request) -> Response[str]:
    district = district_of(request)
    page = _page(request)
    found = await jobs.mails(district.id, PER_PAGE + 1, (page - 1) * PER_PAGE)
    return office_page(
        request,
        "backoffice/mails.html",
        mails=found[:PER_PAGE],
        page=page,
        previous=f"?seite={page - 1}" if page > 1 else "",
        next=f"?seite={page + 1}" if len(found) > PER_PAGE else "",
        dead_jobs=await jobs.dead_job_list(district.id),
    )


@get("/post/{mail:int}", opt=office(*READS_MAIL))
async def show_mail(request: Request, mail: FromPath[int]) -> Response[str]:
    row = await _mail(request, mail)
    body = without_keys(row["body"]) if request.settings.smtp else row["body"]
    return office_page(request, "backoffice/mail.html", mail=row, body=body)


@post("/post/{mail:int}/versand", opt=office(*READS_MAIL), status_code=303)
async def create_delivery(request: Request, mail: FromPath[int]) -> Response[str]:
    """Send it once more."""
    district = district_of(request)
    row = await _mail(request, mail)
    problems = await resend(district.id, row["id"], by=actor_of(request), now=request.now)
    if problems:
        return redirect(request, district.path("buero", "post", mail), text_of(problems[0]), kind="warning")
    return redirect(request, district.path("buero", "post"), _("Die Mail geht gleich noch einmal hinaus."))


def sentence(due: Due) -> str:
    """The line's words in the reader's language."""
    return _(due.text).format(**due.values)


async def _lines(request: Request) -> list[Due]:
    district, now = district_of(request).id, request.now
    funds = await queries.funds_and_calls(district, now)
    trouble = await queries.troubles(district, now)
    person = current_visitor(request).person
    return [
        *dues.of_proposals(await queries.proposals_to_check(district)),
        *dues.of_funds(funds),
        *dues.of_meetings(await queries.meetings_to_see_to(district, now), dues.lead_days_of(funds), berlin_day(now)),
        *dues.of_resolutions(await queries.resolutions_without_letter(district, now), person),
        *dues.of_post(trouble["dead_jobs"], trouble["failed_mails"]),
    ]


async def _mail(request: Request, id: int) -> dict[str, Any]:
    row = await jobs.mail(district_of(request).id, id)
    if row is None:
        raise NotFound
    return row


def _page(request: Request) -> int:
    raw = request.query_params.get("seite", "1")
    return max(int(raw), 1) if raw.isascii() and raw.isdigit() and len(raw) < 5 else 1


router = Router("/{slug:str}/buero", route_handlers=[show_desk, index_mails, show_mail, create_delivery])
