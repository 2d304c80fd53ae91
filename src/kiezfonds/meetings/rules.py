"""Meeting, agenda item and ballot: words, states and what may happen when (§§ 88-93 VwVfG)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from kiezfonds.ground.money import Cents
from kiezfonds.ground.problems import Problem
from kiezfonds.ground.text import N_
from kiezfonds.meetings.counting import Quorum

MEETING_LASTS: Final = timedelta(hours=5)  # so long after its hour a meeting not yet opened is still to come


class MeetingState(StrEnum):
    PLANNED = "planned"
    INVITED = "invited"
    OPEN = "open"
    SUSPENDED = "suspended"
    CLOSED = "closed"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        return MEETING_LABELS[self]


MEETING_LABELS: Final = {
    MeetingState.PLANNED: N_("geplant"),
    MeetingState.INVITED: N_("eingeladen"),
    MeetingState.OPEN: N_("läuft"),
    MeetingState.SUSPENDED: N_("unterbrochen"),
    MeetingState.CLOSED: N_("beendet"),
    MeetingState.CANCELLED: N_("abgesagt"),
}


MEETING_SIGNS: Final = {
    MeetingState.PLANNED: "due",
    MeetingState.INVITED: "open",
    MeetingState.OPEN: "good",
    MeetingState.SUSPENDED: "due",
    MeetingState.CLOSED: "done",
    MeetingState.CANCELLED: "wrong",
}


class ItemState(StrEnum):
    LISTED = "listed"
    CALLED = "called"
    DECIDED = "decided"
    DEFERRED = "deferred"
    WITHDRAWN = "withdrawn"
    NOT_REACHED = "not_reached"

    @property
    def label(self) -> str:
        return ITEM_LABELS[self]


ITEM_LABELS: Final = {
    ItemState.LISTED: N_("steht an"),
    ItemState.CALLED: N_("aufgerufen"),
    ItemState.DECIDED: N_("erledigt"),
    ItemState.DEFERRED: N_("vertagt"),
    ItemState.WITHDRAWN: N_("zurückgezogen"),
    ItemState.NOT_REACHED: N_("nicht erreicht"),
}


class ItemKind(StrEnum):
    OPENING = "opening"
    MINUTES = "minutes"  # approval of the last minutes
    PROPOSAL = "proposal"
    FREE = "free"


class Method(StrEnum):
    """How votes are given: on the members' own devices, or by show of hands that the chair types in."""

    OPEN = "open"
    HANDS = "hands"

    @property
    def label(self) -> str:
        return METHOD_LABELS[self]


METHOD_LABELS: Final = {Method.OPEN: N_("auf den Geräten"), Method.HANDS: N_("mit Handzeichen")}


class BallotState(StrEnum):
    PREPARED = "prepared"
    OPEN = "open"
    CLOSED = "closed"
    CONFIRMED = "confirmed"
    ANNULLED = "annulled"


State = MeetingState | ItemState | BallotState

# one table per kind of thing: members of two enums may be equal as text
_MOVES: Final[Mapping[type[State], Mapping[State, tuple[State, ...]]]] = {
    MeetingState: {
        MeetingState.PLANNED: (MeetingState.INVITED, MeetingState.CANCELLED),
        MeetingState.INVITED: (MeetingState.OPEN, MeetingState.CANCELLED),
        MeetingState.OPEN: (MeetingState.SUSPENDED, MeetingState.CLOSED),
        MeetingState.SUSPENDED: (MeetingState.OPEN,),
        MeetingState.CLOSED: (),
        MeetingState.CANCELLED: (),
    },
    ItemState: {
        ItemState.LISTED: (ItemState.CALLED, ItemState.DEFERRED, ItemState.WITHDRAWN, ItemState.NOT_REACHED),
        ItemState.CALLED: (ItemState.LISTED, ItemState.DECIDED, ItemState.DEFERRED, ItemState.WITHDRAWN),
        ItemState.DECIDED: (),
        ItemState.DEFERRED: (),
        ItemState.WITHDRAWN: (),
        ItemState.NOT_REACHED: (),
    },
    BallotState: {
        BallotState.PREPARED: (BallotState.OPEN, BallotState.ANNULLED),
        BallotState.OPEN: (BallotState.CLOSED, BallotState.ANNULLED),
        BallotState.CLOSED: (BallotState.CONFIRMED, BallotState.ANNULLED),
        BallotState.CONFIRMED: (),
        BallotState.ANNULLED: (),  # to repeat means a new ballot
    },
}


