"""The demo comes about through the actions, on both engines, on any day, and recomputes cleanly."""

from datetime import datetime

import pytest

from databases import Database
from kiezfonds.accounts.sessions import redeem
from kiezfonds.database.work import rows
from kiezfonds.demo.play import DemoError, load_demo, play, role_links
from kiezfonds.demo.stage import SMALL, Stage
from kiezfonds.districts.queries import areas
from kiezfonds.ground.days import BERLIN, berlin_day
from kiezfonds.juries.queries import jury_of_area, seats
from kiezfonds.ledger.queries import balances
from kiezfonds.meetings.actions import open_meeting
from kiezfonds.meetings.queries import agenda, meetings
from kiezfonds.records.verify import verify_all
from kiezfonds.rounds.queries import open_dates

NOW = datetime(2026, 11, 22, 12, tzinfo=BERLIN)
DAYS = [
    datetime(2026, 1, 2, 8, tzinfo=BERLIN),
    datetime(2026, 3, 29, 3, 30, tzinfo=BERLIN),
    datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN),
    datetime(2026, 12, 30, 9, tzinfo=BERLIN),
    datetime(2026, 12, 31, 23, 30, tzinfo=BERLIN),
]


@pytest.mark.parametrize("now", DAYS)
async def test_on_an_odd_day_the_jury_can_still_meet_and_an_idea_be_handed_in(database: None, now: datetime) -> None:
    stage = await play(now, SMALL)
    (tonight,) = await meetings_of_today(stage)

    assert await open_meeting(stage.district, tonight["id"], by=stage.staff["berta"], now=now) == []
    assert len(await agenda(stage.district, tonight["id"])) == 8
    assert len(await open_dates(stage.district, now)) == 2
    assert (await verify_all()).is_clean


async def test_a_small_demo_has_one_of_each(database: None) -> None:
    stage = await play(NOW, SMALL)
    states = await states_of(stage.district)
    fund = stage.funds[2026]["id"]
    jury = await jury_of_area(stage.district, stage.areas["Fennpfuhl"], berlin_day(NOW))
    assert jury is not None

    assert states == {
        "admitted": 6,
        "approved": 2,
        "deferred": 1,
        "in_formal_check": 1,
        "rejected": 1,
        "submitted": 2,
        "withdrawn": 1,
    }
    assert len(await seats(stage.district, jury["id"], berlin_day(NOW))) == 15
    assert {balance.budget for balance in (await balances(stage.district, fund)).values()} == {13_000_00}
    assert [row["is_late"] for row in await rows("SELECT is_late FROM proposal WHERE is_late = {}", True)] == [True]
    assert len(await rows("SELECT id FROM conflict")) == 1
    assert len(await rows("SELECT id FROM score_sheet")) > 20


async def test_what_happened_stands_in_the_chain_in_its_order(database: None) -> None:
    stage = await play(NOW, SMALL)

    lines = await rows("SELECT happened_at FROM audit_line WHERE district = {} ORDER BY number", stage.district)
    instants = [line["happened_at"] for line in lines]

    assert instants == sorted(instants)
    assert instants[-1] <= NOW


async def test_a_link_opens_each_role_for_a_day_and_the_next_print_ends_it(database: None) -> None:
    await play(NOW, SMALL)
    first = await role_links(NOW)

    tokens = [path.removeprefix("/l/") for _, path in first]
    opened = [await redeem(token, NOW, allows_demo=True) for token in tokens]
    again = [await redeem(token, NOW, allows_demo=True) for token in tokens]
    await role_links(NOW)

    assert [role for role, _ in first] == [
        "Stadtteilkoordination (Berta Beispiel)",
        "Stadtteilkoordination (Bruno Beispiel)",
        "Bezirksamt (Doris Dummy)",
        "Prüfung (Paula Platzhalter)",
        "Verwaltung der Zugänge (Vera Verzeichnis)",
        "Vorsitz der Jury Fennpfuhl (Carla Beispiel)",
        "Jurymitglied Fennpfuhl (Linh Beispiel)",
        "Jurymitglied Fennpfuhl (Otto Beispiel)",
        "Stadtteilkoordination Pankow (Nadja Nebenan)",
    ]
    assert all(opened)
    assert all(again)
    assert [await redeem(token, NOW, allows_demo=True) for token in tokens] == [None] * len(tokens)


async def test_a_demo_goes_into_an_empty_database_only(database: None) -> None:
    await play(NOW, SMALL)

    assert "nothing loaded" in await load_demo(NOW, if_empty=True)
    with pytest.raises(DemoError):
        await load_demo(NOW, if_empty=False)


async def test_there_are_no_links_without_the_demo(database: None) -> None:
    assert await role_links(NOW) == []


@pytest.mark.slow
async def test_the_whole_demo_is_loaded_and_recomputes_cleanly(fresh_database: Database) -> None:
    said = await load_demo(NOW, if_empty=True)
    (district,) = await rows("SELECT id FROM district WHERE slug = 'lichtenberg'")
    (fund,) = await rows("SELECT id FROM fund WHERE district = {}", district["id"])
    pots = await balances(district["id"], fund["id"])
    letters = await rows("SELECT sha256 FROM notice WHERE issued_at IS NOT NULL")
    report = await verify_all()

    assert said == "demo: loaded lichtenberg, pankow, 13 areas"
    assert report.is_clean, report.text
    assert len(await areas(district["id"])) == 13
    assert [pot.budget for pot in pots.values()] == [13_000_00] * 13
    assert min(pot.available for pot in pots.values()) >= 0
    assert len(await open_dates(district["id"], NOW)) == 13
    assert len(letters) == 38
    assert len(await rows("SELECT id FROM proposal WHERE state = {}", "notified")) == 36
    assert any(role.startswith("Antrag mit Brief") for role, _ in await role_links(NOW))


async def meetings_of_today(stage: Stage) -> list[dict[str, object]]:
    today = stage.calendar.today
    return [row for row in await meetings(stage.district) if berlin_day(row["begins_at"]) == today]


async def states_of(district: int) -> dict[str, int]:
    found = await rows(
        "SELECT state, count(*) AS n FROM proposal WHERE district = {} GROUP BY state ORDER BY state", district
    )
    return {row["state"]: row["n"] for row in found}
