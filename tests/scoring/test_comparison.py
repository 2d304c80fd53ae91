"""The rest of the worked example: adjusted means, strictness, Borda, α, money; and the wrong ways."""

from fractions import Fraction
from itertools import combinations
from statistics import fmean, pstdev

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiezfonds.ground.money import Cents
from kiezfonds.scoring.comparison import Flag, adjusted, agreement, borda_shares, flags, funding_line, ranks
from kiezfonds.scoring.rules import Aggregate, Candidate, Place, Ranking, aggregate, ranking, weighted_score

WEIGHTS = {"benefit": 50, "neighbours": 30, "cost": 20}
AMOUNTS = {
    name: Cents(amount)
    for name, amount in zip(("P1", "P2", "P3", "P4", "P5"), (2500_00, 3000_00, 1500_00, 2000_00, 1200_00), strict=True)
}
MONEY = Cents(7000_00)
SHEETS: dict[str, list[tuple[int, int, int] | None]] = {
    "P1": [(5, 4, 4), (4, 4, 3), (5, 5, 4), None, (4, 3, 5)],
    "P2": [(4, 4, 5), (3, 4, 4), (4, 5, 5), (5, 4, 5), (4, 4, 4)],
    "P3": [(5, 5, 1), (2, 1, 2), (5, 4, 3), (1, 2, 1), (5, 5, 4)],
    "P4": [(3, 3, 3), (3, 2, 4), (4, 4, 4), (3, 4, 4), (3, 3, 4)],
    "P5": [(4, 3, 4), None, (4, 4, 3), (4, 4, 4), (3, 4, 4)],
}
CELLS = {
    name: {
        juror: weighted_score(WEIGHTS, dict(zip(WEIGHTS, sheet, strict=True)))
        for juror, sheet in enumerate(sheets)
        if sheet
    }
    for name, sheets in SHEETS.items()
}


def figures() -> dict[str, Aggregate]:
    return {name: found for name, row in CELLS.items() if (found := aggregate(row.values()))}


def order_of(means: dict[str, float]) -> list[str]:
    return sorted(means, key=lambda name: -means[name])


def ranked() -> Ranking:
    return ranking([Candidate(name, AMOUNTS[name], found) for name, found in figures().items()], panel=5)


def test_the_adjusted_means_of_the_example() -> None:
    found = adjusted(CELLS)

    assert {name: round(float(mean), 4) for name, mean in found.means.items()} == {
        "P1": 4.1988,
        "P2": 4.18,
        "P3": 3.26,
        "P4": 3.32,
        "P5": 3.5588,
    }
    assert [round(float(found.strictness[juror]), 4) for juror in range(5)] == [
        0.2165,
        -0.7647,
        0.5765,
        -0.2047,
        0.1765,
    ]
    assert sum(found.strictness.values()) == 0


def test_a_proposal_everybody_scored_keeps_its_mean() -> None:
    found, plain = adjusted(CELLS).means, figures()

    assert [found[name] for name in ("P2", "P3", "P4")] == [plain[name].mean for name in ("P2", "P3", "P4")]


def test_borda_shares_of_the_example() -> None:
    shares = borda_shares(CELLS)

    assert [round(float(shares[name]), 3) for name in CELLS] == [0.875, 0.758, 0.425, 0.183, 0.292]


def test_the_agreement_of_the_example() -> None:
    alpha, without = agreement(CELLS), agreement({name: row for name, row in CELLS.items() if name != "P3"})

    assert alpha is not None
    assert without is not None
    assert (round(float(alpha), 4), round(float(without), 4)) == (0.0826, 0.4145)


def test_the_published_anchor_of_krippendorff() -> None:
    observers = (
        "1 2 3 3 2 1 4 1 2 . . .",
        "1 2 3 3 2 2 4 1 2 5 . 3",
        ". 3 3 3 2 3 4 2 2 5 1 .",
        "1 2 3 3 2 4 4 1 2 5 1 .",
    )
    lines = [text.split() for text in observers]
    cells = {str(n): {j: Fraction(line[n]) for j, line in enumerate(lines) if line[n] != "."} for n in range(12)}
    alpha = agreement(cells)

    assert alpha is not None
    assert round(float(alpha), 4) == 0.8491


def test_nobody_to_compare_has_no_agreement() -> None:
    assert agreement({"P1": {1: Fraction(3)}}) is None
    assert agreement({"P1": {1: Fraction(3), 2: Fraction(3)}}) is None


def test_money_goes_to_p1_p2_p5_and_300_euros_are_left() -> None:
    means = {name: found.mean for name, found in figures().items()}
    line = funding_line(ranked(), means, AMOUNTS, MONEY)

    assert (line.funded, line.left, line.tied) == (("P1", "P2", "P5"), 300_00, ())
    assert line.at == (Fraction(15, 4) + Fraction(83, 25)) / 2


def test_only_p3_is_discussed_first() -> None:
    means = {name: found.mean for name, found in figures().items()}
    line = funding_line(ranked(), means, AMOUNTS, MONEY)

    found = flags(figures(), adjusted(CELLS).means, line.at)
    assert {name: raised for name, raised in found.items() if raised} == {"P3": (Flag.SPREAD, Flag.RANGE)}