def may_move(state: State, to: State) -> bool:
    return type(state) is type(to) and to in _MOVES[type(state)][state]


def problems_with_opening(
    *,
    meeting: MeetingState,
    item: ItemState,
    ballot: BallotState,
    quorum: Quorum,
    undecided_conflicts: int,
    motion: str,
) -> list[Problem]:
    """What must be settled before the first vote; the quorum is the one on this very item."""
    problems = []
    if meeting is not MeetingState.OPEN:
        problems.append(Problem(N_("Die Sitzung ist nicht eröffnet.")))
    if item is not ItemState.CALLED:
        problems.append(Problem(N_("Der Tagesordnungspunkt ist nicht aufgerufen.")))
    if not may_move(ballot, BallotState.OPEN):
        problems.append(Problem(N_("Diese Abstimmung kann nicht mehr eröffnet werden.")))
    if not motion.strip():
        problems.append(Problem(N_("Es fehlt der Text, über den abgestimmt wird."), "motion"))
    if undecided_conflicts:
        text = N_("Offene Fragen zur Befangenheit: {count}. Bitte entscheiden Sie diese zuerst.")
        values = {"count": undecided_conflicts}
        problems.append(Problem(text, clause="§§ 20, 21 VwVfG", values=values))
    return problems + list(quorum.reasons)


def may_vote(ballot: BallotState, *, was_entitled_at_opening: bool, is_present: bool, is_excluded: bool) -> bool:
    return not problems_with_vote(
        ballot,
        was_entitled_at_opening=was_entitled_at_opening,
        is_present=is_present,
        is_excluded=is_excluded,
    )


def problems_with_vote(
    ballot: BallotState, *, was_entitled_at_opening: bool, is_present: bool, is_excluded: bool
) -> list[Problem]:
    """Who comes during a ballot votes in the next one; a vote once cast stands when its voter leaves."""
    if ballot is BallotState.PREPARED:
        return [Problem(N_("Die Abstimmung hat noch nicht begonnen."))]
    if ballot is not BallotState.OPEN:
        return [Problem(N_("Die Abstimmung ist beendet. Ihre Stimme wurde nicht mehr gezählt."))]
    if is_excluded:
        text = N_("Sie sind bei diesem Punkt befangen und stimmen nicht mit.")
        return [Problem(text, clause="§ 20 Abs. 1 VwVfG")]
    if not was_entitled_at_opening:
        return [Problem(N_("Sie waren nicht da, als die Abstimmung begann. Bei der nächsten stimmen Sie mit."))]
    if not is_present:
        return [Problem(N_("Sie sind als nicht anwesend eingetragen. Bitte melden Sie sich bei der Leitung."))]
    return []


class MotionKind(StrEnum):
    """What a ballot is about. Only the first asks for money of the pot now."""

    FUNDING = "funding"
    WAITING_LIST = "waiting_list"
    DEFERRAL = "deferral"
    PLAIN = "plain"  # no proposal: the last minutes, or whatever else is decided

    @property
    def label(self) -> str:
        return MOTION_LABELS[self]


MOTION_LABELS: Final = {
    MotionKind.FUNDING: N_("fördern"),
    MotionKind.WAITING_LIST: N_("auf die Warteliste setzen"),
    MotionKind.DEFERRAL: N_("vertagen"),
    MotionKind.PLAIN: N_("ein anderer Antrag"),
}


class ConditionKind(StrEnum):
    OBLIGATION = "obligation"  # the letter goes out, the duty comes with it
    PRECONDITION = "precondition"  # no letter and no money before it is met

    @property
    def label(self) -> str:
        return CONDITION_LABELS[self]


CONDITION_LABELS: Final = {
    ConditionKind.OBLIGATION: N_("Auflage: zu erfüllen, wenn das Geld da ist"),
    ConditionKind.PRECONDITION: N_("Bedingung: zu erfüllen, bevor es Geld gibt"),
}


