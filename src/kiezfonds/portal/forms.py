"""What an applicant writes on the own page."""

from kiezfonds.ground.text import N_
from kiezfonds.proposals.handling import WithdrawalDraft
from kiezfonds.web.fields import LongText
from kiezfonds.web.forms import Form


class WithdrawalForm(Form):
    reason = LongText(
        N_("Warum? Das müssen Sie nicht sagen."), N_("Es hilft uns, besser zu werden."), required=False, max=1000
    )

    def draft(self) -> WithdrawalDraft:
        return WithdrawalDraft(self.values["reason"])
