"""Releasing a fund's money, and reading the ledger."""

from litestar import Response, Router, get, post
from litestar.params import FromPath

from kiezfonds.accounts.guards import actor_of, district_of, office
from kiezfonds.accounts.pages import office_page
from kiezfonds.accounts.rules import Role
from kiezfonds.ledger import actions, queries
from kiezfonds.ledger.queries import Row
from kiezfonds.ledger.rules import EFFECTS, Balance, EntryKind
from kiezfonds.rounds.queries import fund as fund_by_slug
from kiezfonds.web.errors import NotFound, Stale
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.i18n import text_of
from kiezfonds.web.pages import redirect
from kiezfonds.web.requests import Request


@post("/freigabe", opt=office(Role.DISTRICT_OFFICE), status_code=303)
async def create_release(request: Request, fund: FromPath[str]) -> Response[str]:
    row = await _fund(request, fund)
    problems = await actions.release_fund(district_of(request).id, row["id"], by=actor_of(request), now=request.now)
    if problems:
        raise Stale(text_of(problems[0]))
    path = district_of(request).path("buero", "fonds", fund)
    return redirect(request, path, _("Das Geld ist verteilt und freigegeben."))


@get("/kassenbuch", opt=office())
async def index_pots(request: Request, fund: FromPath[str]) -> Response[str]:
    district = district_of(request).id
    row = await _fund(request, fund)
    pots = await queries.area_budgets(district, row["id"])
    balances = await queries.balances(district, row["id"])
    return office_page(
        request,
        "ledger/index.html",
        fund=row,
        pots=[{**pot, "balance": balances[pot["area"]]} for pot in pots],
        total=_sum(list(balances.values())),
    )


@get("/kassenbuch/{area:str}", opt=office())
async def show_pot(request: Request, fund: FromPath[str], area: FromPath[str]) -> Response[str]:
    district = district_of(request).id
    pot = await queries.area_budget_by_slugs(district, fund, area)
    if pot is None:
        raise NotFound
    entries = await queries.entries(district, pot["id"])
    return office_page(
        request,
        "ledger/show.html",
        pot=pot,
        balance=await queries.balance(district, pot["id"]),
        entries=[_line(entry) for entry in entries],
    )


async def _fund(request: Request, slug: str) -> Row:
    row = await fund_by_slug(district_of(request).id, slug)
    if row is None:
        raise NotFound
    return row


def _sum(balances: list[Balance]) -> Balance:
    return Balance(
        sum(b.budget for b in balances),
        sum(b.reserved for b in balances),
        sum(b.committed for b in balances),
        sum(b.paid for b in balances),
    )


def _line(entry: Row) -> Row:
    """`free` is what the entry does to the free money: a payment changes nothing, it was promised before."""
    kind = EntryKind(entry["kind"])
    budget, reserved, committed, _paid = EFFECTS[kind]
    return {**entry, "kind": kind, "free": (budget - reserved - committed) * entry["amount_cents"]}


router = Router("/{slug:str}/buero/fonds/{fund:str}", route_handlers=[create_release, index_pots, show_pot])
