"""The wording of minutes: one box for the beginning, one for each item, one for the end."""

from collections.abc import Sequence
from typing import Any

from kiezfonds.ground.text import N_
from kiezfonds.minutes.rules import GIST_CAP, OPENING_CAP, ApprovalDraft, Item, Wording
from kiezfonds.web.fields import Day, LongText, Number, Text
from kiezfonds.web.forms import Form


class WordingForm(Form):
    version = Number("", high=1_000_000_000)
    opening = LongText(N_("Beginn"), required=False, max=OPENING_CAP)
    closing = LongText(N_("Schluss"), required=False, max=OPENING_CAP)

    def result(self) -> Wording:
        gists = {int(name.removeprefix(GIST)): text for name, text in self.values.items() if name.startswith(GIST)}
        return Wording(self.values["opening"], self.values["closing"], gists)


class CirculationForm(Form):
    until = Day(N_("Einwände bis"))


class ApprovalForm(Form):
    approved_on = Day(N_("Genehmigt am"))
    how = Text(N_("Wie?"), N_("Zum Beispiel: in der Sitzung, oder schriftlich ohne Einwände."), max=300)

    def result(self) -> ApprovalDraft:
        return ApprovalDraft(self.values["approved_on"], self.values["how"])


class CorrectionForm(Form):
    note = LongText(N_("Was wird berichtigt, und wer hat darum gebeten?"), N_("Steht in der neuen Fassung."), max=600)


class CommentForm(Form):
    remark = LongText(N_("Was stimmt nicht?"), max=2000)


GIST = "gist_"


def wording_form(items: Sequence[Item]) -> type[WordingForm]:
    """The form for these items."""
    label = N_("Verlauf in wenigen Sätzen")
    boxes = {f"{GIST}{item.id}": LongText(label, required=False, max=GIST_CAP) for item in items}
    return type("WordingFormOfMeeting", (WordingForm,), boxes)


def values_of(wording: Wording, version: int) -> dict[str, Any]:
    """What the form shows before anybody types."""
    gists = {f"{GIST}{item}": gist for item, gist in wording.gists.items()}
    return {"version": version, "opening": wording.opening, "closing": wording.closing, **gists}
