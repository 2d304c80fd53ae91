"""A whole idea on one page for the office, the formal check, and what the office's list is asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar, Self

from kiezfonds.ground.text import N_
from kiezfonds.proposals.content import Answer, CostsPart, IdeaPart, PersonPart
from kiezfonds.proposals.handling import ChangeDraft, Contact, IntakeDraft, Told, WithdrawalDraft
from kiezfonds.proposals.idea_forms import AskingForm, CostsForm, DeclarationsForm, IdeaForm, PersonForm
from kiezfonds.proposals.rules import CHANNEL_LABELS, INTAKE_CHANNELS
from kiezfonds.web.fields import Check, Choice, Day, Email, Field, LongText, Text
from kiezfonds.web.i18n import gettext

MET = (("yes", N_("erfüllt")), ("no", N_("nicht erfüllt")), ("open", N_("noch offen")))
NOTE = N_("Anmerkung")


class WholeForm(IdeaForm, CostsForm, PersonForm, DeclarationsForm):
    """All pages of an idea as one, in the order of the sheet of paper."""

    conditional = CostsForm.conditional | {"group_name"}
    fields: ClassVar[dict[str, Field]] = {
        **IdeaForm.fields,
        **CostsForm.fields,
        **PersonForm.fields,
        **DeclarationsForm.fields,
    }

    @classmethod
    def known(cls, draft: Mapping[str, Any], items: Sequence[Mapping[str, Any]] = ()) -> Self:
        """A version as it would be typed."""
        form = cls(items=items)
        for part in (CostsForm.saved(draft, items), PersonForm.known(draft)):
            form.raw.update(part.raw)
        own = ("title", "summary", "description", "area", "place", "starts_on", "ends_on", *DeclarationsForm.fields)
        form.raw.update({name: cls.fields[name].show(draft[name]) for name in own})
        return form

    def parts(self) -> tuple[IdeaPart, CostsPart, PersonPart]:
        return self.idea_part(), self.costs_part(), replace(self.person_part(), declarations=self.declarations())


class PaperForm(WholeForm):
    """An idea that did not come by web."""

    channel = Choice(
        N_("Wie kam die Idee?"),
        N_("Am Telefon und im Gespräch lesen Sie die Erklärungen vor."),
        options=tuple((channel, CHANNEL_LABELS[channel]) for channel in INTAKE_CHANNELS),
    )
    received_on = Day(
        N_("Eingegangen am"), N_("Der Tag des Eingangsstempels oder des Gesprächs. Er zählt für die Frist.")
    )
    note = LongText(
        N_("Anmerkung zum Eingang"),
        N_("Zum Beispiel, wer dabei war, in welcher Sprache, und wo das Blatt liegt. Nur fürs Büro."),
        required=False,
        max=500,
    )
    fields: ClassVar[dict[str, Field]] = {
        "channel": channel,
        "received_on": received_on,
        "note": note,
        **WholeForm.fields,
    }

    def intake_draft(self) -> IntakeDraft:
        v = self.values
        return IntakeDraft(v["received_on"], v["channel"], v["note"])


class RegisterForm(AskingForm):
    """What the list is asked for; its names stand in the address."""

    q = Text(N_("Nummer, Titel oder Name"), required=False, max=80)
    stand = Choice(N_("Stand"), required=False)
    gebiet = Choice(N_("Gebiet"), required=False)
    jahr = Choice(N_("Jahr"), required=False)
    sitzung = Choice(N_("Sitzung am"), required=False)
    weg = Choice(N_("Eingang"), required=False)
    frist = Choice(N_("Frist"), required=False)
    conditional = frozenset({"q", "stand", "gebiet", "jahr", "sitzung", "weg", "frist"})


class CheckForm(AskingForm):
    """Built for one checklist: a choice and a note for each point; below it the three ways to decide."""

    changes = LongText(
        N_("Was genau soll geändert werden?"),
        N_("So bekommen es die Antragstellenden zu lesen."),
        required=False,
        max=2000,
    )
    due_on = Day(N_("Bis wann?"), N_("Mindestens sieben Tage."), required=False)
    is_beyond = Check(N_("Es darf länger dauern als bis zur Frist dieser Runde."), required=False)
    reason = LongText(
        N_("Grund der formalen Ablehnung"), N_("In einfachen Worten. Er steht im Brief."), required=False, max=2000
    )
    clause = Text(
        N_("Andere Vorschrift"), N_("Nur, wenn der Grund nicht in der Liste oben steht."), required=False, max=200
    )
    own = ("changes", "due_on", "is_beyond", "reason", "clause")

    def __init__(self, points: Sequence[tuple[str, str]], answers: Mapping[str, Answer], **more: Any) -> None:
        self.points = [point for point, _text in points]
        self.conditional = frozenset({*self.own, *self.points})  # type: ignore[misc]  # each checklist has its own
        self.fields = {}  # type: ignore[misc]  # each checklist has its own
        for point, text in points:
            self.fields[point] = Choice(text, required=False, options=MET, name=point)
            self.fields[f"{point}_note"] = Text(NOTE, required=False, max=300, name=f"{point}_note")
        self.fields.update({name: type(self).fields[name] for name in self.own})
        super().__init__(**_answers_shown(answers), **more)

    def answers(self) -> dict[str, Answer]:
        v = self.values
        met = {"yes": True, "no": False}
        return {p: Answer(met.get(v[p] or ""), v[f"{p}_note"]) for p in self.points}

    def change_draft(self) -> ChangeDraft | None:
        """None without a day: the field says so."""
        if self.values["due_on"] is None:
            self.field_errors["due_on"] = gettext(N_("Bitte geben Sie an, bis wann."))
            return None
        return ChangeDraft(self.values["changes"], self.values["due_on"], bool(self.values["is_beyond"]))


class WithdrawalForm(AskingForm):
    """The office writes down what the applicant said."""

    told = Choice(N_("Wie haben Sie es erfahren?"), options=tuple((told.value, told.label) for told in Told)[1:])
    told_on = Day(N_("Wann?"))
    reason = LongText(N_("Grund"), N_("Niemand muss einen Grund nennen."), required=False, max=1000)

    def draft(self) -> WithdrawalDraft:
        v = self.values
        return WithdrawalDraft(v["reason"], Told(v["told"]), v["told_on"])


class ContactForm(AskingForm):
    name = Text(N_("Name"), max=120)
    street = Text(N_("Straße und Hausnummer"), required=False)
    town = Text(N_("Postleitzahl und Ort"), required=False)
    email = Email(N_("E-Mail-Adresse"), required=False)
    phone = Text(N_("Telefonnummer"), required=False, max=40)

    def contact(self) -> Contact:
        v = self.values
        return Contact(v["name"], v["street"], v["town"], v["email"], v["phone"])


def _answers_shown(answers: Mapping[str, Answer]) -> dict[str, Any]:
    shown: dict[str, Any] = {}
    for point, answer in answers.items():
        shown[point] = {True: "yes", False: "no", None: "open" if answer.note else None}[answer.is_met]
        shown[f"{point}_note"] = answer.note
    return shown
