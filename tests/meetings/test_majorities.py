import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiezfonds.meetings.counting import (
    ABSOLUTE_OF_MEMBERS,
    COMMITTEE,
    SIMPLE,
    TWO_THIRDS,
    Choice,
    MajorityBase,
    MajorityRule,
    QuorumRule,
    Tally,
    Tie,
    is_accepted,
    problems_with_hand_count,
    tally_of,
)

ABSOLUTE_OF_CAST = MajorityRule(base=MajorityBase.CAST)
ABSOLUTE_OF_PRESENT = MajorityRule(base=MajorityBase.PRESENT)
TWO_THIRDS_OF_PRESENT = MajorityRule(2, 3, MajorityBase.PRESENT, is_strict=False)
RULES = [
    SIMPLE,
    ABSOLUTE_OF_CAST,
    ABSOLUTE_OF_PRESENT,
    ABSOLUTE_OF_MEMBERS,
    TWO_THIRDS,
    TWO_THIRDS_OF_PRESENT,
]


@pytest.mark.parametrize(
    ("yes", "no", "abstain", "accepted"),
    [
        (6, 5, 4, "+-----"),
        (5, 5, 5, "------"),
        (8, 4, 2, "+++-+-"),
        (8, 3, 4, "+++-+-"),
        (10, 5, 0, "+++-++"),
        (11, 2, 2, "++++++"),
        (1, 0, 14, "+---+-"),
        (0, 0, 15, "------"),
    ],
)
def test_the_majority_table_holds_for_15_present_of_20_members(yes: int, no: int, abstain: int, accepted: str) -> None:
    results = [is_accepted(rule, Tally(yes, no, abstain), present=15, members=20) for rule in RULES]

    assert "".join("+" if result else "-" for result in results) == accepted


@pytest.mark.parametrize(
    ("rule", "tally", "chair_vote", "accepted"),
    [
        (SIMPLE, Tally(5, 4, 3), None, True),
        (COMMITTEE, Tally(4, 4, 0), Choice.YES, True),
        (SIMPLE, Tally(4, 4, 0), Choice.YES, False),
        (SIMPLE, Tally(0, 0, 8), None, False),
        (TWO_THIRDS_OF_PRESENT, Tally(8, 4, 0), None, True),
        (TWO_THIRDS_OF_PRESENT, Tally(7, 5, 0), None, False),
    ],
)
def test_the_worked_majorities_of_12_present(
    rule: MajorityRule, tally: Tally, chair_vote: Choice | None, accepted: bool
) -> None:
    assert is_accepted(rule, tally, 12, 15, chair_vote) is accepted


@pytest.mark.parametrize(("yes", "accepted"), [(7, False), (8, True)])
@pytest.mark.parametrize("base", list(MajorityBase))
def test_seven_of_ten_fail_three_quarters_and_eight_pass(yes: int, accepted: bool, base: MajorityBase) -> None:
    rule = MajorityRule(3, 4, base, is_strict=False)

    assert is_accepted(rule, Tally(yes, 10 - yes), 10, 10) is accepted


@pytest.mark.parametrize(
    ("chair_vote", "accepted"),
    [(Choice.YES, True), (Choice.NO, False), (Choice.ABSTAIN, False), (None, False)],
    ids=["yes", "no", "abstained", "conflicted or not entitled"],
)
def test_in_a_committee_the_chairs_yes_decides_a_tie(chair_vote: Choice | None, accepted: bool) -> None:
    assert is_accepted(COMMITTEE, Tally(5, 5, 5), 15, 20, chair_vote) is accepted


def test_the_chair_decides_a_tie_and_nothing_else() -> None:
    assert not is_accepted(COMMITTEE, Tally(4, 5, 0), 9, 9, Choice.YES)
    assert is_accepted(COMMITTEE, Tally(5, 4, 0), 9, 9, Choice.NO)
    two_thirds = MajorityRule(2, 3, is_strict=False, tie=Tie.CHAIR)
    assert not is_accepted(two_thirds, Tally(5, 5, 0), 10, 10, Choice.YES)


def test_whether_abstentions_count_follows_from_the_base() -> None:
    assert [rule.abstentions_count for rule in RULES] == [False, True, True, True, False, True]


counts = st.integers(0, 30)
rules = st.builds(
    lambda numerator, more, base, strict, tie: MajorityRule(numerator, numerator + more, base, strict, tie),
    st.integers(1, 9),
    st.integers(0, 9),
    st.sampled_from(list(MajorityBase)),
    st.booleans(),
    st.sampled_from(list(Tie)),
)


@settings(max_examples=60)
@given(rule=rules, yes=counts, no=counts, abstain=counts, absent=counts, chair=st.sampled_from(Choice))
def test_one_more_yes_never_loses_a_majority(
    rule: MajorityRule, yes: int, no: int, abstain: int, absent: int, chair: Choice
) -> None:
    present = yes + no + abstain + 1
    before = is_accepted(rule, Tally(yes, no, abstain), present, present + absent, chair)

    assert is_accepted(rule, Tally(yes + 1, no, abstain), present, present + absent, chair) >= before
    if no:
        assert is_accepted(rule, Tally(yes + 1, no - 1, abstain), present, present + absent, chair) >= before


@settings(max_examples=50)
@given(rule=rules, no=counts, abstain=counts)
def test_without_a_yes_nothing_is_accepted(rule: MajorityRule, no: int, abstain: int) -> None:
    assert not is_accepted(rule, Tally(0, no, abstain), no + abstain, no + abstain)


@pytest.mark.parametrize(("numerator", "denominator"), [(0, 2), (-1, 2), (3, 2), (1, 0)])
def test_a_share_beyond_everything_or_of_nothing_is_refused(numerator: int, denominator: int) -> None:
    with pytest.raises(ValueError, match="share"):
        MajorityRule(numerator, denominator)
    with pytest.raises(ValueError, match="share"):
        QuorumRule(numerator=numerator, denominator=denominator)


def test_votes_are_counted_by_choice() -> None:
    assert tally_of([Choice.YES, Choice.NO, Choice.YES, Choice.ABSTAIN]) == Tally(2, 1, 1)
    assert tally_of([]) == Tally(0, 0, 0)


def test_a_hand_count_may_be_smaller_than_the_room() -> None:
    assert problems_with_hand_count(Tally(4, 2, 1), present_entitled=8) == []


def test_a_hand_count_above_the_room_is_refused() -> None:
    [problem] = problems_with_hand_count(Tally(5, 3, 1), present_entitled=8)

    assert problem.said() == ("9 Stimmen, aber nur 8 Stimmberechtigte sind da. Bitte zählen Sie noch einmal.")


def test_negative_counts_are_refused_where_they_stand() -> None:
    assert [one.field for one in problems_with_hand_count(Tally(-1, 3, -2), 8)] == ["yes", "abstain"]