@pytest.mark.parametrize(
    ("mean", "line", "raised"),
    [("3.50", "3.65", True), ("3.50", "3.35", True), ("3.50", "3.6501", False), ("3.50", None, False)],
)
def test_whoever_is_within_15_hundredths_of_the_line_is_flagged(mean: str, line: str | None, raised: bool) -> None:
    figure = {"P1": Aggregate(3, Fraction(mean), Fraction(3), Fraction(3), Fraction(4), Fraction(0))}

    found = flags(figure, {"P1": Fraction(3)}, Fraction(line) if line else None)
    assert (found["P1"] == (Flag.LINE,)) is raised


def test_a_rank_that_hangs_on_a_missing_juror_is_flagged() -> None:
    strict = {1: Fraction(5), 2: Fraction(2)}
    cells = {"A": {1: Fraction(4)}, "B": strict, "C": {1: Fraction(5), 2: Fraction(2)}}
    figure = {name: found for name, row in cells.items() if (found := aggregate(row.values()))}

    assert ranks({name: found.mean for name, found in figure.items()}) == {"A": 1, "B": 2, "C": 2}
    found = flags(figure, adjusted(cells).means, None)
    assert Flag.RANK in found["A"]


def test_equals_that_the_adjusted_means_part_are_not_flagged() -> None:
    same = Aggregate(3, Fraction(3), Fraction(3), Fraction(3), Fraction(4), Fraction(0))

    found = flags({"A": same, "B": same}, {"A": Fraction(31, 10), "B": Fraction(29, 10)}, None)
    assert found == {"A": (), "B": ()}


def test_only_a_tie_at_the_line_needs_a_lot() -> None:
    tied = Ranking((Place(1, "A"), Place(1, "B"), Place(3, "C")), ())
    means = {"A": Fraction(4), "B": Fraction(4), "C": Fraction(3)}
    amounts = dict.fromkeys(means, Cents(100))

    assert funding_line(tied, means, amounts, Cents(100)).tied == ("A", "B")
    assert funding_line(tied, means, amounts, Cents(200)).tied == ()
    assert funding_line(tied, means, amounts, Cents(300)).at is None
    assert funding_line(tied, means, amounts, Cents(50)).funded == ()


def test_z_scores_would_put_p3_before_p5() -> None:
    """A juror's spread moves ranks: not for seven to twenty-five jurors."""
    shown: dict[str, list[float]] = {name: [] for name in CELLS}
    for juror in range(5):
        own = {name: float(row[juror]) for name, row in CELLS.items() if juror in row}
        middle, spread = fmean(own.values()), pstdev(own.values())
        for name, score in own.items():
            shown[name].append((score - middle) / spread)

    assert order_of({name: fmean(found) for name, found in shown.items()}) == ["P1", "P2", "P3", "P5", "P4"]


def test_the_knapsack_picks_the_same_and_score_per_euro_wastes_money() -> None:
    means = {name: found.mean for name, found in figures().items()}
    fitting = [
        picked
        for size in range(1, 6)
        for picked in combinations(means, size)
        if sum(AMOUNTS[name] for name in picked) <= MONEY
    ]
    best = max(fitting, key=lambda picked: sum(means[name] for name in picked))
    assert (best, sum(means[name] for name in best)) == (("P1", "P2", "P5"), Fraction("12.18"))

    left, taken = MONEY, []
    for name in sorted(means, key=lambda name: -means[name] / AMOUNTS[name]):
        if AMOUNTS[name] <= left:
            taken.append(name)
            left = Cents(left - AMOUNTS[name])
    assert (taken, left) == (["P5", "P3", "P1"], 1800_00)


SCORES = st.integers(10, 50).map(lambda tenths: Fraction(tenths, 10))
TABLES = st.dictionaries(st.sampled_from("ABCDEF"), st.dictionaries(st.integers(1, 5), SCORES, max_size=5), max_size=6)


@settings(max_examples=60)
@given(TABLES)
def test_the_residuals_of_every_proposal_and_juror_cancel_out(cells: dict[str, dict[int, Fraction]]) -> None:
    found = adjusted(cells)
    rest = {
        (name, juror): score - found.means[name] - found.strictness[juror]
        for name, row in cells.items()
        for juror, score in row.items()
    }
    assert all(sum(value for (name, _), value in rest.items() if name == one) == 0 for one in cells)
    assert all(sum(value for (_, juror), value in rest.items() if juror == one) == 0 for one in found.strictness)
    assert sum(found.strictness.values()) == 0
    assert set(found.means) == {name for name, row in cells.items() if row}


@settings(max_examples=60)
@given(TABLES)
def test_shares_lie_between_nothing_and_all(cells: dict[str, dict[int, Fraction]]) -> None:
    assert all(0 <= share <= 1 for share in borda_shares(cells).values())
    alpha = agreement(cells)
    assert alpha is None or alpha <= 1


@settings(max_examples=60)
@given(TABLES.filter(bool), st.integers(0, 2000))
def test_never_more_than_the_money_there_is(cells: dict[str, dict[int, Fraction]], money: int) -> None:
    amounts = {name: Cents(100 + 37 * n) for n, name in enumerate(cells)}
    figure = {name: aggregate(row.values()) for name, row in cells.items()}
    found = ranking([Candidate(name, amounts[name], figure[name]) for name in cells], panel=1)
    means = {name: one.mean for name, one in figure.items() if one}
    line = funding_line(found, means, amounts, Cents(money))

    assert sum(amounts[name] for name in line.funded) + line.left == money
    assert line.left >= 0
