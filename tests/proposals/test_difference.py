from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kiezfonds.proposals.difference import Change, Fact, Piece, difference, facts_of, words

VERSION: dict[str, Any] = {
    "title": "Hofbank",
    "summary": "Eine Bank für alle.",
    "description": "Wir bauen.",
    "place": "Hof",
    "group_name": "",
    "volunteer_work": "",
    "limit_reason": "",
    "other_funding": "",
    "starts_on": date(2026, 5, 2),
    "ends_on": date(2026, 6, 30),
    "requested_cents": 480_00,
    "smallest_useful_cents": 300_00,
    "other_funding_cents": None,
    "applicant_kind": "person",
}
WOOD = {"label": "Holz", "quantity_count": 10, "unit_cents": 40_00}
PAINT = {"label": "Farbe", "quantity_count": 1, "unit_cents": 80_00}
FACTS = st.lists(
    st.builds(Fact, st.sampled_from(["Titel", "Kosten"]), st.text(max_size=5), st.sampled_from(["", "Holz", "Farbe"])),
    max_size=6,
)


def test_the_same_version_has_no_difference() -> None:
    facts = facts_of(VERSION, [WOOD, PAINT], [{"name": "plan.pdf"}])
    assert difference(facts, facts) == []


def test_costs_and_files_are_compared_line_by_line() -> None:
    old = facts_of(VERSION, [WOOD, PAINT], [{"name": "alt.pdf"}])
    new = facts_of(
        {**VERSION, "requested_cents": 400_00}, [{**WOOD, "quantity_count": 8}, {**PAINT, "label": "Öl"}], []
    )

    assert difference(old, new) == [
        Change("Kosten", "10 × 40\u00a0€ = 400\u00a0€", "8 × 40\u00a0€ = 320\u00a0€", "Holz"),
        Change("Kosten", "", "1 × 80\u00a0€ = 80\u00a0€", "Öl"),
        Change("Beantragt", "480\u00a0€", "400\u00a0€"),
        Change("Kosten", "1 × 80\u00a0€ = 80\u00a0€", "", "Farbe"),
        Change("Anlage", "alt.pdf", "", "alt.pdf"),
    ]


def test_two_lines_of_the_same_name_stay_two() -> None:
    old = facts_of(VERSION, [WOOD, WOOD])
    new = facts_of(VERSION, [WOOD, {**WOOD, "quantity_count": 1}])
    assert [change.after for change in difference(old, new)] == ["1 × 40\u00a0€ = 40\u00a0€"]


def test_words_that_went_and_came_are_named() -> None:
    assert words("Eine Bank für alle.", "Eine lange Bank für viele.") == [
        Piece("Eine"),
        Piece(" lange", "ins"),
        Piece(" Bank für "),
        Piece("alle", "del"),
        Piece("viele", "ins"),
        Piece("."),
    ]


def test_an_amount_is_never_cut_in_two() -> None:
    assert words("1 × 1.380,50\u00a0€", "1 × 1.350,50\u00a0€") == [
        Piece("1 × "),
        Piece("1.380,50\u00a0€", "del"),
        Piece("1.350,50\u00a0€", "ins"),
    ]


@given(before=st.text(max_size=60), after=st.text(max_size=60))
def test_both_texts_can_be_read_out_of_the_pieces(before: str, after: str) -> None:
    pieces = words(before, after)
    assert "".join(p.text for p in pieces if p.kind != "ins") == before
    assert "".join(p.text for p in pieces if p.kind != "del") == after


@given(old=FACTS, new=FACTS)
def test_nothing_that_differs_is_left_out(old: list[Fact], new: list[Fact]) -> None:
    changes = difference(old, new)
    assert all(change.before != change.after for change in changes)
    if sorted(map(str, (f for f in old if f.text))) != sorted(map(str, (f for f in new if f.text))):
        assert changes
