"""Ideas that nobody has had: each one says so in its summary."""

from kiezfonds.demo.cast import DOMAIN
from kiezfonds.demo.ideas import INVENTED_IDEA, Idea
from kiezfonds.proposals.content import ApplicantKind

PERSON, GROUP, CLUB = ApplicantKind.PERSON, ApplicantKind.GROUP, ApplicantKind.ORGANISATION


def _idea(
    title: str,
    summary: str,
    kind: ApplicantKind,
    group: str,
    person: str,
    smallest: int,
    *costs: tuple[str, int, int],
) -> Idea:
    return Idea(
        title=title,
        summary=f"{summary} {INVENTED_IDEA}",
        description=f"{summary}\n\nDieser Antrag ist ein erfundenes Beispiel.",
        place="wird noch abgestimmt",
        kind=kind,
        group=group,
        person=person,
        costs=costs,
        smallest_cents=smallest,
        email=f"{person.split(maxsplit=1)[0].lower()}.erfunden@{DOMAIN}",
    )


TODAY = (
    _idea(
        "Bank und Beet vor dem Fahrradkeller",
        "Nachbarinnen bauen eine Bank und ein Hochbeet, damit man sich im Vorbeigehen trifft.",
        GROUP,
        "Hofgruppe Fennpfuhl",
        "Aylin Erfunden",
        400_00,
        ("Holz und Schrauben", 1, 380_00),
        ("Erde und Pflanzen", 1, 170_00),
        ("Werkzeug leihen", 2, 40_00),
    ),
    _idea(
        "Reparaturnachmittag im Kieztreff",
        "An vier Samstagen reparieren Freiwillige mit den Leuten Lampen, Räder und Spielzeug.",
        CLUB,
        "Werkbank Beispiel e. V.",
        "Boris Erfunden",
        350_00,
        ("Ersatzteile und Kleinmaterial", 4, 90_00),
        ("Plakate", 1, 60_00),
        ("Kaffee und Obst", 4, 25_00),
    ),
    _idea(
        "Vietnamesisch-deutscher Kochabend",
        "Drei Abende, an denen zwei Nachbarschaften füreinander kochen und Rezepte tauschen.",
        PERSON,
        "",
        "Chi Erfunden",
        300_00,
        ("Lebensmittel", 3, 140_00),
        ("Küchenmiete", 3, 60_00),
        ("Rezeptheft drucken", 1, 120_00),
    ),
    _idea(
        "Hörgeschichten vom Anton-Saefkow-Platz",
        "Jugendliche fragen ältere Leute nach ihrer Zeit am Platz und machen daraus Hörstücke.",
        GROUP,
        "Mikrofon-AG",
        "Dora Erfunden",
        500_00,
        ("Aufnahmegerät", 1, 280_00),
        ("Speicher und Schnitt", 1, 150_00),
        ("Hörabend mit Stühlen", 1, 220_00),
    ),
    _idea(
        "Schattensegel für den Spielplatz",
        "Ein Sonnensegel über dem Sandkasten; Eltern hängen es auf und nehmen es im Winter ab.",
        GROUP,
        "Elterngruppe Spielplatz",
        "Emre Erfunden",
        900_00,
        ("Segel mit Befestigung", 1, 780_00),
        ("Pfosten setzen", 2, 110_00),
    ),
    _idea(
        "Smartphone-Sprechstunde für Ältere",
        "Schülerinnen und Schüler helfen einmal in der Woche beim Telefon, beim Fahrschein und beim Arzttermin.",
        CLUB,
        "Schulverein Beispiel e. V.",
        "Finja Erfunden",
        200_00,
        ("Leihgeräte zum Üben", 4, 65_00),
        ("Handzettel in großer Schrift", 1, 80_00),
    ),
)

REJECTED = _idea(
    "Drohnenschau über dem Seepark",
    "Ein Abend mit leuchtenden Drohnen.",
    PERSON,
    "",
    "Gero Erfunden",
    900_00,
    ("Miete der Drohnen", 1, 950_00),
)
DEFERRED = _idea(
    "Wandbild am Trafohaus",
    "Kinder malen mit einer Malerin ein Bild; die Zustimmung des Eigentümers fehlt noch.",
    GROUP,
    "Malgruppe Trafohaus",
    "Hatice Erfunden",
    400_00,
    ("Farben und Rollen", 1, 460_00),
    ("Gerüst für zwei Tage", 2, 90_00),
)
WITHDRAWN = _idea(
    "Hofflohmarkt mit Musik",
    "Ein Flohmarkt in fünf Höfen mit kleiner Bühne.",
    PERSON,
    "",
    "Ilja Erfunden",
    200_00,
    ("Bühne und Strom", 1, 320_00),
    ("Plakate", 1, 60_00),
)
LATE = _idea(
    "Winterfutterstellen für Stadtvögel",
    "Eine Gruppe baut zehn Futterhäuser und pflegt sie bis zum Frühjahr.",
    GROUP,
    "Vogelfreunde am Park",
    "Karin Erfunden",
    150_00,
    ("Holz und Glas", 10, 18_00),
    ("Futter", 1, 90_00),
)
NEW = _idea(
    "Tauschregal im Hausflur",
    "Ein Regal für Bücher, Spiele und Geschirr, offen für den ganzen Aufgang.",
    PERSON,
    "",
    "Lew Erfunden",
    80_00,
    ("Regal und Farbe", 1, 160_00),
)
IN_CHECK = _idea(
    "Kiezkarte für Rollstühle",
    "Freiwillige messen Bordsteine und Türen und drucken eine Karte.",
    CLUB,
    "Barrierefrei Beispiel e. V.",
    "Mona Erfunden",
    400_00,
    ("Messräder und Maßbänder", 3, 45_00),
    ("Karte gestalten und drucken", 1, 480_00),
)
