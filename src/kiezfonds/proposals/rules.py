"""States of a proposal and the moves between them as one table, and its reference number.

Nothing outside the table can happen (life cycle of a proposal after the Berlin funds; §§ 22-25 VwVfG).
"""

import re
from datetime import timedelta
from enum import StrEnum

from kiezfonds.ground.text import N_

WEB, PAPER, EMAIL, PHONE, ORAL = "web", "paper", "email", "phone", "oral"
DRAFTS_PER_PERSON = 6  # new ideas within the window of a throttle
DRAFTS_PER_ADDRESS = 40  # a library or a school has one address for many
UPLOADS_PER_PERSON = 60
UPLOADS_PER_ADDRESS = 300
MOST_FILES = 5
IMAGE, PDF = "image", "pdf"
DRAFT_LINK_LIFETIME = timedelta(days=90)
STATUS_LINK_LIFETIME = timedelta(days=3 * 365)
CHANNEL_LABELS = {
    WEB: N_("über die Internetseite"),
    PAPER: N_("auf Papier"),
    EMAIL: N_("per E-Mail"),
    PHONE: N_("am Telefon"),
    ORAL: N_("im Gespräch"),
}
# What the office keys in; an application needs no form (§ 22 VwVfG; S04).
INTAKE_CHANNELS = (PAPER, EMAIL, PHONE, ORAL)
_REFERENCE = re.compile(r"(\d{4})-(\d{4,6})")


class ProposalState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    IN_FORMAL_CHECK = "in_formal_check"
    CHANGES_REQUESTED = "changes_requested"
    INELIGIBLE = "ineligible"
    ADMITTED = "admitted"
    SCHEDULED = "scheduled"
    IN_DELIBERATION = "in_deliberation"
    APPROVED = "approved"
    PARTLY_APPROVED = "partly_approved"
    CONDITIONALLY_APPROVED = "conditionally_approved"
    REJECTED = "rejected"
    DEFERRED = "deferred"
    WAIT_LISTED = "wait_listed"
    LAPSED = "lapsed"
    NOTIFIED = "notified"
    RUNNING = "running"
    TO_SETTLE = "to_settle"
    SETTLED = "settled"
    WITHDRAWN = "withdrawn"
    RENOUNCED = "renounced"
    REVOKED = "revoked"

    @property
    def label(self) -> str:
        """The office's word; residents read whole sentences."""
        return LABELS[self]


S = ProposalState

LABELS = {
    S.DRAFT: N_("Entwurf"),
    S.SUBMITTED: N_("eingegangen"),
    S.IN_FORMAL_CHECK: N_("in Formprüfung"),
    S.CHANGES_REQUESTED: N_("Nachbesserung erbeten"),
    S.INELIGIBLE: N_("formal abgelehnt"),
    S.ADMITTED: N_("zugelassen"),
    S.SCHEDULED: N_("auf der Tagesordnung"),
    S.IN_DELIBERATION: N_("in Beratung"),
    S.APPROVED: N_("Jury: angenommen"),
    S.PARTLY_APPROVED: N_("Jury: zum Teil angenommen"),
    S.CONDITIONALLY_APPROVED: N_("Jury: unter Bedingung angenommen"),
    S.REJECTED: N_("Jury: abgelehnt"),
    S.DEFERRED: N_("vertagt"),
    S.WAIT_LISTED: N_("auf der Warteliste"),
    S.LAPSED: N_("verfallen"),
    S.NOTIFIED: N_("Brief ausgestellt"),
    S.RUNNING: N_("läuft"),
    S.TO_SETTLE: N_("Nachweis fällig"),
    S.SETTLED: N_("abgeschlossen"),
    S.WITHDRAWN: N_("zurückgezogen"),
    S.RENOUNCED: N_("verzichtet"),
    S.REVOKED: N_("widerrufen"),
}

