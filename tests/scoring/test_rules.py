"""The worked example: five proposals, five jurors, weights 50/30/20, two conflicts, 7,000 euros."""

from fractions import Fraction
from statistics import mean, median

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiezfonds.ground.lot import order
from kiezfonds.ground.money import Cents
from kiezfonds.rounds.rules import CriterionRule
from kiezfonds.scoring.rules import (
    OPINION_WORDS,
    Aggregate,
    Candidate,
    Opinion,
    Place,
    aggregate,
    needed_scores,
    problems_with_scores,
    ranking,
    span,
    summary,
    unanswered,
    weighted_score,
)

WEIGHTS = {"benefit": 50, "neighbours": 30, "cost": 20}
AMOUNTS = {"P1": 250_000, "P2": 300_000, "P3": 150_000, "P4": 200_000, "P5": 120_000}
SHEETS: dict[str, list[tuple[int, int, int] | None]] = {
    "P1": [(5, 4, 4), (4, 4, 3), (5, 5, 4), None, (4, 3, 5)],
    "P2": [(4, 4, 5), (3, 4, 4), (4, 5, 5), (5, 4, 5), (4, 4, 4)],
    "P3": [(5, 5, 1), (2, 1, 2), (5, 4, 3), (1, 2, 1), (5, 5, 4)],
    "P4": [(3, 3, 3), (3, 2, 4), (4, 4, 4), (3, 4, 4), (3, 3, 4)],
    "P5": [(4, 3, 4), None, (4, 4, 3), (4, 4, 4), (3, 4, 4)],
}


def scores_of(proposal: str) -> list[Fraction]:
    sheets = [dict(zip(WEIGHTS, sheet, strict=True)) for sheet in SHEETS[proposal] if sheet]
    return [weighted_score(WEIGHTS, sheet) for sheet in sheets]


def aggregate_of(scores: list[Fraction]) -> Aggregate:
    found = aggregate(scores)
    assert found is not None
    return found


def candidate(name: str, scores: list[Fraction], amount: int = 100) -> Candidate:
    return Candidate(name, Cents(amount), aggregate(scores))


def test_a_sheet_is_weighed_exactly() -> None:
    assert scores_of("P1") == [Fraction(45, 10), Fraction(38, 10), Fraction(48, 10), Fraction(39, 10)]


@pytest.mark.parametrize(
    ("proposal", "valid", "middle", "med", "deviation"),
    [
        ("P1", 4, Fraction(17, 4), Fraction(42, 10), 0.48),
        ("P2", 5, Fraction(209, 50), Fraction(42, 10), 0.47),
        ("P3", 5, Fraction(163, 50), Fraction(42, 10), 1.63),
        ("P4", 5, Fraction(83, 25), Fraction(32, 10), 0.44),
        ("P5", 4, Fraction(15, 4), Fraction(375, 100), 0.21),
    ],
)
def test_mean_median_and_spread_of_the_valid_scores(
    proposal: str, valid: int, middle: Fraction, med: Fraction, deviation: float
) -> None:
    found = aggregate_of(scores_of(proposal))

    assert (found.valid, found.mean, found.median) == (valid, middle, med)
    assert round(found.deviation, 2) == deviation
    assert found.is_contested is (proposal == "P3")


def test_the_ranking_is_p1_p2_p5_p4_p3() -> None:
    found = ranking([candidate(name, scores_of(name), AMOUNTS[name]) for name in SHEETS], panel=5)

    assert [place.id for place in found.places] == ["P1", "P2", "P5", "P4", "P3"]
    assert [place.rank for place in found.places] == [1, 2, 3, 4, 5]
    assert found.too_few == ()


def test_a_conflict_counted_as_zero_would_give_another_ranking() -> None:
    zeros = {name: [Fraction(0)] * SHEETS[name].count(None) for name in SHEETS}
    wrong = [candidate(name, scores_of(name) + zeros[name], AMOUNTS[name]) for name in SHEETS]

    assert [place.id for place in ranking(wrong, panel=5).places] == ["P2", "P1", "P4", "P3", "P5"]
    assert aggregate_of(scores_of("P1") + zeros["P1"]).mean == Fraction(17, 5)
    assert aggregate_of(scores_of("P5") + zeros["P5"]).mean == 3


def test_medians_alone_would_tie_three_of_five() -> None:
    assert {aggregate_of(scores_of(name)).median for name in ("P1", "P2", "P3")} == {Fraction(21, 5)}


