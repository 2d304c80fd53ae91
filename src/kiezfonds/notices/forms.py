"""Forms of the legal check and of returning a draft."""

from kiezfonds.ground.text import N_
from kiezfonds.notices.rules import REASON_CAP, Outcome
from kiezfonds.web.fields import Choice, LongText, Number
from kiezfonds.web.forms import Form

OUTCOMES = (
    (Outcome.RELEASED.value, N_("Freigeben: Der Brief kann hinausgehen.")),
    (Outcome.OBJECTED.value, N_("Beanstanden: Die Jury muss noch einmal entscheiden.")),
)


class CheckForm(Form):
    outcome = Choice(N_("Ergebnis der rechtlichen Prüfung"), options=OUTCOMES)
    reason = LongText(N_("Begründung"), hint=N_("Nötig, wenn Sie beanstanden."), required=False, max=REASON_CAP)

    def result(self) -> tuple[Outcome, str]:
        return Outcome(self.values["outcome"]), self.values["reason"]


class ReturnForm(Form):
    reason = LongText(N_("Was soll geändert werden?"), max=REASON_CAP)


class IssueForm(Form):
    version = Number("", high=1_000_000_000)
