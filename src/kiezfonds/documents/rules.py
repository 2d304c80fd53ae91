"""What a paper may be made of: letterhead, address field, attachments and the limits of the press."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from kiezfonds.ground.problems import Problem
from kiezfonds.ground.text import N_

HTML_LIMIT = 1_000_000
ROW_LIMIT = 500
ASSETS_LIMIT = 20_000_000
ADDRESS_LINES = 6
ADDRESS_WIDTH = 21.5
"""Width of the address field in em: 80 mm at 10.5 pt (DIN 5008 form B), rounded down."""

_NARROW = frozenset("iljtfrIJ.,:;'’|!()[]/- ")
_WIDE = frozenset("mwMW@%&—…ŒÆ")
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,60}\.[a-z0-9]{1,8}")


@dataclass(frozen=True)
class LetterHead:
    """Who writes. `issuer` is printed large, `contact` holds label and value of the information block."""

    issuer: tuple[str, ...]
    return_line: str
    contact: tuple[tuple[str, str], ...]
    file_number: str
    date_text: str
    logo: str = ""
    """Name of an asset given to the press, or nothing."""
    logo_alt: str = ""


@dataclass(frozen=True)
class Address:
    """To whom: at most six lines, no blank ones; `endorsements` stand above them (e.g. „Einschreiben“)."""

    lines: tuple[str, ...]
    endorsements: tuple[str, ...] = ()


@dataclass(frozen=True)
class Attachment:
    """A file inside the PDF, e.g. the figures of a ballot as CSV."""

    name: str
    description: str
    content: bytes
    media_type: str
    created: datetime


class PressFailed(Exception):  # noqa: N818 - the name callers catch, as agreed
    """A paper could not be set. `text` is a German msgid, `detail` is for the log."""

    def __init__(self, text: str, values: Mapping[str, object] | None = None, detail: str = "") -> None:
        self.text, self.values, self.detail = text, dict(values or {}), detail
        super().__init__(text.format(**self.values))


def problems_with_address(lines: Sequence[str]) -> list[Problem]:
    """A line too many or too long would be cut off by the window of the envelope."""
    clause = "DIN 5008"
    if not lines:
        return [Problem(N_("Die Anschrift fehlt."), clause=clause)]
    problems = []
    if len(lines) > ADDRESS_LINES:
        text = N_("Die Anschrift hat {count} Zeilen. Mehr als {limit} passen nicht in das Anschriftfeld.")
        problems.append(Problem(text, clause=clause, values={"count": len(lines), "limit": ADDRESS_LINES}))
    if any(not line.strip() for line in lines):
        problems.append(Problem(N_("In der Anschrift steht eine leere Zeile."), clause=clause))
    for line in lines:
        if line_width(line) > ADDRESS_WIDTH:
            text = N_("Die Zeile „{line}“ ist zu lang für das Anschriftfeld. Bitte nutzen Sie zwei Zeilen.")
            problems.append(Problem(text, clause=clause, values={"line": line}))
    return problems


def folded(lines: Sequence[str]) -> tuple[str, ...]:
    """Breaks lines that are too long for the address field at their spaces, and drops blank ones."""
    result: list[str] = []
    for line in lines:
        rest: list[str] = []
        for word in line.split():
            if rest and line_width(" ".join([*rest, word])) > ADDRESS_WIDTH:
                result.append(" ".join(rest))
                rest = []
            rest.append(word)
        if rest:
            result.append(" ".join(rest))
    return tuple(result)


def line_width(line: str) -> float:
    """Width in em, a little more than the printing font needs."""
    return sum(_em(character) for character in line)


def refuse_excess(html: str, assets: Mapping[str, bytes], attachments: Sequence[Attachment]) -> None:
    """Raises PressFailed for what the press does not even try."""
    size = len(html.encode("utf-8", "replace"))
    if size > HTML_LIMIT:
        text = N_("Das Dokument ist zu groß: {size} KB. Erlaubt sind {limit} KB.")
        raise PressFailed(text, {"size": size // 1000, "limit": HTML_LIMIT // 1000})
    rows = max(part.count("<tr") for part in html.lower().split("<table"))
    if rows > ROW_LIMIT:
        text = N_("Eine Tabelle hat {rows} Zeilen. Erlaubt sind {limit}.")
        raise PressFailed(text, {"rows": rows, "limit": ROW_LIMIT})
    if sum(map(len, assets.values())) + sum(len(item.content) for item in attachments) > ASSETS_LIMIT:
        text = N_("Die Bilder und Anlagen sind zusammen größer als {limit} MB.")
        raise PressFailed(text, {"limit": ASSETS_LIMIT // 1_000_000})
    names = [item.name for item in attachments]
    for item in attachments:
        if not _NAME.fullmatch(item.name) or names.count(item.name) > 1:
            text = N_("Die Anlage „{name}“ braucht einen eigenen einfachen Dateinamen.")
            raise PressFailed(text, {"name": item.name})
        if not item.description:
            raise PressFailed(N_("Der Anlage „{name}“ fehlt die Beschreibung."), {"name": item.name})


def _em(character: str) -> float:
    if character in _NARROW:
        return 0.37
    if character in _WIDE:
        return 0.96
    return 0.67 if character.isupper() else 0.56
