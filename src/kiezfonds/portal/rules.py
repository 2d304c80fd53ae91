"""How a proposal stands, in words for those who wrote it; nothing is promised before the letter (§ 38 VwVfG)."""

from dataclasses import dataclass

from kiezfonds.ground.text import N_
from kiezfonds.proposals.rules import ProposalState as S
from kiezfonds.proposals.rules import sign_of

CHECKING = N_("Wir prüfen, ob Ihre Idee zu den Regeln passt. Fehlt etwas, melden wir uns.")
LETTER = N_("Im Brief steht, wie es weitergeht. Bitte fangen Sie vorher nicht an.")
READING = N_("Die Jury liest Ihre Idee und entscheidet in der Sitzung. Sie können gern kommen und sie vorstellen.")


@dataclass(frozen=True)
class Standing:
    """`title` says how it stands, `following` what comes next; `sign` is a kind of components/state.html."""

    title: str
    following: str
    sign: str


STANDINGS = {
    S.SUBMITTED: (N_("Ihre Idee ist bei uns angekommen"), CHECKING),
    S.IN_FORMAL_CHECK: (N_("Wir prüfen Ihre Idee"), CHECKING),
    S.CHANGES_REQUESTED: (
        N_("Bitte ergänzen Sie Ihren Antrag"),
        N_("Sie ändern ihn hier und reichen ihn wieder ein. Nummer und Eingangsdatum bleiben."),
    ),
    S.INELIGIBLE: (
        N_("Ihre Idee passt leider nicht zu den Regeln"),
        N_("Die Gründe stehen in einem Brief. Wir beraten Sie gern, was stattdessen geht."),
    ),
    S.ADMITTED: (N_("Ihre Idee geht in die Jury"), READING),
    S.SCHEDULED: (N_("Ihre Idee steht auf der Tagesordnung"), READING),
    S.IN_DELIBERATION: (N_("Die Jury berät gerade über Ihre Idee"), N_("Das Ergebnis steht nach der Sitzung hier.")),
    S.APPROVED: (N_("Die Jury hat zugestimmt – Ihr Brief folgt"), LETTER),
    S.PARTLY_APPROVED: (N_("Die Jury hat zum Teil zugestimmt – Ihr Brief folgt"), LETTER),
    S.CONDITIONALLY_APPROVED: (N_("Die Jury hat mit Auflage oder Bedingung zugestimmt – Ihr Brief folgt"), LETTER),
    S.REJECTED: (
        N_("Die Jury hat nicht zugestimmt – Ihr Brief folgt"),
        N_("Im Brief steht der Grund. Wir beraten Sie gern, was Sie noch tun können."),
    ),
    S.DEFERRED: (
        N_("Die Jury hat noch nicht entschieden"),
        N_("Ihre Idee kommt in eine spätere Sitzung. Sie müssen nichts tun."),
    ),
    S.WAIT_LISTED: (
        N_("Ihre Idee steht auf der Warteliste"),
        N_("Wird Geld frei, melden wir uns. Bitte fangen Sie vorher nicht an."),
    ),
    S.LAPSED: (N_("Ihr Antrag ist verfallen"), N_("Fragen Sie uns gern nach dem Grund und nach der nächsten Frist.")),
    S.NOTIFIED: (
        N_("Ihr Brief ist unterwegs"),
        N_("Bitte lesen Sie ihn ganz. Dort steht, was als Nächstes zu tun ist."),
    ),
    S.RUNNING: (N_("Ihr Projekt läuft"), N_("Heben Sie alle Belege auf. Am Ende zeigen Sie uns, wofür das Geld war.")),
    S.TO_SETTLE: (N_("Jetzt fehlt noch Ihr Nachweis"), N_("Bitte zeigen Sie uns, wofür das Geld war.")),
    S.SETTLED: (N_("Alles ist abgeschlossen"), N_("Vielen Dank für Ihre Idee!")),
    S.WITHDRAWN: (N_("Sie haben Ihre Idee zurückgezogen"), N_("Sie müssen nichts weiter tun.")),
    S.RENOUNCED: (N_("Sie haben auf das Geld verzichtet"), N_("Sie müssen nichts weiter tun.")),
    S.REVOKED: (N_("Die Zusage ist widerrufen"), N_("Die Gründe stehen im Brief.")),
}
# The office has to do something, the reader has not: amber is for what is due to them.
SIGNS = {
    S.SUBMITTED: "waiting",
    S.IN_FORMAL_CHECK: "waiting",
    S.CHANGES_REQUESTED: "due",
    S.ADMITTED: "waiting",
    S.SCHEDULED: "waiting",
    S.IN_DELIBERATION: "waiting",
    S.NOTIFIED: "good",
    S.RUNNING: "good",
}
# The date of the decision is still ahead.
WAITING = frozenset({S.SUBMITTED, S.IN_FORMAL_CHECK, S.CHANGES_REQUESTED, S.ADMITTED, S.SCHEDULED})


def standing(state: S) -> Standing:
    title, following = STANDINGS[state]
    return Standing(title, following, SIGNS.get(state, sign_of(state)))
