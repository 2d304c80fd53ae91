from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiezfonds.ground.money import Cents
from kiezfonds.meetings.amounts import amount_by_median, problems_with_motion, resolution_problems
from kiezfonds.meetings.rules import ResolutionKind


@pytest.mark.parametrize(
    ("amount", "smallest", "available", "refusals"),
    [
        (100_000, 80_000, 150_000, []),
        (80_000, 80_000, 80_000, []),
        (50_000, None, 150_000, []),
        (0, None, 150_000, ["Der Betrag muss größer als null sein."]),
        (200_001, 80_000, 900_000, ["Beantragt sind nur 2.000 €."]),
        (160_000, 80_000, 150_000, ["Im Topf sind nur noch 1.500 €."]),
        (79_999, 80_000, 150_000, ["Unter 800 € kann das Projekt nicht stattfinden, sagt der Antrag."]),
        (1, None, -5, ["Im Topf sind nur noch 0 €."]),
    ],
)
def test_a_motion_names_an_amount_that_helps_and_is_there(
    amount: int, smallest: int | None, available: int, refusals: list[str]
) -> None:
    least = None if smallest is None else Cents(smallest)
    problems = problems_with_motion(Cents(amount), Cents(200_000), least, Cents(available))

    assert [problem.said().replace("\u00a0", " ") for problem in problems] == refusals
    assert {problem.field for problem in problems} <= {"amount"}


@pytest.mark.parametrize(
    ("amounts", "available", "result"),
    [
        ([2000, 1500, 1200, 1000, 900], 1500, 1200),
        ([2000, 1500, 1000, 500], 1500, 1000),
        ([2000, 2000, 1800], 1500, 1500),
        ([9000, 9000], 9000, 2000),
        ([900, 700, 700], 1500, None),
        ([2000, 2000], 799, None),
        ([800], 1500, 800),
        ([], 1500, None),
    ],
)
def test_the_amount_is_the_lower_median_or_the_motion_fails(
    amounts: Sequence[int], available: int, result: int | None
) -> None:
    found = amount_by_median(
        map(Cents, amounts), requested=Cents(2000), smallest_useful=Cents(800), available=Cents(available)
    )

    assert found == result


def test_a_median_of_nothing_promises_nothing() -> None:
    zero = Cents(0)

    assert amount_by_median([zero], requested=Cents(5), smallest_useful=zero, available=Cents(5)) is None


@pytest.mark.parametrize(
    ("kind", "accepted", "amount", "available", "count"),
    [
        (ResolutionKind.FULL, True, 1000, 1000, 0),
        (ResolutionKind.FULL, True, 900, 1000, 1),
        (ResolutionKind.FULL, True, 1000, 999, 1),
        (ResolutionKind.FULL, False, 1000, 1000, 1),
        (ResolutionKind.PART, True, 600, 1000, 0),
        (ResolutionKind.PART, True, 1000, 1000, 1),
        (ResolutionKind.PART, True, 0, 1000, 1),
        (ResolutionKind.PART, True, 600, 599, 1),
        (ResolutionKind.CONDITIONAL, True, 1000, 1000, 0),
        (ResolutionKind.CONDITIONAL, True, 600, 1000, 0),
        (ResolutionKind.CONDITIONAL, True, 1001, 2000, 1),
        (ResolutionKind.CONDITIONAL, False, 0, 1000, 2),
        (ResolutionKind.REJECTED, False, 0, 1000, 0),
        (ResolutionKind.REJECTED, True, 0, 1000, 1),
        (ResolutionKind.REJECTED, False, 5, 1000, 1),
        (ResolutionKind.DEFERRED, False, 0, 1000, 0),
        (ResolutionKind.DEFERRED, True, 0, 1000, 0),
        (ResolutionKind.WAITING_LIST, True, 0, 0, 0),
        (ResolutionKind.WAITING_LIST, True, 500, 0, 1),
    ],
)
def test_a_resolution_fits_its_ballot_and_the_money(
    kind: ResolutionKind, accepted: bool, amount: int, available: int, count: int
) -> None:
    problems = resolution_problems(kind, accepted, Cents(amount), Cents(1000), Cents(available))

    assert len(problems) == count


@settings(max_examples=60)
@given(
    kind=st.sampled_from(ResolutionKind),
    accepted=st.booleans(),
    amount=st.integers(-5, 40),
    requested=st.integers(1, 30),
    available=st.integers(-5, 30),
)
def test_no_resolution_promises_what_is_not_there(
    kind: ResolutionKind, accepted: bool, amount: int, requested: int, available: int
) -> None:
    if not resolution_problems(kind, accepted, Cents(amount), Cents(requested), Cents(available)):
        assert amount == 0 or (accepted and 0 < amount <= min(requested, available))
