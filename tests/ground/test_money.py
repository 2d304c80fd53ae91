import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiezfonds.ground.money import (
    Cents,
    format_euro,
    in_words_de,
    largest_remainder,
    parse_euro,
    plain_euro,
    split_equally,
)

amounts = st.integers(0, 99_999_999_999).map(Cents)


@pytest.mark.parametrize(
    ("cents", "text"),
    [
        (0, "0 €"),
        (7, "0,07 €"),
        (1250, "12,50 €"),
        (125000, "1.250 €"),
        (125050, "1.250,50 €"),
        (100_000_000, "1.000.000 €"),
        (-1250, "−12,50 €"),
    ],
)
def test_euros_are_written_as_in_germany(cents: int, text: str) -> None:
    assert format_euro(Cents(cents)) == text.replace(" ", "\u00a0")


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "€1,250.50"),
        ("en-GB", "€1,250.50"),
        ("tr", "1.250,50\u00a0€"),
        ("pl", "1\u00a0250,50\u00a0€"),
        ("uk", "1\u00a0250,50\u00a0€"),
        ("de@leicht", "1.250,50\u00a0€"),
    ],
)
def test_euros_are_written_as_the_readers_language_does(locale: str, text: str) -> None:
    assert format_euro(Cents(125050), locale) == text


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("1.250,50", 125050),
        ("1250", 125000),
        ("12,5 €", 1250),
        ("€ 12.50", 1250),
        (" 1 250,00 EUR ", 125000),
        ("1.250", 125000),
        ("1250,-", 125000),
        ("1250,–", 125000),
        ("1,250.50", 125050),
        ("5 Euro", 500),
        ("٣٥٠", 35000),
        ("0,07", 7),
    ],
)
def test_amounts_are_read_as_people_type_them(text: str, cents: int) -> None:
    assert parse_euro(text) == cents


@pytest.mark.parametrize(
    "text",
    ["", "€", "zwölf", "-5", "1,250", "1.250.50", "12,345", "1.25.00", "12.5000", "1e3", "9" * 13, "5 €  5"],
)
def test_what_is_not_certain_is_not_an_amount(text: str) -> None:
    assert parse_euro(text) is None


@settings(max_examples=100)
@given(cents=amounts, locale=st.sampled_from(["de", "pl", "tr", "vi", "ru"]))
def test_what_is_written_is_read_as_the_same(cents: Cents, locale: str) -> None:
    assert parse_euro(format_euro(cents, locale)) == cents


@settings(max_examples=50)
@given(text=st.text(max_size=20))
def test_no_input_breaks_the_reading(text: str) -> None:
    found = parse_euro(text)

    assert found is None or found >= 0


@pytest.mark.parametrize(
    ("cents", "words"),
    [
        (0, "null Euro"),
        (50, "null Euro und 50 Cent"),
        (100, "ein Euro"),
        (101, "ein Euro und 1 Cent"),
        (1100, "elf Euro"),
        (1600, "sechzehn Euro"),
        (1700, "siebzehn Euro"),
        (2100, "einundzwanzig Euro"),
        (3000, "dreißig Euro"),
        (10100, "einhunderteins Euro"),
        (66600, "sechshundertsechsundsechzig Euro"),
        (125000, "eintausendzweihundertfünfzig Euro"),
        (125050, "eintausendzweihundertfünfzig Euro und 50 Cent"),
        (1_300_000, "dreizehntausend Euro"),
        (2_100_100, "einundzwanzigtausendeins Euro"),
        (10_100_000, "einhunderteintausend Euro"),
        (99_999_999, "neunhundertneunundneunzigtausendneunhundertneunundneunzig Euro und 99 Cent"),
    ],
)
def test_amounts_are_put_in_german_words(cents: int, words: str) -> None:
    assert in_words_de(Cents(cents)) == words


@pytest.mark.parametrize("cents", [-1, 100_000_000])
def test_no_words_beyond_the_promised_range(cents: int) -> None:
    with pytest.raises(ValueError, match="in words"):
        in_words_de(Cents(cents))


def test_different_amounts_have_different_words() -> None:
    words = {in_words_de(Cents(euros * 100)) for euros in range(0, 1_000_000, 251)}

    assert len(words) == len(range(0, 1_000_000, 251))


def test_an_equal_split_loses_no_cent() -> None:
    assert split_equally(Cents(100), 3) == [34, 33, 33]


def test_largest_remainder_gives_the_rest_to_the_largest_fraction() -> None:
    assert largest_remainder(Cents(1000), [1, 1, 4], step=100) == [200, 200, 600]


def test_a_rest_below_a_step_goes_to_the_first() -> None:
    assert largest_remainder(Cents(1050), [1, 1], step=100) == [550, 500]


@pytest.mark.parametrize(("weights", "step"), [([], 1), ([0, 0], 1), ([2, -1], 1), ([1], 0)])
def test_a_split_without_sense_is_refused(weights: list[int], step: int) -> None:
    with pytest.raises(ValueError, match="split needs"):
        largest_remainder(Cents(100), weights, step)


@settings(max_examples=50)
@given(
    total=amounts,
    weights=st.lists(st.integers(0, 10_000), min_size=1, max_size=12).filter(any),
    step=st.sampled_from([1, 100, 10_000]),
)
def test_shares_sum_to_the_total_and_miss_theirs_by_less_than_a_step(
    total: Cents, weights: list[int], step: int
) -> None:
    shares = largest_remainder(total, weights, step)

    assert sum(shares) == total
    for share, weight in list(zip(shares, weights, strict=True))[1:]:
        assert abs(share * sum(weights) - total * weight) < 2 * step * sum(weights)


@pytest.mark.parametrize(
    ("cents", "text"),
    [(0, "0,00"), (5, "0,05"), (125_050, "1250,50"), (-1_250, "-12,50"), (10**15 + 1, "10000000000000,01")],
)
def test_a_cell_of_a_spreadsheet_holds_every_cent(cents: int, text: str) -> None:
    assert plain_euro(Cents(cents)) == text
