"""A letter and minutes as the subject packages will write them; people and sums are invented."""

from datetime import UTC, datetime
from pathlib import Path

from kiezfonds.documents.pages import environment
from kiezfonds.documents.rules import Address, Attachment, LetterHead

NOW = datetime(2026, 3, 13, 9, 30, tzinfo=UTC)

HEAD = LetterHead(
    issuer=("Bezirksamt Lichtenberg von Berlin", "Stadtteilkoordination Lichtenberg Mitte", "Kiezfonds"),
    return_line="Kiezfonds, Musterstraße 1, 10367 Berlin",
    contact=(
        ("Bearbeitet von", "Bernd Beispiel"),
        ("Telefon", "030 0000-1234"),
        ("E-Mail", "kiezfonds@stadtteilkoordination.example"),
        ("Zimmer", "2.14, Aufzug vorhanden"),
    ),
    file_number="KF-2026-0007",
    date_text="13. März 2026",
    logo="zeichen.svg",
    logo_alt="Zeichen des Kiezfonds Lichtenberg",
)
LOGO = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="120" height="40">'
    b'<rect width="36" height="36" x="2" y="2" fill="none" stroke="#000" stroke-width="3"/>'
    b'<path d="M8 30 20 10 32 30" fill="none" stroke="#000" stroke-width="3"/></svg>'
)
ASSETS = {"zeichen.svg": LOGO}
TO = Address(("Nachbarschaftsgruppe Fennpfuhl", "Frau Ayşe Yıldız-Großmann", "Anton-Saefkow-Platz 13", "10369 Berlin"))

FIGURES = (
    Attachment("abstimmung.json", "Ergebnis der Abstimmung", b'{"ja": 7, "nein": 1}', "application/json", NOW),
    Attachment("finanzplan.csv", "Verbindlicher Finanzplan", b"Posten;Cent\nMiete;45000\n", "text/csv", NOW),
)

LETTER = (Path(__file__).parent / "letter.html").read_text()

MINUTES = (Path(__file__).parent / "minutes.html").read_text()

PERSONS = [
    ("Clara Neumann", "Vorsitz, stimmberechtigt", "18:03 bis 20:41 Uhr"),
    ("Nguyễn Thị Ánh Tuyết", "Mitglied, stimmberechtigt", "18:03 bis 20:41 Uhr"),
    ("Dmitri Wolkow", "Mitglied, stimmberechtigt", "18:03 bis 18:40 Uhr, 18:55 bis 20:41 Uhr"),
    ("Maximiliane-Charlotte von Schönfeld-Großkreutz", "Mitglied, stimmberechtigt", "entschuldigt"),
    ("İbrahim Çağlayan", "Mitglied, stimmberechtigt", "18:10 bis 20:41 Uhr"),
]


def letter(source: str = LETTER, **context: object) -> str:
    given = {
        "head": HEAD,
        "to": TO,
        "subject": "Zuwendungsbescheid – Kiezfonds Alt-Lichtenberg 2026 – Projekt „Sommerfest am Fennpfuhl“",
        "draft": False,
        "salutation": "Frau Yıldız-Großmann",
        "purpose": "Sommerfest am Fennpfuhl mit Bühne und gemeinsamem Essen am 20. Juni 2026.",
        "more": (),
    }
    return environment().from_string(source).render(**given | context)


def minutes(**context: object) -> str:
    given = {
        "title": "Niederschrift",
        "under": "3. Sitzung der Kiezjury Alt-Lichtenberg am 12. März 2026",
        "issuer": "Bezirksamt Lichtenberg von Berlin · Kiezfonds",
        "number": "Niederschrift 3/2026, Fassung 1",
        "draft": True,
        "persons": PERSONS,
    }
    return environment().from_string(MINUTES).render(**given | context)
