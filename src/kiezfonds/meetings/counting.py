"""Counting: quorum, majority and hand counts, from a rule that is data. Whole numbers only."""

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Final

from kiezfonds.ground.problems import Problem
from kiezfonds.ground.text import N_
from kiezfonds.rounds.rules import VotingRules


def _check_share(numerator: int, denominator: int) -> None:
    if not 0 < numerator <= denominator:
        raise ValueError("a share lies between nothing and everything")


class QuorumBase(StrEnum):
    APPOINTED = "appointed"  # all appointed voting members
    ENTITLED = "entitled"  # without those excluded on this item


@dataclass(frozen=True)
class QuorumRule:
    """Strict: more than the share of the base; not strict: at least the share. `fixed` replaces both."""

    base: QuorumBase = QuorumBase.APPOINTED
    numerator: int = 1
    denominator: int = 2
    is_strict: bool = True
    minimum: int = 3
    fixed: int | None = None

    def __post_init__(self) -> None:
        _check_share(self.numerator, self.denominator)


@dataclass(frozen=True)
class Quorum:
    is_met: bool
    needed: int
    counted: int
    base: int
    reasons: tuple[Problem, ...] = ()

    def said(self, translate: Callable[[str], str] = str) -> str:
        """„8 von 15, nötig 8", for the chair's desk."""
        line = translate(N_("{counted} von {base}, nötig {needed}"))
        return line.format(counted=self.counted, base=self.base, needed=self.needed)


def quorum(
    rule: QuorumRule,
    *,
    appointed: int,
    present: int,
    excluded_present: int,
    excluded_total: int,
    all_invited: bool,
) -> Quorum:
    """Whether this item may be voted on. `present` are members in the room, excluded ones included."""
    if not 0 <= excluded_present <= min(present, excluded_total):
        raise ValueError("excluded members present are part of those present and of those excluded")
    counted = present - excluded_present
    base = appointed if rule.base is QuorumBase.APPOINTED else appointed - excluded_total
    needed = rule.fixed if rule.fixed is not None else max(rule.minimum, _least(rule, base))
    reasons = []
    if not all_invited:
        text = N_("Es sind nicht alle Mitglieder eingeladen worden.")
        reasons.append(Problem(text, clause="§ 90 Abs. 1 VwVfG"))
    if counted < needed:
        text = N_("Nicht beschlussfähig: {counted} stimmberechtigte Mitglieder sind da, nötig sind {needed}.")
        reasons.append(Problem(text, clause="§ 90 Abs. 1 VwVfG", values={"counted": counted, "needed": needed}))
    return Quorum(not reasons, needed, counted, base, tuple(reasons))


class Choice(StrEnum):
    YES = "yes"
    NO = "no"
    ABSTAIN = "abstain"

    @property
    def label(self) -> str:
        return CHOICE_LABELS[self]


CHOICE_LABELS: Final = {Choice.YES: N_("JA"), Choice.NO: N_("NEIN"), Choice.ABSTAIN: N_("ENTHALTUNG")}


@dataclass(frozen=True)
class Tally:
    yes: int = 0
    no: int = 0
    abstain: int = 0

    @property
    def cast(self) -> int:
        return self.yes + self.no + self.abstain


def tally_of(choices: Iterable[Choice]) -> Tally:
    votes = list(choices)
    return Tally(*(votes.count(choice) for choice in (Choice.YES, Choice.NO, Choice.ABSTAIN)))


class MajorityBase(StrEnum):
    YES_NO = "yes_no"  # abstentions do not count (§ 32 (1) 3 BGB)
    CAST = "cast"  # abstentions count like no
    PRESENT = "present"
    MEMBERS = "members"


class Tie(StrEnum):
    REJECTED = "rejected"
    CHAIR = "chair"


@dataclass(frozen=True)
class MajorityRule:
    """Strict: more than the share of the base; not strict: at least the share."""

    numerator: int = 1
    denominator: int = 2
    base: MajorityBase = MajorityBase.YES_NO
    is_strict: bool = True
    tie: Tie = Tie.REJECTED

    def __post_init__(self) -> None:
        _check_share(self.numerator, self.denominator)

    @property
    def abstentions_count(self) -> bool:
        """Whether an abstention works like a no; it follows from the base, so the two cannot disagree."""
        return self.base is not MajorityBase.YES_NO


