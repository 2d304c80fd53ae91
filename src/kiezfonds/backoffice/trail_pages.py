"""The auditor's view of the chain (Prüfkette): its lines as a list, and whether it is whole."""

import json

from litestar import Response, get

from kiezfonds.accounts.guards import district_of, office
from kiezfonds.accounts.pages import office_page
from kiezfonds.accounts.rules import Role
from kiezfonds.audit.chain import Line, first_break
from kiezfonds.audit.queries import lines
from kiezfonds.backoffice import trails
from kiezfonds.backoffice.queries import Row
from kiezfonds.backoffice.trail_words import act_word
from kiezfonds.ground.days import berlin_wall
from kiezfonds.ground.text import N_
from kiezfonds.web.filters import moment
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.lists import Cell, Column, Narrowing, Sheet, listing, table
from kiezfonds.web.requests import Request

READS = (Role.AUDITOR, Role.DISTRICT_OFFICE, Role.ADMINISTRATOR, Role.COORDINATOR)
SHEET = Sheet(
    columns=(
        Column("nummer", N_("Nummer"), "number", is_number=True),
        Column("wann", N_("Wann"), "happened_at"),
        Column("was", N_("Was"), "act"),
        Column("wer", N_("Wer")),
        Column("angaben", N_("Angaben")),
        Column("kennung", N_("Prüfsumme")),
    ),
    order="-nummer",
    searched=("act", "payload"),
    narrowings=(Narrowing("was", N_("Was"), "act"),),
    nothing=N_("Hier steht jede Handlung des Büros, sobald es eine gibt."),
)


@get("/pruefpfad", opt=office(*READS))
async def index_trail(request: Request) -> Response[str]:
    district, asked = district_of(request).id, SHEET.asked(request)
    options = {"was": sorted(((act, act_word(act)) for act in await trails.acts(district)), key=_by_word)}
    found = await trails.listed(district, asked)
    shown = listing(request, SHEET, asked, found, _cells, options)
    return office_page(request, "backoffice/trail.html", listing=shown)


@get("/pruefpfad/liste.csv", opt=office(*READS))
async def show_trail_table(request: Request) -> Response[str]:
    found = await trails.listed(district_of(request).id, SHEET.asked(request), whole=True)
    return table(SHEET, found, _cells, "pruefpfad")


@get("/pruefpfad/pruefung", opt=office(*READS))
async def show_trail_check(request: Request) -> Response[str]:
    """Every line's hash, computed again from its content and the line before."""
    district = district_of(request).id
    head = await trails.head(district)
    found = await lines(district)
    chain = [Line(int(row["number"]), json.loads(row["payload"]), row["hash"]) for row in found]
    broken = first_break(chain, count=int(head["number"]), head=head["hash"])
    return office_page(request, "backoffice/trail_check.html", broken=broken, count=len(chain), end=head["hash"])


def _by_word(option: tuple[str, str]) -> str:
    return _(option[1]).casefold()


def _cells(row: Row) -> list[Cell]:
    said = ", ".join(f"{name}: {value}" for name, value in row["facts"].items() if value is not None)
    return [
        Cell(str(row["number"])),
        Cell(moment(row["happened_at"]), plain=f"{berlin_wall(row['happened_at']):%d.%m.%Y %H:%M:%S}"),
        Cell(_(act_word(row["act"])), plain=row["act"]),
        Cell(row["actor"]),
        Cell(said),
        Cell(row["hash"][:12], plain=row["hash"]),
    ]


HANDLERS = [index_trail, show_trail_table, show_trail_check]
