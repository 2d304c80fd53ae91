"""Rule sets, states of funds and calls, and what the office decides when it sets them up.

A rule set has three parts (fund, jury, voting), each from a preset that ships as data. What law and statutes leave
open is a parameter here and never a number in the code (§ 44 LHO; Rahmenregelung of the district).
"""

import hashlib
import json
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal

import msgspec

from kiezfonds.ground.text import N_

SCHEMA_VERSION = 2
PRESETS = Path(__file__).with_name("presets")
PARTS = ("fund", "jury", "voting")
NAMES = {
    "lichtenberg": N_("Lichtenberg"),
    "qm": N_("Quartiersmanagement Aktionsfonds"),
    "kiezkasse": N_("Kiezkasse (Versammlung)"),
    "verein": N_("Verein (BGB)"),
    "ausschuss": N_("Ausschuss (VwVfG)"),
}
WHOLE = ("lichtenberg", "qm", "kiezkasse")
PRESETS_OF = {"fund": WHOLE, "jury": WHOLE, "voting": tuple(NAMES)}


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


class CallKind(StrEnum):
    ROLLING = "rolling"
    FIXED = "fixed"

    @property
    def label(self) -> str:
        return CALL_KIND_LABELS[self]


CALL_KIND_LABELS = {
    CallKind.ROLLING: N_("laufend: Ideen kommen jederzeit, die nächste Sitzung entscheidet"),
    CallKind.FIXED: N_("mit festen Fristen"),
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
    """What the money is for and how it goes out. Fields with a default came with schema version 2."""

    kind: str
    amount_per_area_cents: int
    key: Literal["equal", "inhabitants"]
    max_amount_cents: int
    max_is_soft: bool
    min_amount_cents: int
    submission_lead_days: int
    early_start_forbidden: bool
    other_funding_must_be_told: bool
    applicant_kinds: tuple[str, ...]
    checklist: tuple[CheckPoint, ...]
    min_per_area_cents: int = 0
    financing_type: Literal["deficit", "fixed", "share", "full"] = "deficit"
    own_share_percent: int = 0
    payment_mode: Literal["advance", "reimbursement"] = "advance"
    early_start: Literal["notice", "resolution"] = "notice"
    use_within_months: int = 2
    proof_due_months: int = 2
    proof_latest: str = "01-31"
    retention_years: int = 5
    item_deviation_percent: int = 20
    change_days: int = 14
    acceptance_days: int = 14
    publicity: str = ""
    second_person: Literal["office", "district"] = "office"

    def proof_due_on(self, ends_on: date, budget_year: int) -> date:
        """The months after the end of the project, at the latest on the fixed day of the next year (3.6)."""
        years, months = divmod(ends_on.month - 1 + self.proof_due_months, 12)
        year, month = ends_on.year + years, months + 1
        due = date(year, month, min(ends_on.day, monthrange(year, month)[1]))
        last_month, last_day = (int(part) for part in self.proof_latest.split("-"))
        return min(due, date(budget_year + 1, last_month, last_day))


class JuryRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    size_min: int
    share_random_percent_min: int
    share_organised_percent_max: int
    min_age: int
    term_years: int
    tie_to_area: Literal["lives_or_works", "lives"]
    invitation_lead_days: int
    conflict_rule: Literal["vwvfg_20_21"]


class Share(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """More than (or at least) numerator/denominator of the base."""

    numerator: int
    denominator: int
    base: str
    is_strict: bool
    tie: str = "rejected"
    minimum: int = 0


class CriterionRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One question of the score sheet; the worst answer is `scale_min`, the best `scale_max`."""

    name: str
    text: str
    weight: int = 1
    scale_min: int = 0
    scale_max: int = 3


DEFAULT_CRITERIA = (
    CriterionRule("benefit", N_("Nutzen für Kiez und Gemeinschaft")),
    CriterionRule("participation", N_("Bringt Menschen zum Mitmachen")),
    CriterionRule("self_help", N_("Selbsthilfe und eigene Verantwortung")),
    CriterionRule("contact", N_("Nachbarinnen und Nachbarn kommen in Kontakt")),
    CriterionRule("access", N_("Offen und sichtbar für alle")),
    CriterionRule("cost", N_("Kosten und Nutzen stehen in gutem Verhältnis")),
    CriterionRule("additional", N_("Ginge ohne das Geld nicht")),
    CriterionRule("inclusion", N_("Barrierefrei, niemand bleibt draußen")),
)


class VotingRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    score_mode: Literal["off", "simple", "criteria"]
    majority: Share
    quorum: Share
    is_vote_public: bool
    is_meeting_public: bool
    allocation: str
    criteria: tuple[CriterionRule, ...] = DEFAULT_CRITERIA
    others_visible: Literal["after_own", "after_ballot"] = "after_own"


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
    key: str = ""


@dataclass(frozen=True)
class NoticeModeDraft:
    """Who promises the money, on what basis, and who confirmed it."""

    mode: NoticeMode
    issuing_body: str
    legal_basis: str
    complaints_desk: str
    confirmed_by: str
    confirmed_on: date
    authority_seat: str = ""


@dataclass(frozen=True)
class CallDraft:
    title: str
    intro: str
    kind: CallKind = CallKind.ROLLING
    opens_at: datetime | None = None


@dataclass(frozen=True)
class DateDraft:
    """A decision date of one area: deadline and meeting, both instants."""

    area: int
    deadline_at: datetime
    held_at: datetime
    place: str


@dataclass(frozen=True)
class ExtensionDraft:
    deadline_at: datetime
    reason: str


@dataclass(frozen=True)
class Chosen:
    """Which preset each part of a rule set comes from."""

    fund: str
    jury: str
    voting: str

    @classmethod
    def of(cls, name: str) -> "Chosen":
        """One name for all three, or three with plus signs between them, as a rule set keeps it."""
        names = name.split("+")
        return cls(*names) if len(names) == len(PARTS) else cls(name, name, name)

    @property
    def stored(self) -> str:
        names = (self.fund, self.jury, self.voting)
        return self.fund if len(set(names)) == 1 else "+".join(names)

    @property
    def title(self) -> str:
        """„Lichtenberg“, or „Lichtenberg mit Verein (BGB)“: the name of the rule set, as letters cite it."""
        others = dict.fromkeys(name for name in (self.jury, self.voting) if name != self.fund)
        named = ", ".join(NAMES[name] for name in others)
        return f"{NAMES[self.fund]} mit {named}" if named else NAMES[self.fund]

    @property
    def is_known(self) -> bool:
        return all(getattr(self, part) in PRESETS_OF[part] for part in PARTS)


def preset(name: str) -> Rules:
    """The rule set that ships under this name (or these three); raises KeyError for an unknown one."""
    chosen = Chosen.of(name)
    if not chosen.is_known:
        raise KeyError(name)
    return msgspec.convert({part: _read(part, getattr(chosen, part)) for part in PARTS}, Rules)


def sources(part: str, name: str) -> dict[str, str]:
    """Where the values of a preset were read, by parameter."""
    return dict(_json(part, name)["sources"])


def canonical(rules: Rules) -> str:
    """The one way to write a rule set: keys sorted, no blanks."""
    return json.dumps(msgspec.to_builtins(rules), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read_rules(content: str) -> Rules:
    return msgspec.json.decode(content.encode(), type=Rules)


def sha256_of(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()


def _read(part: str, name: str) -> dict[str, Any]:
    return {key: value for key, value in _json(part, name).items() if key != "sources"}


def _json(part: str, name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((PRESETS / f"{part}-{name}.json").read_bytes())
    return content
