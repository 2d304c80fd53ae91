"""Presets, parameters in words, and what the office typed."""

import json
from datetime import date
from itertools import product

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiezfonds.rounds.adjusting import problems_with_rules, read_checklist, read_criteria, read_day
from kiezfonds.rounds.parameters import PARAMETERS, STRUCTS, day_shown, said
from kiezfonds.rounds.rules import (
    PARTS,
    PRESETS_OF,
    CheckPoint,
    Chosen,
    CriterionRule,
    Share,
    canonical,
    preset,
    read_rules,
    sha256_of,
    sources,
)

WHOLE = preset("lichtenberg")
NEW_IN_TWO = {
    "fund": "min_per_area_cents financing_type own_share_percent payment_mode early_start use_within_months"
    " proof_due_months proof_latest retention_years item_deviation_percent change_days acceptance_days publicity",
    "voting": "criteria others_visible",
}


@pytest.mark.parametrize("names", list(product(*(PRESETS_OF[part] for part in PARTS))))
def test_every_choice_of_presets_makes_rules_without_problems(names: tuple[str, str, str]) -> None:
    chosen = Chosen(*names)
    rules = preset(chosen.stored)

    assert problems_with_rules(rules) == []
    assert read_rules(canonical(rules)) == rules
    assert Chosen.of(chosen.stored) == chosen
    assert len(chosen.title) <= 80
    assert len(chosen.stored) <= 40


def test_a_rule_set_is_named_after_the_presets_it_comes_from() -> None:
    assert Chosen("lichtenberg", "lichtenberg", "lichtenberg").title == "Lichtenberg"
    assert Chosen("lichtenberg", "lichtenberg", "verein").title == "Lichtenberg mit Verein (BGB)"


def test_an_unknown_preset_is_refused() -> None:
    with pytest.raises(KeyError):
        preset("verein")


def test_rules_stored_before_the_new_parameters_are_read_with_their_defaults() -> None:
    old = json.loads(canonical(WHOLE))
    for part, names in NEW_IN_TWO.items():
        for name in names.split():
            del old[part][name]
    stored = json.dumps(old, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    rules = read_rules(stored)

    assert rules.fund.financing_type == "deficit"
    assert rules.voting.criteria == WHOLE.voting.criteria
    assert sha256_of(stored) != sha256_of(canonical(rules))


def test_a_word_the_rules_do_not_know_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError):
        read_rules(canonical(WHOLE).replace('"deficit"', '"gift"'))


@pytest.mark.parametrize("part", PARTS)
def test_every_parameter_shown_is_one_of_the_rules_and_reads_in_words(part: str) -> None:
    for name in PRESETS_OF[part]:
        rules = preset(Chosen("lichtenberg", "lichtenberg", name).stored if part == "voting" else name)
        for parameter in PARAMETERS[part]:
            assert parameter.name in STRUCTS[part].__struct_fields__
            assert all(said(parameter, getattr(getattr(rules, part), parameter.name)))


@pytest.mark.parametrize("part", PARTS)
def test_the_sources_of_a_preset_name_parameters_it_has(part: str) -> None:
    for name in PRESETS_OF[part]:
        assert set(sources(part, name)) <= set(STRUCTS[part].__struct_fields__)


def test_a_share_without_a_name_reads_as_a_fraction() -> None:
    quorum = next(p for p in PARAMETERS["voting"] if p.name == "quorum")

    assert said(quorum, Share(3, 4, "appointed", is_strict=False)) == ["mindestens 3/4"]
    assert said(quorum, Share(1, 4, "appointed", is_strict=True)) == ["mehr als 1/4"]


@pytest.mark.parametrize(
    ("part", "changes", "field"),
    [
        ("fund", {"max_amount_cents": 0}, "max_amount_cents"),
        ("fund", {"min_amount_cents": 2_000_00}, "min_amount_cents"),
        ("fund", {"min_per_area_cents": 150_50}, "min_per_area_cents"),
        ("fund", {"applicant_kinds": ()}, "applicant_kinds"),
        ("fund", {"checklist": ()}, "checklist"),
        ("fund", {"financing_type": "share"}, "own_share_percent"),
        ("fund", {"financing_type": "full", "own_share_percent": 10}, "own_share_percent"),
        ("fund", {"submission_lead_days": 6}, "submission_lead_days"),
        ("jury", {"share_random_percent_min": 70}, "share_organised_percent_max"),
        ("voting", {"score_mode": "criteria", "criteria": ()}, "criteria"),
    ],
)
def test_rules_that_do_not_fit_together_are_refused(part: str, changes: dict[str, object], field: str) -> None:
    changed = msgspec.structs.replace(getattr(WHOLE, part), **changes)

    problems = problems_with_rules(msgspec.structs.replace(WHOLE, **{part: changed}))

    assert [problem.field for problem in problems] == [field]


@pytest.mark.parametrize(
    ("ends_on", "due_on"),
    [
        (date(2026, 6, 30), date(2026, 8, 30)),
        (date(2026, 12, 31), date(2027, 1, 31)),
        (date(2026, 11, 30), date(2027, 1, 30)),
        (date(2026, 12, 1), date(2027, 1, 31)),
    ],
)
def test_the_proof_is_due_after_the_project_and_never_after_the_last_day(ends_on: date, due_on: date) -> None:
    assert WHOLE.fund.proof_due_on(ends_on, 2026) == due_on


@pytest.mark.parametrize(
    ("typed", "day"),
    [("31.01.", "01-31"), ("1.3", "03-01"), ("29.02.", None), ("32.01.", None), ("Januar", None), ("1.2.3", None)],
)
def test_a_day_of_the_year_is_one_of_every_year(typed: str, day: str | None) -> None:
    assert read_day(typed) == day


@given(st.dates(date(2027, 1, 1), date(2027, 12, 31)))
def test_a_day_of_the_year_is_read_as_it_is_shown(day: date) -> None:
    assert read_day(day_shown(f"{day:%m-%d}")) == f"{day:%m-%d}"


def test_a_known_point_keeps_its_name_and_a_new_one_gets_its_own() -> None:
    before = (CheckPoint("in_area", "Das hilft dem Kiez.", "§ 1"), CheckPoint("point_2", "Es ist offen.", ""))

    points = read_checklist("Das hilft dem Kiez. | § 2\n\nNeu ist das.\nEs ist offen.", before)

    assert [(p.point, p.text, p.clause) for p in points] == [
        ("in_area", "Das hilft dem Kiez.", "§ 2"),
        ("point_2x", "Neu ist das.", ""),
        ("point_2", "Es ist offen.", ""),
    ]


@pytest.mark.parametrize(
    "typed",
    ["Frage | x", "Frage | 0", "Frage | 1 | 3 | 3", "Frage | 1 | 0 | 11", "a | 1 | 2 | 3 | 4", "a | " + "9" * 5000],
)
def test_a_criterion_with_a_wrong_number_is_refused(typed: str) -> None:
    assert read_criteria(typed, ()) is None


def test_criteria_have_a_weight_and_a_scale_of_their_own() -> None:
    assert read_criteria("Nutzen | 2 | 1 | 5\nKosten", ()) == (
        CriterionRule("criterion_1", "Nutzen", 2, 1, 5),
        CriterionRule("criterion_2", "Kosten"),
    )
