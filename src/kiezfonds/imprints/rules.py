"""What an office has to say about itself, why each form asks for personal data, and until when it answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from kiezfonds.ground.days import one_month_after
from kiezfonds.ground.problems import Problem
from kiezfonds.ground.text import N_

PUBLIC_TASK: Final = N_(
    "Art. 6 Abs. 1 Buchstabe e DSGVO mit § 3 BlnDSG: Das ist eine Aufgabe im öffentlichen Interesse."
)
CONSENT: Final = N_("Ihre Einwilligung, Art. 6 Abs. 1 Buchstabe a DSGVO. Sie ist freiwillig und jederzeit widerrufbar.")
ENFORCEMENT_URL: Final = "https://www.berlin.de/lb/digitale-barrierefreiheit/"
AUTHORITY: Final = (
    "Berliner Beauftragte für Datenschutz und Informationsfreiheit\nAlt-Moabit 59–61, 10555 Berlin\n"
    "Telefon 030 13889-0\nmailbox@datenschutz-berlin.de\nwww.datenschutz-berlin.de"
)


class Part(StrEnum):
    """A page of the settings; its value stands in the address."""

    OFFICE = "geschaeftsstelle"
    IMPRINT = "impressum"
    PRIVACY = "datenschutz"
    ACCESSIBILITY = "barrierefreiheit"
    MAIL = "absender"


class Conformity(StrEnum):
    FULL = "full"
    PARTLY = "partly"
    NOT = "not"

    @property
    def label(self) -> str:
        return CONFORMITY_LABELS[self]


CONFORMITY_LABELS: Final = {
    Conformity.FULL: N_("vollständig barrierefrei"),
    Conformity.PARTLY: N_("teilweise barrierefrei"),
    Conformity.NOT: N_("noch nicht barrierefrei"),
}


@dataclass(frozen=True)
class Purpose:
    """Why a form asks for personal data; `anchor` is its place on the page. All texts are German msgids."""

    anchor: str
    title: str
    what: str
    ground: str
    who: str


PURPOSES: Final = (
    Purpose(
        "antrag",
        N_("Wenn Sie eine Idee einreichen"),
        N_(
            "Name, Anschrift, Telefon oder E-Mail, Ihre Idee und die Kosten. Damit prüfen wir den Antrag, die Jury"
            " entscheidet, wir schreiben den Brief, zahlen das Geld aus und prüfen den Nachweis."
        ),
        PUBLIC_TASK,
        N_(
            "Geschäftsstelle und Bezirksamt sehen alles. Die Jury sieht die Idee, nicht aber Anschrift, Telefon und"
            " E-Mail. Öffentlich stehen geförderte Projekte; Menschen stehen dort nur als „Privatperson“."
        ),
    ),
    Purpose(
        "fotos",
        N_("Wenn Sie Fotos mitschicken"),
        N_("Bilder und ihre Beschreibung. Wir zeigen sie der Jury und, wenn Sie es wollen, auf der Projektseite."),
        CONSENT,
        N_("Geschäftsstelle und Jury, mit Ihrer Einwilligung alle. Ort und Gerät löschen wir aus der Datei."),
    ),
    Purpose(
        "jury",
        N_("Wenn Sie in der Jury sind"),
        N_(
            "Name, Anschrift, Telefon oder E-Mail, Ihr Gebiet, Ihre Amtszeit, Anwesenheit, Befangenheit und Stimmen."
            " Damit laden wir ein, prüfen die Beschlussfähigkeit und schreiben die Niederschrift."
        ),
        PUBLIC_TASK,
        N_("Geschäftsstelle, Bezirksamt und die anderen Mitglieder der Jury. Ihr Name wird nicht veröffentlicht."),
    ),
    Purpose(
        "anmeldung",
        N_("Wenn Sie sich anmelden"),
        N_(
            "Ihr Zugang (E-Mail und Passwort, persönlicher Link oder Code und PIN) und was Sie im System tun."
            " So kann jede Entscheidung später geprüft werden."
        ),
        PUBLIC_TASK,
        N_("Geschäftsstelle, Bezirksamt und Prüfung."),
    ),
    Purpose(
        "rueckmeldung",
        N_("Wenn Sie eine Barriere melden"),
        N_("Ihre Meldung und, wenn Sie wollen, Name und E-Mail. Damit antworten wir Ihnen."),
        PUBLIC_TASK,
        N_("Geschäftsstelle und Bezirksamt."),
    ),
    Purpose(
        "technik",
        N_("Wenn Sie die Seiten nur ansehen"),
        N_(
            "Ein Cookie, damit Formulare sicher sind, und einer je Anmeldung. Es gibt keine Werbung, keine Zählung von"
            " Besuchen und nichts von fremden Servern. Ihre Netzadresse speichern wir nicht; gegen Missbrauch merken"
            " wir uns für kurze Zeit einen Schlüsselwert daraus."
        ),
        N_("§ 25 Abs. 2 Nr. 2 TDDDG: Ohne das geht die Seite nicht. Und Art. 6 Abs. 1 Buchstabe e DSGVO, § 3 BlnDSG."),
        N_("Niemand außer den Menschen, die den Server betreiben."),
    ),
)

WANTED: Final = {
    Part.OFFICE: (
        ("office_name", N_("Name der Geschäftsstelle")),
        ("street", N_("Straße und Hausnummer")),
        ("town", N_("Postleitzahl und Ort")),
        ("phone", N_("Telefon")),
        ("mail", N_("E-Mail-Adresse")),
    ),
    Part.IMPRINT: (("responsible_body", N_("Verantwortliche Stelle")), ("representative", N_("Vertreten durch"))),
    Part.PRIVACY: (
        ("controller", N_("Verantwortlich für die Daten")),
        ("officer", N_("Datenschutzbeauftragte oder -beauftragter")),
        ("retention", N_("Wie lange Daten bleiben")),
    ),
    Part.ACCESSIBILITY: (
        ("conformity", N_("Stand der Barrierefreiheit")),
        ("assessed_on", N_("Geprüft am")),
        ("assessed_how", N_("Wie geprüft wurde")),
    ),
    Part.MAIL: (),
}
"""What no office may leave out, by page of the settings: name of the fact and how it is called."""


def missing(part: Part, facts: Mapping[str, Any]) -> list[str]:
    """How the facts are called that the office has not entered yet (German msgids)."""
    names = [title for name, title in WANTED[part] if not facts.get(name)]
    if part is Part.ACCESSIBILITY and facts.get("conformity") in (Conformity.PARTLY, Conformity.NOT):
        names += [] if facts.get("gaps") else [N_("Was nicht barrierefrei ist und warum")]
    return names


def answer_due(created_on: date) -> date:
    """§ 5 (4) BIKTG Bln: within one month."""
    return one_month_after(created_on)


def problems_with_declaration(conformity: str, gaps: str) -> list[Problem]:
    """§ 5 BIKTG Bln: whoever is not fully accessible says where and why."""
    if conformity in (Conformity.PARTLY, Conformity.NOT) and not gaps:
        text = N_("Bitte schreiben Sie, was nicht barrierefrei ist und warum.")
        return [Problem(text, field="gaps", clause="§ 5 BIKTG Bln")]
    return []
