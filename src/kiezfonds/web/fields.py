"""The fields a form is made of: each turns what was typed into a value, or says what to do instead."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any, ClassVar

from kiezfonds.ground.money import parse_euro
from kiezfonds.ground.text import N_, clean
from kiezfonds.web.i18n import gettext

Option = tuple[str, str]
MOST_DIGITS = 12  # more is no number anybody means, and too long to be read as one
FIRST_YEAR, LAST_YEAR = 1900, 2199  # farther days overflow when they become instants


class Wrong(Exception):  # noqa: N818 - a sentence for the person typing
    """The sentence shown at the field; German source text with {values}."""

    def __init__(self, text: str, **values: object) -> None:
        super().__init__(text)
        self.text = text
        self.values = values


@dataclass
class Field:
    """One question. `label` and `hint` are German source texts."""

    label: str
    hint: str = ""
    required: bool = True
    kind: ClassVar[str] = "text"
    missing: ClassVar[str] = N_("Bitte ausfüllen: {label}")
    name: str = ""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, form: Any, owner: type) -> Any:
        return self if form is None else form.bound(self.name)

    def read(self, raw: Sequence[str]) -> Any:
        """The value, None when nothing was given; raises Wrong."""
        text = clean(raw[0]) if raw else ""
        if not text:
            if self.required:
                raise Wrong(self.missing, label=gettext(self.label))
            return self.empty()
        return self.convert(text)

    def empty(self) -> Any:
        return None

    def convert(self, text: str) -> Any:
        return text

    def show(self, value: Any) -> list[str]:
        """The value as it would be typed."""
        return [] if value is None else [str(value)]


@dataclass
class Text(Field):
    max: int = 200

    def empty(self) -> str:
        return ""

    def convert(self, text: str) -> str:
        if len(text) > self.max:
            raise Wrong(
                N_("Bitte kürzen Sie auf höchstens {max} Zeichen. Es sind {count}."), max=self.max, count=len(text)
            )
        return text


@dataclass
class LongText(Text):
    max: int = 4000
    kind: ClassVar[str] = "textarea"


@dataclass
class Email(Text):
    kind: ClassVar[str] = "email"

    def convert(self, text: str) -> str:
        name, at, host = super().convert(text).partition("@")
        is_host = "." in host.strip(".") and host == host.strip(".") and "@" not in host
        if not (name and at and is_host) or any(c.isspace() or c in "<>,;" for c in text):
            raise Wrong(N_("Das sieht nicht wie eine E-Mail-Adresse aus, zum Beispiel name@beispiel.de."))
        return text


@dataclass
class Password(Text):
    """Kept exactly as typed: no trimming, no normal form."""

    kind: ClassVar[str] = "password"
    max: int = 200

    def read(self, raw: Sequence[str]) -> str:
        if not raw or not raw[0]:
            raise Wrong(self.missing, label=gettext(self.label))
        return raw[0][: self.max]


@dataclass
class Number(Field):
    low: int = 0
    high: int = 1_000_000
    kind: ClassVar[str] = "number"

    def convert(self, text: str) -> int:
        digits = text.replace(".", "").replace("\u202f", "").replace(" ", "")
        if not digits.isascii() or not digits.isdigit():
            raise Wrong(N_("Bitte geben Sie eine ganze Zahl ein."))
        if len(digits) > MOST_DIGITS or not self.low <= int(digits) <= self.high:
            raise Wrong(N_("Bitte geben Sie eine Zahl von {low} bis {high} ein."), low=self.low, high=self.high)
        return int(digits)


@dataclass
class Money(Field):
    """An amount in euros as people type it; the value is cents."""

    low: int = 0
    high: int = 100_000_000_00
    kind: ClassVar[str] = "money"

    def convert(self, text: str) -> int:
        cents = parse_euro(text)
        if cents is None:
            raise Wrong(N_("Bitte geben Sie einen Betrag in Euro ein, zum Beispiel 1.250 oder 12,50."))
        if cents < self.low:
            raise Wrong(N_("Der Betrag ist zu klein."))
        if cents > self.high:
            raise Wrong(N_("Der Betrag ist zu groß."))
        return cents

    def show(self, value: Any) -> list[str]:
        if value is None:
            return []
        euros, cents = divmod(int(value), 100)
        return [f"{euros},{cents:02d}" if cents else str(euros)]


@dataclass
class Day(Field):
    kind: ClassVar[str] = "date"

    def convert(self, text: str) -> date:
        parts = text.split(".")
        try:
            day = date(int(parts[2]), int(parts[1]), int(parts[0])) if len(parts) == 3 else date.fromisoformat(text)
            if not FIRST_YEAR <= day.year <= LAST_YEAR:
                raise ValueError
            return day
        except ValueError as error:
            raise Wrong(N_("Dieses Datum gibt es nicht. Bitte schreiben Sie es wie 12.03.2026.")) from error

    def show(self, value: Any) -> list[str]:
        return [] if value is None else [value.isoformat()]


@dataclass
class Time(Field):
    kind: ClassVar[str] = "time"

    def convert(self, text: str) -> time:
        try:
            return time.fromisoformat(text if ":" in text else f"{int(text):02d}:00")
        except ValueError as error:
            raise Wrong(N_("Bitte geben Sie eine Uhrzeit ein, zum Beispiel 18:00.")) from error

    def show(self, value: Any) -> list[str]:
        return [] if value is None else [value.strftime("%H:%M")]


@dataclass
class Choice(Field):
    """One of `options` (value, German label); options that depend on data are given to the form."""

    options: Sequence[Option] = ()
    kind: ClassVar[str] = "radios"
    missing: ClassVar[str] = N_("Bitte wählen Sie aus: {label}")

    def read_from(self, raw: Sequence[str], options: Sequence[Option]) -> Any:
        value = super().read(raw)
        if value is not None and value not in {v for v, _ in options}:
            raise Wrong(N_("Bitte wählen Sie eine der Möglichkeiten."))
        return value


@dataclass
class Check(Field):
    """A box to tick; required means it must be ticked."""

    kind: ClassVar[str] = "checkbox"
    missing: ClassVar[str] = N_("Bitte bestätigen Sie: {label}")

    def read(self, raw: Sequence[str]) -> bool:
        ticked = bool(raw and raw[0])
        if self.required and not ticked:
            raise Wrong(self.missing, label=gettext(self.label))
        return ticked

    def show(self, value: Any) -> list[str]:
        return ["on"] if value else []
