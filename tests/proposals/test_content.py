from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kiezfonds.proposals.content import (
    Answer,
    ApplicantKind,
    Content,
    CostLine,
    CostsPart,
    Declarations,
    IdeaPart,
    PersonPart,
    problems_by_page,
    problems_with_admission,
    problems_with_costs,
    problems_with_declarations,
    problems_with_person,
    problems_with_submission,
    problems_with_when,
)
from kiezfonds.proposals.rules import PAPER, WEB
from kiezfonds.rounds.rules import CheckPoint, preset

RULES = preset("lichtenberg").fund
HELD_ON = date(2026, 3, 26)
IDEA = IdeaPart("Hofbank", "Eine Bank.", "Mehr dazu.", 1, "Hof", date(2026, 5, 2), date(2026, 6, 30))
COSTS = CostsPart((CostLine("Holz", 10, 40_00), CostLine("Farbe", 1, 80_00)), 480_00, 300_00, has_other_funding=False)
PERSON = PersonPart(ApplicantKind.PERSON, "Ayşe Yılmaz", "Mustergasse 7", "10365 Berlin", email="a@post.example")
POINTS = (CheckPoint("one", "Eins.", "§ 1"), CheckPoint("two", "Zwei.", "§ 2"))


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({}, []),
        ({"ends_on": date(2026, 5, 2)}, []),
        ({"ends_on": date(2026, 5, 1)}, ["ends_on"]),
        ({"starts_on": date(2026, 3, 27)}, []),
        ({"starts_on": date(2026, 3, 26)}, ["starts_on"]),
        ({"starts_on": date(2026, 3, 1), "ends_on": date(2026, 2, 1)}, ["ends_on", "starts_on"]),
    ],
)
def test_an_idea_ends_after_it_began_and_begins_after_the_decision(change: dict[str, Any], fields: list[str]) -> None:
    assert [p.field for p in problems_with_when(replace(IDEA.when, **change), RULES, HELD_ON)] == fields


def test_an_early_start_is_fine_where_the_rules_allow_it_or_no_date_is_known() -> None:
    early = replace(IDEA, starts_on=date(2026, 3, 1))
    import msgspec

    lenient = msgspec.structs.replace(RULES, early_start_forbidden=False)
    assert problems_with_when(early, lenient, HELD_ON) == []
    assert problems_with_when(early, RULES, None) == []


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({}, []),
        ({"items": ()}, ["costs"]),
        ({"items": (CostLine("x", 1, 1_00),) * 31, "requested_cents": 31_00, "smallest_useful_cents": 0}, ["costs"]),
        ({"requested_cents": 480_01}, ["requested"]),
        ({"requested_cents": 0, "smallest_useful_cents": 0}, ["requested"]),
        ({"smallest_useful_cents": 480_00}, []),
        ({"smallest_useful_cents": 480_01}, ["smallest"]),
        ({"has_other_funding": True}, ["other_funding"]),
        ({"has_other_funding": True, "other_funding": "Verein", "other_funding_cents": 1}, ["requested"]),
        (
            {
                "has_other_funding": True,
                "other_funding": "Verein",
                "other_funding_cents": 80_00,
                "requested_cents": 400_00,
            },
            [],
        ),
        ({"items": (CostLine("Bühne", 1, 1_000_00),), "requested_cents": 1_000_00}, []),
        ({"items": (CostLine("Bühne", 1, 1_000_01),), "requested_cents": 1_000_01}, ["limit_reason"]),
        (
            {
                "items": (CostLine("Bühne", 1, 1_500_00),),
                "requested_cents": 1_500_00,
                "limit_reason": "Nur diese passt.",
            },
            [],
        ),
    ],
)
def test_the_amount_fits_the_costs_and_the_limit(change: dict[str, Any], fields: list[str]) -> None:
    assert [p.field for p in problems_with_costs(replace(COSTS, **change), RULES)] == fields


def test_a_hard_limit_takes_no_reason() -> None:
    import msgspec

    hard = msgspec.structs.replace(RULES, max_is_soft=False)
    much = replace(COSTS, items=(CostLine("Bühne", 1, 1_500_00),), requested_cents=1_500_00, limit_reason="Darum.")
    assert [p.field for p in problems_with_costs(much, hard)] == ["requested"]


@pytest.mark.parametrize(
    ("change", "channel", "fields"),
    [
        ({}, WEB, []),
        ({"email": ""}, WEB, ["email"]),
        ({"email": "", "phone": "030 5"}, WEB, []),
        ({"email": "", "phone": "keins"}, WEB, ["phone"]),
        ({"email": ""}, PAPER, []),
        ({"kind": ApplicantKind.GROUP}, WEB, ["group_name"]),
        ({"kind": ApplicantKind.GROUP, "group_name": "Hofgruppe"}, WEB, []),
        ({"kind": ApplicantKind.ORGANISATION}, PAPER, ["group_name"]),
    ],
)
def test_somebody_answers_for_it(change: dict[str, Any], channel: str, fields: list[str]) -> None:
    assert [p.field for p in problems_with_person(replace(PERSON, **change), RULES, channel)] == fields


@pytest.mark.parametrize("missing", ["is_not_begun", "is_true", "has_read_rules", "has_read_privacy"])
def test_every_declaration_counts(missing: str) -> None:
    assert problems_with_declarations(Declarations()) == []
    assert len(problems_with_declarations(replace(Declarations(), **{missing: False}))) == 1


def test_a_page_never_saved_is_named() -> None:
    assert list(problems_by_page(Content.of(IDEA), RULES, HELD_ON)) == ["kosten", "person"]
    assert list(problems_by_page(Content(IDEA.what), RULES, HELD_ON)) == ["wo", "wann", "kosten", "person"]


def test_what_is_whole_and_in_time_can_be_handed_in() -> None:
    whole = Content.of(IDEA, COSTS, PERSON)
    assert problems_with_submission(whole, RULES, HELD_ON) == []
    assert [p.field for p in problems_with_submission(whole, RULES, None)] == ["area"]


def test_a_missing_declaration_keeps_it_from_being_handed_in() -> None:
    person = replace(PERSON, declarations=replace(Declarations(), is_true=False))
    assert len(problems_with_submission(Content.of(IDEA, COSTS, person), RULES, HELD_ON)) == 1


@pytest.mark.parametrize(
    ("answers", "fields"),
    [
        ({"one": Answer(True), "two": Answer(True)}, []),
        ({"one": Answer(True), "two": Answer(False, "Ausnahme, weil …")}, []),
        ({"one": Answer(True), "two": Answer(False)}, ["two_note"]),
        ({"one": Answer(True)}, ["two"]),
        ({"one": Answer(None, "später"), "two": Answer(True)}, ["one"]),
        ({}, ["one", "two"]),
    ],
)
def test_admission_has_every_point_met_or_explained(answers: dict[str, Answer], fields: list[str]) -> None:
    assert [p.field for p in problems_with_admission(POINTS, answers)] == fields
