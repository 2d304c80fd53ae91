"""When a job is tried again, when it is given up, and what an answer of a mail server means."""

import re
from dataclasses import dataclass
from datetime import timedelta

from kiezfonds.ground.text import N_

LEASE = timedelta(seconds=90)
MAX_ATTEMPTS = 6
MAIL_STATES = {
    "waiting": N_("wartet auf den Versand"),
    "sent": N_("gesendet"),
    "failed": N_("nicht zugestellt"),
}
JOB_NAMES = {
    "send_mail": N_("E-Mail senden"),
    "post_lost_links": N_("Neuen Link schicken"),
    "draft_letters": N_("Briefe einer Sitzung entwerfen"),
    "end_waiting_lists": N_("Wartelisten am Jahresende schließen"),
}
MAIL_SIGNS = {"waiting": "waiting", "sent": "done", "failed": "wrong"}
# RFC 3463 (enhanced codes) before RFC 5321 (codes): the first that is found says it best.
MEANINGS = (
    (r"\b5\.1\.[0-36]\b", N_("Diese Adresse gibt es nicht. Bitte prüfen Sie die Schreibweise.")),
    (r"\b[45]\.2\.2\b|\b552\b", N_("Das Postfach ist voll. Bitte rufen Sie die Person an.")),
    (r"\b5\.2\.1\b", N_("Dieses Postfach nimmt keine E-Mails mehr an. Bitte rufen Sie die Person an.")),
    (r"\b5\.3\.4\b", N_("Die E-Mail war dem anderen Server zu groß.")),
    (
        r"\b53[0458]\b|\b5\.7\.8\b",
        N_("Unsere Anmeldung am Mailserver klappt nicht. Das muss die Technik ansehen."),
    ),
    (r"\b5\.7\.\d+\b|\b554\b", N_("Der andere Server hat die E-Mail abgelehnt, vielleicht als Werbung.")),
    (r"\b55[013]\b", N_("Die Adresse hat die E-Mail nicht angenommen. Bitte prüfen Sie die Schreibweise.")),
    (r"^address\b", N_("Das ist keine gültige E-Mail-Adresse.")),
    (r"\b4\d\d\b", N_("Der andere Server nimmt gerade nichts an. Wir versuchen es später noch einmal.")),
    (r"\b5\d\d\b", N_("Der andere Server hat die E-Mail nicht angenommen.")),
    (r"STARTTLS|certificate|SSL", N_("Die Verbindung zum Mailserver war nicht sicher. Das muss die Technik ansehen.")),
    (r"", N_("Unser Mailserver war nicht zu erreichen. Wir versuchen es noch einmal.")),
)


@dataclass(frozen=True)
class Task:
    """A due job, taken with a lease."""

    id: int
    district: int
    name: str
    payload: dict[str, object]
    attempts: int


def pause_after(attempts: int) -> timedelta:
    """1, 2, 4, 8 … minutes."""
    return timedelta(minutes=2 ** max(attempts - 1, 0))


def is_given_up(attempts: int) -> bool:
    return attempts >= MAX_ATTEMPTS


def is_for_good(code: int) -> bool:
    """The server will say no however often it is asked (RFC 5321 4.2.1). A wrong password is ours to mend: wait."""
    return 500 <= code < 600 and code not in (530, 534, 535, 538)


def meaning_of(error: str) -> str:
    """What a mail server's answer means for the office, as a German msgid; nothing for nothing."""
    if not error:
        return ""
    return next(text for found, text in MEANINGS if re.search(found, error, re.IGNORECASE))
