import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiezfonds.ground.text import LINE_CAP, N_, TEXT_CAP, clean, clean_line, problems_with_length, quoted


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Hof fest \n", "Hof fest"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("u\u0308ber", "über"),
        ("a\x00b\x1bc\x7fd\x9f", "abcd"),
        ("Rechnung\u202egpj.exe\u2069", "Rechnunggpj.exe"),
        ("Spalte\tZwei", "Spalte\tZwei"),
        ("\ud800halb", "halb"),
        ("\u200fمرحبا", "\u200fمرحبا"),
        ("\x00 x", "x"),
        ("\u200b \u2060", ""),
    ],
)
def test_texts_are_cleaned_and_otherwise_left_alone(typed: str, kept: str) -> None:
    assert clean(typed) == kept


def test_a_line_has_no_breaks_and_no_double_spaces() -> None:
    assert clean_line(" Lese\n café\t am\u00a0Park ") == "Lese café am Park"


def test_a_text_to_translate_stays_what_it_is() -> None:
    assert N_("Antrag") == "Antrag"


def test_what_is_too_long_is_refused_and_not_cut() -> None:
    assert problems_with_length("x" * LINE_CAP, LINE_CAP) == []
    [problem] = problems_with_length("x" * (LINE_CAP + 1), LINE_CAP, "title")
    assert problem.field == "title"
    assert problem.said() == "Der Text ist zu lang: 201 Zeichen, höchstens 200."


def test_a_long_text_counts_in_bytes_as_well() -> None:
    assert problems_with_length("ж" * (TEXT_CAP // 2 + 1), TEXT_CAP) != []


@settings(max_examples=100)
@given(text=st.text(st.characters(codec=None), max_size=40))
def test_cleaning_twice_is_cleaning_once_and_always_storable(text: str) -> None:
    cleaned = clean(text)

    assert clean(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert cleaned.encode().decode() == cleaned
    assert "\x00" not in cleaned


def test_quotation_marks_inside_become_single_ones() -> None:
    assert quoted("Broschüre „Augen auf“") == "„Broschüre ‚Augen auf‘“"
