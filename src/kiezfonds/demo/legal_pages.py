"""What each office of the demo says about itself (imprint, privacy, accessibility, sender) and what was told to it."""

from datetime import datetime, timedelta

from kiezfonds.demo.cast import DOMAIN, INVENTED, TOWN
from kiezfonds.demo.stage import Stage, fine
from kiezfonds.districts.rules import Tenant
from kiezfonds.ground.actors import Actor
from kiezfonds.ground.days import berlin_day
from kiezfonds.imprints.actions import answer_report, report_barrier, save_part
from kiezfonds.imprints.rules import AUTHORITY, Part

RETENTION = (
    "Geförderte Anträge, Briefe und Belege: fünf Jahre nach dem Ende des Projekts\n"
    "Abgelehnte und zurückgezogene Anträge: zwei Jahre\n"
    "Entwürfe, die niemand abschickt: drei Monate\n"
    "Notizen der Jury: bis die Niederschrift genehmigt ist"
)
PROCESSORS = (
    f"Rechenzentrum Beispiel GmbH {INVENTED}: Betrieb der Server\nDruckerei Muster {INVENTED}: Druck und Versand"
)
GAPS = (
    "Hochgeladene PDF: können für Vorleseprogramme unlesbar sein, weil sie von anderen stammen\n"
    "Niederschriften: nur auf Deutsch, Fassungen in Leichter Sprache folgen im nächsten Jahr"
)
ALTERNATIVES = "Rufen Sie an: Wir lesen vor, schreiben auf oder kommen vorbei. Jede Idee geht auch auf Papier."
REPORT = (
    "In der Tabelle mit den Kosten sagt mein Vorleseprogramm nicht, zu welcher Zeile das Feld „Preis“ gehört.",
    "Idee einreichen, Seite „Kosten“",
)
SEEN = ("Die Karte der Gebiete lässt sich mit der Tastatur nicht öffnen.", "Startseite")
ANSWER = "Danke für den Hinweis. Unter der Karte steht jetzt eine Liste aller Gebiete mit Links."


async def fill(district: Tenant, body: str, representative: str, *, by: Actor, now: datetime) -> None:
    """Every page complete, every name invented."""
    facts: dict[Part, dict[str, object]] = {
        Part.IMPRINT: {
            "responsible_body": f"{body} {INVENTED}",
            "representative": f"{representative} {INVENTED}",
            "register": f"Vereinsregister VR 00000, Amtsgericht Musterstadt {INVENTED}",
            "supervision": "",
            "vat_number": "",
            "editor": f"{representative}, {district.street}, {district.town} {INVENTED}",
        },
        Part.PRIVACY: {
            "controller": f"{body} {INVENTED}\n{district.street}, {district.town}\n{district.phone}\n{district.mail}",
            "officer": f"Dana Datenschutz {INVENTED}\nMusterstraße 9, {TOWN}\ndatenschutz@{DOMAIN}",
            "processors": PROCESSORS,
            "authority": AUTHORITY,
            "retention": RETENTION,
        },
        Part.ACCESSIBILITY: {
            "conformity": "partly",
            "gaps": GAPS,
            "alternatives": ALTERNATIVES,
            "assessed_on": berlin_day(now),
            "assessed_how": f"Selbstbewertung nach EN 301 549 {INVENTED}",
        },
        Part.MAIL: {"mail_name": district.office_name, "mail_reply_to": district.mail},
    }
    for part, said in facts.items():
        fine(await save_part(district.id, part, said, by=by, now=now))


def put_down_reports(stage: Stage) -> None:
    """One answered, one whose month still runs."""
    at, ago = stage.calendar.at, stage.calendar.days_ago

    async def answered(now: datetime) -> None:
        number = await report_barrier(stage.tenant, SEEN[1], SEEN[0], "", f"olga.erfunden@{DOMAIN}", now=now)
        later, berta = now + timedelta(days=2), stage.staff["berta"]

        async def answer(when: datetime) -> None:
            fine(await answer_report(stage.tenant, number, ANSWER, is_mailed=True, by=berta, now=when))

        stage.at(later, answer)

    async def still_open(now: datetime) -> None:
        await report_barrier(stage.tenant, REPORT[1], REPORT[0], "Theo Erfunden", f"theo.erfunden@{DOMAIN}", now=now)

    stage.at(at(ago(20), 15), answered)
    stage.at(at(ago(5), 21), still_open)
