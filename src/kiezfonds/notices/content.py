"""What a letter says: made from the facts once, kept as canonical JSON, never typed.

The words around it are in templates/pdf/notices; what is bound by law or by the fund is here.
"""

import json
from dataclasses import dataclass, replace
from datetime import date

import msgspec

from kiezfonds.ground.text import quoted
from kiezfonds.meetings.rules import ConditionKind
from kiezfonds.notices.rules import NoticeKind
from kiezfonds.rounds.rules import NoticeMode

SCHEMA_VERSION = 2
GENERAL_CONDITIONS = "Allgemeine Nebenbestimmungen für Zuwendungen zur Projektförderung (ANBest-P)"

PROMISES = {
    NoticeMode.ADMINISTRATIVE_ACT: "Zuwendungsbescheid",
    NoticeMode.CIVIL_AGREEMENT: "Angebot einer Fördervereinbarung",
    NoticeMode.FORWARDING_CONTRACT: "Angebot eines Weiterleitungsvertrags",
}
REFUSALS = {
    NoticeMode.ADMINISTRATIVE_ACT: "Ablehnungsbescheid",
    NoticeMode.CIVIL_AGREEMENT: "Absage",
    NoticeMode.FORWARDING_CONTRACT: "Absage",
}
HEADINGS = {
    NoticeKind.DEFERRAL: "Zwischennachricht: Entscheidung vertagt",
    NoticeKind.WAITING_LIST: "Zwischennachricht: Platz auf der Warteliste",
}


@dataclass(frozen=True)
class Content:
    """Everything a letter is printed from. `dated_on` and `signed_by` come with the issue.

    Fields with a default came with schema 2, so that letters of schema 1 can still be read.
    """

    schema: int
    number: str
    kind: NoticeKind
    mode: NoticeMode
    issuing_body: str
    office: str
    return_line: str
    contact: tuple[tuple[str, str], ...]
    phone: str
    recipient: tuple[str, ...]
    salutation: str
    applicant_kind: str
    fund: str
    area: str
    budget_year: int
    legal_basis: str
    rule_set: str
    rule_set_sha256: str
    complaints_desk: str
    remedy_at: str
    early_start_forbidden: bool
    proposal: str
    title: str
    received_on: date | None
    jury: str
    meeting: str
    meeting_on: date | None
    item: int
    resolution: int
    requested_cents: int
    amount_cents: int
    starts_on: date | None
    ends_on: date | None
    period_ends_on: date
    proof_due_on: date
    keep_receipts_years: int
    conditions: tuple[str, ...]
    reason: str
    dated_on: date | None = None
    signed_by: str = ""
    financing: str = "deficit"
    own_share_percent: int = 0
    payment: str = "advance"
    use_within_months: int = 2
    item_deviation_percent: int = 20
    publicity: str = ""
    early_start: str = "notice"
    acceptance_days: int = 14
    condition_kind: str = ""
    condition_due_on: date | None = None
    is_condition_met: bool = False
    next_meeting_on: date | None = None
    rank: int = 0
    grounds: tuple[tuple[str, str], ...] = ()
    decided_on: date | None = None

    @property
    def heading(self) -> str:
        if self.kind.promises_money:
            return PROMISES[self.mode]
        return HEADINGS.get(self.kind) or REFUSALS[self.mode]

    @property
    def body(self) -> str:
        """The jury by its name, to be read after „die“."""
        return self.jury if "jury" in self.jury.lower() else f"Jury {quoted(self.jury)}"

    @property
    def subject(self) -> str:
        return f"{self.heading} – {self.fund}, {self.area} – Projekt {quoted(self.title)}"

    @property
    def has_remedy(self) -> bool:
        return self.mode is NoticeMode.ADMINISTRATIVE_ACT and self.kind.is_final

    @property
    def is_offer(self) -> bool:
        """Binds when it is accepted; nothing is paid before."""
        return self.kind.promises_money and self.mode is not NoticeMode.ADMINISTRATIVE_ACT

    @property
    def is_conditional(self) -> bool:
        """No money flows before the condition is met."""
        return self.condition_kind == ConditionKind.PRECONDITION and not self.is_condition_met

    @property
    def enclosures(self) -> tuple[str, ...]:
        """What must lie in the envelope beside the letter; the print page says so."""
        return (GENERAL_CONDITIONS,) if self.has_general_conditions else ()

    @property
    def has_general_conditions(self) -> bool:
        """ANBest-P are part of acts and of forwarded grants (AV § 44 LHO)."""
        return self.kind.promises_money and self.mode is not NoticeMode.CIVIL_AGREEMENT


def issued(content: Content, day: date, signed_by: str) -> Content:
    return replace(content, dated_on=day, signed_by=signed_by)


def undated(content: Content) -> Content:
    """As it was drafted."""
    return replace(content, dated_on=None, signed_by="")


def canonical(content: Content) -> str:
    """The one way to write it: keys sorted, no blanks."""
    return json.dumps(msgspec.to_builtins(content), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read_content(stored: str) -> Content:
    return msgspec.json.decode(stored.encode(), type=Content)
