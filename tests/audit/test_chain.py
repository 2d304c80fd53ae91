from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiezfonds.audit.chain import START, Line, canonical, commitment, first_break, link

OPENED = {"typ": "sitzung_eroeffnet", "anwesend": 15}
BALLOT = {"typ": "abstimmung", "antrag": "P1", "ja": 6, "nein": 5, "enth": 4}
RESULT = {"typ": "ergebnis", "antrag": "P1", "regel": "einfach", "angenommen": True}
HASHES = [
    "678cd3ba4da6ee01bb307b20b4c7628cdbb8836ca587d97eefc1a5a4633ff31a",
    "5d08e32e0682afa6f3eb099f8f535528395ba5b7e19689683bf31eb512b0504c",
    "7ee29970467e252b7c35fb4e9a46299dc3e85ecccef297cbe448eda9fdca245e",
]
SALT = "00112233445566778899aabbccddeeff"

payloads = st.dictionaries(
    st.text(max_size=5), st.none() | st.booleans() | st.integers() | st.text(max_size=8), max_size=4
)


def chain_of(written: Sequence[dict[str, object]]) -> list[Line]:
    lines: list[Line] = []
    for number, payload in enumerate(written):
        previous = lines[-1].hash if lines else START
        lines.append(Line(number, payload, link(previous, number, payload)))
    return lines


def test_the_chain_has_the_published_hashes() -> None:
    assert START == "0" * 64
    assert [line.hash for line in chain_of([OPENED, BALLOT, RESULT])] == HASHES


def test_canonical_json_has_sorted_keys_no_blanks_and_plain_letters() -> None:
    assert canonical({"ü": [1, None, True], "a": {"z": "ß", "b": -2}}) == ('{"a":{"b":-2,"z":"ß"},"ü":[1,null,true]}')


@pytest.mark.parametrize("value", [1.5, {"a": [0.1]}, {1: "x"}, {"a": {"b"}}, b"bytes"])
def test_what_has_no_single_spelling_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        canonical(value)


def test_a_commitment_hangs_on_salt_and_clear_text() -> None:
    name = {"name": "Ayşe"}

    assert commitment(SALT, name) == commitment(SALT, {"name": "Ayşe"})
    assert commitment(SALT, name) != commitment(SALT[::-1], name)
    assert commitment(SALT, name) != commitment(SALT, {"name": "Clara"})
    assert commitment(SALT, name) == "2c293c82dff0984d4bdc5747cf9c99a558c55adb4dc0b3fba72e3847694d7e7e"


def test_a_short_salt_is_refused() -> None:
    with pytest.raises(ValueError, match="salt"):
        commitment("abc", "Ayşe")


def test_a_whole_chain_and_an_empty_one_have_no_break() -> None:
    assert first_break(chain_of([OPENED, BALLOT, RESULT]), count=3, head=HASHES[2]) is None
    assert first_break([], count=0, head=START) is None


def test_an_end_cut_off_is_seen_by_count_and_head() -> None:
    lines = chain_of([OPENED, BALLOT, RESULT])

    assert first_break(lines[:2], count=3, head=HASHES[2]) == 2
    assert first_break([], count=3, head=HASHES[2]) == 0


@settings(max_examples=60)
@given(written=st.lists(payloads, min_size=1, max_size=6), data=st.data())
def test_any_changed_removed_or_swapped_line_is_found(written: list[dict[str, object]], data: st.DataObject) -> None:
    lines = chain_of(written)
    at = data.draw(st.integers(0, len(lines) - 1))
    changed = Line(at, {**lines[at].payload, "neu": "geändert"}, lines[at].hash)
    head = lines[-1].hash

    assert first_break(lines, count=len(lines), head=head) is None
    assert first_break([*lines[:at], changed, *lines[at + 1 :]], count=len(lines), head=head) == at
    assert first_break([*lines[:at], *lines[at + 1 :]], count=len(lines), head=head) == at
    assert first_break([*lines, lines[at]], count=len(lines), head=head) == len(lines)


@settings(max_examples=40)
@given(written=st.lists(payloads, min_size=2, max_size=5), data=st.data())
def test_a_chain_written_anew_from_a_change_on_has_another_head(
    written: list[dict[str, object]], data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(written) - 1))
    lines = chain_of(written)
    forged = chain_of([*written[:at], {**written[at], "neu": "geändert"}, *written[at + 1 :]])

    assert first_break(forged, count=len(lines), head=lines[-1].hash) == len(lines)
