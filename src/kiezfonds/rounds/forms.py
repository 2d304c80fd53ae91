"""Forms of funds and calls."""

from kiezfonds.ground.days import end_of_day, instant_of
from kiezfonds.ground.text import N_
from kiezfonds.rounds.rules import (
    MODE_LABELS,
    PRESET_NAMES,
    CallDraft,
    DateDraft,
    FundDraft,
    NoticeMode,
    NoticeModeDraft,
)
from kiezfonds.web.fields import Choice, Day, LongText, Money, Number, Text, Time
from kiezfonds.web.forms import Form


class FundForm(Form):
    name = Text(N_("Name des Fonds"), max=80)
    year = Number(N_("Haushaltsjahr"), low=2000, high=2100)
    preset = Choice(N_("Regelwerk nach Vorlage"), options=tuple(PRESET_NAMES.items()))
    total = Money(N_("Geld für alle Gebiete zusammen"), hint=N_("Es wird gleich verteilt."), low=1)

    def result(self) -> FundDraft:
        v = self.values
        return FundDraft(v["name"], v["year"], v["preset"], v["total"])


class NoticeModeForm(Form):
    mode = Choice(N_("Wer sagt das Geld zu?"), options=tuple((m.value, label) for m, label in MODE_LABELS.items()))
    issuing_body = Text(N_("Stelle, die den Brief ausstellt"))
    legal_basis = Text(N_("Rechtsgrundlage"), max=300)
    complaints_desk = Text(
        N_("Stelle für Beschwerden"),
        hint=N_("Mit Anschrift. Bei einem Zuwendungsbescheid: die Anschrift der Behörde, wohin der Widerspruch geht."),
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
        )


class CallForm(Form):
    title = Text(N_("Überschrift"), max=120)
    intro = LongText(N_("Was ist das Besondere an diesem Aufruf?"), required=False, max=1000)

    def result(self) -> CallDraft:
        return CallDraft(self.values["title"], self.values["intro"])


class DateForm(Form):
    area = Choice(N_("Gebiet"))
    deadline_on = Day(N_("Ideen bis"), hint=N_("Bis zum Ende dieses Tages."))
    held_on = Day(N_("Tag der Sitzung"))
    held_time = Time(N_("Beginn der Sitzung"))
    place = Text(N_("Ort der Sitzung"))

    def result(self) -> DateDraft:
        v = self.values
        return DateDraft(
            area=int(v["area"]),
            deadline_at=end_of_day(v["deadline_on"]),
            held_at=instant_of(v["held_on"], v["held_time"]),
            place=v["place"],
        )
