"""Rule sets, states of funds and calls, and what may be set up when.

A rule set has three parts (fund, jury, voting), each from a preset that ships as data. What law and statutes leave
open is a parameter here and never a number in the code (§ 44 LHO; Rahmenregelung of the district).
"""

import hashlib
import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path

import msgspec

from kiezfonds.ground.days import berlin_wall
from kiezfonds.ground.problems import Problem
from kiezfonds.ground.text import N_

SCHEMA_VERSION = 1
PRESETS = Path(__file__).with_name("presets")
PRESET_NAMES = {"lichtenberg": N_("Lichtenberg")}


class FundState(StrEnum):
    PLANNED = "planned"
    RELEASED = "released"

    @property
    def label(self) -> str:
        return FUND_LABELS[self]


FUND_LABELS = {FundState.PLANNED: N_("geplant"), FundState.RELEASED: N_("freigegeben")}


class CallState(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        return CALL_LABELS[self]


CALL_LABELS = {
    CallState.DRAFT: N_("Entwurf"),
    CallState.PUBLISHED: N_("veröffentlicht"),
    CallState.CLOSED: N_("beendet"),
}
CALL_MOVES = {
    CallState.DRAFT: (CallState.PUBLISHED,),
    CallState.PUBLISHED: (CallState.CLOSED,),
    CallState.CLOSED: (),
}


class NoticeMode(StrEnum):
    ADMINISTRATIVE_ACT = "administrative_act"
    CIVIL_AGREEMENT = "civil_agreement"
    FORWARDING_CONTRACT = "forwarding_contract"

    @property
    def label(self) -> str:
        return MODE_LABELS[self]


MODE_LABELS = {
    NoticeMode.ADMINISTRATIVE_ACT: N_("Zuwendungsbescheid des Bezirksamts"),
    NoticeMode.CIVIL_AGREEMENT: N_("Fördervereinbarung mit dem Träger"),
    NoticeMode.FORWARDING_CONTRACT: N_("Weiterleitungsvertrag"),
}


class CheckPoint(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One point of the formal check, with the clause it rests on."""

    point: str
    text: str
    clause: str


class FundRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    kind: str
    amount_per_area_cents: int
    key: str
    max_amount_cents: int
    max_is_soft: bool
    min_amount_cents: int
    submission_lead_days: int
    early_start_forbidden: bool
    other_funding_must_be_told: bool
    applicant_kinds: tuple[str, ...]
    checklist: tuple[CheckPoint, ...]


class JuryRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    size_min: int
    share_random_percent_min: int
    share_organised_percent_max: int
    min_age: int
    term_years: int
    tie_to_area: str
    invitation_lead_days: int
    conflict_rule: str


class Share(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """More than (or at least) numerator/denominator of the base."""

    numerator: int
    denominator: int
    base: str
    is_strict: bool
    tie: str = "rejected"
    minimum: int = 0


class VotingRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    score_mode: str
    majority: Share
    quorum: Share
    is_vote_public: bool
    is_meeting_public: bool
    allocation: str


class Rules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A whole rule set, as it is stored."""

    fund: FundRules
    jury: JuryRules
    voting: VotingRules


@dataclass(frozen=True)
class FundDraft:
    """What the office decides when it sets up a fund."""

    name: str
    year: int
    preset: str
    total_cents: int


@dataclass(frozen=True)
class NoticeModeDraft:
    """Who promises the money, on what basis, and who confirmed it."""

    mode: NoticeMode
    issuing_body: str
    legal_basis: str
    complaints_desk: str
    confirmed_by: str
    confirmed_on: date


@dataclass(frozen=True)
class CallDraft:
    title: str
    intro: str


@dataclass(frozen=True)
class DateDraft:
    """A decision date of one area: deadline and meeting, both instants."""

    area: int
    deadline_at: datetime
    held_at: datetime
    place: str


def preset(name: str) -> Rules:
    """The rule set that ships under this name; raises KeyError for an unknown one."""
    if name not in PRESET_NAMES:
        raise KeyError(name)
    parts = {part: json.loads((PRESETS / f"{part}-{name}.json").read_bytes()) for part in ("fund", "jury", "voting")}
    return msgspec.convert(parts, Rules)


def canonical(rules: Rules) -> str:
    """The one way to write a rule set: keys sorted, no blanks."""
    return json.dumps(msgspec.to_builtins(rules), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read_rules(content: str) -> Rules:
    return msgspec.json.decode(content.encode(), type=Rules)


def sha256_of(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()


def problems_with_fund(draft: FundDraft, taken: bool, this_year: int, areas: int) -> list[Problem]:
    problems = []
    if draft.preset not in PRESET_NAMES:
        problems.append(Problem(N_("Diese Vorlage gibt es nicht."), field="preset"))
    if not this_year - 1 <= draft.year <= this_year + 2:
        problems.append(Problem(N_("Das Haushaltsjahr liegt zu weit entfernt."), field="year"))
    if taken:
        problems.append(Problem(N_("Einen Fonds mit diesem Namen gibt es für dieses Jahr schon."), field="name"))
    if areas == 0:
        problems.append(Problem(N_("Der Bezirk hat noch keine Gebiete, auf die Geld verteilt werden kann.")))
    elif draft.total_cents < areas:
        problems.append(Problem(N_("Der Betrag reicht nicht für alle Gebiete."), field="total"))
    return problems


def problems_with_date(
    draft: DateDraft, rules: FundRules, year: int, now: datetime, taken: Collection[datetime] = ()
) -> list[Problem]:
    """Deadline before the meeting by the lead days, the meeting in the budget year (the money is not transferable).

    `taken` are the deadlines the call already has for this area.
    """
    problems = []
    lead = berlin_wall(draft.held_at).date() - berlin_wall(draft.deadline_at).date()
    if draft.deadline_at <= now:
        problems.append(Problem(N_("Die Frist liegt in der Vergangenheit."), field="deadline_on"))
    if draft.deadline_at in taken:
        problems.append(
            Problem(N_("Dieses Gebiet hat in diesem Aufruf schon eine Frist an diesem Tag."), "deadline_on")
        )
    if draft.held_at <= now:
        problems.append(Problem(N_("Die Sitzung liegt in der Vergangenheit."), field="held_on"))
    if berlin_wall(draft.held_at).year != year:
        problems.append(
            Problem(N_("Die Sitzung liegt nicht im Haushaltsjahr {year}."), field="held_on", values={"year": year})
        )
    if lead < timedelta(days=rules.submission_lead_days):
        problems.append(
            Problem(
                N_("Zwischen Frist und Sitzung müssen mindestens {days} Tage liegen."),
                field="deadline_on",
                clause=N_("Regelwerk, Vorlauf"),
                values={"days": rules.submission_lead_days},
            )
        )
    return problems


def problems_with_publishing(state: CallState, dates: int, is_released: bool) -> list[Problem]:
    problems = []
    if CallState.PUBLISHED not in CALL_MOVES[state]:
        problems.append(Problem(N_("Der Aufruf ist schon veröffentlicht.")))
    if dates == 0:
        problems.append(Problem(N_("Der Aufruf braucht mindestens einen Entscheidungstermin.")))
    if not is_released:
        problems.append(Problem(N_("Das Geld des Fonds ist noch nicht freigegeben.")))
    return problems


def problems_with_removing(state: CallState) -> list[Problem]:
    """A published date has been read; people rely on it."""
    return [] if state is CallState.DRAFT else [Problem(N_("Der Aufruf ist veröffentlicht. Der Termin bleibt stehen."))]


def problems_with_notice_mode(draft: NoticeModeDraft, today: date) -> list[Problem]:
    problems = []
    if draft.confirmed_on > today:
        problems.append(Problem(N_("Die Bestätigung liegt in der Zukunft."), field="confirmed_on"))
    if draft.mode is NoticeMode.CIVIL_AGREEMENT and not draft.complaints_desk:
        problems.append(
            Problem(N_("Eine Fördervereinbarung braucht eine Stelle für Beschwerden."), field="complaints_desk")
        )
    return problems
