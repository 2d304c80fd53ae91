"""Forms of juries and members."""

from kiezfonds.ground.problems import Problem
from kiezfonds.ground.text import N_
from kiezfonds.juries.rules import FUNCTION_LABELS, GROUP_LABELS, Function, JuryDraft, MemberDraft, MemberGroup
from kiezfonds.web.fields import Choice, Day, Email, Field, Text
from kiezfonds.web.forms import Form


class JuryForm(Form):
    name = Text(N_("Name der Jury"), max=120)
    term_from_on = Day(N_("Erster Tag der Amtszeit"))
    term_until_on = Day(N_("Letzter Tag der Amtszeit"), required=False)

    def result(self) -> JuryDraft:
        v = self.values
        return JuryDraft(v["name"], v["term_from_on"], v["term_until_on"])


class MemberForm(Form):
    name = Text(N_("Vor- und Nachname"))
    email = Email(N_("E-Mail"), required=False, max=320)
    phone = Text(N_("Telefon"), required=False, max=40)
    street = Text(N_("Straße und Hausnummer"), required=False)
    town = Text(N_("Postleitzahl und Ort"), required=False)
    organisation = Text(N_("Verein oder Einrichtung"), N_("Für Hinweise auf Befangenheit."), required=False)
    group = Choice(N_("Gruppe"), options=tuple((group.value, label) for group, label in GROUP_LABELS.items()))
    function = Choice(N_("Funktion"), options=tuple((f.value, label) for f, label in FUNCTION_LABELS.items()))

    def result(self) -> MemberDraft:
        v = self.values
        return MemberDraft(
            v["name"],
            v["email"],
            v["phone"],
            v["street"],
            v["town"],
            MemberGroup(v["group"]),
            Function(v["function"]),
            v["organisation"],
        )


class ListForm(Form):
    """A file; it is read by the route, its errors stand here."""

    file = Field(
        N_("Tabelle mit den Mitgliedern (CSV)"),
        N_("Spalten: Name, E-Mail, Telefon, Straße, Ort, Gruppe, Funktion, Verein. Nur der Name muss sein."),
        required=False,
    )

    def refuse(self, problems: list[Problem]) -> None:
        """Every line's error; the first stands at the field, all in the summary."""
        first, *others = problems
        self.add([first])
        self.add(Problem(p.text, clause=p.clause, values=p.values) for p in others)


class SeatForm(Form):
    function = Choice(N_("Funktion"), options=tuple((f.value, label) for f, label in FUNCTION_LABELS.items()))

    def result(self) -> Function:
        return Function(self.values["function"])


class EndForm(Form):
    ended_on = Day(N_("Sitz endet am"), N_("Ab diesem Tag zählt der Sitz nicht mehr."))
