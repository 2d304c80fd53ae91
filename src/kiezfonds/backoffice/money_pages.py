"""Bound and left by area: a table with the money bar, and the same to take along."""

from litestar import Response, get

from kiezfonds.accounts.guards import district_of, office
from kiezfonds.accounts.pages import office_page
from kiezfonds.backoffice import queries
from kiezfonds.backoffice.queries import Row
from kiezfonds.districts.queries import areas
from kiezfonds.ground.money import Cents, plain_euro
from kiezfonds.ground.text import N_
from kiezfonds.transparency.queries import pots
from kiezfonds.transparency.rules import together
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.lists import Cell, Column, Sheet, table
from kiezfonds.web.requests import Request

SHEET = Sheet(
    columns=(
        Column("gebiet", N_("Gebiet"), "area_name"),
        Column("fonds", N_("Fonds"), "fund"),
        Column("topf", N_("Zugeteilt"), "total", is_number=True),
        Column("bezahlt", N_("bezahlt"), "paid", is_number=True),
        Column("zugesagt", N_("zugesagt"), "promised", is_number=True),
        Column("vorgemerkt", N_("vorgemerkt"), "reserved", is_number=True),
        Column("frei", N_("frei"), "free", is_number=True),
        Column("sperre", N_("Haushaltssperre"), "frozen"),
    ),
    order="gebiet",
)


@get("/geld", opt=office())
async def show_money(request: Request) -> Response[str]:
    lines = await _lines(request)
    return office_page(
        request,
        "backoffice/money.html",
        lines=lines,
        total=together([line["pot"] for line in lines]),
    )


@get("/geld/liste.csv", opt=office())
async def show_money_table(request: Request) -> Response[str]:
    lines = await _lines(request)
    return table(SHEET, (lines, len(lines)), _cells, "geld")


async def _lines(request: Request) -> list[Row]:
    """One for each pot of the newest released year, in the order of the areas."""
    district = district_of(request).id
    money = await pots(district, request.now)
    frozen = {
        (row["area"], row["fund_name"], row["year"]): row["freeze_reason"]
        for row in await queries.frozen_pots(district)
    }
    lines = []
    for area in await areas(district):
        for pot in money:
            if pot.area == area["id"]:
                key = (pot.area, pot.fund, pot.year)
                lines.append({"area": area, "pot": pot, "is_frozen": key in frozen, "why": frozen.get(key, "")})
    return lines


def _cells(line: Row) -> list[Cell]:
    pot = line["pot"]
    sums = (pot.total, pot.paid, pot.promised, pot.reserved, pot.free)
    return [
        Cell(line["area"]["name"]),
        Cell(f"{pot.fund} {pot.year}"),
        *(Cell("", plain=plain_euro(Cents(cents))) for cents in sums),
        Cell(_("ja") if line["is_frozen"] else _("nein")),
    ]


HANDLERS = [show_money, show_money_table]
