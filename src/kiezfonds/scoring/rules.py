"""What jurors think beforehand: words or points. Preparation only; the ballot decides.

A juror who is excluded has no cell: never a zero, never a mean. Everything is compared as a fraction.
"""

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


def summary(opinions: Mapping[int, Opinion], excluded: Collection[int] = ()) -> OpinionSummary:
    """Opinions by juror; what an excluded juror noted before the exclusion is left out."""
    counted = [opinion for juror, opinion in opinions.items() if juror not in excluded]
    return OpinionSummary({opinion: counted.count(opinion) for opinion in Opinion})


@dataclass(frozen=True)
class Scale:
    lowest: int = 1
    highest: int = 5


def problems_with_sheet(criteria: Collection[str], scores: Mapping[str, int], scale: Scale) -> list[Problem]:
    """All criteria are required, else a gap would weigh like a low score."""
    missing = [name for name in criteria if name not in scores]
    problems = [Problem(N_("Bitte vergeben Sie auch hier Punkte."), name) for name in missing]
    for name, score in scores.items():
        if name not in criteria or not scale.lowest <= score <= scale.highest:
            values = {"lowest": scale.lowest, "highest": scale.highest}
            text = N_("Bitte wählen Sie einen Wert von {lowest} bis {highest}.")
            problems.append(Problem(text, name, values=values))
    return problems


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
