"""The office's desk: what is due, the areas, the search, and money as a table."""

from litestar import Response, Router, get

from kiezfonds.accounts.guards import current_visitor, district_of, office
from kiezfonds.accounts.pages import office_page
from kiezfonds.accounts.rules import Role
from kiezfonds.backoffice import due_house, due_letters, due_meetings, dues, outlook, queries, searching, trail_pages
from kiezfonds.backoffice.forms import SearchForm
from kiezfonds.backoffice.money_pages import HANDLERS as MONEY
from kiezfonds.backoffice.queries import Row
from kiezfonds.backoffice.rules import WEEK, Due, Watcher, seen_by
from kiezfonds.districts.queries import areas
from kiezfonds.ground.days import berlin_day
from kiezfonds.ground.text import clean
from kiezfonds.imprints.queries import imprint, open_reports
from kiezfonds.imprints.rules import Part, missing
from kiezfonds.meetings.replies import expected
from kiezfonds.meetings.waiting import waiting
from kiezfonds.rounds.rules import Rules
from kiezfonds.transparency.queries import dates, pots
from kiezfonds.transparency.rules import Dates, Pot
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.requests import Request

Page = Response[str]


@get("/", opt=office())
async def show_desk(request: Request) -> Page:
    district, me, now = district_of(request), current_visitor(request), request.now
    today = berlin_day(now)
    every = await areas(district.id)
    money = await pots(district.id, now)
    upcoming = await dates(district.id, now)
    funds = await queries.funds_and_calls(district.id, now)
    rules = dues.rules_of(funds)
    meetings = await queries.meetings_to_see_to(district.id, now)
    sizes = await queries.jury_sizes(district.id, today)
    nearest = outlook.next_meetings(meetings, now)
    coming = await expected(district.id, [row["meeting"] for row in nearest.values()])
    facts = {**vars(district), **await imprint(district.id)}
    lacks = [each for part in Part for each in missing(part, facts)]
    meets = {area: berlin_day(each.meets_at) for area, each in upcoming.items() if each.meets_at}
    lines = [
        *await _lines(request, funds, meetings, rules, money),
        *due_house.of_settings(len(lacks), bool(meets)),
        *due_house.of_missing_juries(every, sizes, meets),
        *due_house.of_juries(every, sizes, max((each.jury.size_min for each in rules.values()), default=0)),
    ]
    return office_page(
        request,
        "backoffice/desk.html",
        due=seen_by(Watcher(me.person, me.roles), lines),
        sentence=sentence,
        today=today,
        search=SearchForm(),
        areas=every,
        pots_of_area={a["id"]: [pot for pot in money if pot.area == a["id"]] for a in every},
        dates={a["id"]: upcoming.get(a["id"], Dates()) for a in every},
        jury_sizes=sizes,
        outlooks=outlook.outlooks(nearest, coming, rules),
        frozen={row["area"]: row["freeze_reason"] for row in await queries.frozen_pots(district.id)},
        shows_money=me.has(Role.DISTRICT_OFFICE, Role.AUDITOR),
    )


@get("/suche", opt=office())
async def show_search(request: Request) -> Page:
    """Ideas, people and meetings with these words."""
    text = clean(str(request.query_params.get("q") or ""))[:80]
    found = await searching.found(district_of(request).id, text)
    return office_page(request, "backoffice/search.html", search=SearchForm(q=text), text=text, found=found)


def sentence(due: Due) -> str:
    """The line's words in the reader's language."""
    return _(due.text).format(**due.values)


async def _lines(
    request: Request, funds: list[Row], meetings: list[Row], rules: dict[int, Rules], money: list[Pot]
) -> list[Due]:
    district, now = district_of(request).id, request.now
    today, person = berlin_day(now), current_visitor(request).person
    trouble = await queries.troubles(district, now)
    reports, first_due_on = await open_reports(district)
    return [
        *dues.of_proposals(await queries.proposals_to_check(district), today),
        *dues.of_funds(funds),
        *dues.of_deadlines(meetings, now),
        *due_meetings.of_meetings(meetings, dues.lead_days_of(rules), today),
        *due_meetings.of_waiting(await waiting(district), money, today),
        *due_letters.of_resolutions(await queries.resolutions_without_letter(district, now), person),
        *due_letters.of_refusals(await queries.refusals_without_letter(district, now), person),
        *due_letters.of_unposted(trouble["unposted"]),
        *due_letters.of_conditions(await queries.conditions_open(district, today + WEEK), today),
        *due_house.of_post(trouble["dead_jobs"], trouble["failed_mails"]),
        *due_house.of_reports(reports, first_due_on, today),
    ]


router = Router("/{slug:str}/buero", route_handlers=[show_desk, show_search, *MONEY, *trail_pages.HANDLERS])
