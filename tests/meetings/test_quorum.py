import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiezfonds.meetings.counting import (
    Quorum,
    QuorumBase,
    QuorumRule,
    quorum,
)

STRICT = QuorumRule()
ENTITLED = QuorumRule(base=QuorumBase.ENTITLED)
TWO_THIRDS_THERE = QuorumRule(numerator=2, denominator=3, is_strict=False)


@pytest.mark.parametrize(
    ("rule", "appointed", "present", "excluded_present", "excluded_total", "line", "is_met"),
    [
        (STRICT, 15, 8, 0, 0, "8 von 15, nötig 8", True),
        (STRICT, 15, 7, 0, 0, "7 von 15, nötig 8", False),
        (STRICT, 15, 8, 1, 1, "7 von 15, nötig 8", False),
        (STRICT, 15, 8, 0, 1, "8 von 15, nötig 8", True),
        (STRICT, 15, 12, 5, 5, "7 von 15, nötig 8", False),
        (ENTITLED, 15, 12, 5, 5, "7 von 10, nötig 6", True),
        (ENTITLED, 15, 12, 9, 9, "3 von 6, nötig 4", False),
        (STRICT, 14, 7, 0, 0, "7 von 14, nötig 8", False),
        (STRICT, 4, 3, 0, 0, "3 von 4, nötig 3", True),
        (STRICT, 4, 2, 0, 0, "2 von 4, nötig 3", False),
        (STRICT, 2, 2, 0, 0, "2 von 2, nötig 3", False),
        (TWO_THIRDS_THERE, 27, 18, 0, 0, "18 von 27, nötig 18", True),
        (TWO_THIRDS_THERE, 27, 17, 0, 0, "17 von 27, nötig 18", False),
        (TWO_THIRDS_THERE, 28, 18, 0, 0, "18 von 28, nötig 19", False),
        (QuorumRule(fixed=8), 30, 8, 0, 0, "8 von 30, nötig 8", True),
        (QuorumRule(fixed=8), 30, 8, 1, 1, "7 von 30, nötig 8", False),
    ],
)
def test_the_quorum_of_an_item(
    rule: QuorumRule,
    appointed: int,
    present: int,
    excluded_present: int,
    excluded_total: int,
    line: str,
    is_met: bool,
) -> None:
    found = quorum(
        rule,
        appointed=appointed,
        present=present,
        excluded_present=excluded_present,
        excluded_total=excluded_total,
        all_invited=True,
    )

    assert found.said() == line
    assert found.is_met is is_met
    assert bool(found.reasons) is not is_met


def test_without_an_invitation_to_all_a_full_room_is_not_quorate() -> None:
    found = quorum(STRICT, appointed=15, present=15, excluded_present=0, excluded_total=0, all_invited=False)

    assert not found.is_met
    assert [reason.said() for reason in found.reasons] == [
        "Es sind nicht alle Mitglieder eingeladen worden. (§ 90 Abs. 1 VwVfG)"
    ]


def test_the_reason_counts_who_is_there_and_who_is_missing() -> None:
    found = quorum(STRICT, appointed=15, present=8, excluded_present=1, excluded_total=1, all_invited=True)

    assert [reason.said() for reason in found.reasons] == [
        "Nicht beschlussfähig: 7 stimmberechtigte Mitglieder sind da, nötig sind 8. (§ 90 Abs. 1 VwVfG)"
    ]


@pytest.mark.parametrize(("present", "excluded_present", "excluded_total"), [(2, 3, 3), (5, 2, 1), (5, -1, 0)])
def test_impossible_numbers_of_excluded_members_are_an_error(
    present: int, excluded_present: int, excluded_total: int
) -> None:
    with pytest.raises(ValueError, match="excluded"):
        quorum(
            STRICT,
            appointed=15,
            present=present,
            excluded_present=excluded_present,
            excluded_total=excluded_total,
            all_invited=True,
        )


@settings(max_examples=60)
@given(
    rule=st.builds(QuorumRule, base=st.sampled_from(QuorumBase), is_strict=st.booleans()),
    excluded=st.integers(0, 10),
    absent_excluded=st.integers(0, 5),
    present=st.integers(0, 20),
    absent=st.integers(1, 20),
)
def test_one_more_in_the_room_never_loses_the_quorum(
    rule: QuorumRule, excluded: int, absent_excluded: int, present: int, absent: int
) -> None:
    def there(count: int) -> Quorum:
        return quorum(
            rule,
            appointed=excluded + absent_excluded + present + absent,
            present=excluded + count,
            excluded_present=excluded,
            excluded_total=excluded + absent_excluded,
            all_invited=True,
        )

    assert there(present + 1).is_met >= there(present).is_met
    assert there(present).is_met is (present >= there(present).needed)
    if rule.is_strict and there(present).is_met:
        assert 2 * there(present).counted > there(present).base
