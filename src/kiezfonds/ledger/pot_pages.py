"""Reading the ledger: every pot of a fund, and every euro of a pot with what caused it."""

from litestar import Response, get
from litestar.params import FromPath

from kiezfonds.accounts.guards import district_of, office
from kiezfonds.accounts.pages import office_page
from kiezfonds.districts.rules import Tenant
from kiezfonds.ground.days import berlin_wall
from kiezfonds.ground.money import Cents, plain_euro
from kiezfonds.ground.text import N_
from kiezfonds.ledger import queries
from kiezfonds.ledger.queries import Row
from kiezfonds.ledger.rules import EFFECTS, ENTRY_WORDS, POT_WORDS, Balance, EntryKind, PotState
from kiezfonds.rounds.queries import fund as fund_by_slug
from kiezfonds.web.errors import NotFound
from kiezfonds.web.filters import day, euro
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.lists import Cell, Column, Narrowing, Sheet, listing, table
from kiezfonds.web.requests import Request

Page = Response[str]
POTS = Sheet(
    columns=(
        Column("gebiet", N_("Gebiet"), "area_name", is_text=True),
        Column("stand", N_("Stand"), "state"),
        Column("topf", N_("Geld im Topf"), "budget_cents", is_number=True),
        Column("vorgemerkt", N_("vorgemerkt"), "reserved_cents", is_number=True),
        Column("zugesagt", N_("zugesagt"), "committed_cents", is_number=True),
        Column("bezahlt", N_("davon bezahlt"), "paid_cents", is_number=True),
        Column("frei", N_("frei"), "free_cents", is_number=True),
    ),
    order="gebiet",
    searched=("area_name",),
    narrowings=(Narrowing("stand", N_("Stand"), "state"),),
    nothing=N_("Noch steht hier nichts. Wenn das Bezirksamt den Fonds freigibt, bekommt jedes Gebiet seinen Topf."),
)
ENTRIES = Sheet(
    columns=(
        Column("nr", N_("Nr."), "number", is_number=True),
        Column("tag", N_("Tag"), "booked_at"),
        Column("buchung", N_("Buchung"), "kind"),
        Column("antrag", N_("Antrag")),
        Column("anlass", N_("Anlass")),
        Column("grund", N_("Begründung"), "reason", is_text=True),
        Column("betrag", N_("Betrag"), "amount_cents", is_number=True),
        Column("wirkung", N_("Wirkung auf „frei“"), is_number=True),
        Column("frei", N_("danach frei"), is_number=True),
    ),
    order="nr",
    searched=("reason",),
    narrowings=(Narrowing("buchung", N_("Buchung"), "kind"),),
    nothing=N_("Noch ist nichts gebucht."),
)


@get("/kassenbuch", opt=office())
async def index_pots(request: Request, fund: FromPath[str]) -> Page:
    district, row, asked = district_of(request), await fund_named(request, fund), POTS.asked(request)
    found = await queries.pots_listed(district.id, row["id"], asked)
    options = {"stand": [(state.value, label) for state, label in POT_WORDS.items()]}
    return office_page(
        request,
        "ledger/index.html",
        fund=row,
        listing=listing(request, POTS, asked, found, lambda pot: _pot_cells(district, fund, pot), options),
        total=_sum(list((await queries.balances(district.id, row["id"])).values())),
        freezes=await queries.freezes(district.id, row["id"]),
    )


@get("/kassenbuch/liste.csv", opt=office())
async def show_pot_table(request: Request, fund: FromPath[str]) -> Page:
    district, row = district_of(request), await fund_named(request, fund)
    found = await queries.pots_listed(district.id, row["id"], POTS.asked(request), whole=True)
    return table(POTS, found, lambda pot: _pot_cells(district, fund, pot), f"kassenbuch-{fund}")


@get("/kassenbuch/{area:str}", opt=office())
async def show_pot(request: Request, fund: FromPath[str], area: FromPath[str]) -> Page:
    district, pot, asked = district_of(request), await pot_named(request, fund, area), ENTRIES.asked(request)
    found = await queries.entries_listed(district.id, pot["id"], asked)
    options = {"buchung": [(kind.value, label) for kind, label in ENTRY_WORDS.items()]}
    return office_page(
        request,
        "ledger/show.html",
        pot=pot,
        is_frozen=pot["state"] == PotState.FROZEN,
        balance=await queries.balance(district.id, pot["id"]),
        listing=listing(request, ENTRIES, asked, found, lambda entry: _entry_cells(district, entry), options),
    )


