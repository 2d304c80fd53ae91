from dataclasses import replace
from datetime import date, timedelta

import pytest

from kiezfonds.accounts.rules import Role
from kiezfonds.backoffice import due_house
from kiezfonds.backoffice.due_house import of_post
from kiezfonds.backoffice.due_letters import of_resolutions
from kiezfonds.backoffice.dues import of_funds
from kiezfonds.backoffice.rules import DISTRICT, EITHER, OFFICE, Due, Watcher, When, seen_by, when_due

TODAY = date(2026, 3, 2)
COORDINATOR = Watcher(1, frozenset({Role.COORDINATOR}))
DISTRICT_OFFICE = Watcher(2, frozenset({Role.DISTRICT_OFFICE}))
AUDITOR = Watcher(3, frozenset({Role.AUDITOR}))
LINE = Due("Antrag prüfen", ("buero",), When.TODAY, OFFICE)


@pytest.mark.parametrize(
    ("days", "when"), [(-3, When.TODAY), (0, When.TODAY), (1, When.WEEK), (7, When.WEEK), (8, None)]
)
def test_a_day_is_due_today_this_week_or_not_yet(days: int, when: When | None) -> None:
    assert when_due(TODAY + timedelta(days=days), TODAY) == when


@pytest.mark.parametrize(
    ("roles", "watcher", "when"),
    [
        (OFFICE, COORDINATOR, When.TODAY),
        (DISTRICT, COORDINATOR, When.WAITING),
        (EITHER, COORDINATOR, When.TODAY),
        (OFFICE, DISTRICT_OFFICE, None),
        (DISTRICT, DISTRICT_OFFICE, When.TODAY),
        (EITHER, DISTRICT_OFFICE, When.TODAY),
        (OFFICE, AUDITOR, When.WAITING),
    ],
)
def test_everyone_sees_as_due_only_what_they_may_do(
    roles: frozenset[Role], watcher: Watcher, when: When | None
) -> None:
    seen = seen_by(watcher, [replace(LINE, roles=roles)])

    assert [w for w, lines in seen.items() if lines] == ([when] if when else [])


def test_what_waits_says_for_whom() -> None:
    seen = seen_by(COORDINATOR, [replace(LINE, roles=DISTRICT), replace(LINE, when=When.WAITING, waits_for="die Jury")])

    assert [line.waits_for for line in seen[When.WAITING]] == ["das Bezirksamt", "die Jury"]


def test_the_most_urgent_stands_first_and_the_undated_last() -> None:
    days = [None, TODAY + timedelta(days=2), TODAY]
    seen = seen_by(COORDINATOR, [replace(LINE, due_on=day) for day in days])

    assert [line.due_on for line in seen[When.TODAY]] == [TODAY, TODAY + timedelta(days=2), None]


@pytest.mark.parametrize(("count", "shown", "rest"), [(8, 8, []), (9, 9, [1]), (60, 9, [52])])
def test_many_lines_alike_are_folded(count: int, shown: int, rest: list[int]) -> None:
    other = replace(LINE, text="Ganz anderes")
    seen = seen_by(COORDINATOR, [*(replace(LINE, list_path=("buero", "antraege")) for _ in range(count)), other])

    lines = [line for line in seen[When.TODAY] if line.text != "Ganz anderes"]
    assert len(lines) == shown
    assert [line.values["count"] for line in lines if "count" in line.values] == rest


def test_a_fund_is_named_once_however_many_calls_it_has() -> None:
    fund = {"fund": 1, "fund_slug": "kiezfonds-2026", "fund_name": "Kiezfonds", "year": 2026, "notice_mode": ""}
    call = {"fund_state": "released", "call_title": "Frühling", "call_state": "draft"}
    rows = [{**fund, **call, "call_number": number, "dates_count": number - 1} for number in (1, 2)]

    assert [line.text for line in of_funds(rows)] == [
        "Bestätigen, wer das Geld zusagt: {fund}",
        "Termine eintragen: {title}",
        "Aufruf veröffentlichen: {title}",
    ]


@pytest.mark.parametrize(
    ("outcome", "state", "drafter", "text", "when", "path"),
    [
        (None, None, None, "Beschluss prüfen", When.TODAY, ("beschluesse", "2026-3", 2)),
        ("released", None, None, "Brief entwerfen", When.TODAY, ("beschluesse", "2026-3", 2)),
        ("released", "drafted", 1, "Brief ausfertigen", When.WAITING, ("2026-0012",)),
        ("released", "drafted", 2, "Brief ausfertigen", When.TODAY, ("2026-0012",)),
        ("released", "returned", 1, "Zurückgegebenen Brief neu entwerfen", When.TODAY, ("2026-0012",)),
        ("objected", None, None, "Beanstandeter Beschluss", When.WAITING, ("beschluesse", "2026-3", 2)),
    ],
)
def test_a_resolution_goes_step_by_step_to_its_letter(
    outcome: str | None, state: str | None, drafter: int | None, text: str, when: When, path: tuple[object, ...]
) -> None:
    row = {"year": 2026, "number": 7, "title": "Hofbank", "area_name": "Fennpfuhl", "outcome": outcome}
    letter = {"notice_state": state, "drafted_by": drafter, "notice_year": 2026, "notice_number": 12 if state else None}
    letter["queue"] = "office"
    meeting = {"meeting_year": 2026, "meeting_number": 3, "resolution_number": 2}

    (line,) = of_resolutions([{**row, **letter, **meeting}], person=1)

    assert line.text == text + ", {reference}: {title}"
    assert (line.when, line.path) == (when, ("buero", "briefe", *path))


def test_quiet_mail_makes_no_line() -> None:
    assert of_post(0, 0) == []
    assert [line.values["count"] for line in of_post(dead_jobs=2, failed_mails=3)] == [3, 2]


def test_an_area_that_decides_soon_without_a_jury_is_named() -> None:
    places = [{"id": 1, "slug": "fennpfuhl", "name": "Fennpfuhl"}, {"id": 2, "slug": "malchow", "name": "Malchow"}]
    lines = due_house.of_missing_juries(places, {1: 15}, {1: date(2026, 3, 26), 2: date(2026, 3, 27)})

    assert [(line.text, line.place, line.path) for line in lines] == [
        ("Jury zusammenstellen", "Malchow", ("buero", "jurys", "malchow"))
    ]


def test_what_the_law_wants_on_public_pages_is_due_once_ideas_come() -> None:
    assert due_house.of_settings(3, False) == due_house.of_settings(0, True) == []
    (line,) = due_house.of_settings(3, True)
    assert (line.when, line.values) == (When.TODAY, {"count": 3})
