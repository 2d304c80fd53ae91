"""What minutes say (§ 93 VwVfG), when they may be drafted, and the record of ballots that goes with them.

Everything an `Evening` holds comes from what was done in the meeting; only a `Wording` is written by hand.
"""

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from kiezfonds.ground.problems import Problem
from kiezfonds.ground.text import N_, harmless
from kiezfonds.meetings.rules import MeetingState, meeting_reference

OPENING_CAP = 4000
GIST_CAP = 6000


class MinutesState(StrEnum):
    DRAFT = "draft"
    ISSUED = "issued"

    @property
    def label(self) -> str:
        return STATE_LABELS[self]


STATE_LABELS = {MinutesState.DRAFT: N_("Entwurf"), MinutesState.ISSUED: N_("ausgefertigt")}


class Stage(StrEnum):
    """How far minutes are: told from what was done with them."""

    DRAFT = "draft"
    ISSUED = "issued"
    CIRCULATED = "circulated"
    APPROVED = "approved"
    PUBLISHED = "published"

    @property
    def label(self) -> str:
        return STAGE_LABELS[self]


STAGE_LABELS = {
    Stage.DRAFT: N_("Entwurf"),
    Stage.ISSUED: N_("ausgefertigt"),
    Stage.CIRCULATED: N_("bei den Mitgliedern"),
    Stage.APPROVED: N_("genehmigt"),
    Stage.PUBLISHED: N_("veröffentlicht"),
}


def stage_of(minutes: Mapping[str, Any]) -> Stage:
    """A correction begins again at the draft, while the public keeps the edition it has."""
    if minutes["state"] == MinutesState.DRAFT:
        return Stage.DRAFT
    if minutes["approved_at"] and minutes["published_at"]:
        return Stage.PUBLISHED
    if minutes["approved_at"]:
        return Stage.APPROVED
    return Stage.CIRCULATED if minutes["circulated_at"] else Stage.ISSUED


@dataclass(frozen=True)
class ApprovalDraft:
    approved_on: date
    how: str
    ballot: int | None = None


@dataclass(frozen=True)
class Attendee:
    """A member of the jury on that day, and when they were in the room."""

    seat: int
    number: int
    name: str
    function: str
    stays: tuple[tuple[datetime, datetime | None], ...] = ()
    is_excused: bool = False


@dataclass(frozen=True)
class BallotFacts:
    number: int
    motion: str
    amount_cents: int | None
    conditions: str
    method: str
    rule: str
    state: str
    appointed: int
    present: int
    excluded: int
    entitled: int
    needed: int
    is_quorate: bool
    is_quorate_at_close: bool
    quorum_reason: str
    yes: int | None
    no: int | None
    abstain: int | None
    is_accepted: bool | None
    opened_at: datetime
    closed_at: datetime | None
    annulled_reason: str
    kind: str = "funding"
    condition_kind: str = ""
    condition_due_on: date | None = None
    choices: tuple[str, ...] = ()
    """Sorted, so that they say nothing about who voted how."""


@dataclass(frozen=True)
class ResolutionFacts:
    number: int
    kind: str
    amount_cents: int
    conditions: str
    reason: str
    free_before_cents: int
    free_after_cents: int
    rank: int | None = None
    defer_to: datetime | None = None
    condition_kind: str = ""
    condition_due_on: date | None = None


@dataclass(frozen=True)
class Item:
    id: int
    position: int
    kind: str
    state: str
    title: str
    proposal: str = ""
    """The reference of the proposal, or nothing."""
    applicant: str = ""
    """The group, or nothing for a private person."""
    requested_cents: int = 0
    excluded: tuple[str, ...] = ()
    ballots: tuple[BallotFacts, ...] = ()
    resolutions: tuple[ResolutionFacts, ...] = ()


@dataclass(frozen=True)
class Evening:
    """A meeting as it happened."""

    meeting: int
    year: int
    number: int
    state: str
    body: str
    area: str
    fund: str
    place: str
    begins_at: datetime
    opened_at: datetime | None
    closed_at: datetime | None
    invited_at: datetime | None
    lead_days: int
    chair: str
    recorder: str
    free_at_start_cents: int
    free_at_end_cents: int
    attendees: tuple[Attendee, ...] = ()
    items: tuple[Item, ...] = ()
    staff: str = ""
    guests: int | None = None
    pauses: tuple[tuple[datetime, datetime | None], ...] = ()
    handovers: tuple[tuple[datetime, str, str], ...] = ()
    """When the chair changed hands during the meeting: from whom, to whom."""
    is_inquorate: bool = False
    is_second: bool = False
    is_public: bool = False

    @property
    def reference(self) -> str:
        return meeting_reference(self.year, self.number)


