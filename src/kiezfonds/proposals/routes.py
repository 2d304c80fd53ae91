"""The office's desk for proposals: list, one proposal, formal check, ideas on paper."""

from typing import Any

from litestar import Response, Router, get, post
from litestar.params import FromPath
from markupsafe import Markup

from kiezfonds.accounts.guards import actor_of, district_of, office
from kiezfonds.accounts.pages import office_list, office_page
from kiezfonds.accounts.rules import Role
from kiezfonds.audit.queries import version
from kiezfonds.districts.queries import areas
from kiezfonds.districts.rules import Tenant
from kiezfonds.ground.days import berlin_day
from kiezfonds.proposals import actions, queries
from kiezfonds.proposals.check_routes import proposal_of
from kiezfonds.proposals.forms import PaperForm, RegisterForm
from kiezfonds.proposals.listing import address_of, csv_of, lines_of, pages_of
from kiezfonds.proposals.register import Query, register, whole_register, years
from kiezfonds.proposals.rounds_open import open_rounds
from kiezfonds.proposals.rules import CHANNEL_LABELS, ProposalState, reference, sign_of
from kiezfonds.rounds.queries import rules_of
from kiezfonds.web.frames import Shelf
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.once import once
from kiezfonds.web.pages import fragment, redirect
from kiezfonds.web.requests import Request

Page = Response[str]
WORKS = (Role.COORDINATOR, Role.DISTRICT_OFFICE)
CSV = "text/csv"


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


@get("/neu", opt=office(*WORKS))
async def new_paper(request: Request) -> Page:
    open_now = await open_rounds(district_of(request).id, request.now)
    form = PaperForm(options=open_now.options, received_on=berlin_day(request.now))
    return office_page(request, "proposals/new_paper.html", form=form)


@post("/", opt=office(*WORKS), status_code=303)
async def create_paper(request: Request) -> Page:
    district = district_of(request)
    open_now = await open_rounds(district.id, request.now)
    form = await PaperForm.read(request, options=open_now.options)

    async def act() -> Page:
        if (await request.form()).get("add_row"):
            form.forget_errors()
            form.costs.with_one_more()
            return office_page(request, "proposals/new_paper.html", form=form)
        number = await _entered(request, form)
        if not form.is_valid:
            return office_page(request, "proposals/new_paper.html", status=422, form=form)
        text = _("Aufgenommen. Die Nummer ist {number}.").format(number=number)
        return redirect(request, district.path("buero", "antraege", number), text)

    return await once(request, act)


@get("/{ref:str}", opt=office())
async def show_proposal(request: Request, ref: FromPath[str]) -> Page:
    district, row = district_of(request).id, await proposal_of(request, ref)
    items = await queries.cost_items(district, row["version"])
    return office_page(
        request,
        "proposals/show.html",
        proposal=row,
        number=ref,
        state=ProposalState(row["state"]),
        sign=sign_of(ProposalState(row["state"])),
        channel=CHANNEL_LABELS[row["channel"]],
        items=items,
        total=sum(item["sum_cents"] for item in items),
        history=await _history(district, row["id"]),
        checklist=(await rules_of(district, row["fund"])).fund.checklist,
        answers=await queries.check_answers(district, row["version"]),
        is_to_check=row["state"] in (ProposalState.SUBMITTED, ProposalState.IN_FORMAL_CHECK),
    )


async def _entered(request: Request, form: PaperForm) -> str:
    """The number of an idea on paper; what stands against it goes into the form."""
    if not form.is_valid:
        return ""
    district = district_of(request)
    id, problems = await actions.enter_on_paper(
        district,
        form.parts(),
        form.received,
        by=actor_of(request),
        now=request.now,
        base_url=request.settings.base_url,
    )
    form.add(problems)
    row = await queries.proposal_by_id(district.id, id) if not problems else None
    return reference(row["year"], row["number"]) if row else ""


async def _listing(district: Tenant, query: Query) -> Markup:
    entries, found = await register(district.id, query)
    known_years = await years(district.id)
    form = RegisterForm(
        options={
            "stand": [(s.value, s.label) for s in ProposalState if s is not ProposalState.DRAFT],
            "gebiet": [(str(a["id"]), a["name"]) for a in await areas(district.id)],
            "jahr": [(str(year), str(year)) for year in sorted({*known_years, query.year}, reverse=True)],
        },
        q=query.text,
        stand=query.state,
        gebiet=query.area or None,
        jahr=query.year if query.is_exact else None,
    )
    html = await fragment(
        "proposals/_listing.html",
        district=district,
        form=form,
        lines=lines_of(district, entries),
        found=found,
        is_filtered=bool(query.text or query.state or query.area or query.is_exact),
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
    state, year = str(asked.get("stand", "")), _number(asked.get("jahr"), 0)
    return Query(
        year=year or berlin_day(request.now).year,
        is_exact=year > 0,
        text=str(asked.get("q", "")).strip()[:80],
        state=state if state in set(ProposalState) - {ProposalState.DRAFT} else "",
        area=_number(asked.get("gebiet"), 0),
        page=max(1, _number(asked.get("seite"), 1)),
    )


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
