"""The worked draw: a secret, its commitment, dice thrown in public, and what follows from them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiezfonds.ground.lot import ball, commitment_of, order, seed_of

SECRET = "7f3a9c0e5b1d4826"
DICE = "4162 3355 1264 6213"
SEED = "92cfc51d0b81eaaecc9092baf7aefd26fc3cce7da58d1817a90bb0d4832b3329"


def test_the_commitment_and_the_seed_are_plain_hashes() -> None:
    assert commitment_of(SECRET) == "a69e6b411a1dcd853404dd4999d3c22af6f48844bbf53fbc3898461cb1935e51"
    assert seed_of(SECRET, DICE) == SEED


def test_the_order_is_p7_p2_p1_however_they_lie() -> None:
    assert order(SEED, ["P1", "P2", "P7"]) == ["P7", "P2", "P1"]
    assert order(SEED, ["P7", "P1", "P2"]) == ["P7", "P2", "P1"]


def test_the_panel_ball_is_149() -> None:
    assert ball(SEED, "jury", 1000) == 149


def test_nothing_lies_in_the_bowl_twice() -> None:
    with pytest.raises(ValueError, match="only once"):
        order(SEED, ["P1", "P1"])


def test_a_bowl_without_balls_is_refused() -> None:
    with pytest.raises(ValueError, match="one ball"):
        ball(SEED, "jury", 0)


@settings(max_examples=60)
@given(seed=st.text(max_size=8), n=st.integers(1, 2**255 + 1))
def test_a_ball_is_one_of_those_in_the_bowl(seed: str, n: int) -> None:
    assert 0 <= ball(seed, "tie", n) < n


@settings(max_examples=60)
@given(ids=st.lists(st.text("P0123456789", min_size=1), unique=True, max_size=10), seed=st.text(max_size=8))
def test_who_withdraws_changes_nothing_among_the_others(ids: list[str], seed: str) -> None:
    drawn = order(seed, ids)

    assert sorted(drawn) == sorted(ids)
    assert order(seed, ids[1:]) == [one for one in drawn if one not in ids[:1]]
