"""What only the district office does with the money: release it, freeze it, move it, cut it."""

from collections.abc import Mapping, Sequence

from litestar import Response, get, post
from litestar.params import FromPath

from kiezfonds.accounts.guards import actor_of, district_of, office
from kiezfonds.accounts.pages import office_page
from kiezfonds.accounts.rules import Role
from kiezfonds.districts.queries import areas
from kiezfonds.ground.problems import Problem
from kiezfonds.ledger import actions, freezing, queries, shifting
from kiezfonds.ledger.forms import CutForm, FreezeForm, TransferForm
from kiezfonds.ledger.pot_pages import book_path, fund_named, pot_named
from kiezfonds.ledger.queries import Row
from kiezfonds.ledger.rules import PotState
from kiezfonds.rounds.rules import FundState, read_rules
from kiezfonds.web.errors import Stale
from kiezfonds.web.filters import euro
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.i18n import text_of
from kiezfonds.web.once import once
from kiezfonds.web.pages import redirect
from kiezfonds.web.requests import Request

Page = Response[str]
DISTRICT = Role.DISTRICT_OFFICE


@get("/freigabe", opt=office())
async def new_release(request: Request, fund: FromPath[str]) -> Page:
    """Who would get what, before anything is booked."""
    row, district = await fund_named(request, fund), district_of(request).id
    if row["state"] != FundState.PLANNED:
        raise Stale(text_of(actions.RELEASED))
    shares, problems = await actions.planned_shares(district, row)
    rules = read_rules(row["content"]).fund
    lines = [{**area, "share": shares.get(area["slug"], 0)} for area in await areas(district)]
    return office_page(
        request,
        "ledger/release.html",
        fund=row,
        rules=rules,
        lines=lines,
        total=sum(shares.values()),
        problems=problems,
    )


@post("/freigabe", opt=office(DISTRICT), status_code=303)
async def create_release(request: Request, fund: FromPath[str]) -> Page:
    row = await fund_named(request, fund)
    problems = await actions.release_fund(district_of(request).id, row["id"], by=actor_of(request), now=request.now)
    if problems:
        raise Stale(text_of(problems[0]))
    path = district_of(request).path("buero", "fonds", fund)
    return redirect(request, path, _("Das Geld ist verteilt und freigegeben."))


@get("/sperre", opt=office(DISTRICT))
async def edit_fund_freeze(request: Request, fund: FromPath[str]) -> Page:
    return await _freeze_page(request, await fund_named(request, fund), None, FreezeForm())


@post("/sperre", opt=office(DISTRICT), status_code=303)
async def update_fund_freeze(request: Request, fund: FromPath[str]) -> Page:
    row, form = await fund_named(request, fund), await FreezeForm.read(request)
    if form.is_valid:
        act = freezing.unfreeze_fund if row["freeze_reason"] else freezing.freeze_fund
        reason = form.values["reason"]
        form.add(await act(row["district"], row["id"], reason, by=actor_of(request), now=request.now))
    if not form.is_valid:
        return await _freeze_page(request, row, None, form)
    return redirect(request, book_path(request, fund), _said(bool(row["freeze_reason"])))


@get("/kassenbuch/{area:str}/sperre", opt=office(DISTRICT))
async def edit_pot_freeze(request: Request, fund: FromPath[str], area: FromPath[str]) -> Page:
    pot = await pot_named(request, fund, area)
    return await _freeze_page(request, await fund_named(request, fund), pot, FreezeForm())


@post("/kassenbuch/{area:str}/sperre", opt=office(DISTRICT), status_code=303)
async def update_pot_freeze(request: Request, fund: FromPath[str], area: FromPath[str]) -> Page:
    pot, form = await pot_named(request, fund, area), await FreezeForm.read(request)
    is_frozen = pot["state"] == PotState.FROZEN
    if form.is_valid:
        act = freezing.unfreeze_pot if is_frozen else freezing.freeze_pot
        reason = form.values["reason"]
        form.add(await act(district_of(request).id, pot["id"], reason, by=actor_of(request), now=request.now))
    if not form.is_valid:
        return await _freeze_page(request, await fund_named(request, fund), pot, form)
    return redirect(request, book_path(request, fund, area), _said(is_frozen))