def test_too_few_scores_are_discussed_and_not_put_last() -> None:
    few = candidate("P9", [Fraction(5)] * 4)
    none = candidate("P8", [])

    found = ranking([few, none, candidate("P1", [Fraction(1)] * 5)], panel=10)

    assert found.places == (Place(1, "P1"),)
    assert found.too_few == ("P9", "P8")


@pytest.mark.parametrize(("panel", "needed"), [(1, 3), (5, 3), (7, 4), (15, 8)])
def test_half_of_the_panel_and_at_least_three_must_have_scored(panel: int, needed: int) -> None:
    assert needed_scores(panel) == needed


def test_equal_means_go_by_median_then_by_the_lower_amount() -> None:
    high = candidate("A", [Fraction(1), Fraction(4), Fraction(4)], 900)
    dear = candidate("B", [Fraction(2), Fraction(3), Fraction(4)], 500)
    cheap = candidate("C", [Fraction(2), Fraction(3), Fraction(4)], 400)

    assert ranking([dear, cheap, high], 3).places == (Place(1, "A"), Place(2, "C"), Place(3, "B"))


def test_what_is_equal_in_everything_is_drawn_from_the_published_seed() -> None:
    equal = [candidate(name, [Fraction(3)] * 3) for name in ("P1", "P2", "P7")]
    seed = "92cfc51d0b81eaaecc9092baf7aefd26fc3cce7da58d1817a90bb0d4832b3329"

    drawn = ranking(equal, 3, seed).places

    assert [place.id for place in drawn] == order(seed, ["P1", "P2", "P7"]) == ["P7", "P2", "P1"]
    assert [(place.rank, place.is_by_lot) for place in drawn] == [(1, True), (2, True), (3, True)]


def test_without_a_draw_equals_share_their_rank() -> None:
    equal = [candidate(name, [Fraction(3)] * 3) for name in ("P2", "P1")]
    last = candidate("P3", [Fraction(2)] * 3)

    assert ranking([last, *equal], 3).places == (Place(1, "P1"), Place(1, "P2"), Place(3, "P3"))


def test_nobody_asked_means_no_aggregate() -> None:
    assert aggregate([]) is None


def test_one_score_has_no_spread() -> None:
    assert aggregate_of([Fraction(4)]).variance == 0


CRITERIA = tuple(CriterionRule(name, name, weight, 1, 5) for name, weight in WEIGHTS.items())


def test_a_score_lies_on_the_scale_of_a_criterion_that_is_asked() -> None:
    problems = problems_with_scores(CRITERIA, {"benefit": 6, "cost": 1, "beauty": 3})

    assert [problem.field for problem in problems] == ["benefit", "beauty"]
    assert problems[0].said() == "Bitte wählen Sie einen Wert von 1 bis 5."
    assert problems_with_scores(CRITERIA, dict.fromkeys(WEIGHTS, 5)) == []


def test_a_sheet_counts_once_every_criterion_has_a_score() -> None:
    assert unanswered(CRITERIA, {"benefit": 1}) == ["neighbours", "cost"]
    assert unanswered(CRITERIA, dict.fromkeys(WEIGHTS, 1)) == []


def test_the_span_is_weighed_like_the_scores() -> None:
    assert span(CRITERIA) == 4
    assert span((CriterionRule("a", "", 3, 0, 3), CriterionRule("b", "", 1, 1, 5))) == Fraction(13, 4)


def test_opinions_are_summed_up_without_the_excluded() -> None:
    opinions = {
        1: Opinion.YES,
        2: Opinion.RATHER_YES,
        3: Opinion.RATHER_NO,
        4: Opinion.UNKNOWN,
        5: Opinion.YES,
        6: Opinion.NO,
    }

    found = summary(opinions, excluded={5, 9})

    assert [found.counts[opinion] for opinion in Opinion] == [1, 1, 1, 1, 1]
    assert (found.answered, found.valid, found.favourable) == (5, 4, 2)


def test_no_opinions_are_no_opinions() -> None:
    found = summary({})

    assert (found.answered, found.valid, found.favourable) == (0, 0, 0)


def test_every_opinion_has_its_words() -> None:
    assert [OPINION_WORDS[opinion] for opinion in Opinion] == [
        "ja",
        "eher ja",
        "eher nein",
        "nein",
        "weiß nicht",
    ]


@settings(max_examples=40)
@given(st.lists(st.integers(10, 50).map(lambda tenths: Fraction(tenths, 10)), min_size=1, max_size=15))
def test_figures_agree_with_the_textbook_and_not_with_the_order(scores: list[Fraction]) -> None:
    found = aggregate_of(scores)

    assert found == aggregate(reversed(scores))
    assert (found.mean, found.median) == (mean(scores), median(scores))
    assert found.lowest <= found.median <= found.highest
