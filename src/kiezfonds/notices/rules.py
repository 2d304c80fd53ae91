"""Kinds and states of letters, the legal check, and who may do what when.

A letter follows the resolution: nobody types an amount. Whoever drafted it does not issue it (four eyes).
"""

from collections.abc import Sequence
from enum import StrEnum

from kiezfonds.documents.rules import folded, problems_with_address
from kiezfonds.ground.problems import Problem
from kiezfonds.ground.text import N_
from kiezfonds.meetings.rules import ResolutionKind
from kiezfonds.proposals.rules import ProposalState, may_move
from kiezfonds.rounds.rules import NoticeMode

REASON_CAP = 2000


class NoticeKind(StrEnum):
    APPROVAL = "approval"
    PART_APPROVAL = "part_approval"
    CONDITIONAL_APPROVAL = "conditional_approval"
    REJECTION = "rejection"
    DEFERRAL = "deferral"
    WAITING_LIST = "waiting_list"
    FORMAL_REJECTION = "formal_rejection"

    @property
    def label(self) -> str:
        return KIND_LABELS[self]

    @property
    def promises_money(self) -> bool:
        return self in APPROVALS

    @property
    def is_final(self) -> bool:
        """Whether it decides; what only says „later“ is no act and carries no remedy notice (§ 35 VwVfG)."""
        return self in APPROVALS or self in REJECTIONS


KIND_LABELS = {
    NoticeKind.APPROVAL: N_("Zusage"),
    NoticeKind.PART_APPROVAL: N_("Zusage über einen Teil"),
    NoticeKind.CONDITIONAL_APPROVAL: N_("Zusage mit Bedingung oder Auflage"),
    NoticeKind.REJECTION: N_("Ablehnung"),
    NoticeKind.DEFERRAL: N_("Zwischennachricht: vertagt"),
    NoticeKind.WAITING_LIST: N_("Zwischennachricht: Warteliste"),
    NoticeKind.FORMAL_REJECTION: N_("Ablehnung aus formalen Gründen"),
}
APPROVALS = frozenset({NoticeKind.APPROVAL, NoticeKind.PART_APPROVAL, NoticeKind.CONDITIONAL_APPROVAL})
REJECTIONS = frozenset({NoticeKind.REJECTION, NoticeKind.FORMAL_REJECTION})
KIND_OF = {
    ResolutionKind.FULL: NoticeKind.APPROVAL,
    ResolutionKind.PART: NoticeKind.PART_APPROVAL,
    ResolutionKind.CONDITIONAL: NoticeKind.CONDITIONAL_APPROVAL,
    ResolutionKind.REJECTED: NoticeKind.REJECTION,
    ResolutionKind.DEFERRED: NoticeKind.DEFERRAL,
    ResolutionKind.WAITING_LIST: NoticeKind.WAITING_LIST,
}


class NoticeState(StrEnum):
    DRAFTED = "drafted"
    RETURNED = "returned"
    ISSUED = "issued"

    @property
    def label(self) -> str:
        return STATE_LABELS[self]


STATE_LABELS = {
    NoticeState.DRAFTED: N_("Entwurf"),
    NoticeState.RETURNED: N_("zurückgegeben"),
    NoticeState.ISSUED: N_("ausgefertigt"),
}


class Outcome(StrEnum):
    """What the legal check says to a resolution."""

    RELEASED = "released"
    OBJECTED = "objected"

    @property
    def label(self) -> str:
        return OUTCOME_LABELS[self]


OUTCOME_LABELS = {Outcome.RELEASED: N_("freigegeben"), Outcome.OBJECTED: N_("beanstandet")}


class Stage(StrEnum):
    """Where a decision stands on its way to the reader: the trays of the desk, in their order."""

    CHECK = "check"
    DRAFT = "draft"
    RETURNED = "returned"
    ISSUE = "issue"
    OBJECTED = "objected"
    ISSUED = "issued"
    POSTED = "posted"

    @property
    def label(self) -> str:
        return STAGE_LABELS[self]

    @property
    def sign(self) -> str:
        return STAGE_SIGNS[self]


STAGE_LABELS = {
    Stage.CHECK: N_("Wartet auf die rechtliche Prüfung"),
    Stage.DRAFT: N_("Noch ohne Brief"),
    Stage.RETURNED: N_("Zurückgegeben: neu entwerfen"),
    Stage.ISSUE: N_("Entwurf: kann ausgefertigt werden"),
    Stage.OBJECTED: N_("Beanstandet: zurück an die Jury"),
    Stage.ISSUED: N_("Ausgefertigt: noch nicht zur Post gegeben"),
    Stage.POSTED: N_("Zur Post gegeben"),
}
STAGE_SIGNS = {
    Stage.CHECK: "waiting",
    Stage.DRAFT: "due",
    Stage.RETURNED: "wrong",
    Stage.ISSUE: "due",
    Stage.OBJECTED: "wrong",
    Stage.ISSUED: "due",
    Stage.POSTED: "done",
}


