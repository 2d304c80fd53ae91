"""What the jury thinks before the meeting, all ideas side by side: for the office and whoever leads the meeting."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from litestar import Response, get
from litestar.params import FromPath

from kiezfonds.accounts.guards import current_visitor, district_of, office
from kiezfonds.accounts.pages import office_page
from kiezfonds.database.paging import PAGE_SIZE, Asked
from kiezfonds.districts.pages import site_of
from kiezfonds.districts.rules import Tenant
from kiezfonds.ground.days import berlin_day
from kiezfonds.ground.money import Cents, format_euro, plain_euro
from kiezfonds.ground.text import N_
from kiezfonds.juries.queries import seats
from kiezfonds.ledger.queries import balances
from kiezfonds.ledger.rules import Balance
from kiezfonds.meetings import queries
from kiezfonds.meetings.chairing import chaired, meeting_named
from kiezfonds.meetings.desk_answers import CHAIRS
from kiezfonds.meetings.queries import Row
from kiezfonds.meetings.rules import ItemState, meeting_reference
from kiezfonds.proposals.rules import reference
from kiezfonds.rounds.rules import VotingRules, read_rules
from kiezfonds.scoring.overview import Overview, discussed_first, overview
from kiezfonds.scoring.queries import criteria_of, opinions_on_all, scores_on
from kiezfonds.scoring.rules import OPINION_WORDS, Mode, Opinion, span
from kiezfonds.web.filters import figure
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.lists import Cell, Column, Narrowing, Sheet, listing, table
from kiezfonds.web.pages import render
from kiezfonds.web.requests import Request

Page = Response[str]

_IDEA = (Column("nummer", N_("Nummer"), "ref"), Column("idee", N_("Idee"), "title", is_text=True))
_SHEETS = Column("boegen", N_("Bögen"), "sheets", is_number=True)
_AMOUNT = Column("betrag", N_("Beantragt"), "amount", is_number=True)
_NOTHING = N_("Noch steht keine Idee auf der Tagesordnung. Zugelassene Ideen kommen von selbst dazu.")
SCORES = Sheet(
    columns=(
        *_IDEA,
        Column("rang", N_("Rang"), "rank", is_number=True),
        Column("mittel", N_("Mittel"), "mean", is_number=True),
        Column("bereinigt", N_("bereinigt"), "adjusted", is_number=True),
        Column("median", N_("Median"), "median", is_number=True),
        Column("von", N_("von"), "lowest", is_number=True),
        Column("bis", N_("bis"), "highest", is_number=True),
        Column("streuung", N_("Streuung"), "deviation", is_number=True),
        Column("borda", N_("Borda"), "borda", is_number=True),
        _SHEETS,
        _AMOUNT,
        Column("hinweis", N_("Zuerst besprechen"), "hint"),
    ),
    order="rang",
    narrowings=(Narrowing("besprechen", N_("Zuerst besprechen"), "is_first"),),
    nothing=_NOTHING,
)
OPINIONS = Sheet(
    columns=(
        *_IDEA,
        *(Column(one.value, word, one.value, is_number=True) for one, word in OPINION_WORDS.items()),
        _SHEETS,
        _AMOUNT,
    ),
    order="nummer",
    nothing=_NOTHING,
)
FIGURES = ("mean", "adjusted", "median", "lowest", "highest", "deviation", "borda")


@dataclass(frozen=True)
class Scored:
    """Everything on the page. Rows are in the order of the agenda."""

    mode: Mode
    rows: list[Row]
    overview: Overview | None
    hidden: int
    panel: int
    left: Cents

    @property
    def sheet(self) -> Sheet:
        return SCORES if self.mode is Mode.CRITERIA else OPINIONS


@get("/", opt=office())
async def show_office_scores(request: Request, ref: FromPath[str]) -> Page:
    return await _page(request, await meeting_named(request, ref), is_office=True)


@get("/liste.csv", opt=office())
async def show_office_score_table(request: Request, ref: FromPath[str]) -> Page:
    return await _table(request, await meeting_named(request, ref), is_office=True)


@get("/bewertungen", opt=CHAIRS)
async def show_scores(request: Request, ref: FromPath[str]) -> Page:
    meeting, _visitor = await chaired(request, ref)
    return await _page(request, meeting, is_office=False)


@get("/bewertungen/liste.csv", opt=CHAIRS)
async def show_score_table(request: Request, ref: FromPath[str]) -> Page:
    meeting, _visitor = await chaired(request, ref)
    return await _table(request, meeting, is_office=False)


async def _page(request: Request, meeting: Row, *, is_office: bool) -> Page:
    district, found = district_of(request), await _scored(request, meeting)
    asked, ref = found.sheet.asked(request), meeting_reference(meeting["year"], meeting["number"])
    options = {"besprechen": [("ja", N_("ja")), ("nein", N_("nein"))]}
    shown = listing(
        request, found.sheet, asked, _cut(found, asked), lambda row: _cells(district, found, row, is_office), options
    )
    context: dict[str, Any] = {"meeting": meeting, "ref": ref, "found": found, "listing": shown, "is_office": is_office}
    if is_office:
        return office_page(request, "meetings/scores.html", **context)
    kind, site = current_visitor(request).kind, site_of(request, district)
    return render(request, "meetings/scores.html", kind=kind, site=site, district=district, **context)


async def _table(request: Request, meeting: Row, *, is_office: bool) -> Page:
    district, found = district_of(request), await _scored(request, meeting)
    rows = _cut(found, found.sheet.asked(request), whole=True)
    name = f"einschaetzungen-{meeting_reference(meeting['year'], meeting['number'])}"
    return table(found.sheet, rows, lambda row: _cells(district, found, row, is_office), name)


async def _scored(request: Request, meeting: Row) -> Scored:
    """Figures of what may be seen already: all, or after the ballot only where the rule set says so."""
    district, voting = district_of(request).id, read_rules(meeting["content"]).voting
    mode = Mode(voting.score_mode)
    items = [item for item in await queries.agenda(district, meeting["id"]) if item["version"]]
    seen = {i["version"] for i in items if voting.others_visible == "after_own" or i["state"] in _AFTER_BALLOT}
    panel = len(await seats(district, meeting["jury"], berlin_day(meeting["begins_at"])))
    pots = await balances(district, meeting["fund"])
    left = pots.get(meeting["area"], Balance()).available
    rows = [_row(item) for item in items]
    hidden = sum(item["version"] not in seen for item in items)
    if mode is Mode.CRITERIA:
        figures = await _add_scores(district, meeting, voting, rows, seen, panel, left)
        return Scored(mode, rows, figures, hidden, panel, left)
    await _add_opinions(district, rows, seen)
    return Scored(mode, rows, None, hidden, panel, left)


_AFTER_BALLOT = (ItemState.DECIDED, ItemState.DEFERRED)


def _row(item: Row) -> Row:
    empty: Row = dict.fromkeys((*FIGURES, "rank", *Opinion))
    ref = reference(item["year"], item["number"])
    return {**empty, "ref": ref, "title": item["title"], "version": item["version"], "sheets": 0, "hint": ""} | {
        "amount": item["requested_cents"],
        "is_first": "nein",
    }


async def _add_scores(
    district: int, meeting: Row, voting: VotingRules, rows: list[Row], seen: set[int], panel: int, left: Cents
) -> Overview:
    cells = await scores_on(district, [row["version"] for row in rows])
    shown = {row["ref"]: cells[row["version"]] for row in rows if row["version"] in seen}
    amounts = {row["ref"]: Cents(row["amount"]) for row in rows}
    criteria = await criteria_of(district, meeting["fund"], voting)
    found = overview(shown, amounts, panel=panel, money=left, span=span(criteria))
    first = set(discussed_first(found.figures, list(shown)))
    for row in rows:
        row["sheets"] = len(cells[row["version"]])
        one = found.figures.get(row["ref"])
        if one is not None:
            row |= {name: getattr(one.found, name) for name in ("mean", "median", "lowest", "highest", "deviation")}
            row |= {"rank": one.rank, "adjusted": one.adjusted, "borda": one.borda}
            few = [] if one.rank else [_("zu wenige Bewertungen")]
            row["hint"] = ", ".join([*few, *(_(flag.label) for flag in one.flags)])
        if row["ref"] in first:
            row["is_first"] = "ja"
    return found


async def _add_opinions(district: int, rows: list[Row], seen: set[int]) -> None:
    found = await opinions_on_all(district, [row["version"] for row in rows])
    for row in rows:
        summary = found[row["version"]]
        row["sheets"] = summary.answered
        if row["version"] in seen:
            row |= {str(opinion): count for opinion, count in summary.counts.items()}


def _cut(found: Scored, asked: Asked, *, whole: bool = False) -> tuple[list[Row], int]:
    """Sorted here, not by the database: the figures are computed. What is not known comes last."""
    rows = [row for row in found.rows if all(row[by] == value for by, value in asked.chosen.items())]
    known = [row for row in rows if row[asked.order] not in (None, "")]
    known.sort(key=lambda row: _key(row[asked.order]), reverse=asked.is_descending)
    rows = [*known, *(row for row in rows if row[asked.order] in (None, ""))]
    first = PAGE_SIZE * (asked.page - 1)
    return rows if whole else rows[first : first + PAGE_SIZE], len(rows)


def _key(value: Any) -> Any:
    return value.casefold() if isinstance(value, str) else value


def _cells(district: Tenant, found: Scored, row: Row, is_office: bool) -> list[Cell]:
    """The chair reads the papers as a juror, the office the whole application."""
    folder = ("buero", "antraege") if is_office else ("jury", "antraege")
    amount = Cents(row["amount"])
    amount_cell = Cell(format_euro(amount), plain=plain_euro(amount))
    head, sheets = [Cell(row["ref"], district.path(*folder, row["ref"])), Cell(row["title"])], Cell(str(row["sheets"]))
    if found.mode is not Mode.CRITERIA:
        return [*head, *(Cell(_count(row[one])) for one in Opinion), sheets, amount_cell]
    figures = [Cell(_figure(row[name])) for name in FIGURES]
    hint = Cell(row["hint"], sign="due" if row["hint"] else "")
    return [*head, Cell(_count(row["rank"])), *figures, sheets, amount_cell, hint]


def _count(value: int | None) -> str:
    return "–" if value is None else str(value)


def _figure(value: Fraction | float | None) -> str:
    return "–" if value is None else figure(Fraction(value))


OFFICE_HANDLERS = [show_office_scores, show_office_score_table]
CHAIR_HANDLERS = [show_scores, show_score_table]
