"""What the office writes down while it handles a proposal, and what must be right about it (§§ 22-25 VwVfG)."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from kiezfonds.ground.problems import Problem
from kiezfonds.ground.text import N_
from kiezfonds.proposals.rules import EMAIL, FUNDED, PAPER, WITHDRAWABLE, ProposalState

LEAST_CHANGE_TIME = timedelta(days=7)
SIGNED, SAID = "signed", "said"
DECLARED_LABELS = {SIGNED: N_("unterschrieben"), SAID: N_("vorgelesen und bestätigt")}


class Told(StrEnum):
    """How the office heard of it."""

    SELF = "self"
    PHONE = "phone"
    LETTER = "letter"
    EMAIL = "email"
    IN_PERSON = "in_person"

    @property
    def label(self) -> str:
        return TOLD_LABELS[self]


TOLD_LABELS = {
    Told.SELF: N_("selbst, über die Internetseite"),
    Told.PHONE: N_("telefonisch"),
    Told.LETTER: N_("per Brief"),
    Told.EMAIL: N_("per E-Mail"),
    Told.IN_PERSON: N_("persönlich"),
}


@dataclass(frozen=True)
class WithdrawalDraft:
    """`told_on` is the day the applicant said so to the office."""

    reason: str = ""
    told: Told = Told.SELF
    told_on: date | None = None


@dataclass(frozen=True)
class ChangeDraft:
    """What exactly, until when; `is_beyond`: it may take longer than the deadline of the round."""

    text: str
    due_on: date
    is_beyond: bool = False


@dataclass(frozen=True)
class IntakeDraft:
    """How it came, on which day (that keeps the deadline), and what the office noted about it."""

    received_on: date
    channel: str = PAPER
    note: str = ""

    @property
    def declared(self) -> str:
        """What came in writing is signed; what was said was read out and confirmed."""
        return SIGNED if self.channel in (PAPER, EMAIL) else SAID


@dataclass(frozen=True)
class Contact:
    name: str
    street: str
    town: str
    email: str
    phone: str


def due_by_default(today: date, days: int, deadline_on: date | None) -> date:
    """`days` from the rule set, but not beyond the deadline of the decision date, and never under a week."""
    wished = today + timedelta(days=days)
    if deadline_on is not None:
        wished = min(wished, deadline_on)
    return max(wished, today + LEAST_CHANGE_TIME)


def problems_with_change_request(draft: ChangeDraft, today: date, deadline_on: date | None) -> list[Problem]:
    """§ 25 VwVfG: say what is missing and leave time for it."""
    problems = []
    if not draft.text:
        problems.append(Problem(N_("Bitte schreiben Sie, was genau geändert werden soll."), "changes"))
    if draft.due_on < today + LEAST_CHANGE_TIME:
        values = {"days": LEAST_CHANGE_TIME.days}
        problems.append(Problem(N_("Bitte geben Sie mindestens {days} Tage Zeit."), "due_on", "§ 25 VwVfG", values))
    elif deadline_on is not None and draft.due_on > deadline_on and not draft.is_beyond:
        late = N_("Die Frist der Runde endet am {day}. Soll die Nachbesserung länger dauern, bestätigen Sie es unten.")
        problems.append(Problem(late, "due_on", values={"day": f"{deadline_on:%d.%m.%Y}"}))
    return problems


def problems_with_withdrawal(state: ProposalState) -> list[Problem]:
    """Until the jury has decided, an applicant may take the idea back at any time and needs no reason."""
    if state in WITHDRAWABLE:
        return []
    if state is ProposalState.IN_DELIBERATION:
        return [Problem(N_("Die Jury berät gerade darüber. Bitte sagen Sie es der Leitung der Sitzung."))]
    if state in FUNDED:
        return [Problem(N_("Die Jury hat schon zugestimmt. Wer das Geld nicht mehr will, ruft bitte im Büro an."))]
    return [Problem(N_("Dieser Antrag ist schon abgeschlossen. Er kann nicht mehr zurückgezogen werden."))]
