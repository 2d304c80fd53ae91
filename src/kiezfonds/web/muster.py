"""What /muster shows: every component in every state, on invented data. Not served in production."""

from collections.abc import Mapping, Sequence
from typing import Any

import segno

from kiezfonds.web.fields import Check, Choice, Day, Email, LongText, Money, Number, Password, Text, Time
from kiezfonds.web.forms import BoundField, Form
from kiezfonds.web.lists import Cell, Listing

LONG = (
    "Gemeinschaftshochbeetbepflanzung mit Regenwassersammelanlage und barrierefreiem Zugang für die "
    "Nachbarschaft rund um den Anton-Saefkow-Platz"
)
NOTES = (
    ("yes", "ja"),
    ("rather_yes", "eher ja"),
    ("rather_no", "eher nein"),
    ("no", "nein"),
    ("unsure", "weiß nicht"),
)
AREAS = (("1", "Fennpfuhl"), ("2", "Alt-Lichtenberg"), ("3", "Frankfurter Allee Süd"), ("4", LONG))


class SampleForm(Form):
    """One field of each kind. `prefix` keeps the ids of several of them on one page apart."""

    title = Text("Wie heißt Ihre Idee?", "Ein kurzer Name genügt.", max=80)
    mail = Email("E-Mail", "Nur für Fragen zu Ihrer Idee.", required=False)
    secret = Password("Passwort")
    text = LongText("Was haben Sie vor?", "Zwei, drei Sätze reichen.", max=300)
    amount = Money("Wie viel Geld brauchen Sie?", "Schätzen ist erlaubt.", high=100_000)
    people = Number("Wie viele machen mit?", required=False, high=500)
    day = Day("Wann geht es los?")
    hour = Time("Um wie viel Uhr?", required=False)
    note = Choice("Was denken Sie?", "Sie können es später ändern.", options=NOTES)
    area = Choice("Ihr Kiez", options=AREAS)
    agreed = Check("Ich habe gelesen, wie meine Angaben verwendet werden.")

    def __init__(self, prefix: str, **initial: Any) -> None:
        self.prefix = prefix
        super().__init__(**initial)

    def id_of(self, name: str) -> str:
        return f"{self.prefix}-{name}"


def context() -> dict[str, Any]:
    """Everything `muster/index.html` needs beside the frame of the page."""
    return {
        "empty_form": SampleForm("leer"),
        "filled_form": _filled(),
        "wrong_form": _wrong(),
        "areas": AREAS,
        "notes": NOTES,
        "notes_with_hints": [
            ("paper", "Auf Papier", "Wir schicken Ihnen das Blatt."),
            ("web", "Hier", "Sofort."),
        ],
        "several": _several(),
        "file_field": _file("foto", ""),
        "wrong_file_field": _file("foto-falsch", "Das Bild ist zu groß. Höchstens 10 MB."),
        "cost_rows": _cost_rows(),
        "bars": _bars(),
        "table": _table(),
        "listing": _listing(),
        "tasks": _tasks(),
        "facts": _facts(),
        "pages": [{"number": n, "url": f"?seite={n}", "current": n == 3} for n in (1, 2, 3, 4)]
        + [
            {"number": None, "url": "", "current": False},
            {"number": 27, "url": "?seite=27", "current": False},
        ],
        "crumbs": [
            {"text": "Lichtenberg", "url": "#"},
            {"text": "Sitzungen", "url": "#"},
            {"text": LONG, "url": ""},
        ],
        "long": LONG,
        "qr_svg": _qr(),
    }


def _filled() -> SampleForm:
    form = SampleForm("voll")
    form.fill(
        {
            "title": [LONG[:80]],
            "mail": ["ayse.yilmaz@beispiel.de"],
            "secret": ["langes-passwort-aus-worten"],
            "text": ["Wir bauen drei Hochbeete.\nAlle dürfen ernten."],
            "amount": ["850,50"],
            "people": ["12"],
            "day": ["2026-03-12"],
            "hour": ["18:00"],
            "note": ["rather_yes"],
            "area": ["1"],
            "agreed": ["on"],
        }
    )
    return form


def _wrong() -> SampleForm:
    form = SampleForm("falsch")
    form.fill({"mail": ["ayse"], "amount": ["viel"], "people": ["zwölf"], "day": ["31.02.2026"], "hour": ["25:00"]})
    form.general_errors.append("Die Frist ist abgelaufen. Rufen Sie uns an, wir finden einen Weg.")
    return form