def stage_of(
    outcome: Outcome | None, notice: NoticeState | None, *, needs_check: bool = True, is_posted: bool = False
) -> Stage:
    if notice is NoticeState.ISSUED:
        return Stage.POSTED if is_posted else Stage.ISSUED
    if outcome is Outcome.OBJECTED:
        return Stage.OBJECTED
    if notice is NoticeState.RETURNED:
        return Stage.RETURNED
    if outcome is None and needs_check:
        return Stage.CHECK
    return Stage.ISSUE if notice else Stage.DRAFT


def problems_with_check(
    outcome: Outcome | None, new: Outcome, reason: str, *, checker: int, drafter: int | None
) -> list[Problem]:
    if outcome is not None:
        return [Problem(N_("Dieser Beschluss ist schon geprüft."))]
    problems = []
    if new is Outcome.OBJECTED and not reason.strip():
        problems.append(Problem(N_("Bitte schreiben Sie, was zu beanstanden ist."), "reason"))
    if checker == drafter:
        problems.append(Problem(N_("Wer den Brief entworfen hat, prüft den Beschluss nicht.")))
    return problems


def problems_with_promise(mode: str, seat: str) -> list[Problem]:
    """Who promises must be confirmed; an act names the authority and its seat, or it can be fought for a year."""
    if not mode:
        text = N_("Für diesen Fonds ist noch nicht bestätigt, wer das Geld zusagt. Bis dahin geht kein Brief hinaus.")
        return [Problem(text, "notice_mode")]
    if mode == NoticeMode.ADMINISTRATIVE_ACT and not seat:
        text = N_("Für die Rechtsbehelfsbelehrung fehlt der Sitz der Behörde. Er steht beim Fonds.")
        return [Problem(text, "notice_mode", clause="§ 58 VwGO")]
    return []


def problems_with_recipient(lines: Sequence[str]) -> list[Problem]:
    """Name, street and town, as they fit into the window of an envelope."""
    if len(lines) < 3 or not all(line.strip() for line in lines):
        return [Problem(N_("Im Antrag fehlen Name, Straße oder Ort. Ohne Anschrift gibt es keinen Brief."), "address")]
    return [Problem(p.text, "address", p.clause, p.values) for p in problems_with_address(folded(lines))]


def problems_with_draft(
    outcome: Outcome | None, notice: NoticeState | None, *, drafter: int, checker: int | None
) -> list[Problem]:
    """A draft may be made before the legal check and again after a return, never once the letter is out."""
    if notice is NoticeState.ISSUED:
        return [Problem(N_("Der Brief ist schon ausgefertigt."))]
    if outcome is Outcome.OBJECTED:
        text = N_("Der Beschluss ist beanstandet. Die Jury muss noch einmal entscheiden.")
        return [Problem(text)]
    if drafter == checker:
        return [Problem(N_("Wer den Beschluss geprüft hat, entwirft den Brief nicht."))]
    return []


def problems_with_return(notice: NoticeState, reason: str) -> list[Problem]:
    if notice is not NoticeState.DRAFTED:
        return [Problem(N_("Nur ein Entwurf kann zurückgegeben werden."))]
    return [] if reason.strip() else [Problem(N_("Bitte schreiben Sie, was geändert werden soll."), "reason")]


def problems_with_issue(
    outcome: Outcome | None,
    notice: NoticeState,
    *,
    issuer: int,
    drafter: int,
    is_current: bool,
    needs_check: bool = True,
) -> list[Problem]:
    """A formal rejection has no resolution to check: there the district office's issue is the check."""
    if notice is NoticeState.ISSUED:
        return [Problem(N_("Der Brief ist schon ausgefertigt."))]
    problems = []
    if notice is NoticeState.RETURNED:
        problems.append(Problem(N_("Der Entwurf ist zurückgegeben und muss erst neu entworfen werden.")))
    if outcome is None and needs_check:
        problems.append(Problem(N_("Das Bezirksamt hat den Beschluss noch nicht geprüft.")))
    if outcome is Outcome.OBJECTED:
        problems.append(Problem(N_("Das Bezirksamt hat den Beschluss beanstandet.")))
    if issuer == drafter:
        problems.append(Problem(N_("Wer den Brief entworfen hat, fertigt ihn nicht aus. Das tut eine zweite Person.")))
    if not is_current:
        text = N_("Seit dem Entwurf haben sich Angaben geändert. Bitte lassen Sie den Brief neu entwerfen.")
        problems.append(Problem(text))
    return problems


def problems_with_money(
    kind: NoticeKind, amount_cents: int, reservation: int | None, state: ProposalState
) -> list[Problem]:
    """An approval needs the reservation of its resolution and a proposal that still waits for its letter."""
    if not kind.promises_money:
        return []
    if not may_move(state, ProposalState.NOTIFIED):
        return [Problem(N_("Der Antrag wartet nicht mehr auf eine Zusage."))]
    if reservation is None or amount_cents <= 0:
        return [Problem(N_("Zu diesem Beschluss ist kein Geld vorgemerkt."))]
    return []
