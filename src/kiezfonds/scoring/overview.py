"""All ideas of a meeting beside each other: every figure the chair may ask for, from the cells there are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from kiezfonds.ground.money import Cents
from kiezfonds.scoring.comparison import (
    SPAN,
    Cells,
    Flag,
    Line,
    adjusted,
    agreement,
    borda_shares,
    flags,
    funding_line,
)
from kiezfonds.scoring.rules import Aggregate, Candidate, aggregate, needed_scores, ranking


@dataclass(frozen=True)
class Figures:
    """Of one idea. `rank` is missing where too few have scored: that is to be discussed, not put last."""

    rank: int | None
    found: Aggregate
    adjusted: Fraction | None
    borda: Fraction | None
    flags: tuple[Flag, ...]


@dataclass(frozen=True)
class Overview:
    figures: Mapping[str, Figures]
    agreement: Fraction | None
    line: Line | None
    needed: int


def overview(
    cells: Cells, amounts: Mapping[str, Cents], *, panel: int, money: Cents, span: Fraction = SPAN
) -> Overview:
    """By idea. Ideas without a single full sheet have no figures."""
    found = {name: one for name, row in cells.items() if (one := aggregate(row.values()))}
    ranked = ranking([Candidate(name, amounts[name], found.get(name)) for name in cells], panel)
    ranks = {place.id: place.rank for place in ranked.places}
    enough = {name: found[name] for name in found if name in ranks}
    line = funding_line(ranked, {name: one.mean for name, one in enough.items()}, amounts, money)
    means, borda = adjusted(cells).means, borda_shares(cells)
    raised = flags(enough, {name: means[name] for name in enough}, line.at, span)
    figures = {
        name: Figures(ranks.get(name), one, means.get(name), borda.get(name), raised.get(name, ()))
        for name, one in found.items()
    }
    return Overview(figures, agreement(cells), line if enough else None, needed_scores(panel))


def discussed_first(figures: Mapping[str, Figures], names: Sequence[str]) -> list[str]:
    """Those with a flag, and those with too few scores; in the order given."""
    return [name for name in names if name in figures and (figures[name].flags or figures[name].rank is None)]
