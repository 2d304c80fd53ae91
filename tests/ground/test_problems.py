import pytest

from kiezfonds.ground.actors import JUROR, SYSTEM, Actor
from kiezfonds.ground.problems import Problem


def test_a_problem_is_said_with_its_values_and_its_clause() -> None:
    problem = Problem("Es fehlen {count} Stimmen.", "yes", "§ 90 Abs. 1 VwVfG", {"count": 2})

    assert problem.said() == "Es fehlen 2 Stimmen. (§ 90 Abs. 1 VwVfG)"


def test_a_problem_is_said_in_the_readers_language() -> None:
    english = {"Es fehlen {count} Stimmen.": "{count} votes are missing."}
    problem = Problem("Es fehlen {count} Stimmen.", values={"count": 2})

    assert problem.said(english.__getitem__) == "2 votes are missing."


def test_equal_problems_are_equal() -> None:
    assert Problem("Nein.") == Problem("Nein.", field="", clause="", values={})


def test_an_actor_is_of_a_known_kind() -> None:
    assert Actor(JUROR, 3, "chair") == Actor("juror", 3, "chair")
    assert SYSTEM.kind == "system"
    with pytest.raises(ValueError, match="ghost"):
        Actor("ghost", 1, "")
