"""What differs between two versions of a proposal, line by line and word by word."""

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kiezfonds.ground.days import date_text
from kiezfonds.ground.money import Cents, format_euro
from kiezfonds.ground.text import N_
from kiezfonds.proposals.content import KIND_LABELS, ApplicantKind

# An amount is one word: „380,50 €“ became „350,50 €“, not 380 became 350.
_WORDS = re.compile(r"\s+|\d+(?:[.,]\d+)*(?:\u00a0€)?|\w+|[^\w\s]")
Row = Mapping[str, Any]

TEXTS = (
    ("title", N_("Titel")),
    ("summary", N_("Was und warum")),
    ("description", N_("Genauer")),
    ("place", N_("Ort")),
    ("group_name", N_("Gruppe oder Verein")),
    ("volunteer_work", N_("Ehrenamt")),
    ("limit_reason", N_("Warum es mehr sein muss")),
    ("other_funding", N_("Anderes Geld von")),
)
DAYS = (("starts_on", N_("Anfang")), ("ends_on", N_("Ende")))
SUMS = (
    ("requested_cents", N_("Beantragt")),
    ("smallest_useful_cents", N_("Würde zur Not reichen")),
    ("other_funding_cents", N_("Anderes Geld")),
)


@dataclass(frozen=True)
class Fact:
    """One line of a version. `label` is a source text; `what` names the one of several (a cost, a file)."""

    label: str
    text: str
    what: str = ""


@dataclass(frozen=True)
class Piece:
    """A run of text; `kind` is empty (stayed), ins or del."""

    text: str
    kind: str = ""


@dataclass(frozen=True)
class Change:
    label: str
    before: str
    after: str
    what: str = ""

    @property
    def pieces(self) -> list[Piece]:
        """The words in one line: what went, what came, what stayed."""
        return words(self.before, self.after)


def facts_of(version: Row, items: Iterable[Row], files: Iterable[Row] = ()) -> list[Fact]:
    """A version as lines, in the order of the pages. `files` are rows with `name`."""
    kind = version["applicant_kind"]
    facts = [Fact(label, version[name] or "") for name, label in TEXTS[:4]]
    facts += [Fact(label, _day(version[name])) for name, label in DAYS]
    facts += [Fact(N_("Kosten"), _cost(item), item["label"]) for item in items]
    facts += [Fact(label, _euros(version[name])) for name, label in SUMS]
    facts += [Fact(label, version[name] or "") for name, label in (TEXTS[6], TEXTS[7])]
    facts += [Fact(N_("Wer"), KIND_LABELS[ApplicantKind(kind)] if kind else "")]
    facts += [Fact(label, version[name] or "") for name, label in (TEXTS[4], TEXTS[5])]
    return [*facts, *(Fact(N_("Anlage"), file["name"], file["name"]) for file in files)]


def difference(old: Sequence[Fact], new: Sequence[Fact]) -> list[Change]:
    """Only what differs, in the order of the new one; what is gone comes last."""
    before, after = _keyed(old), _keyed(new)
    changes = [
        Change(label, before.get((label, what, n), ""), text, what)
        for (label, what, n), text in after.items()
        if before.get((label, what, n), "") != text
    ]
    gone = [
        Change(label, text, "", what)
        for (label, what, n), text in before.items()
        if text and (label, what, n) not in after
    ]
    return [*changes, *gone]


def words(before: str, after: str) -> list[Piece]:
    """Both texts as one; joined again, what is not `ins` is the old text and what is not `del` the new one."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    pieces: list[Piece] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("".join(old[a:b])))
            continue
        pieces += [Piece("".join(gone), "del") for gone in (old[a:b],) if gone]
        pieces += [Piece("".join(come), "ins") for come in (new[c:d],) if come]
    return pieces


def _keyed(facts: Iterable[Fact]) -> dict[tuple[str, str, int], str]:
    """By label, name and how many of that name came before."""
    found: dict[tuple[str, str, int], str] = {}
    for fact in facts:
        n = 0
        while (fact.label, fact.what, n) in found:
            n += 1
        found[fact.label, fact.what, n] = fact.text
    return found


def _cost(item: Row) -> str:
    each, total = _euros(item["unit_cents"]), _euros(item["quantity_count"] * item["unit_cents"])
    return f"{item['quantity_count']} × {each} = {total}"


def _euros(cents: int | None) -> str:
    return "" if cents is None else format_euro(Cents(cents))


def _day(day: date | None) -> str:
    return date_text(day) if day else ""