# How the office's list and the resident's page colour a state: the kinds of components/state.html.
SIGNS = {
    S.SUBMITTED: "due",
    S.IN_FORMAL_CHECK: "due",
    S.CHANGES_REQUESTED: "waiting",
    S.INELIGIBLE: "wrong",
    S.APPROVED: "good",
    S.PARTLY_APPROVED: "good",
    S.CONDITIONALLY_APPROVED: "waiting",
    S.REJECTED: "wrong",
    S.DEFERRED: "waiting",
    S.WAIT_LISTED: "waiting",
    S.TO_SETTLE: "due",
    S.SETTLED: "done",
    S.REVOKED: "wrong",
}

# A draft is dropped, not withdrawn: nobody has received it yet.
MOVES: dict[S, tuple[S, ...]] = {
    S.DRAFT: (S.SUBMITTED,),
    S.SUBMITTED: (S.IN_FORMAL_CHECK, S.WITHDRAWN),
    S.IN_FORMAL_CHECK: (S.CHANGES_REQUESTED, S.INELIGIBLE, S.ADMITTED, S.WITHDRAWN),
    S.CHANGES_REQUESTED: (S.IN_FORMAL_CHECK, S.WITHDRAWN),
    S.INELIGIBLE: (),
    S.ADMITTED: (S.SCHEDULED, S.WITHDRAWN),
    S.SCHEDULED: (S.IN_DELIBERATION, S.DEFERRED, S.WITHDRAWN),
    S.IN_DELIBERATION: (
        S.APPROVED,
        S.PARTLY_APPROVED,
        S.CONDITIONALLY_APPROVED,
        S.REJECTED,
        S.DEFERRED,
        S.WAIT_LISTED,
        S.WITHDRAWN,
    ),
    S.DEFERRED: (S.SCHEDULED, S.WITHDRAWN),
    S.WAIT_LISTED: (S.APPROVED, S.PARTLY_APPROVED, S.LAPSED, S.WITHDRAWN),
    S.CONDITIONALLY_APPROVED: (S.APPROVED, S.NOTIFIED, S.LAPSED, S.WITHDRAWN),
    S.APPROVED: (S.NOTIFIED, S.WITHDRAWN),
    S.PARTLY_APPROVED: (S.NOTIFIED, S.WITHDRAWN),
    S.REJECTED: (),
    S.LAPSED: (),
    S.NOTIFIED: (S.RUNNING, S.RENOUNCED, S.LAPSED),
    S.RUNNING: (S.TO_SETTLE, S.RENOUNCED, S.REVOKED),
    S.TO_SETTLE: (S.SETTLED, S.REVOKED),
    S.SETTLED: (S.REVOKED,),
    S.WITHDRAWN: (),
    S.RENOUNCED: (),
    S.REVOKED: (),
}

# What a meeting still has to decide.
UNDECIDED = (S.ADMITTED, S.SCHEDULED, S.IN_DELIBERATION, S.DEFERRED)
# Where the applicant writes: everything else is fixed.
EDITABLE = (S.DRAFT, S.CHANGES_REQUESTED)
TO_CHECK = (S.SUBMITTED, S.IN_FORMAL_CHECK)
WITHDRAWABLE = (
    S.SUBMITTED,
    S.IN_FORMAL_CHECK,
    S.CHANGES_REQUESTED,
    S.ADMITTED,
    S.SCHEDULED,
    S.DEFERRED,
    S.WAIT_LISTED,
)
# Money is bound to it or paid: giving it back is more than a word.
FUNDED = (S.APPROVED, S.PARTLY_APPROVED, S.CONDITIONALLY_APPROVED, S.NOTIFIED, S.RUNNING, S.TO_SETTLE)


def may_move(state: ProposalState, to: ProposalState) -> bool:
    return to in MOVES[state]


def sign_of(state: ProposalState) -> str:
    return SIGNS.get(state, "open")


def reference(year: int, number: int) -> str:
    """„2026-0007“"""
    return f"{year}-{number:04d}"


def read_reference(text: str) -> tuple[int, int] | None:
    found = _REFERENCE.fullmatch(text.strip())
    return (int(found[1]), int(found[2])) if found else None
