"""Forms to adjust a part of the rules, drawn from the list of its parameters."""

from collections.abc import Mapping, Sequence
from typing import Any

from kiezfonds.rounds.adjusting import read_checklist, read_criteria, read_day
from kiezfonds.rounds.parameters import APPLICANTS, PARAMETERS, Kind, Parameter, day_shown, said, variant_of
from kiezfonds.rounds.rules import Rules, Share
from kiezfonds.web.fields import Check, Choice, Field, LongText, Money, Number, Text
from kiezfonds.web.forms import Form
from kiezfonds.web.i18n import gettext

AS_IT_IS = "wie-bisher"
ROLES = {name: f"applicant_{name}" for name in APPLICANTS}


class Switch(Check):
    """Yes or no: both are answers."""

    def read(self, raw: Sequence[str]) -> bool:
        return bool(raw and raw[0])


class RulesForm(Form):
    """Base of the three; `values_of` gives what `rule_sets.adjust_rules` takes."""

    parameters: tuple[Parameter, ...] = ()

    @classmethod
    def shown(cls, part: Any) -> "RulesForm":
        """The form as it is now."""
        initial: dict[str, Any] = {}
        for parameter in cls.parameters:
            initial |= _typed(parameter, getattr(part, parameter.name))
        return cls(options=cls.choices(part), **initial)

    @classmethod
    def choices(cls, part: Any) -> dict[str, Sequence[tuple[str, str]]]:
        """A share that has no words of its own can be kept."""
        found: dict[str, Sequence[tuple[str, str]]] = {}
        for parameter in cls.parameters:
            if parameter.kind is Kind.SHARE and not variant_of(parameter, getattr(part, parameter.name)):
                kept = (AS_IT_IS, said(parameter, getattr(part, parameter.name), gettext)[0])
                found[parameter.name] = [kept, *parameter.options.items()]
        return found

    def check(self, data: Mapping[str, Sequence[str]]) -> None:  # noqa: ARG002 - the hook of every form
        """Lists and days of the year are read here, where all of the form can be seen."""
        for parameter in self.parameters:
            text = self.values.get(parameter.name)
            if parameter.kind is Kind.DAY_OF_YEAR and text and read_day(text) is None:
                self.field_errors[parameter.name] = gettext("Bitte schreiben Sie Tag und Monat wie 31.01.")
            if parameter.kind is Kind.CRITERIA and text and read_criteria(text, ()) is None:
                self.field_errors[parameter.name] = gettext(
                    "Hinter jeder Frage stehen nur Zahlen: Gewicht 1 bis 10, dann die Punkte, etwa 0 und 3."
                )

    def values_of(self, part: Any) -> dict[str, Any]:
        return {p.name: self._value_of(p, getattr(part, p.name)) for p in self.parameters}

    def _value_of(self, parameter: Parameter, before: Any) -> Any:
        match parameter.kind:
            case Kind.APPLICANTS:
                return tuple(name for name, field in ROLES.items() if self.values[field])
            case Kind.CHECKLIST:
                return read_checklist(self.values[parameter.name], before)
            case Kind.CRITERIA:
                return read_criteria(self.values[parameter.name], before) or ()
            case Kind.DAY_OF_YEAR:
                return read_day(self.values[parameter.name])
            case Kind.SHARE:
                return parameter.shares.get(self.values[parameter.name], before)
        return self.values[parameter.name]


def rules_form(part: str) -> type[RulesForm]:
    return FORMS[part]


def part_of(rules: Rules, part: str) -> Any:
    return getattr(rules, part)


def _fields(parameter: Parameter) -> dict[str, Field]:
    label, hint = parameter.label, parameter.hint or parameter.clause
    match parameter.kind:
        case Kind.MONEY:
            return {parameter.name: Money(label, hint)}
        case Kind.CHOICE | Kind.SHARE:
            return {parameter.name: Choice(label, hint, options=tuple(parameter.options.items()))}
        case Kind.SWITCH:
            return {parameter.name: Switch(label, hint)}
        case Kind.APPLICANTS:
            return {field: Switch(APPLICANTS[name]) for name, field in ROLES.items()}
        case Kind.CHECKLIST | Kind.CRITERIA:
            return {parameter.name: LongText(label, hint, required=False)}
        case Kind.TEXT | Kind.DAY_OF_YEAR:
            is_needed = parameter.kind is Kind.DAY_OF_YEAR or parameter.name == "kind"
            return {parameter.name: Text(label, hint, required=is_needed, max=parameter.high)}
    return {parameter.name: Number(label, hint, low=parameter.low, high=parameter.high)}


def _typed(parameter: Parameter, value: Any) -> dict[str, Any]:
    match parameter.kind:
        case Kind.APPLICANTS:
            return {field: name in value for name, field in ROLES.items()}
        case Kind.CHECKLIST:
            return {parameter.name: "\n".join(" | ".join(filter(None, (p.text, p.clause))) for p in value)}
        case Kind.CRITERIA:
            lines = (f"{gettext(c.text)} | {c.weight} | {c.scale_min} | {c.scale_max}" for c in value)
            return {parameter.name: "\n".join(lines)}
        case Kind.DAY_OF_YEAR:
            return {parameter.name: day_shown(value)}
        case Kind.SHARE if isinstance(value, Share):
            return {parameter.name: variant_of(parameter, value) or AS_IT_IS}
    return {parameter.name: value}


def _form_of(part: str) -> type[RulesForm]:
    fields: dict[str, Any] = {"parameters": PARAMETERS[part]}
    for parameter in PARAMETERS[part]:
        fields |= _fields(parameter)
    return type(f"{part.title()}RulesForm", (RulesForm,), fields)


FORMS = {part: _form_of(part) for part in PARAMETERS}
