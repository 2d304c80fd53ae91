"""The small table of costs in a form: lines as typed, an error at its line, the sums."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from kiezfonds.ground.money import Cents, parse_euro
from kiezfonds.ground.text import N_, clean_line
from kiezfonds.proposals.content import MOST_COST_LINES, CostLine
from kiezfonds.web.filters import euro
from kiezfonds.web.i18n import gettext

MOST_QUANTITY = 100_000
MOST_DIGITS = 9
MOST_EACH = 10_000_000_00
LABEL_MAX = 120
# More than may be handed in: what somebody typed comes back, to be put together.
MOST_SHOWN = 200


@dataclass
class Line:
    """As components/cost_rows.html draws it."""

    what: str = ""
    count: str = ""
    each: str = ""
    error: str = ""
    parsed: CostLine | None = None

    @property
    def is_empty(self) -> bool:
        return not (self.what or self.count or self.each)

    @property
    def sum(self) -> str:
        return euro(self.parsed.sum_cents if self.parsed else 0)


class CostTable:
    most = MOST_COST_LINES

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = list(lines) or [Line()]

    @classmethod
    def of(cls, items: Iterable[Mapping[str, Any]]) -> Self:
        """What was saved, as it would be typed."""
        return cls([_shown(CostLine(i["label"], i["quantity_count"], i["unit_cents"])) for i in items])

    @classmethod
    def read(cls, data: Mapping[str, Sequence[str]]) -> Self:
        """What was typed; empty lines are dropped."""
        columns = (data.get("cost_what", ()), data.get("cost_count", ()), data.get("cost_each", ()))
        typed = [
            Line(clean_line(what), clean_line(count), clean_line(each))
            for what, count, each in zip(*columns, strict=False)
        ]
        lines = [line for line in typed if not line.is_empty][:MOST_SHOWN]
        for line in lines:
            line.parsed, line.error = _parsed(line)
        return cls(lines)

    def with_one_more(self) -> None:
        if len(self.lines) < self.most and not self.lines[-1].is_empty:
            self.lines.append(Line())

    def errors(self) -> dict[str, str]:
        """By the field's name, for the summary."""
        return {f"costs-what-{n}": line.error for n, line in enumerate(self.lines, start=1) if line.error}

    def result(self) -> tuple[CostLine, ...]:
        return tuple(line.parsed for line in self.lines if line.parsed)

    @property
    def total(self) -> str:
        return euro(sum(item.sum_cents for item in self.result()))


def _shown(item: CostLine) -> Line:
    euros, cents = divmod(item.unit_cents, 100)
    each = f"{euros},{cents:02d}" if cents else str(euros)
    return Line(item.label, str(item.quantity), each, parsed=item)


def _parsed(line: Line) -> tuple[CostLine | None, str]:
    """A missing quantity is one piece."""
    if not line.what:
        return None, gettext(N_("Bitte schreiben Sie, wofür das Geld ist."))
    if len(line.what) > LABEL_MAX:
        return None, gettext(N_("Bitte kürzen Sie auf höchstens 120 Zeichen."))
    count = line.count.replace(".", "") or "1"
    is_number = count.isascii() and count.isdigit() and len(count) <= MOST_DIGITS
    if not (is_number and 1 <= int(count) <= MOST_QUANTITY):
        return None, gettext(N_("Bitte schreiben Sie die Menge als ganze Zahl, zum Beispiel 3."))
    each = parse_euro(line.each)
    if each is None or not 0 < each <= MOST_EACH:
        return None, gettext(N_("Bitte schreiben Sie den Preis in Euro, zum Beispiel 12 oder 12,50."))
    return CostLine(line.what, int(count), Cents(each)), ""
