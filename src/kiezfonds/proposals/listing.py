"""How the office's list looks: lines ready to print, pages to leaf through, a table to download.

A page of the list is kept until any act in the district changes it: opening it again costs two small queries.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from kiezfonds.districts.rules import Tenant
from kiezfonds.ground.days import berlin_day
from kiezfonds.ground.money import Cents, plain_euro
from kiezfonds.ground.text import N_
from kiezfonds.proposals.register import NEWEST_FIRST, Entry, Query
from kiezfonds.proposals.rules import CHANNEL_LABELS, ProposalState, reference, sign_of
from kiezfonds.web.filters import day, euro
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.lists import leaves, sheet_text

HEAD = (
    N_("Nummer"),
    N_("Titel"),
    N_("Gebiet"),
    N_("Stand"),
    N_("Beantragt (Euro)"),
    N_("Eingegangen am"),
    N_("Eingang"),
    N_("Nach der Frist"),
    N_("Sitzung am"),
)
COLUMNS = (
    ("nummer", N_("Nummer")),
    ("titel", N_("Titel")),
    ("stand", N_("Stand")),
    ("gebiet", N_("Gebiet")),
    ("betrag", N_("Beantragt")),
    ("eingang", N_("Eingegangen")),
)
# What is the most, the latest or the largest comes first when its column is pressed.
FROM_THE_TOP = ("nummer", "betrag", "eingang")

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
    return leaves(query.page, found, lambda page: address_of(query, page))


def heads_of(query: Query) -> list[dict[str, Any]]:
    """The columns with the address that sorts by them; pressed again, the other way round."""
    heads = []
    for name, title in COLUMNS:
        is_current, is_down = query.order.removeprefix("-") == name, query.order.startswith("-")
        turned = ("" if is_down else "-") if is_current else ("-" if name in FROM_THE_TOP else "")
        heads.append(
            {
                "text": _(title),
                "url": address_of(replace(query, order=f"{turned}{name}"), 0) or "?",
                "sorting": ("descending" if is_down else "ascending") if is_current else "",
                "is_number": name == "betrag",
            }
        )
    return heads


def address_of(query: Query, page: int) -> str:
    asked = {
        "q": query.text,
        "stand": query.state,
        "gebiet": query.area or "",
        "jahr": query.year if query.is_exact else "",
        "sitzung": query.held_on.isoformat() if query.held_on else "",
        "weg": query.channel,
        "frist": "" if query.is_late is None else ("danach" if query.is_late else "rechtzeitig"),
        "ordnung": query.order if query.order != NEWEST_FIRST else "",
        "seite": page,
    }
    return "?" + urlencode({name: value for name, value in asked.items() if value})


def csv_of(entries: Sequence[Entry]) -> str:
    return sheet_text([_(head) for head in HEAD], [_cells(entry) for entry in entries])


def _cells(e: Entry) -> list[str]:
    return [
        reference(e.year, e.number),
        e.title,
        e.area,
        _(ProposalState(e.state).label),
        plain_euro(Cents(e.requested_cents)),
        f"{e.received_on:%d.%m.%Y}",
        _(CHANNEL_LABELS[e.channel]),
        _("ja") if e.is_late else _("nein"),
        f"{berlin_day(e.held_at):%d.%m.%Y}" if e.held_at else "",
    ]
