"""Signing in and setting a password."""

from kiezfonds.ground.text import N_
from kiezfonds.web.fields import Email, Password
from kiezfonds.web.forms import Form


class SignInForm(Form):
    email = Email(N_("E-Mail-Adresse"))
    password = Password(N_("Passwort"))


class PasswordForm(Form):
    password = Password(N_("Neues Passwort"), hint=N_("Mindestens 15 Zeichen. Vier oder fünf Wörter sind gut."))
    repeated = Password(N_("Neues Passwort noch einmal"))
