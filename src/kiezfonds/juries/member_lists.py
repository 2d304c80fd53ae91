"""Reading a list of members as spreadsheets save it: semicolons or commas, German or English headings."""

import csv
from collections.abc import Iterable, Mapping
from io import StringIO
from typing import Final

from kiezfonds.ground.problems import Problem
from kiezfonds.ground.text import LINE_CAP, N_, clean_line
from kiezfonds.juries.rules import Function, MemberDraft, MemberGroup

HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "name": ("name", "vor- und nachname", "vollständiger name"),
    "first_name": ("vorname", "first name"),
    "last_name": ("nachname", "familienname", "last name"),
    "email": ("e-mail", "email", "mail", "e-mail-adresse", "mailadresse"),
    "phone": ("telefon", "tel", "telefonnummer", "handy", "mobil", "phone"),
    "street": ("straße", "strasse", "straße und hausnummer", "anschrift", "street"),
    "town": ("ort", "plz und ort", "plz ort", "wohnort", "stadt", "town"),
    "group": ("gruppe", "group"),
    "function": ("funktion", "amt", "function"),
    "organisation": ("verein", "einrichtung", "verein oder einrichtung", "organisation", "träger"),
}
GROUPS: Final[Mapping[str, MemberGroup]] = {
    "": MemberGroup.RESIDENT,
    "ausgelost": MemberGroup.DRAWN,
    "gelost": MemberGroup.DRAWN,
    "los": MemberGroup.DRAWN,
    "bewohner": MemberGroup.RESIDENT,
    "bewohnerin": MemberGroup.RESIDENT,
    "anwohner": MemberGroup.RESIDENT,
    "anwohnerin": MemberGroup.RESIDENT,
    "nachbarschaft": MemberGroup.RESIDENT,
    "verein": MemberGroup.ORGANISED,
    "einrichtung": MemberGroup.ORGANISED,
    "organisiert": MemberGroup.ORGANISED,
    "organisation": MemberGroup.ORGANISED,
    **{group.value: group for group in MemberGroup},
}
FUNCTIONS: Final[Mapping[str, Function]] = {
    "": Function.MEMBER,
    "mitglied": Function.MEMBER,
    "vorsitz": Function.CHAIR,
    "vorsitzende": Function.CHAIR,
    "vorsitzender": Function.CHAIR,
    "stellvertretung": Function.DEPUTY,
    "stellvertreterin": Function.DEPUTY,
    "stellvertreter": Function.DEPUTY,
    **{function.value: function for function in Function},
}
CAPS: Final[Mapping[str, int]] = {"phone": 40, "email": 320}


def read_members(text: str) -> tuple[list[MemberDraft], list[Problem]]:
    """The members, or every problem with the number of its line; the headings are line 1."""
    lines = list(csv.reader(StringIO(text, newline=""), delimiter=_separator(text)))
    columns = _columns(lines[0]) if lines else {}
    if "name" not in columns and not {"first_name", "last_name"} <= set(columns):
        return [], [Problem(N_("In der ersten Zeile fehlt die Spalte „Name“."), "file")]
    drafts, problems = [], []
    mails: dict[str, int] = {}
    for number, cells in enumerate(lines[1:], start=2):
        values = _values(columns, cells)
        if not any(values.values()):
            continue
        found = [*_problems(values), *_twice(values["email"], number, mails)]
        problems += [Problem(p.text, "file", values={**p.values, "line": number}) for p in found]
        if not found:
            drafts.append(_draft(values))
    if not drafts and not problems:
        problems.append(Problem(N_("In der Datei steht kein Mitglied."), "file"))
    return ([], problems) if problems else (drafts, [])


def _separator(text: str) -> str:
    first = text.partition("\n")[0]
    return max(";,\t", key=first.count)


def _columns(headings: Iterable[str]) -> dict[str, int]:
    known = {name: key for key, names in HEADINGS.items() for name in names}
    places = {known.get(clean_line(heading).lower().rstrip(".:")): place for place, heading in enumerate(headings)}
    return {key: place for key, place in places.items() if key}


def _values(columns: Mapping[str, int], cells: list[str]) -> dict[str, str]:
    values = {
        key: clean_line(cells[columns[key]]) if columns.get(key, len(cells)) < len(cells) else "" for key in HEADINGS
    }
    if not values["name"]:
        values["name"] = f"{values['first_name']} {values['last_name']}".strip()
    return values


def _problems(values: Mapping[str, str]) -> list[Problem]:
    problems = []
    if not values["name"]:
        problems.append(Problem(N_("Zeile {line}: Der Name fehlt.")))
    if values["email"] and not _looks_like_mail(values["email"]):
        problems.append(
            Problem(N_("Zeile {line}: „{value}“ ist keine E-Mail-Adresse."), values={"value": values["email"]})
        )
    if values["group"].lower() not in GROUPS:
        text = N_("Zeile {line}: Die Gruppe „{value}“ gibt es nicht. Möglich: ausgelost, Nachbarschaft, Verein.")
        problems.append(Problem(text, values={"value": values["group"]}))
    if values["function"].lower() not in FUNCTIONS:
        text = N_("Zeile {line}: Die Funktion „{value}“ gibt es nicht. Möglich: Mitglied, Vorsitz, Stellvertretung.")
        problems.append(Problem(text, values={"value": values["function"]}))
    problems += [
        Problem(N_("Zeile {line}: „{value}…“ ist zu lang."), values={"value": value[:20]})
        for key, value in values.items()
        if len(value) > CAPS.get(key, LINE_CAP)
    ]
    return problems


def _twice(mail: str, line: int, seen: dict[str, int]) -> list[Problem]:
    first = seen.setdefault(mail.lower(), line) if mail else line
    if first == line:
        return []
    return [Problem(N_("Zeile {line}: Diese E-Mail-Adresse steht schon in Zeile {first}."), values={"first": first})]


def _looks_like_mail(text: str) -> bool:
    name, at, host = text.partition("@")
    return bool(name and at and "." in host) and " " not in text


def _draft(values: Mapping[str, str]) -> MemberDraft:
    return MemberDraft(
        name=values["name"],
        email=values["email"],
        phone=values["phone"],
        street=values["street"],
        town=values["town"],
        group=GROUPS[values["group"].lower()],
        function=FUNCTIONS[values["function"].lower()],
        organisation=values["organisation"],
    )
