from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from kiezfonds.ledger.rules import Balance
from kiezfonds.transparency.rules import (
    Dates,
    Freeze,
    Pot,
    days_until,
    earliest,
    freezes_of,
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
    call = {"call_state": "published", "opens_at": None, "fund_year": 2025}
    extension = {"old_deadline_at": None, "extension_reason": None}
    return {"area": area, "place": "Club", **moments, **planned, **call, **extension, **meeting}


def sums(area: int, kind: str, cents: int, **pot: Any) -> dict[str, Any]:
    fund = {"fund_name": "Kiezfonds", "fund_slug": "kiezfonds-2026", "year": 2026, "fund_freeze_reason": ""}
    return {"area": area, **fund, "pot_state": "open", "freeze_reason": "", "kind": kind, "total_cents": cents, **pot}


def test_sums_by_kind_become_one_pot_for_each_area_and_fund() -> None:
    pots = pots_of(
        [
            sums(1, "budget", 1000),
            sums(2, "budget", 500),
            sums(1, "commitment", 300),
            sums(1, "payment", 100),
        ]
    )

    assert [(p.area, p.total, p.paid, p.promised, p.reserved, p.free) for p in pots] == [
        (1, 1000, 100, 200, 0, 700),
        (2, 500, 0, 0, 0, 500),
    ]
    assert together(pots) == Balance(budget=1500, committed=300, paid=100)
    assert together([]) == Balance()
    assert Pot(1, "Kiezfonds", 2026, Balance(budget=100, committed=150)).free == -50


def test_each_public_reason_names_the_areas_whose_money_is_frozen() -> None:
    whole = {"pot_state": "frozen", "fund_freeze_reason": "Sperre des Senats"}
    own = {"pot_state": "frozen", "freeze_reason": "Prüfung im Kiez"}

    assert freezes_of(pots_of([sums(1, "budget", 5), sums(2, "budget", 5)])) == []
    assert freezes_of(pots_of([sums(1, "budget", 5, **own), sums(2, "budget", 5)])) == [
        Freeze("Prüfung im Kiez", (1,), False)
    ]
    assert freezes_of(pots_of([sums(1, "budget", 5, **whole), sums(2, "budget", 5, **whole)])) == [
        Freeze("Sperre des Senats", (1, 2), True)
    ]


def test_a_call_that_has_yet_to_open_gives_way_to_one_that_is_open() -> None:
    shut = decision(deadline=5, held=20, opens_at=NOW + timedelta(days=1))
    later = decision(deadline=30, held=40)

    assert next_dates([shut], NOW)[1].opens_at == NOW + timedelta(days=1)
    both = next_dates([shut, later], NOW)[1]
    assert (both.deadline_at, both.opens_at) == (NOW + timedelta(days=30), None)


def test_an_ended_call_takes_no_ideas_but_its_meeting_stays() -> None:
    found = next_dates([decision(deadline=5, held=20, call_state="closed")], NOW)[1]

    assert (found.deadline_at, found.meets_at) == (None, NOW + timedelta(days=20))


def test_a_year_whose_deadlines_have_all_passed_is_over() -> None:
    past = decision(deadline=-20, held=-5, fund_year=2026)

    assert next_dates([past], NOW) == {1: Dates(is_over=True)}
    assert next_dates([past, decision(deadline=5, held=20, fund_year=2026)], NOW)[1].is_over is False


def test_an_extension_says_what_it_was_and_why() -> None:
    old = NOW + timedelta(days=2)
    found = next_dates([decision(deadline=5, held=20, old_deadline_at=old, extension_reason="Ferien")], NOW)[1]

    assert (found.extended_from, found.extension_reason) == (old, "Ferien")


def test_of_all_areas_the_first_date_counts_and_names_all_who_share_it() -> None:
    rows = [
        decision(1, deadline=5, held=20),
        decision(2, deadline=5, held=18),
        decision(3, deadline=9, held=18),
        decision(4, deadline=2, held=30, opens_at=NOW + timedelta(days=1)),
    ]

    found = earliest(next_dates(rows, NOW))

    assert (found.deadline_at, found.deadline_in) == (NOW + timedelta(days=5), (1, 2))
    assert (found.meets_at, found.meets_in) == (NOW + timedelta(days=18), (2, 3))
    assert earliest({}) == Dates()
    assert earliest({1: Dates(is_over=True), 2: Dates()}).is_over


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


def test_a_meeting_that_is_running_or_suspended_is_still_to_come() -> None:
    begun = {"begins_at": NOW - timedelta(days=2), "year": 2026, "number": 3, "meeting_place": ""}
    for state, is_next in (("open", True), ("suspended", True), ("invited", False)):
        found = next_dates([decision(deadline=-20, held=-2, meeting_state=state, **begun)], NOW)
        assert (found.get(1, Dates()).meeting == "2026-3") is is_next


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
