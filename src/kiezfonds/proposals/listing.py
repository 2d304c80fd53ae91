"""How the office's list looks: lines ready to print, pages to leaf through, a table to download.

A page of the list is kept until any act in the district changes it: opening it again costs two small queries.
"""

import csv
import io
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from kiezfonds.districts.rules import Tenant
from kiezfonds.proposals.register import PAGE_SIZE, Entry, Query
from kiezfonds.proposals.rules import ProposalState, reference, sign_of
from kiezfonds.web.filters import day, euro
from kiezfonds.web.i18n import gettext as _

HEAD = ("Nummer", "Titel", "Gebiet", "Stand", "Beantragt (Euro)", "Eingegangen am")
FORMULA = ("=", "+", "-", "@", "\t", "\r")

Line = tuple[str, str, str, str, str, str, str, str]


def lines_of(district: Tenant, entries: Sequence[Entry]) -> list[Line]:
    """Address, number, title, area, state, its sign, amount, day: nothing left to format in the template."""
    here = district.path("buero", "antraege")
    signs = {state.value: (_(state.label), sign_of(state)) for state in ProposalState}
    return [
        (
            f"{here}/{reference(e.year, e.number)}",
            reference(e.year, e.number),
            e.title,
            e.area,
            *signs[e.state],
            euro(e.requested_cents),
            day(e.received_on),
        )
        for e in entries
    ]


def pages_of(query: Query, found: int) -> dict[str, Any]:
    """What components/pagination.html needs; all pages where there are few, else the near ones."""
    last = max(1, -(-found // PAGE_SIZE))
    near = [n for n in range(1, last + 1) if n in (1, last) or abs(n - query.page) <= 2]
    pages: list[dict[str, Any]] = []
    for n in near:
        if pages and n - pages[-1]["number"] > 1:
            pages.append({"number": None, "url": "", "current": False})
        pages.append({"number": n, "url": address_of(query, n), "current": n == query.page})
    return {
        "pages": pages if last > 1 else [],
        "previous": address_of(query, query.page - 1) if query.page > 1 else "",
        "next": address_of(query, query.page + 1) if query.page < last else "",
    }


def address_of(query: Query, page: int) -> str:
    year = query.year if query.is_exact else ""
    asked = {"q": query.text, "stand": query.state, "gebiet": query.area or "", "jahr": year, "seite": page}
    return "?" + urlencode({name: value for name, value in asked.items() if value})


def csv_of(entries: Sequence[Entry]) -> str:
    """For spreadsheets in Germany; no cell can become a formula there."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEAD)
    for e in entries:
        euros, cents = divmod(e.requested_cents, 100)
        received = f"{e.received_on:%d.%m.%Y}"
        state = ProposalState(e.state).label
        cells = (reference(e.year, e.number), e.title, e.area, state, f"{euros},{cents:02d}", received)
        writer.writerow([_harmless(cell) for cell in cells])
    return "\ufeff" + out.getvalue()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell
