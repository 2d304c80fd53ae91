from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from kiezfonds.ledger.rules import Balance
from kiezfonds.transparency.rules import (
    Dates,
    Pot,
    days_until,
    holder_of,
    next_dates,
    pots_of,
    source_of,
    together,
)

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def decision(area: int = 1, *, deadline: int, held: int, **meeting: Any) -> dict[str, Any]:
    """A decision date so many days from now."""
    planned = {"year": None, "number": None, "meeting_state": None, "begins_at": None, "meeting_place": None}
    moments = {"deadline_at": NOW + timedelta(days=deadline), "held_at": NOW + timedelta(days=held)}
    return {"area": area, "place": "Club", **moments, **planned, **meeting}


def test_sums_by_kind_become_one_pot_for_each_area_and_fund() -> None:
    sums = [
        {"area": 1, "fund_name": "Kiezfonds", "year": 2026, "kind": "budget", "total_cents": 1000},
        {"area": 2, "fund_name": "Kiezfonds", "year": 2026, "kind": "budget", "total_cents": 500},
        {"area": 1, "fund_name": "Kiezfonds", "year": 2026, "kind": "commitment", "total_cents": 300},
        {"area": 1, "fund_name": "Kiezfonds", "year": 2026, "kind": "payment", "total_cents": 100},
    ]

    pots = pots_of(sums)

    assert [(p.area, p.total, p.paid, p.promised, p.reserved, p.free) for p in pots] == [
        (1, 1000, 100, 200, 0, 700),
        (2, 500, 0, 0, 0, 500),
    ]
    assert together(pots) == Balance(budget=1500, committed=300, paid=100)
    assert together([]) == Balance()
    assert Pot(1, "Kiezfonds", 2026, Balance(budget=100, committed=150)).free == -50


def test_the_next_deadline_and_the_next_meeting_may_be_of_different_dates() -> None:
    rows = [decision(deadline=-5, held=9), decision(deadline=20, held=40)]

    assert next_dates(rows, NOW) == {
        1: Dates(NOW + timedelta(days=20), 20, NOW + timedelta(days=9), "Club", ""),
    }


def test_a_planned_meeting_knows_better_than_the_date_it_was_planned_for() -> None:
    moved = {"year": 2026, "number": 3, "meeting_state": "invited", "meeting_place": "Bibliothek"}
    rows = [decision(deadline=-5, held=9, begins_at=NOW + timedelta(days=10), **moved)]

    found = next_dates(rows, NOW)[1]

    assert (found.meets_at, found.place, found.meeting) == (NOW + timedelta(days=10), "Bibliothek", "2026-3")
    assert found.deadline_at is None


@pytest.mark.parametrize(("state", "days"), [("closed", 5), ("cancelled", 5), ("invited", -1)])
def test_what_is_over_is_not_next(state: str, days: int) -> None:
    planned = {"year": 2026, "number": 3, "meeting_state": state, "meeting_place": ""}
    rows = [decision(deadline=-20, held=days, begins_at=NOW + timedelta(days=days), **planned)]

    assert next_dates(rows, NOW) == {}


def test_a_meeting_of_this_evening_is_still_next() -> None:
    rows = [decision(deadline=-20, held=0)]

    assert next_dates(rows, NOW + timedelta(hours=4))[1].meets_at == NOW


@pytest.mark.parametrize(
    ("hours", "days"),
    [(0, 0), (13, 0), (15, 1), (24, 1), (240, 10)],
)
def test_days_are_counted_on_the_calendar_of_berlin(hours: int, days: int) -> None:
    assert days_until(NOW + timedelta(hours=hours), NOW) == days


@pytest.mark.parametrize(
    ("kind", "group", "holder"),
    [("person", "Ayşe Yılmaz", ""), ("group", "Hofgruppe", "Hofgruppe"), ("organisation", "", "")],
)
def test_only_groups_and_organisations_have_a_public_name(kind: str, group: str, holder: str) -> None:
    assert holder_of({"applicant_kind": kind, "group_name": group}) == holder


@pytest.mark.parametrize(
    ("channel", "description", "source"),
    [
        ("paper", "Ein Fest.\n\nBelegt: Titel.\nQuelle L19: Liste 2019", "Belegt: Titel.\nQuelle L19: Liste 2019"),
        ("paper", "Ein Fest ohne Quelle L19: nichts", ""),
        ("paper", "", ""),
        ("web", "Quelle L19: bei mir zu Hause, 030 555 9999", ""),
    ],
)
def test_only_the_office_names_a_source(channel: str, description: str, source: str) -> None:
    assert source_of({"channel": channel, "description": description}) == source