class ResolutionKind(StrEnum):
    FULL = "full"
    PART = "part"
    CONDITIONAL = "conditional"
    DEFERRED = "deferred"
    REJECTED = "rejected"
    WAITING_LIST = "waiting_list"

    @property
    def label(self) -> str:
        return RESOLUTION_LABELS[self]


RESOLUTION_LABELS: Final = {
    ResolutionKind.FULL: N_("voll gefördert"),
    ResolutionKind.PART: N_("zum Teil gefördert"),
    ResolutionKind.CONDITIONAL: N_("mit Auflage oder Bedingung gefördert"),
    ResolutionKind.DEFERRED: N_("vertagt"),
    ResolutionKind.REJECTED: N_("abgelehnt"),
    ResolutionKind.WAITING_LIST: N_("auf der Warteliste"),
}
FUNDING: Final = frozenset({ResolutionKind.FULL, ResolutionKind.PART, ResolutionKind.CONDITIONAL})


@dataclass(frozen=True)
class Motion:
    """What is put to the vote on one agenda item."""

    text: str
    amount: Cents | None
    conditions: str = ""
    method: Method = Method.OPEN
    kind: MotionKind = MotionKind.FUNDING
    condition_kind: ConditionKind = ConditionKind.OBLIGATION
    condition_due_on: date | None = None


@dataclass(frozen=True)
class ResolutionDraft:
    """What the jury adopts with the result. Amount and conditions are those of the motion voted on."""

    kind: ResolutionKind
    reason: str
    defer_to: int | None = None
    """The decision date that takes the proposal up again; none: the area's next one."""
    rank: int | None = None
    """The place on the waiting list; none: the last one."""


USUAL_REASONS: Final[Mapping[str, str]] = {
    "many_gain": N_("Viele Menschen im Kiez haben etwas davon."),
    "neighbours_meet": N_("Das Vorhaben bringt Nachbarinnen und Nachbarn zusammen."),
    "part_is_enough": N_("Das Vorhaben gelingt auch mit weniger Geld."),
    "too_little_money": N_("Das Geld im Topf reicht nicht für alle Anträge."),
    "little_gain": N_("Der Nutzen für den Kiez ist der Jury nicht deutlich geworden."),
    "costs_unclear": N_("Die Kosten sind der Jury nicht klar geworden."),
    "questions_open": N_("Es sind noch Fragen offen."),
}


def meeting_reference(year: int, number: int) -> str:
    """„2026-3": the third meeting of the year."""
    return f"{year}-{number}"


def read_meeting_reference(text: str) -> tuple[int, int] | None:
    found = re.fullmatch(r"(20\d\d)-([1-9]\d{0,3})", text)
    return (int(found[1]), int(found[2])) if found else None


def problems_with_confirmation(
    ballot: BallotState,
    draft: ResolutionDraft | None,
    *,
    is_accepted: bool,
    is_quorate: bool,
    quorum_reason: str,
    motion: MotionKind = MotionKind.FUNDING,
) -> list[Problem]:
    """Reason and kind come before the result counts; a lost quorum needs a reason of its own."""
    problems = []
    if not may_move(ballot, BallotState.CONFIRMED):
        problems.append(Problem(N_("Dieses Ergebnis ist schon bestätigt oder annulliert.")))
    if draft is not None and not draft.reason.strip():
        problems.append(Problem(N_("Bitte nennen Sie die Begründung der Jury."), "reason"))
    if draft is not None and motion is MotionKind.PLAIN:
        problems.append(Problem(N_("Zu diesem Punkt gehört kein Beschluss über Geld."), "kind"))
    if draft is None and is_accepted and motion is not MotionKind.PLAIN:
        problems.append(Problem(N_("Die Jury hat zugestimmt. Bitte halten Sie den Beschluss fest."), "kind"))
    if not is_quorate and not quorum_reason.strip():
        text = N_("Die Jury war am Ende nicht mehr beschlussfähig. Bitte begründen Sie, oder annullieren Sie.")
        problems.append(Problem(text, "quorum_reason", clause="§ 90 Abs. 1 VwVfG"))
    return problems
