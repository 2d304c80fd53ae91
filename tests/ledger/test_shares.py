import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiezfonds.ground.money import Cents
from kiezfonds.ledger.rules import (
    by_inhabitants_with_minimum,
    equally,
)


def test_thirteen_areas_get_thirteen_thousand_each() -> None:
    areas = [f"Kiez {number}" for number in range(1, 14)]

    assert equally(Cents(16_900_000), areas) == dict.fromkeys(areas, 1_300_000)


def test_twenty_areas_share_by_inhabitants_with_a_minimum() -> None:
    inhabitants = {f"{number:02}": 1000 * number for number in range(1, 21)}

    shares = by_inhabitants_with_minimum(Cents(10_000_000), inhabitants, Cents(260_000), Cents(10_000))

    assert sum(shares.values()) == 10_000_000
    hundreds = [26, 26, 26, 26, 26, 27, 31, 36, 40, 45, 49, 54, 58, 62, 67, 71, 76, 80, 85, 89]
    assert list(shares.values()) == [Cents(count * 10_000) for count in hundreds]


def test_pinning_one_area_may_pull_another_below_the_minimum() -> None:
    shares = by_inhabitants_with_minimum(Cents(1000), {"groß": 700, "mittel": 210, "klein": 90}, Cents(200), Cents(1))

    assert shares == {"groß": 600, "mittel": 200, "klein": 200}


@pytest.mark.parametrize(
    ("total", "inhabitants", "minimum", "step", "said"),
    [
        (150, {"a": 1}, 0, 100, "whole steps"),
        (1000, {"a": 1}, 150, 100, "whole steps"),
        (1000, {"a": 1, "b": 1}, 600, 100, "does not cover"),
        (1000, {"a": 0}, 100, 100, "nobody"),
    ],
)
def test_a_split_that_cannot_be_is_refused(
    total: int, inhabitants: dict[str, int], minimum: int, step: int, said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        by_inhabitants_with_minimum(Cents(total), inhabitants, Cents(minimum), Cents(step))


@settings(max_examples=40)
@given(
    people=st.lists(st.integers(0, 30_000), min_size=1, max_size=20).filter(any),
    minimum=st.integers(0, 40),
    spare=st.integers(0, 2000),
)
def test_every_area_has_the_minimum_and_the_sum_is_the_total(people: list[int], minimum: int, spare: int) -> None:
    total = (minimum * len(people) + spare) * 100
    inhabitants = {str(number): count for number, count in enumerate(people)}

    shares = by_inhabitants_with_minimum(Cents(total), inhabitants, Cents(minimum * 100), Cents(100))

    assert sum(shares.values()) == total
    assert min(shares.values()) >= minimum * 100
    assert list(shares) == list(inhabitants)
