"""Signing in, one's own account, and the team."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from kiezfonds.accounts.rules import ROLE_LABELS, Role
from kiezfonds.ground.problems import Problem
from kiezfonds.ground.text import N_
from kiezfonds.web.fields import Choice, Day, Email, Field, Password, Text, Wrong
from kiezfonds.web.forms import Form

LONG_ENOUGH = N_("Mindestens 12 Zeichen. Vier oder fünf Wörter sind gut.")
ROLE_HINTS = {
    Role.COORDINATOR: N_("Nimmt Ideen an, begleitet Jurys und Sitzungen, entwirft Briefe."),
    Role.DISTRICT_OFFICE: N_("Stellt Geld bereit, prüft rechtlich, fertigt Briefe aus."),
    Role.AUDITOR: N_("Sieht alles im Büro und ändert nichts."),
    Role.ADMINISTRATOR: N_("Lädt Mitarbeitende ein und gibt Aufgaben; sieht keine Anträge."),
}


@dataclass
class Roles(Field):
    """None, one or several; that one is missing says the rule."""

    kind: ClassVar[str] = "checkboxes"
    missing: ClassVar[str] = N_("Bitte wählen Sie mindestens eine Aufgabe.")

    def read(self, raw: Sequence[str]) -> frozenset[Role]:
        if not raw:
            raise Wrong(self.missing)
        if not set(raw) <= {role.value for role in Role}:
            raise Wrong(N_("Bitte wählen Sie eine der Möglichkeiten."))
        return frozenset(Role(value) for value in raw)

    def show(self, value: Any) -> list[str]:
        return [Role(role).value for role in value or ()]


class SignInForm(Form):
    email = Email(N_("E-Mail-Adresse"))
    password = Password(N_("Passwort"))


class PasswordForm(Form):
    password = Password(N_("Neues Passwort"), hint=LONG_ENOUGH)
    repeated = Password(N_("Neues Passwort noch einmal"))

    def check(self, data: Mapping[str, Sequence[str]]) -> None:
        if not self.field_errors and data.get("password") != data.get("repeated"):
            self.add([Problem(N_("Die beiden Passwörter sind nicht gleich."), field="repeated")])


class ChangePasswordForm(PasswordForm):
    old = Password(N_("Bisheriges Passwort"))


class CodeForm(Form):
    code = Text(N_("Code aus der App"), N_("Sechs Ziffern. Sie wechseln jede halbe Minute."), max=20)


class RecoveryForm(Form):
    recovery = Text(N_("Ersatz-Code"), N_("Von Ihrem Ausdruck, zum Beispiel ABCD-EFGH-IJKL-MNOP."), max=40)


class CurrentCodeForm(Form):
    current = Text(N_("Code aus der App oder Ersatz-Code"), max=40)


class NewAppForm(Form):
    current = Text(
        N_("Code aus der bisherigen App"), N_("Ist sie nicht mehr da, nehmen Sie einen Ersatz-Code."), max=40
    )
    code = Text(N_("Code aus der neuen App"), N_("Sechs Ziffern. Sie wechseln jede halbe Minute."), max=20)


class NameForm(Form):
    name = Text(N_("Ihr Name"), N_("So steht er in Briefen und im Prüfpfad."), max=120)


class InviteForm(Form):
    name = Text(N_("Vor- und Nachname"))
    email = Email(N_("E-Mail-Adresse"), max=320)
    roles = Roles(N_("Aufgaben"))


class RolesForm(Form):
    roles = Roles(N_("Was die Person tut"))


class DeputyForm(Form):
    deputy = Choice(N_("Wer vertritt?"))
    from_on = Day(N_("Erster Tag"))
    until_on = Day(N_("Letzter Tag"))


def role_options(translate: Any) -> list[tuple[str, str, str]]:
    """For the boxes to tick: value, name, what the role may do."""
    return [(role.value, translate(ROLE_LABELS[role]), translate(ROLE_HINTS[role])) for role in Role]
