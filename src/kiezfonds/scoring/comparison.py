"""Several proposals beside each other: means without strict and mild jurors, what to discuss first, where money ends.

Rows are proposals, columns jurors; a missing cell is a conflict or a sheet that is not full. Nothing is filled in:
a conflict neither punishes a proposal nor flatters it. All figures are exact fractions.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final

from kiezfonds.ground.money import Cents
from kiezfonds.ground.text import N_
from kiezfonds.scoring.rules import Aggregate, Ranking

Cells = Mapping[str, Mapping[int, Fraction]]
"""Proposal → juror → score."""

SPAN: Final = Fraction(4)  # of the scale from 1 to 5, for which the limits below are written
SPREAD_FROM, RANGE_FROM, NEAR_THE_LINE = Fraction(1), Fraction(3), Fraction(15, 100)


class Flag(StrEnum):
    SPREAD = "spread"
    RANGE = "range"
    RANK = "rank"
    LINE = "line"

    @property
    def label(self) -> str:
        return FLAG_LABELS[self]


FLAG_LABELS: Final[Mapping[Flag, str]] = {
    Flag.SPREAD: N_("weit auseinander"),
    Flag.RANGE: N_("sehr hoch und sehr niedrig"),
    Flag.RANK: N_("Rang hängt an Fehlenden"),
    Flag.LINE: N_("nah an der Geldgrenze"),
}


@dataclass(frozen=True)
class Adjusted:
    """`strictness` is what a juror gives above (+) or below (-) the others; it sums up to nothing."""

    means: Mapping[str, Fraction]
    strictness: Mapping[int, Fraction]


def adjusted(cells: Cells) -> Adjusted:
    """Two-way additive least squares: score = proposal + juror, the jurors' parts summing up to 0.

    Proposals that share no juror, not even by way of others, cannot be compared: each such group is reckoned alone.
    """
    means: dict[str, Fraction] = {}
    strictness: dict[int, Fraction] = {}
    for names, jurors in _linked(cells):
        found = _strictness({name: cells[name] for name in names}, jurors)
        strictness |= found
        for name in names:
            row = cells[name]
            means[name] = sum((score - found[juror] for juror, score in row.items()), Fraction()) / len(row)
    return Adjusted({name: means[name] for name in cells if name in means}, strictness)


def ranks(means: Mapping[str, Fraction]) -> dict[str, int]:
    """1 is the highest; equals share the better rank."""
    return {name: 1 + sum(other > mean for other in means.values()) for name, mean in means.items()}


def _holds(means: Mapping[str, Fraction], name: str) -> range:
    """The ranks a proposal could take among its equals."""
    higher = sum(other > means[name] for other in means.values())
    return range(1 + higher, 1 + higher + sum(other == means[name] for other in means.values()))


def borda_shares(cells: Cells) -> dict[str, Fraction]:
    """How large a part of the others each juror puts below it (a tie is half), in the mean: a check on the ranking."""
    shares: dict[str, list[Fraction]] = {name: [] for name in cells}
    for juror in sorted({juror for row in cells.values() for juror in row}):
        own = {name: row[juror] for name, row in cells.items() if juror in row}
        for name, score in own.items():
            others = [other for rival, other in own.items() if rival != name]
            if others:
                beaten = sum(2 * (other < score) + (other == score) for other in others)
                shares[name].append(Fraction(beaten, 2 * len(others)))
    return {name: sum(found, Fraction()) / len(found) for name, found in shares.items() if found}


def agreement(cells: Cells) -> Fraction | None:
    """Krippendorff's α for interval data, cells may be missing. A note for the chair, never a mark of quality:
    tastes may differ. None where nobody can be compared."""
    units = [list(row.values()) for row in cells.values() if len(row) >= 2]
    values = [value for unit in units for value in unit]
    expected = _squares(values)
    if not expected:
        return None
    observed = sum((_squares(unit) / (len(unit) - 1) for unit in units), Fraction())
    return 1 - (len(values) - 1) * observed / expected


@dataclass(frozen=True)
class Line:
    """Where the money ends: funded in the order of the ranks until the first that does not fit. `at` lies in the
    middle between the last funded and the first not funded; `tied` are those only a lot could part at the line."""

    funded: tuple[str, ...]
    left: Cents
    at: Fraction | None
    tied: tuple[str, ...]


def funding_line(ranking: Ranking, means: Mapping[str, Fraction], amounts: Mapping[str, Cents], money: Cents) -> Line:
    funded: list[str] = []
    left = money
    for place in ranking.places:
        if amounts[place.id] > left:
            break
        funded.append(place.id)
        left = Cents(left - amounts[place.id])
    rest = [place for place in ranking.places if place.id not in funded]
    at = (means[funded[-1]] + means[rest[0].id]) / 2 if funded and rest else None
    tied = tuple(place.id for place in ranking.places if rest and place.rank == rest[0].rank)
    return Line(tuple(funded), left, at, tied if len(tied) > 1 and set(tied) & set(funded) else ())


def flags(
    figures: Mapping[str, Aggregate],
    adjusted_means: Mapping[str, Fraction],
    line: Fraction | None,
    span: Fraction = SPAN,
) -> dict[str, tuple[Flag, ...]]:
    """Why a proposal should be discussed first. Give both means of the same proposals: those with enough scores.
    The limits grow and shrink with the `span` of the scale."""
    part = span / SPAN
    means = {name: found.mean for name, found in figures.items()}
    return {
        name: tuple(
            flag
            for flag, holds in (
                (Flag.SPREAD, found.variance >= (SPREAD_FROM * part) ** 2),
                (Flag.RANGE, found.highest - found.lowest >= RANGE_FROM * part),
                (Flag.RANK, not set(_holds(means, name)) & set(_holds(adjusted_means, name))),
                (Flag.LINE, line is not None and abs(found.mean - line) <= NEAR_THE_LINE * part),
            )
            if holds
        )
        for name, found in figures.items()
    }


def _squares(values: Sequence[Fraction]) -> Fraction:
    """Σ over all ordered pairs of the squared difference."""
    total = sum(values, Fraction())
    return 2 * (len(values) * sum((value * value for value in values), Fraction()) - total * total)


def _linked(cells: Cells) -> Iterable[tuple[list[str], list[int]]]:
    """Groups of proposals and jurors that hang together by common cells."""
    waiting = [name for name, row in cells.items() if row]
    while waiting:
        names = [waiting.pop(0)]
        jurors = set(cells[names[0]])
        while more := [name for name in waiting if jurors & set(cells[name])]:
            names += more
            waiting = [name for name in waiting if name not in more]
            jurors |= {juror for name in more for juror in cells[name]}
        yield names, sorted(jurors)


def _strictness(cells: Cells, jurors: Sequence[int]) -> dict[int, Fraction]:
    """The normal equations without the proposals; one of them follows from the others and gives way to Σ = 0."""
    place = {juror: n for n, juror in enumerate(jurors)}
    matrix = [[Fraction()] * (len(jurors) + 1) for _ in jurors]
    for row in cells.values():
        share, mean = Fraction(1, len(row)), sum(row.values(), Fraction()) / len(row)
        for juror, score in row.items():
            line = matrix[place[juror]]
            line[place[juror]] += 1
            line[-1] += score - mean
            for other in row:
                line[place[other]] -= share
    matrix[-1] = [Fraction(1)] * len(jurors) + [Fraction()]
    solved = _solved(matrix)
    return {juror: solved[n] for juror, n in place.items()}


def _solved(matrix: list[list[Fraction]]) -> list[Fraction]:
    """Gauss and Jordan; the matrix has one solution."""
    for column in range(len(matrix)):
        pivot = next(n for n in range(column, len(matrix)) if matrix[n][column])
        matrix[column], matrix[pivot] = matrix[pivot], matrix[column]
        head = matrix[column][column]
        matrix[column] = [value / head for value in matrix[column]]
        for n, row in enumerate(matrix):
            if n != column and row[column]:
                factor = row[column]
                matrix[n] = [value - factor * top for value, top in zip(row, matrix[column], strict=True)]
    return [row[-1] for row in matrix]
