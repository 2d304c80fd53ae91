import pytest

from kiezfonds.juries.composition import Composition, composition, problems_with_composition
from kiezfonds.juries.rules import MemberGroup
from kiezfonds.rounds.rules import preset

RULES = preset("lichtenberg").jury
D, R, V = MemberGroup.DRAWN, MemberGroup.RESIDENT, MemberGroup.ORGANISED


def test_members_are_counted_by_where_they_come_from() -> None:
    found = composition([D] * 9 + [R] * 2 + [V] * 4)

    assert found == Composition(15, 9, 2, 4)
    assert (found.drawn_percent, found.organised_percent) == (60, 27)
    assert composition([]).drawn_percent == 0


@pytest.mark.parametrize(
    ("groups", "said"),
    [
        ([D] * 9 + [R] * 6, []),
        ([D] * 9 + [V] * 6, []),
        (
            [D] * 8 + [V] * 6,
            [
                "Die Jury hat 14 Mitglieder, mindestens 15 sollen es sein.",
                "Ausgelost sind 8 von 14, mindestens 60 % sollen es sein.",
                "Aus Vereinen und Einrichtungen kommen 6 von 14, höchstens 40 % sollen es sein.",
            ],
        ),
        ([D] * 599 + [R] * 401, ["Ausgelost sind 599 von 1000, mindestens 60 % sollen es sein."]),
        ([], ["Die Jury hat 0 Mitglieder, mindestens 15 sollen es sein."]),
    ],
)
def test_what_is_not_as_the_rule_set_asks_is_said(groups: list[MemberGroup], said: list[str]) -> None:
    assert [
        problem.said().removesuffix(" (Regelwerk, Zusammensetzung)")
        for problem in problems_with_composition(composition(groups), RULES)
    ] == said
