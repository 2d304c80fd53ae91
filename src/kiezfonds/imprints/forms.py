"""The pages of the settings, and the two forms about barriers."""

from typing import Any

from kiezfonds.ground.text import N_
from kiezfonds.imprints.rules import Conformity, Part
from kiezfonds.web.fields import Check, Choice, Day, Email, LongText, Text
from kiezfonds.web.forms import Form

PERSONAL = N_("Name und wie man sie oder ihn erreicht, eine Angabe je Zeile.")


class PartForm(Form):
    """A page of the settings: its fields are named as the columns they fill."""

    def facts(self) -> dict[str, Any]:
        return {name: "" if value is None and name != "assessed_on" else value for name, value in self.values.items()}


class OfficeForm(PartForm):
    office_name = Text(N_("Name der Geschäftsstelle"))
    street = Text(N_("Straße und Hausnummer"))
    town = Text(N_("Postleitzahl und Ort"))
    phone = Text(N_("Telefon"), max=40)
    office_hours = Text(N_("Sprechzeiten"), hint=N_("Zum Beispiel: Mo–Do 11–15 Uhr"), required=False)
    mail = Email(N_("E-Mail-Adresse"))


class ImprintForm(PartForm):
    responsible_body = Text(
        N_("Verantwortliche Stelle"), hint=N_("Wer diese Seiten herausgibt: Bezirksamt oder Träger, mit Rechtsform.")
    )
    representative = Text(N_("Vertreten durch"), hint=N_("Name und Amt, zum Beispiel Vorstand oder Amtsleitung."))
    register = Text(N_("Register und Nummer"), hint=N_("Nur bei Vereinen und Gesellschaften."), required=False)
    supervision = Text(N_("Aufsicht"), hint=N_("Welche Behörde die Aufsicht führt."), required=False)
    vat_number = Text(N_("Umsatzsteuer-Identifikationsnummer"), required=False, max=40)
    editor = Text(N_("Verantwortlich für den Inhalt"), hint=N_("Mit Anschrift (§ 18 Abs. 2 MStV)."), required=False)


class PrivacyForm(PartForm):
    controller = LongText(N_("Verantwortlich für die Daten"), hint=N_("Stelle, Anschrift, Telefon, E-Mail."), max=2000)
    officer = LongText(N_("Datenschutzbeauftragte oder -beauftragter"), hint=PERSONAL, max=2000)
    processors = LongText(
        N_("Wer im Auftrag mitarbeitet"),
        hint=N_("Zum Beispiel der Betreiber des Servers; je Zeile eine Stelle."),
        required=False,
        max=2000,
    )
    authority = LongText(N_("Aufsichtsbehörde"), hint=N_("Wo man sich beschweren kann."), max=2000)
    retention = LongText(
        N_("Wie lange Daten bleiben"),
        hint=N_("Mit der oder dem Datenschutzbeauftragten festgelegt; je Zeile eine Frist."),
        max=4000,
    )


class AccessibilityForm(PartForm):
    conformity = Choice(N_("Stand der Barrierefreiheit"), options=[(each.value, each.label) for each in Conformity])
    gaps = LongText(
        N_("Was nicht barrierefrei ist und warum"),
        hint=N_("Je Zeile eine Stelle mit ihrem Grund und, wenn bekannt, bis wann sie behoben ist."),
        required=False,
    )
    alternatives = LongText(
        N_("Was man stattdessen nutzen kann"), hint=N_("Zum Beispiel Telefon, Papier, Besuch."), required=False
    )
    assessed_on = Day(N_("Geprüft am"))
    assessed_how = Text(N_("Wie geprüft wurde"), hint=N_("Zum Beispiel: Selbstbewertung nach EN 301 549."))


class MailForm(PartForm):
    mail_name = Text(N_("Name des Absenders"), hint=N_("Steht im Postfach vor der Adresse."), required=False, max=80)
    mail_reply_to = Email(
        N_("Antworten gehen an"), hint=N_("Leer: an die Adresse der Geschäftsstelle."), required=False, max=320
    )


FORMS: dict[Part, type[PartForm]] = {
    Part.OFFICE: OfficeForm,
    Part.IMPRINT: ImprintForm,
    Part.PRIVACY: PrivacyForm,
    Part.ACCESSIBILITY: AccessibilityForm,
    Part.MAIL: MailForm,
}


class ReportForm(Form):
    text = LongText(N_("Was geht nicht?"), hint=N_("Was wollten Sie tun, und was ist dann passiert?"), max=2000)
    page = Text(N_("Auf welcher Seite?"), hint=N_("Überschrift oder Adresse der Seite."), required=False)
    name = Text(N_("Ihr Name"), required=False)
    email = Email(N_("Ihre E-Mail-Adresse"), hint=N_("Nur wenn Sie eine Antwort möchten."), required=False)


class AnswerForm(Form):
    answer = LongText(N_("Antwort oder Vermerk"), max=4000)
    is_mailed = Check(N_("Als E-Mail an die Person schicken"), required=False)
