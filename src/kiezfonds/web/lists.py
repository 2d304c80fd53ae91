"""Lists of the office: search, narrow, sort, leaf through, take along as a table. One declaration for each list.

A feature declares a `Sheet`, asks its query with `sheet.asked(request)` (`database.paging`), and turns each row into
cells. `listing()` is what components/sheet.html draws, `table()` the same selection as CSV.
"""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from litestar import Response

from kiezfonds.database.paging import PAGE_SIZE, Asked
from kiezfonds.database.work import Row
from kiezfonds.ground.text import clean, harmless
from kiezfonds.web.i18n import gettext
from kiezfonds.web.requests import Request

LAST_PAGE = 10_000


@dataclass(frozen=True)
class Column:
    """`name` stands in the address (?ordnung=name), `by` is the query's column that sorts it; none: not sortable."""

    name: str
    title: str
    by: str = ""
    is_number: bool = False
    is_text: bool = False


@dataclass(frozen=True)
class Narrowing:
    """One thing to choose from; `by` is the query's column. Options are given with the listing, by `name`."""

    name: str
    title: str
    by: str


@dataclass(frozen=True)
class Sheet:
    """`order` is the name of a column, with a minus for the other way round; `nothing` what an empty list says."""

    columns: tuple[Column, ...]
    order: str
    searched: tuple[str, ...] = ()
    narrowings: tuple[Narrowing, ...] = ()
    nothing: str = ""

    def asked(self, request: Request) -> Asked:
        """What cannot be meant is left out, instead of an error."""
        query = request.query_params
        order = str(query.get("ordnung") or self.order)
        by = {column.name: column for column in self.columns if column.by}
        column = by.get(order.lstrip("-")) or by[self.order.lstrip("-")]
        chosen = {n.by: clean(str(query[n.name]))[:80] for n in self.narrowings if clean(str(query.get(n.name) or ""))}
        page = str(query.get("seite") or "1")
        return Asked(
            text=clean(str(query.get("q") or ""))[:80] if self.searched else "",
            searched=self.searched,
            chosen=chosen,
            order=column.by,
            is_descending=order.startswith("-") if order.lstrip("-") in by else self.order.startswith("-"),
            is_text=column.is_text,
            page=min(max(int(page), 1), LAST_PAGE) if page.isascii() and page.isdigit() and len(page) < 9 else 1,
        )


@dataclass(frozen=True)
class Cell:
    """`text` is what is read, `sign` draws it as a state, `plain` is what the table to download holds instead."""

    text: str
    url: str = ""
    sign: str = ""
    plain: str | None = None


@dataclass(frozen=True)
class Listing:
    """All that components/sheet.html needs. Addresses of the list are relative, so they keep the language."""

    columns: list[dict[str, Any]]
    rows: list[Sequence[Cell]]
    found: int
    text: str
    narrowings: list[dict[str, Any]]
    is_searchable: bool
    is_filtered: bool
    here: str
    order: str
    table_url: str
    nothing: str
    pages: list[dict[str, Any]] = field(default_factory=list)
    previous: str = ""
    next: str = ""


def listing(
    request: Request,
    sheet: Sheet,
    asked: Asked,
    found: tuple[Sequence[Row], int],
    cells: Callable[[Row], Sequence[Cell]],
    options: Mapping[str, Sequence[tuple[str, str]]] | None = None,
    table: str = "liste.csv",
) -> Listing:
    """One page of a list, ready to draw. `table` is the address of the CSV below this one; none: no such table."""
    here, count = str(request.scope["path"]).rstrip("/").rpartition("/")[2], found[1]
    is_filtered = bool(asked.text or asked.chosen)
    return Listing(
        columns=[_head(sheet, asked, column) for column in sheet.columns],
        rows=[cells(row) for row in found[0]],
        found=count,
        text=asked.text,
        narrowings=[
            {
                "name": n.name,
                "title": gettext(n.title),
                "options": [(value, gettext(text)) for value, text in (options or {}).get(n.name, ())],
                "value": asked.chosen.get(n.by, ""),
            }
            for n in sheet.narrowings
        ],
        is_searchable=bool(sheet.searched),
        is_filtered=is_filtered,
        here=here,
        order=_order_of(sheet, asked),
        table_url=f"{here}/{table}{_address(sheet, asked, 0, '')}" if table else "",
        nothing=gettext(sheet.nothing),
        **leaves(asked.page, count, lambda page: _address(sheet, asked, page)),
    )


def sheet_text(head: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    """For spreadsheets in Germany: semicolons, a byte order mark, and no cell can become a formula."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([harmless(cell) for cell in line] for line in lines)
    return "\ufeff" + out.getvalue()


def leaves(page: int, found: int, address: Callable[[int], str]) -> dict[str, Any]:
    """What components/pagination.html needs; all pages where there are few, else the near ones."""
    last = max(1, -(-found // PAGE_SIZE))
    near = [n for n in range(1, last + 1) if n in (1, last) or abs(n - page) <= 2]
    pages: list[dict[str, Any]] = []
    for n in near:
        if pages and n - pages[-1]["number"] > 1:
            pages.append({"number": None, "url": "", "current": False})
        pages.append({"number": n, "url": address(n), "current": n == page})
    return {
        "pages": pages if last > 1 else [],
        "previous": address(min(page - 1, last)) if page > 1 else "",
        "next": address(page + 1) if page < last else "",
    }


def table(
    sheet: Sheet, found: tuple[Sequence[Row], int], cells: Callable[[Row], Sequence[Cell]], name: str
) -> Response[str]:
    """The same selection to take along."""
    lines = [[cell.text if cell.plain is None else cell.plain for cell in cells(row)] for row in found[0]]
    text = sheet_text([gettext(column.title) for column in sheet.columns], lines)
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"', "Cache-Control": "no-store"}
    return Response(text, media_type="text/csv", headers=headers)


def _head(sheet: Sheet, asked: Asked, column: Column) -> dict[str, Any]:
    is_current = bool(column.by) and column.by == asked.order
    descending = is_current and not asked.is_descending
    turned = replace(asked, order=column.by, is_descending=descending)
    sorting = ("descending" if asked.is_descending else "ascending") if is_current else ""
    return {
        "text": gettext(column.title),
        "is_number": column.is_number,
        "url": _address(sheet, turned, 0) if column.by else "",
        "sorting": sorting,
    }


def _address(sheet: Sheet, asked: Asked, page: int, otherwise: str = "?") -> str:
    chosen = {n.name: asked.chosen.get(n.by, "") for n in sheet.narrowings}
    order = _order_of(sheet, asked)
    said = {
        "q": asked.text,
        **chosen,
        "ordnung": order if order != sheet.order else "",
        "seite": page if page > 1 else "",
    }
    query = urlencode({name: value for name, value in said.items() if value})
    return f"?{query}" if query else otherwise


def _order_of(sheet: Sheet, asked: Asked) -> str:
    names = {column.by: column.name for column in sheet.columns if column.by}
    return ("-" if asked.is_descending else "") + names[asked.order]
