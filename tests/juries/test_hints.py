from dataclasses import replace

import pytest

from kiezfonds.juries.hints import Hint, Likeness, Party, hints, likeness_of

MEMBER = Party(
    1, 10, "Clara Jurorin", "clara@kiez.example", "030 555 0101", "Mustergasse 7", "10365 Berlin", "Kiezwerk e. V."
)
STRANGER = Party(
    5, 20, "Ayşe Yılmaz", "ayse@post.example", "0170 111", "Anderer Weg 1", "10367 Berlin", "Chor Fennpfuhl"
)


@pytest.mark.parametrize(
    ("change", "likeness"),
    [
        ({}, None),
        ({"person": 10}, Likeness.PERSON),
        ({"email": "CLARA@kiez.example"}, Likeness.MAIL),
        ({"organisation": "Verein Kiezwerk"}, Likeness.ORGANISATION),
        ({"organisation": "Kiezwerk Nord e.V."}, None),
        ({"organisation": ""}, None),
        ({"phone": "+49 30 5550101"}, Likeness.HOUSEHOLD),
        ({"street": "mustergasse 7", "town": "10365 Berlin-Lichtenberg"}, Likeness.HOUSEHOLD),
        ({"street": "Mustergasse 7", "town": "12055 Berlin"}, None),
        ({"street": "Mustergasse 7", "town": ""}, Likeness.HOUSEHOLD),
        ({"name": "Karl Jurorin"}, Likeness.FAMILY_NAME),
        ({"name": "Jurorin"}, None),
        ({"person": 10, "name": "Karl Jurorin"}, Likeness.PERSON),
    ],
)
def test_what_is_alike(change: dict[str, object], likeness: Likeness | None) -> None:
    assert likeness_of(MEMBER, replace(STRANGER, **change)) is likeness


@pytest.mark.parametrize(
    ("one", "other"), [("Möllendorffstr. 6", "Möllendorffstraße 6"), ("Große Strasse 1 a", "grosse str. 1a")]
)
def test_streets_are_the_same_however_they_are_written(one: str, other: str) -> None:
    applicant = replace(STRANGER, street=other, town="")
    assert likeness_of(replace(MEMBER, street=one), applicant) is Likeness.HOUSEHOLD


def test_nothing_given_is_not_alike() -> None:
    empty = Party(1, 10, "Clara")
    assert likeness_of(empty, Party(5, 20, "Ayşe")) is None


def test_short_family_names_say_too_little() -> None:
    assert likeness_of(Party(1, 10, "Mai Ngo"), Party(5, 20, "Tuan Ngo")) is None


def test_what_somebody_has_spoken_about_is_not_hinted_again() -> None:
    same = replace(STRANGER, person=10)

    assert hints([MEMBER], [same, STRANGER], set()) == [Hint(1, 5, Likeness.PERSON)]
    assert hints([MEMBER], [same], {(1, 5)}) == []
