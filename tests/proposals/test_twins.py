from typing import Any

import pytest

from kiezfonds.proposals.twins import twins

ROW: dict[str, Any] = {
    "id": 1,
    "applicant": 7,
    "title": "Hofbank",
    "applicant_name": "Ayşe Yılmaz",
    "group_name": "Hofgruppe",
    "place": "Mustergasse 7",
}
OTHER: dict[str, Any] = {
    "id": 2,
    "applicant": 8,
    "title": "Lesecafé",
    "applicant_name": "Erna",
    "group_name": "",
    "place": "Hof",
}


@pytest.mark.parametrize(
    ("same", "reasons"),
    [
        ({}, ()),
        ({"title": "HOF-BANK!"}, ("gleicher Titel",)),
        ({"applicant": 7}, ("gleiche Person",)),
        ({"applicant_name": "ayşe  yılmaz"}, ("gleiche Person",)),
        ({"group_name": "Hofgruppe"}, ("gleiche Gruppe",)),
        ({"place": "Mustergasse 7", "title": "Hofbank"}, ("gleicher Titel", "gleicher Ort")),
    ],
)
def test_what_is_alike_is_hinted(same: dict[str, Any], reasons: tuple[str, ...]) -> None:
    found = twins(ROW, [{**OTHER, **same}])
    assert [twin.reasons for twin in found] == ([reasons] if reasons else [])


def test_short_and_empty_places_say_nothing() -> None:
    assert twins({**ROW, "place": "Hof", "group_name": ""}, [OTHER]) == []


def test_the_most_alike_comes_first() -> None:
    near = {**OTHER, "title": "Hofbank", "applicant": 7}
    assert [twin.row["title"] for twin in twins(ROW, [{**OTHER, "applicant": 7}, near])] == ["Hofbank", "Lesecafé"]
