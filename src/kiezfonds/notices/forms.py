"""Forms of the legal check, of returning a draft, of conditions and of the post."""

from kiezfonds.ground.text import N_
from kiezfonds.meetings.vocabulary import Outcome as ConditionOutcome
from kiezfonds.notices.rules import REASON_CAP, Outcome
from kiezfonds.web.fields import Choice, Day, LongText, Number, Text
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


class PostingForm(Form):
    """One letter; the reason is asked for when a day is corrected."""

    posted_on = Day(N_("Zur Post gegeben am"))
    reason = Text(N_("Warum wird der Tag geändert?"), required=False, max=300)


class PrintRunForm(Form):
    """The letters are chosen by their numbers, as boxes of the same name."""

    posted_on = Day(N_("Zur Post gegeben am"), hint=N_("Der Tag, an dem Sie die Briefe wirklich abgeben."))


class ConditionForm(Form):
    outcome = Choice(N_("Ist die Bedingung erfüllt?"), options=tuple((o.value, o.label) for o in ConditionOutcome))
    note = LongText(N_("Woran sehen Sie das?"), max=1000)


class BatchForm(Form):
    """All letters of one meeting; its options are the meetings whose resolutions have no letter yet."""

    meeting = Choice(N_("Sitzung"))
