"""The office's desk for proposals: the list, and one proposal with all there is to know about it."""

from datetime import date
from typing import Any

from litestar import Response, Router, get
from litestar.params import FromPath
from markupsafe import Markup

from kiezfonds.accounts.guards import district_of, office
from kiezfonds.accounts.pages import office_list, office_page
from kiezfonds.audit.queries import version
from kiezfonds.districts.queries import areas
from kiezfonds.districts.rules import Tenant
from kiezfonds.ground.days import berlin_day
from kiezfonds.ground.text import N_
from kiezfonds.proposals import casework, queries
from kiezfonds.proposals.attachments import attachments
from kiezfonds.proposals.comparing import compared_versions
from kiezfonds.proposals.forms import RegisterForm
from kiezfonds.proposals.handling import DECLARED_LABELS, TOLD_LABELS
from kiezfonds.proposals.intake_pages import create_paper, new_paper
from kiezfonds.proposals.listing import address_of, csv_of, heads_of, lines_of, pages_of
from kiezfonds.proposals.pages import proposal_of
from kiezfonds.proposals.register import NEWEST_FIRST, Query, is_order, register, whole_register, years_and_days
from kiezfonds.proposals.rules import CHANNEL_LABELS, TO_CHECK, WITHDRAWABLE, ProposalState, sign_of
from kiezfonds.rounds.queries import rules_of
from kiezfonds.web.fields import FIRST_YEAR, LAST_YEAR
from kiezfonds.web.frames import Shelf
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.pages import fragment
from kiezfonds.web.requests import Request

Page = Response[str]
CSV = "text/csv"
LATE_NAMES = {False: "rechtzeitig", True: "danach"}
LATE = {"rechtzeitig": N_("rechtzeitig"), "danach": N_("nach der vorigen Frist")}


@get("/", opt=office())
async def index_proposals(request: Request) -> Page:
    district, query = district_of(request), _query(request)
    if query.text:  # a search sees names, and they may change without an act
        return office_page(request, "proposals/index.html", listing=await _listing(district, query))
    shelf: Shelf = request.app.state.setdefault("register_shelf", Shelf())
    key = (district.id, await version(district.id), request.lang, query)
    listing = await shelf.html(key, lambda: _listing(district, query))
    return office_list(request, "proposals/index.html", listing=listing)


@get("/liste.csv", opt=office())
async def show_table(request: Request) -> Page:
    """The same selection as a table."""
    table = csv_of(await whole_register(district_of(request).id, _query(request)))
    headers = {"Content-Disposition": 'attachment; filename="antraege.csv"', "Cache-Control": "no-store"}
    return Response(table, media_type=CSV, headers=headers)


@get("/{ref:str}", opt=office())
async def show_proposal(request: Request, ref: FromPath[str]) -> Page:
    district, row = district_of(request).id, await proposal_of(request, ref)
    compared = await compared_versions(district, row["id"])
    state = ProposalState(row["state"])
    return office_page(
        request,
        "proposals/show.html",
        proposal=row,
        number=ref,
        state=state,
        sign=sign_of(state),
        channel=CHANNEL_LABELS[row["channel"]],
        items=compared[-1].items,
        total=sum(item["sum_cents"] for item in compared[-1].items),
        files=await attachments(district, row["version"]),
        versions=compared,
        history=await _history(district, row["id"]),
        checklist=(await rules_of(district, row["fund"])).fund.checklist,
        answers=await queries.check_answers(district, row["version"]),
        asked=await casework.change_request(district, row["id"]),
        rejection=await queries.formal_rejection(district, row["id"]),
        withdrawal=await casework.withdrawal(district, row["id"]),
        intake=await casework.intake(district, row["id"]),
        words={"told": TOLD_LABELS, "declared": DECLARED_LABELS},
        is_to_check=state in TO_CHECK,
        is_withdrawable=state in WITHDRAWABLE,
    )


async def _listing(district: Tenant, query: Query) -> Markup:
    entries, found = await register(district.id, query)
    known_years, days = await years_and_days(district.id, query)
    form = RegisterForm(
        options={
            "stand": [(s.value, s.label) for s in ProposalState if s is not ProposalState.DRAFT],
            "gebiet": [(str(a["id"]), a["name"]) for a in await areas(district.id)],
            "jahr": [(str(year), str(year)) for year in sorted({*known_years, query.year}, reverse=True)],
            "sitzung": [(held_on.isoformat(), f"{held_on:%d.%m.%Y}") for held_on in days],
            "weg": list(CHANNEL_LABELS.items()),
            "frist": list(LATE.items()),
        },
        q=query.text,
        stand=query.state,
        gebiet=query.area or None,
        jahr=query.year if query.is_exact else None,
        sitzung=query.held_on.isoformat() if query.held_on else None,
        weg=query.channel,
        frist=None if query.is_late is None else LATE_NAMES[query.is_late],
    )
    html = await fragment(
        "proposals/_listing.html",
        district=district,
        form=form,
        heads=heads_of(query),
        order=query.order,
        lines=lines_of(district, entries),
        found=found,
        is_filtered=query.is_narrowed,
        asked=address_of(query, 0),
        **pages_of(query, found),
    )
    return Markup(html)  # noqa: S704 - our own template, escaped where it was drawn


async def _history(district: int, proposal: int) -> list[dict[str, Any]]:
    who = {"resident": _("Antragstellende"), "juror": _("Jury"), "system": _("Automatisch")}
    return [
        {
            "state": ProposalState(t["to_state"]),
            "who": t["actor_name"] or who.get(t["actor_kind"], _("Geschäftsstelle")),
            "happened_at": t["happened_at"],
            "reason": t["reason"],
        }
        for t in await queries.transitions(district, proposal)
    ]


def _query(request: Request) -> Query:
    """What cannot be meant is left out, instead of an error."""
    asked = request.query_params
    state, year, order = str(asked.get("stand", "")), _number(asked.get("jahr"), 0), str(asked.get("ordnung", ""))
    channel, late = str(asked.get("weg", "")), str(asked.get("frist", ""))
    return Query(
        year=year or berlin_day(request.now).year,
        is_exact=year > 0,
        text=str(asked.get("q", "")).strip()[:80],
        state=state if state in set(ProposalState) - {ProposalState.DRAFT} else "",
        area=_number(asked.get("gebiet"), 0),
        held_on=_day(str(asked.get("sitzung", ""))),
        channel=channel if channel in CHANNEL_LABELS else "",
        is_late={name: is_late for is_late, name in LATE_NAMES.items()}.get(late),
        order=order if is_order(order) else NEWEST_FIRST,
        page=max(1, _number(asked.get("seite"), 1)),
    )


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None


def _number(text: object, otherwise: int) -> int:
    digits = str(text or "")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 9 else otherwise


router = Router(
    "/{slug:str}/buero/antraege",
    route_handlers=[
        index_proposals,
        show_table,
        new_paper,
        create_paper,
        show_proposal,
    ],
)