@get("/kassenbuch/uebertrag", opt=office(DISTRICT))
async def new_transfer(request: Request, fund: FromPath[str]) -> Page:
    row = await fund_named(request, fund)
    options = _pot_options(await _pots(row))
    return office_page(request, "ledger/transfer.html", fund=row, form=TransferForm(options=options))


@post("/kassenbuch/uebertrag", opt=office(DISTRICT), status_code=303)
async def create_transfer(request: Request, fund: FromPath[str]) -> Page:
    row = await fund_named(request, fund)
    form = await TransferForm.read(request, options=_pot_options(await _pots(row)))

    async def act() -> Page:
        v = form.values
        if form.is_valid:
            source, target = int(v["source"]), int(v["target"])
            problems = await shifting.transfer(
                row["district"], source, target, v["amount"], v["reason"], by=actor_of(request), now=request.now
            )
            form.add(problems)
        if not form.is_valid:
            return office_page(request, "ledger/transfer.html", status=422, fund=row, form=form)
        return redirect(request, book_path(request, fund), _("Der Übertrag ist gebucht."))

    return await once(request, act)


@get("/kassenbuch/{area:str}/kuerzung", opt=office(DISTRICT))
async def new_cut(request: Request, fund: FromPath[str], area: FromPath[str]) -> Page:
    return await _cut_page(request, await pot_named(request, fund, area), CutForm())


@post("/kassenbuch/{area:str}/kuerzung", opt=office(DISTRICT), status_code=303)
async def create_cut(request: Request, fund: FromPath[str], area: FromPath[str]) -> Page:
    pot, form = await pot_named(request, fund, area), await CutForm.read(request)

    async def act() -> Page:
        if form.is_valid:
            amount, reason = form.values["amount"], form.values["reason"]
            form.add(await _cut(request, pot, amount, reason))
        if not form.is_valid:
            return await _cut_page(request, pot, form)
        return redirect(request, book_path(request, fund, area), _("Die Kürzung ist gebucht."))

    return await once(request, act)


async def _cut(request: Request, pot: Row, amount: int, reason: str) -> list[Problem]:
    district = district_of(request).id
    return await shifting.cut_budget(district, pot["id"], amount, reason, by=actor_of(request), now=request.now)


async def _freeze_page(request: Request, fund: Row, pot: Row | None, form: FreezeForm) -> Page:
    is_frozen = pot["state"] == PotState.FROZEN if pot else bool(fund["freeze_reason"])
    status = 422 if form.has_errors else 200
    return office_page(request, "ledger/freeze.html", status=status, fund=fund, pot=pot, is_frozen=is_frozen, form=form)


async def _cut_page(request: Request, pot: Row, form: CutForm) -> Page:
    balance = await queries.balance(district_of(request).id, pot["id"])
    status = 422 if form.has_errors else 200
    return office_page(request, "ledger/cut.html", status=status, pot=pot, balance=balance, form=form)


async def _pots(fund: Row) -> list[Row]:
    balances = await queries.balances(fund["district"], fund["id"])
    pots = await queries.area_budgets(fund["district"], fund["id"])
    return [{**pot, "free": balances[pot["area"]].available} for pot in pots]


def _pot_options(pots: Sequence[Mapping[str, object]]) -> dict[str, list[tuple[str, str]]]:
    named = [
        (str(pot["id"]), _("{area} (frei: {free})").format(area=pot["area_name"], free=euro(int(str(pot["free"])))))
        for pot in pots
    ]
    return {"source": named, "target": named}


def _said(was_frozen: bool) -> str:
    return _("Die Haushaltssperre ist aufgehoben.") if was_frozen else _("Die Haushaltssperre gilt ab jetzt.")


HANDLERS = [
    new_release,
    create_release,
    edit_fund_freeze,
    update_fund_freeze,
    edit_pot_freeze,
    update_pot_freeze,
    new_transfer,
    create_transfer,
    new_cut,
    create_cut,
]