def _listing() -> Listing:
    columns = ("Nummer", "/2026-3"), ("Gebiet", ""), ("Frei", "")
    return Listing(
        columns=[
            {"text": text, "url": "#", "sorting": "ascending" if n == 0 else "", "is_number": n == 2}
            for n, (text, _) in enumerate(columns)
        ],
        rows=[
            (Cell("2026-3", "#"), Cell("Fennpfuhl"), Cell("845,50 €")),
            (Cell("2026-2", "#"), Cell("läuft", sign="good"), Cell("0 €")),
        ],
        found=2,
        text="",
        narrowings=[{"name": "gebiet", "title": "Gebiet", "options": AREAS, "value": ""}],
        is_searchable=True,
        is_filtered=False,
        here="#",
        order="nummer",
        table_url="#",
        nothing="",
    )


def _file(name: str, error: str) -> BoundField:
    return _field(name, "Ein Bild dazu", hint="JPG, PNG oder HEIC, höchstens 10 MB.", error=error)


def _several() -> Mapping[str, BoundField]:
    label = "Was passt zu Ihrer Idee?"
    return {
        "empty": _field("topics", label, values=["yes"]),
        "wrong": _field("topics-wrong", label, required=True, error="Bitte wählen Sie etwas aus."),
        "hints": _field("way", "Wie möchten Sie antworten?", required=True, values=["paper"]),
        "disabled": _field("locked", "Aktenzeichen", values=["LI-2026-0007"]),
        "locked": _field("locked-area", "Kiez", values=["2"]),
        "search": _field("q", "Nummer, Name oder Wort"),
    }


def _field(
    name: str, label: str, hint: str = "", required: bool = False, values: Sequence[str] = (), error: str = ""
) -> BoundField:
    return BoundField(name, f"f-{name}", label, hint, "text", required, None, list(values), error, [])


def _qr() -> str:
    code = segno.make("https://kiezfonds.example/l/4F7KQ2MX", error="m")
    return str(code.svg_inline(omitsize=True, border=0))


def _cost_rows() -> Mapping[str, Sequence[Mapping[str, str]]]:
    empty = {"what": "", "count": "", "each": "", "sum": "0 €", "error": ""}
    earth = {"what": "Erde", "count": "10", "each": "8", "sum": "80 €", "error": ""}
    wood = {
        "what": "Bretter und Schrauben für drei Beete",
        "count": "4",
        "each": "99,50",
        "sum": "398 €",
        "error": "",
    }
    error = "Bitte schreiben Sie die Menge als Zahl."
    wrong = {"what": "Gießkannen", "count": "drei", "each": "9", "sum": "0 €", "error": error}
    return {"empty": [empty], "many": [earth, wood, wrong]}


def _bars() -> Sequence[Mapping[str, Any]]:
    return [
        {
            "title": "Fennpfuhl 2026",
            "paid": 210_000,
            "committed": 145_000,
            "reserved": 100_000,
            "free": 845_000,
        },
        {"title": "Noch nichts vergeben", "paid": 0, "committed": 0, "reserved": 0, "free": 1_300_000},
        {"title": "Alles vergeben", "paid": 900_000, "committed": 312_050, "reserved": 87_950, "free": 0},
        {
            "title": "Nach einer Kürzung",
            "paid": 700_000,
            "committed": 400_000,
            "reserved": 0,
            "free": -100_000,
        },
        {"title": "Kein Geld eingestellt", "paid": 0, "committed": 0, "reserved": 0, "free": 0},
    ]


def _table() -> Mapping[str, Any]:
    columns: list[dict[str, Any]] = [
        {"text": "Idee"},
        {"text": "Beantragt", "is_number": True},
        {"text": "Zugesagt", "is_number": True},
        {"text": "Beschlossen am"},
    ]
    rows = [
        ["Hofbank", "480 €", "480 €", "Do, 12. März 2026"],
        [LONG, "1.250,50 €", "600 €", "Do, 12. März 2026"],
        ["Lesecafé", "780 €", "–", "noch nicht"],
    ]
    total = ["Zusammen", "2.510,50 €", "1.080 €", ""]
    return {"columns": [{"is_number": False, **column} for column in columns], "rows": rows, "total": total}


def _tasks() -> Sequence[Mapping[str, str]]:
    return [
        {"text": "Topf einrichten", "url": "#", "hint": "", "state": "erledigt", "kind": "done"},
        {
            "text": "Aufruf schreiben",
            "url": "#",
            "hint": "fällig in 3 Tagen",
            "state": "fällig",
            "kind": "due",
        },
        {"text": LONG, "url": "#", "hint": "", "state": "offen", "kind": "open"},
        {
            "text": "Jury einladen",
            "url": "",
            "hint": "geht nach der Auslosung",
            "state": "wartet",
            "kind": "waiting",
        },
    ]


def _facts() -> Sequence[Mapping[str, str]]:
    return [
        {"key": "Idee", "value": "Hofbank", "url": "#"},
        {"key": "Was haben Sie vor?", "value": "Eine Bank im Hof.\nAlle bauen mit.", "url": "#"},
        {"key": "E-Mail", "value": "", "url": "#"},
        {"key": "Zusammen", "value": "480 €"},
    ]
