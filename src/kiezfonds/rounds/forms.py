"""Forms of funds and calls."""

from collections.abc import Mapping, Sequence
from datetime import time

from kiezfonds.ground.days import end_of_day, instant_of
from kiezfonds.ground.text import N_
from kiezfonds.rounds.calls import MOST_DAYS_APART, proposed_deadline
from kiezfonds.rounds.parameters import FUND
from kiezfonds.rounds.rules import (
    CALL_KIND_LABELS,
    MODE_LABELS,
    NAMES,
    PRESETS_OF,
    CallDraft,
    CallKind,
    Chosen,
    DateDraft,
    FundDraft,
    NoticeMode,
    NoticeModeDraft,
)
from kiezfonds.web.fields import Choice, Day, LongText, Money, Number, Text, Time
from kiezfonds.web.forms import Form

ALL_AREAS = "alle"
FIRST_PRESET = "lichtenberg"
KEYS = next(parameter.options for parameter in FUND if parameter.name == "key")


def _presets(part: str) -> tuple[tuple[str, str], ...]:
    return tuple((name, NAMES[name]) for name in PRESETS_OF[part])


class FundForm(Form):
    name = Text(N_("Name des Fonds"), max=80)
    year = Number(N_("Haushaltsjahr"), low=2000, high=2100)
    total = Money(N_("Geld für alle Gebiete zusammen"), low=1)
    key = Choice(N_("Wie wird es auf die Gebiete verteilt?"), options=tuple(KEYS.items()))

    def result(self) -> FundDraft:
        v = self.values
        return FundDraft(v["name"], v["year"], FIRST_PRESET, v["total"], v["key"])


class TotalForm(Form):
    total = Money(N_("Geld für alle Gebiete zusammen"), low=1)


class PresetForm(Form):
    fund = Choice(N_("Geld und Vergabe"), options=_presets("fund"))
    jury = Choice(N_("Jury"), options=_presets("jury"))
    voting = Choice(N_("Beraten und abstimmen"), options=_presets("voting"))

    def result(self) -> Chosen:
        return Chosen(self.values["fund"], self.values["jury"], self.values["voting"])


class NoticeModeForm(Form):
    mode = Choice(N_("Wer sagt das Geld zu?"), options=tuple((m.value, label) for m, label in MODE_LABELS.items()))
    issuing_body = Text(N_("Stelle, die den Brief ausstellt"))
    legal_basis = Text(N_("Rechtsgrundlage"), max=300)
    authority_seat = Text(
        N_("Sitz der Behörde"),
        hint=N_("Nur bei einem Zuwendungsbescheid: Name und Anschrift der Behörde, wohin der Widerspruch geht."),
        required=False,
    )
    complaints_desk = Text(
        N_("Stelle für Beschwerden"),
        hint=N_("Mit Anschrift. Bei einer Fördervereinbarung muss sie genannt sein."),
        required=False,
    )
    confirmed_by = Text(N_("Bestätigt von (Name und Amt)"))
    confirmed_on = Day(N_("Bestätigt am"))

    def result(self) -> NoticeModeDraft:
        v = self.values
        return NoticeModeDraft(
            NoticeMode(v["mode"]),
            v["issuing_body"],
            v["legal_basis"],
            v["complaints_desk"],
            v["confirmed_by"],
            v["confirmed_on"],
            v["authority_seat"],
        )


class CallForm(Form):
    title = Text(N_("Überschrift"), max=120)
    intro = LongText(
        N_("Was ist das Besondere an diesem Aufruf?"),
        hint=N_("Das lesen alle auf den öffentlichen Seiten."),
        required=False,
        max=1000,
    )
    kind = Choice(N_("Art des Aufrufs"), options=tuple((kind.value, label) for kind, label in CALL_KIND_LABELS.items()))
    opens_on = Day(N_("Ideen ab"), hint=N_("Leer lassen: sobald der Aufruf veröffentlicht ist."), required=False)

    def result(self) -> CallDraft:
        v = self.values
        opens_at = instant_of(v["opens_on"], time()) if v["opens_on"] else None
        return CallDraft(v["title"], v["intro"], CallKind(v["kind"]), opens_at)


class DateForm(Form):
    area = Choice(N_("Gebiet"))
    held_on = Day(N_("Tag der Sitzung"))
    held_time = Time(N_("Beginn der Sitzung"))
    place = Text(N_("Ort der Sitzung"))
    deadline_on = Day(
        N_("Ideen bis"),
        hint=N_("Bis zum Ende dieses Tages. Leer lassen: so viele Tage vor der Sitzung, wie das Regelwerk sagt."),
        required=False,
    )
    days_apart = Number(
        N_("Tage von Gebiet zu Gebiet"),
        hint=N_("Nur für alle Gebiete: Jedes Gebiet kommt so viele Tage nach dem vorigen. Leer: alle am selben Tag."),
        required=False,
        high=MOST_DAYS_APART,
    )

    @property
    def is_for_all(self) -> bool:
        return bool(self.values["area"] == ALL_AREAS)

    @property
    def days_between(self) -> int:
        return int(self.values["days_apart"] or 0)

    def result(self, lead_days: int) -> DateDraft:
        """`lead_days` set the deadline where none was typed."""
        v = self.values
        held_at = instant_of(v["held_on"], v["held_time"])
        typed = v["deadline_on"]
        return DateDraft(
            area=0 if self.is_for_all else int(v["area"]),
            deadline_at=end_of_day(typed) if typed else proposed_deadline(held_at, lead_days),
            held_at=held_at,
            place=v["place"],
        )


def area_options(areas: Sequence[Mapping[str, object]]) -> dict[str, list[tuple[str, str]]]:
    named = [(str(area["id"]), str(area["name"])) for area in areas]
    return {"area": [(ALL_AREAS, N_("alle Gebiete")), *named]}
