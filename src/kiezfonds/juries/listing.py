"""The two lists of the office: the juries of the district, the members of one."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from kiezfonds.districts.rules import Tenant
from kiezfonds.ground.text import N_
from kiezfonds.juries.rules import FUNCTION_LABELS, GROUP_LABELS, Function, MemberGroup
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.lists import Cell, Column, Narrowing, Sheet

Row = dict[str, Any]

JURIES = Sheet(
    columns=(
        Column("gebiet", N_("Gebiet"), "position"),
        Column("jury", N_("Jury"), "name", is_text=True),
        Column("mitglieder", N_("Mitglieder"), "members", is_number=True),
        Column("von", N_("Amtszeit von"), "term_from_on"),
        Column("bis", N_("bis"), "term_until_on"),
    ),
    order="gebiet",
    searched=("area_name", "name"),
    narrowings=(Narrowing("stand", N_("Stand"), "state"),),
    nothing=N_("Der Bezirk hat noch keine Gebiete."),
)
JURY_STATES = (("there", N_("mit Jury")), ("none", N_("noch keine Jury")))
MEMBERS = Sheet(
    columns=(
        Column("nr", N_("Nr."), "place", is_number=True),
        Column("name", N_("Name"), "name", is_text=True),
        Column("funktion", N_("Funktion"), "function"),
        Column("gruppe", N_("Gruppe"), "member_group"),
        Column("erreichbar", N_("Erreichbar"), "email", is_text=True),
        Column("zugang", N_("Zugang"), "link_used_at"),
        Column("stand", N_("Stand"), "state"),
    ),
    order="nr",
    searched=("name", "email", "organisation"),
    narrowings=(
        Narrowing("gruppe", N_("Gruppe"), "member_group"),
        Narrowing("funktion", N_("Funktion"), "function"),
        Narrowing("stand", N_("Stand"), "state"),
    ),
    nothing=N_("Noch hat die Jury keine Mitglieder. Laden Sie eine Liste hoch oder tragen Sie sie einzeln ein."),
)
MEMBER_TABLE = replace(
    MEMBERS,
    columns=(
        *MEMBERS.columns[:4],
        Column("verein", N_("Verein oder Einrichtung")),
        Column("erreichbar", N_("E-Mail"), "email", is_text=True),
        Column("telefon", N_("Telefon")),
        *MEMBERS.columns[5:],
        Column("seit", N_("Dabei seit")),
        Column("bis", N_("Ausgeschieden am")),
    ),
)
MEMBER_STATES = (("active", N_("dabei")), ("ended", N_("ausgeschieden")))
MEMBER_OPTIONS: Mapping[str, Sequence[tuple[str, str]]] = {
    "gruppe": [(group.value, label) for group, label in GROUP_LABELS.items()],
    "funktion": [(function.value, label) for function, label in FUNCTION_LABELS.items()],
    "stand": MEMBER_STATES,
}


def jury_cells(district: Tenant, row: Row) -> list[Cell]:
    has_one = row["jury"] is not None
    return [
        Cell(row["area_name"], district.path("buero", "jurys", row["area_slug"])),
        Cell(row["name"] if has_one else _("noch keine Jury")),
        Cell(str(row["members"]) if has_one else "–", plain=str(row["members"] or 0)),
        Cell(_day(row["term_from_on"])),
        Cell(_day(row["term_until_on"])),
    ]


def member_cells(here: str, row: Row) -> list[Cell]:
    """`here` is the path of the jury's page."""
    group, access, state = _last_columns(row)
    return [
        Cell(str(row["number"])),
        Cell(row["name"], f"{here}/mitglieder/{row['number']}"),
        Cell(_(FUNCTION_LABELS[Function(row["function"])])),
        Cell(row["organisation"] or group),
        Cell(", ".join(filter(None, (row["email"], row["phone"]))) or "–"),
        Cell(access),
        Cell(state, sign="good" if row["state"] == "active" else "done"),
    ]


def member_line(row: Row) -> list[Cell]:
    """For the table to download: everything in a column of its own."""
    group, access, state = _last_columns(row)
    contact = (row["organisation"], row["email"], row["phone"])
    days = (_day(row["appointed_on"]), _day(row["ended_on"]))
    function = _(FUNCTION_LABELS[Function(row["function"])])
    return [Cell(text) for text in (str(row["number"]), row["name"], function, group, *contact, access, state, *days)]


def _last_columns(row: Row) -> tuple[str, str, str]:
    state = _("dabei") if row["state"] == "active" else _("ausgeschieden")
    return _(GROUP_LABELS[MemberGroup(row["member_group"])]), _access(row["link_at"], row["link_used_at"]), state


def _access(issued_at: datetime | None, used_at: datetime | None) -> str:
    if used_at:
        return _("geöffnet")
    return _("ausgestellt") if issued_at else _("noch keiner")


def _day(day: date | None) -> str:
    return f"{day:%d.%m.%Y}" if day else ""
