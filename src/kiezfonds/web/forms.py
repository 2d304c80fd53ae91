"""A form: what was typed stays as typed, every field says its own error, and all of them at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Self

from kiezfonds.ground.problems import Problem
from kiezfonds.web.fields import Choice, Field, Option, Wrong
from kiezfonds.web.i18n import gettext, text_of
from kiezfonds.web.requests import Request

NEVER_KEPT = frozenset({"_csrf", "_key", "password", "repeated", "old", "code", "current", "recovery", "pin"})


@dataclass(frozen=True)
class BoundField:
    """What a component needs to draw one field."""

    name: str
    id: str
    label: str
    hint: str
    kind: str
    required: bool
    max: int | None
    values: list[str]
    error: str
    options: list[Option]

    @property
    def value(self) -> str:
        return self.values[0] if self.values else ""

    @property
    def fits_calendar(self) -> bool:
        """A calendar field throws away what is no day as it writes days."""
        try:
            return not self.value or date.fromisoformat(self.value).isoformat() == self.value
        except ValueError:
            return False


class Form:
    """Base of every form: fields are class attributes, `result()` gives a dataclass of rules.py."""

    fields: ClassVar[dict[str, Field]] = {}

    def __init_subclass__(cls) -> None:
        own = {name: f for name, f in vars(cls).items() if isinstance(f, Field)}
        cls.fields = {**cls.fields, **own}

    def __init__(self, *, options: Mapping[str, Sequence[Option]] | None = None, **initial: Any) -> None:
        self.options = dict(options or {})
        self.raw = {name: field.show(initial.get(name)) for name, field in self.fields.items()}
        self.values: dict[str, Any] = {}
        self.field_errors: dict[str, str] = {}
        self.general_errors: list[str] = []
        self.was_read = False

    @classmethod
    async def read(cls, request: Request, *, options: Mapping[str, Sequence[Option]] | None = None) -> Self:
        """The form as sent; every field checked."""
        form = cls(options=options)
        form.fill(multi(await request.form()))
        return form

    def fill(self, data: Mapping[str, Sequence[str]]) -> None:
        self.was_read = True
        self.raw = {name: [str(v) for v in data.get(name, ())] for name in self.fields}
        for name, field in self.fields.items():
            try:
                self.values[name] = self._value(field, self.raw[name])
            except Wrong as wrong:
                self.field_errors[name] = gettext(wrong.text).format(**wrong.values)
        self.check(data)

    def check(self, data: Mapping[str, Sequence[str]]) -> None:
        """For subclasses: what no single field can see."""

    @property
    def is_valid(self) -> bool:
        return self.was_read and not self.has_errors

    @property
    def has_errors(self) -> bool:
        return bool(self.field_errors or self.general_errors)

    @property
    def errors(self) -> list[dict[str, str]]:
        """For the summary at the top: the sentence and the field it leads to."""
        general = [{"id": "", "text": text} for text in self.general_errors]
        order = [*self.fields, *(n for n in self.field_errors if n not in self.fields)]
        return [
            *general,
            *({"id": self.id_of(n), "text": self.field_errors[n]} for n in order if n in self.field_errors),
        ]

    def add(self, problems: Iterable[Problem]) -> None:
        """What the rules said, at its field where it has one."""
        for problem in problems:
            if problem.field in self.fields:
                self.field_errors.setdefault(problem.field, text_of(problem))
            else:
                self.general_errors.append(text_of(problem))

    def bound(self, name: str) -> BoundField:
        field = self.fields[name]
        return BoundField(
            name=name,
            id=self.id_of(name),
            label=gettext(field.label) if field.label else "",
            hint=gettext(field.hint) if field.hint else "",
            kind=field.kind,
            required=field.required,
            max=getattr(field, "max", None),
            values=[] if field.kind == "password" else self.raw[name],
            error=self.field_errors.get(name, ""),
            options=[(value, gettext(label)) for value, label in self._options(field)],
        )

    def id_of(self, name: str) -> str:
        """The element the error summary leads to: for radios the first option."""
        return f"f-{name}"

    def _options(self, field: Field) -> Sequence[Option]:
        own = field.options if isinstance(field, Choice) else ()
        return self.options.get(field.name, own)

    def _value(self, field: Field, raw: Sequence[str]) -> Any:
        if isinstance(field, Choice):
            return field.read_from(raw, self._options(field))
        return field.read(raw)


async def typed_in(request: Request) -> list[tuple[str, str]]:
    """What a form held, to be kept on an error page; passwords and our own hidden fields are left out."""
    held = multi(await request.form())
    return [(name, text) for name, texts in held.items() if name not in NEVER_KEPT for text in texts]


def multi(data: Any) -> dict[str, list[str]]:
    """Litestar's form data as name → texts; uploaded files are left out."""
    found: dict[str, list[str]] = {}
    for name, value in data.multi_items():
        if isinstance(value, str):
            found.setdefault(name, []).append(value)
    return found