@get("/kassenbuch/{area:str}/liste.csv", opt=office())
async def show_entry_table(request: Request, fund: FromPath[str], area: FromPath[str]) -> Page:
    district, pot = district_of(request), await pot_named(request, fund, area)
    found = await queries.entries_listed(district.id, pot["id"], ENTRIES.asked(request), whole=True)
    return table(ENTRIES, found, lambda entry: _entry_cells(district, entry), f"kassenbuch-{fund}-{area}")


async def fund_named(request: Request, slug: str) -> Row:
    row = await fund_by_slug(district_of(request).id, slug)
    if row is None:
        raise NotFound
    return row


async def pot_named(request: Request, fund: str, area: str) -> Row:
    pot = await queries.area_budget_by_slugs(district_of(request).id, fund, area)
    if pot is None:
        raise NotFound
    return pot


def book_path(request: Request, fund: str, *more: str) -> str:
    return district_of(request).path("buero", "fonds", fund, "kassenbuch", *more)


def _pot_cells(district: Tenant, fund: str, pot: Row) -> list[Cell]:
    state = PotState(pot["state"])
    sums = ("budget_cents", "reserved_cents", "committed_cents", "paid_cents", "free_cents")
    return [
        Cell(pot["area_name"], district.path("buero", "fonds", fund, "kassenbuch", pot["area_slug"])),
        Cell(_(state.label), sign="due" if state is PotState.FROZEN else "good"),
        *(_money(int(pot[name])) for name in sums),
    ]


def _entry_cells(district: Tenant, entry: Row) -> list[Cell]:
    """`wirkung` is what the entry does to the free money: a payment changes nothing, it was promised before."""
    kind = EntryKind(entry["kind"])
    budget, reserved, committed, _paid = EFFECTS[kind]
    settled = " " + _("(zu Nr. {number})").format(number=entry["settles_number"]) if entry["settles_number"] else ""
    return [
        Cell(str(entry["number"])),
        Cell(day(entry["booked_at"]), plain=f"{berlin_wall(entry['booked_at']):%d.%m.%Y}"),
        Cell(_(kind.label) + settled),
        _proposal_cell(district, entry),
        _cause_cell(district, entry),
        Cell(entry["reason"]),
        _money(entry["amount_cents"]),
        _money((budget - reserved - committed) * entry["amount_cents"], sign="+"),
        _money(int(entry["free_after_cents"])),
    ]


def _proposal_cell(district: Tenant, entry: Row) -> Cell:
    if not entry["proposal_number"]:
        return Cell("")
    ref = f"{entry['proposal_year']}-{entry['proposal_number']:04d}"
    return Cell(ref, district.path("buero", "antraege", ref))


def _cause_cell(district: Tenant, entry: Row) -> Cell:
    """What the entry rests on, where it can be read."""
    if entry["notice_number"]:
        ref = f"{entry['notice_year']}-{entry['notice_number']:04d}"
        return Cell(_("Brief {ref}").format(ref=ref), district.path("buero", "briefe", ref))
    if entry["resolution_number"]:
        ref = f"{entry['meeting_year']}-{entry['meeting_number']}"
        text = _("Beschluss {number}, Sitzung {ref}").format(number=entry["resolution_number"], ref=ref)
        return Cell(text, district.path("buero", "sitzungen", ref))
    if entry["other_area"]:
        is_in = entry["kind"] == EntryKind.TRANSFER_IN
        text = _("aus dem Topf {area}") if is_in else _("in den Topf {area}")
        return Cell(text.format(area=entry["other_area"]))
    return Cell(_("Freigabe des Fonds")) if entry["kind"] == EntryKind.BUDGET else Cell("")


def _money(cents: int, sign: str = "") -> Cell:
    return Cell((sign if cents > 0 else "") + euro(cents), plain=plain_euro(Cents(cents)))


def _sum(balances: list[Balance]) -> Balance:
    return Balance(
        sum(b.budget for b in balances),
        sum(b.reserved for b in balances),
        sum(b.committed for b in balances),
        sum(b.paid for b in balances),
    )


HANDLERS = [index_pots, show_pot_table, show_pot, show_entry_table]