SIMPLE: Final = MajorityRule()
COMMITTEE: Final = MajorityRule(tie=Tie.CHAIR)  # § 91 VwVfG
TWO_THIRDS: Final = MajorityRule(2, 3, is_strict=False)
ABSOLUTE_OF_MEMBERS: Final = MajorityRule(base=MajorityBase.MEMBERS)


def is_accepted(rule: MajorityRule, tally: Tally, present: int, members: int, chair_vote: Choice | None = None) -> bool:
    """`chair_vote` only where the chair may vote on this item and the vote is known. 0 of 0 is no."""
    base = majority_base(rule, tally, present, members)
    have, need = tally.yes * rule.denominator, rule.numerator * base
    if have > need or (have == need > 0 and not rule.is_strict):
        return True
    is_tie = have == need and tally.yes == tally.no
    return is_tie and rule.tie is Tie.CHAIR and chair_vote is Choice.YES


def majority_base(rule: MajorityRule, tally: Tally, present: int, members: int) -> int:
    return {
        MajorityBase.YES_NO: tally.yes + tally.no,
        MajorityBase.CAST: tally.cast,
        MajorityBase.PRESENT: present,
        MajorityBase.MEMBERS: members,
    }[rule.base]


def problems_with_hand_count(tally: Tally, present_entitled: int) -> list[Problem]:
    counts = {"yes": tally.yes, "no": tally.no, "abstain": tally.abstain}
    text = N_("Eine Zahl von Stimmen kann nicht kleiner als null sein.")
    problems = [Problem(text, name) for name, count in counts.items() if count < 0]
    if tally.cast > present_entitled:
        text = N_("{cast} Stimmen, aber nur {entitled} Stimmberechtigte sind da. Bitte zählen Sie noch einmal.")
        problems.append(Problem(text, values={"cast": tally.cast, "entitled": present_entitled}))
    return problems


def _least(rule: QuorumRule, base: int) -> int:
    """The smallest whole number that meets the share of the base."""
    share = rule.numerator * base
    return share // rule.denominator + 1 if rule.is_strict else -(-share // rule.denominator)


@dataclass(frozen=True)
class BallotRule:
    """What a ballot is counted by; kept with the ballot, so that anyone can compute it again."""

    quorum: QuorumRule
    majority: MajorityRule

    def stored(self) -> str:
        return json.dumps(asdict(self), sort_keys=True, separators=(",", ":"))


def ballot_rule_of(voting: VotingRules) -> BallotRule:
    q, m = voting.quorum, voting.majority
    return BallotRule(
        QuorumRule(QuorumBase(q.base), q.numerator, q.denominator, q.is_strict, q.minimum),
        MajorityRule(m.numerator, m.denominator, MajorityBase(m.base), m.is_strict, Tie(m.tie)),
    )


def read_ballot_rule(stored: str) -> BallotRule:
    facts = json.loads(stored)
    q, m = facts["quorum"], facts["majority"]
    return BallotRule(
        QuorumRule(**{**q, "base": QuorumBase(q["base"])}),
        MajorityRule(**{**m, "base": MajorityBase(m["base"]), "tie": Tie(m["tie"])}),
    )


BASE_WORDS: Final = {
    QuorumBase.APPOINTED: N_("aller berufenen Mitglieder"),
    QuorumBase.ENTITLED: N_("der Mitglieder, die hier nicht befangen sind"),
}
_MAJORITY_WORDS: Final = {
    MajorityBase.YES_NO: N_("der Stimmen für Ja oder Nein, Enthaltungen zählen nicht"),
    MajorityBase.CAST: N_("aller abgegebenen Stimmen, Enthaltungen zählen wie Nein"),
    MajorityBase.PRESENT: N_("der anwesenden Stimmberechtigten"),
    MajorityBase.MEMBERS: N_("aller berufenen Mitglieder"),
}


def majority_said(rule: MajorityRule, translate: Callable[[str], str] = str) -> str:
    """„mehr als 1/2 der Stimmen für Ja oder Nein, Enthaltungen zählen nicht"."""
    base = translate(_MAJORITY_WORDS[rule.base])
    if (rule.numerator, rule.denominator) == (1, 2) and rule.is_strict:
        return translate(N_("mehr als die Hälfte {base}")).format(base=base)
    line = translate(N_("mehr als {n}/{d} {base}") if rule.is_strict else N_("mindestens {n}/{d} {base}"))
    return line.format(n=rule.numerator, d=rule.denominator, base=base)