@dataclass(frozen=True)
class Wording:
    """What the office writes: beginning, end, and the gist of each item by its id."""

    opening: str
    closing: str
    gists: Mapping[int, str]

    def is_same(self, other: "Wording") -> bool:
        mine = {item: text for item, text in self.gists.items() if text}
        theirs = {item: text for item, text in other.gists.items() if text}
        return (self.opening, self.closing, mine) == (other.opening, other.closing, theirs)


@dataclass(frozen=True)
class Edition:
    """What stands on the foot of a printed edition."""

    number: int
    chain_end: str
    made_on: date
    correction: str = ""


def problems_with_drafting(state: MeetingState) -> list[Problem]:
    if state is MeetingState.CLOSED:
        return []
    return [Problem(N_("Die Niederschrift entsteht erst, wenn die Sitzung geschlossen ist."), clause="§ 93 VwVfG")]


def problems_with_approval(state: MinutesState, *, is_approved: bool) -> list[Problem]:
    if is_approved:
        return [Problem(N_("Die Niederschrift ist schon genehmigt."))]
    if state is not MinutesState.ISSUED:
        return [Problem(N_("Genehmigt wird eine ausgefertigte Fassung. Bitte fertigen Sie zuerst aus."))]
    return []


def problems_with_circulation(stage: Stage, until: date, today: date) -> list[Problem]:
    if stage not in (Stage.ISSUED, Stage.CIRCULATED):
        return [Problem(N_("An die Mitglieder geht eine ausgefertigte Fassung, bevor sie genehmigt ist."))]
    if until <= today:
        return [Problem(N_("Die Frist für Einwände muss nach heute liegen."), "until")]
    return []


def problems_with_comment(stage: Stage, until: date | None, today: date, remark: str) -> list[Problem]:
    if stage is not Stage.CIRCULATED or until is None or today > until:
        return [Problem(N_("Einwände sind nicht mehr möglich. Bitte melden Sie sich bei der Geschäftsstelle."))]
    return [] if remark.strip() else [Problem(N_("Bitte schreiben Sie, was nicht stimmt."), "remark")]


def problems_with_publishing(stage: Stage) -> list[Problem]:
    if stage is Stage.APPROVED:
        return []
    if stage is Stage.PUBLISHED:
        return [Problem(N_("Diese Fassung ist schon veröffentlicht."))]
    return [Problem(N_("Veröffentlicht wird nur eine genehmigte Niederschrift."))]


def problems_with_correction(stage: Stage, note: str) -> list[Problem]:
    if stage not in (Stage.APPROVED, Stage.PUBLISHED):
        return [Problem(N_("Berichtigt wird eine genehmigte Niederschrift. Einen Entwurf können Sie einfach ändern."))]
    return [] if note.strip() else [Problem(N_("Was wird berichtigt, und wer hat darum gebeten?"), "note")]


def record(evening: Evening) -> dict[str, Any]:
    """Every ballot with its numbers, for machines and for those who count again."""
    ballots = [
        {"item": item.position, "title": item.title, "proposal": item.proposal, **_plain(ballot)}
        for item in evening.items
        for ballot in item.ballots
    ]
    return {"meeting": evening.reference, "body": evening.body, "ballots": ballots}


def record_as_json(evening: Evening) -> bytes:
    return json.dumps(record(evening), ensure_ascii=False, sort_keys=True, indent=1).encode()


def record_as_csv(evening: Evening) -> bytes:
    """One line a ballot, with semicolons, as spreadsheets in Germany read it."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(CSV_HEADS.values())
    for ballot in record(evening)["ballots"]:
        cells = (ballot[name] for name in CSV_HEADS)
        writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in cells])
    return out.getvalue().encode("utf-8-sig")


CSV_HEADS = {
    "number": "Abstimmung",
    "item": "Punkt",
    "proposal": "Antrag",
    "title": "Gegenstand",
    "motion": "Wortlaut",
    "amount_cents": "Betrag in Cent",
    "method": "Art",
    "state": "Stand",
    "appointed": "Mitglieder",
    "present": "anwesend",
    "excluded": "ausgeschlossen",
    "entitled": "stimmberechtigt",
    "needed": "noetig",
    "yes": "Ja",
    "no": "Nein",
    "abstain": "Enthaltung",
    "is_accepted": "angenommen",
    "opened_at": "geoeffnet",
    "closed_at": "geschlossen",
    "annulled_reason": "Grund der Aufhebung",
}


def _plain(ballot: BallotFacts) -> dict[str, Any]:
    values = asdict(ballot)
    values["condition_due_on"] = ballot.condition_due_on.isoformat() if ballot.condition_due_on else None
    for name in ("opened_at", "closed_at"):
        values[name] = values[name].isoformat() if values[name] else None
    return {**values, "choices": list(ballot.choices)}
