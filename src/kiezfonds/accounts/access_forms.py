"""What residents type to come in again."""

from kiezfonds.ground.text import N_
from kiezfonds.web.fields import Email, Text
from kiezfonds.web.forms import Form


class AccessForm(Form):
    code = Text(N_("Code"), hint=N_("Acht Zeichen, zum Beispiel K7M4-2X9P. Groß oder klein ist egal."), max=40)
    pin = Text(N_("PIN"), hint=N_("Sechs Ziffern."), max=40)


class LostLinkForm(Form):
    email = Email(N_("Ihre E-Mail-Adresse"), hint=N_("Die Adresse, die Sie bei Ihrer Idee angegeben haben."))
