"""The form that extends a deadline."""

from kiezfonds.ground.days import end_of_day
from kiezfonds.ground.text import N_
from kiezfonds.rounds.rules import ExtensionDraft
from kiezfonds.web.fields import Day, LongText
from kiezfonds.web.forms import Form


class ExtensionForm(Form):
    deadline_on = Day(N_("Neue Frist"), hint=N_("Bis zum Ende dieses Tages."))
    reason = LongText(N_("Warum?"), hint=N_("Das lesen alle auf den öffentlichen Seiten."), max=500)

    def result(self) -> ExtensionDraft:
        return ExtensionDraft(end_of_day(self.values["deadline_on"]), self.values["reason"])
