"""Forms of the ledger."""

from kiezfonds.ground.text import N_
from kiezfonds.web.fields import Choice, LongText, Money
from kiezfonds.web.forms import Form

PUBLIC = N_("Das lesen alle auf den öffentlichen Seiten.")


class FreezeForm(Form):
    reason = LongText(N_("Warum?"), hint=PUBLIC, max=500)


class TransferForm(Form):
    source = Choice(N_("Aus dem Topf"))
    target = Choice(N_("In den Topf"))
    amount = Money(N_("Betrag"), low=1)
    reason = LongText(N_("Warum?"), hint=N_("Steht im Kassenbuch beider Gebiete."), max=500)


class CutForm(Form):
    amount = Money(N_("Um so viel wird gekürzt"), low=1)
    reason = LongText(N_("Warum?"), hint=N_("Steht im Kassenbuch."), max=500)
