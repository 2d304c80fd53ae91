"""What jurors think beforehand: words or points. Preparation only; the ballot decides.

A juror who is excluded has no cell: never a zero, never a mean. Everything is compared as a fraction.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import sqrt
from typing import Final

from kiezfonds.ground.lot import order
from kiezfonds.ground.money import Cents
from kiezfonds.ground.problems import Problem
from kiezfonds.ground.text import N_
from kiezfonds.rounds.rules import CriterionRule


class Mode(StrEnum):
    OFF = "off"
    SIMPLE = "simple"
    CRITERIA = "criteria"


class Opinion(StrEnum):
    YES = "yes"
    RATHER_YES = "rather_yes"
    RATHER_NO = "rather_no"
    NO = "no"
    UNKNOWN = "unknown"


OPINION_WORDS: Final[Mapping[Opinion, str]] = {
    Opinion.YES: N_("ja"),
    Opinion.RATHER_YES: N_("eher ja"),
    Opinion.RATHER_NO: N_("eher nein"),
    Opinion.NO: N_("nein"),
    Opinion.UNKNOWN: N_("weiß nicht"),
}


@dataclass(frozen=True)
class Seal:
    """What all sheets of a version say: how many, and their digest."""

    sheets: int
    sha256: str


@dataclass(frozen=True)
class OpinionSummary:
    counts: Mapping[Opinion, int]

    @property
    def answered(self) -> int:
        return sum(self.counts.values())

    @property
    def valid(self) -> int:
        """Those who lean one way; „weiß nicht" is an answer, not an opinion."""
        return self.answered - self.counts[Opinion.UNKNOWN]

    @property
    def favourable(self) -> int:
        return self.counts[Opinion.YES] + self.counts[Opinion.RATHER_YES]


def seal(sheets: Sequence[tuple[int, str, Sequence[Sequence[int]]]]) -> Seal:
    """Of seat, opinion, and criterion with value. Every figure shown can be computed from these."""
    text = json.dumps([[seat, opinion, [list(value) for value in values]] for seat, opinion, values in sheets])
    return Seal(len(sheets), hashlib.sha256(text.encode()).hexdigest())


def summary(opinions: Mapping[int, Opinion], excluded: Collection[int] = ()) -> OpinionSummary:
    """Opinions by juror; what an excluded juror noted before the exclusion is left out."""
    counted = [opinion for juror, opinion in opinions.items() if juror not in excluded]
    return OpinionSummary({opinion: counted.count(opinion) for opinion in Opinion})


def problems_with_scores(criteria: Sequence[CriterionRule], scores: Mapping[str, int]) -> list[Problem]:
    """Saved as they go, so some may be missing; what is there must lie on its criterion's scale."""
    problems = []
    scales = {one.name: one for one in criteria}
    for name, score in scores.items():
        scale = scales.get(name)
        if scale is None:
            problems.append(Problem(N_("Danach wird hier nicht gefragt."), name))
        elif not scale.scale_min <= score <= scale.scale_max:
            values = {"lowest": scale.scale_min, "highest": scale.scale_max}
            text = N_("Bitte wählen Sie einen Wert von {lowest} bis {highest}.")
            problems.append(Problem(text, name, values=values))
    return problems


def unanswered(criteria: Sequence[CriterionRule], scores: Mapping[str, int]) -> list[str]:
    """All criteria are required, else a gap would weigh like a low score: such a sheet is not counted yet."""
    return [one.name for one in criteria if one.name not in scores]


def span(criteria: Sequence[CriterionRule]) -> Fraction:
    """From the lowest to the highest value a sheet can have."""
    weight = sum(one.weight for one in criteria)
    return Fraction(sum(one.weight * (one.scale_max - one.scale_min) for one in criteria), weight or 1)


def weighted_score(weights: Mapping[str, int], scores: Mapping[str, int]) -> Fraction:
    """Σ weight · score / Σ weight over the answered criteria."""
    weight = sum(weights[name] for name in scores)
    return Fraction(sum(weights[name] * score for name, score in scores.items()), weight)


@dataclass(frozen=True)
class Aggregate:
    """What the valid scores of one proposal say; the variance is that of a sample (n - 1)."""

    valid: int
    mean: Fraction
    median: Fraction
    lowest: Fraction
    highest: Fraction
    variance: Fraction

    @property
    def deviation(self) -> float:
        """For display only."""
        return sqrt(self.variance)

    @property
    def is_contested(self) -> bool:
        """To be discussed first: standard deviation ≥ 1 or range ≥ 3 on a scale from 1 to 5."""
        return self.variance >= 1 or self.highest - self.lowest >= 3


def aggregate(scores: Iterable[Fraction]) -> Aggregate | None:
    """Of the valid scores only; the divisor is their number. None without any."""
    values = sorted(scores)
    if not values:
        return None
    mean = sum(values, Fraction()) / len(values)
    squares = sum(((value - mean) ** 2 for value in values), Fraction())
    return Aggregate(
        valid=len(values),
        mean=mean,
        median=(values[(len(values) - 1) // 2] + values[len(values) // 2]) / 2,
        lowest=values[0],
        highest=values[-1],
        variance=squares / max(len(values) - 1, 1),
    )


def needed_scores(panel: int) -> int:
    """Fewer valid scores than this say too little for a rank: three, and half of the panel."""
    return max(3, (panel + 1) // 2)


@dataclass(frozen=True)
class Candidate:
    """A proposal to be ranked; `id` is public, for the lot."""

    id: str
    amount: Cents
    aggregate: Aggregate | None


@dataclass(frozen=True)
class Place:
    """Candidates share a rank where only the lot could part them and none was drawn."""

    rank: int
    id: str
    is_by_lot: bool = False


@dataclass(frozen=True)
class Ranking:
    places: tuple[Place, ...]
    too_few: tuple[str, ...]  # „zu wenige Bewertungen": to be discussed, not put last


def ranking(candidates: Sequence[Candidate], panel: int, seed: str | None = None) -> Ranking:
    """By mean; then higher median, lower amount, lot from the published seed."""
    needed = needed_scores(panel)
    groups: dict[tuple[Fraction, Fraction, Cents], list[str]] = {}
    too_few = []
    for one in candidates:
        if one.aggregate is None or one.aggregate.valid < needed:
            too_few.append(one.id)
        else:
            key = (-one.aggregate.mean, -one.aggregate.median, one.amount)
            groups.setdefault(key, []).append(one.id)
    places: list[Place] = []
    for key in sorted(groups):
        places += _places(groups[key], len(places) + 1, seed)
    return Ranking(tuple(places), tuple(too_few))


def _places(ids: list[str], rank: int, seed: str | None) -> list[Place]:
    if len(ids) == 1 or seed is None:
        return [Place(rank, one) for one in sorted(ids)]
    return [Place(rank + i, one, is_by_lot=True) for i, one in enumerate(order(seed, ids))]
