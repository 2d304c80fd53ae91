"""The demo comes about through the actions, on both engines, on any day, and recomputes cleanly."""

from datetime import datetime

import pytest

from databases import Database
from kiezfonds.accounts.access_codes import enter
from kiezfonds.accounts.sessions import redeem
from kiezfonds.database.work import rows
from kiezfonds.demo.play import DemoError, load_demo, play, role_links
from kiezfonds.demo.stage import SMALL, Size, Stage
from kiezfonds.districts.queries import areas
from kiezfonds.ground.days import BERLIN, berlin_day
from kiezfonds.juries.queries import jury_of_area, seats
from kiezfonds.ledger.queries import balances
from kiezfonds.meetings.actions import open_meeting
from kiezfonds.meetings.queries import agenda, meetings
from kiezfonds.meetings.replies import expected
from kiezfonds.records.verify import verify_all
from kiezfonds.rounds.queries import open_dates

NOW = datetime(2026, 11, 22, 12, tzinfo=BERLIN)
DAYS = [
    datetime(2026, 1, 1, 0, 30, tzinfo=BERLIN),
    datetime(2028, 2, 29, 12, tzinfo=BERLIN),
    datetime(2026, 3, 29, 3, 30, tzinfo=BERLIN),
    datetime(2027, 5, 1, 9, tzinfo=BERLIN),
    datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN),
    datetime(2026, 12, 31, 23, 30, tzinfo=BERLIN),
]
ODD_AREAS = Size(("Fennpfuhl", "Karlshorst", "Frankfurter Allee Süd", "Neu-Hohenschönhausen Süd"), is_printed=False)


@pytest.mark.parametrize("now", DAYS)
async def test_on_an_odd_day_the_jury_can_still_meet_and_an_idea_be_handed_in(database: None, now: datetime) -> None:
    stage = await play(now, SMALL)
    (tonight,) = await meetings_of_today(stage)

    assert await open_meeting(stage.district, tonight["id"], by=stage.staff["berta"], now=now) == []
    assert len(await agenda(stage.district, tonight["id"])) == 9
    assert len(await open_dates(stage.district, now)) == 2
    assert (await verify_all()).is_clean


async def test_a_small_demo_has_one_of_each(database: None) -> None:
    stage = await play(NOW, SMALL)
    fund = stage.funds[2026]["id"]
    jury = await jury_of_area(stage.district, stage.areas["Fennpfuhl"], berlin_day(NOW))
    assert jury is not None

    assert await states_of(stage.district) == {
        "admitted": 6,
        "approved": 9,
        "changes_requested": 1,
        "conditionally_approved": 1,
        "deferred": 1,
        "in_formal_check": 1,
        "ineligible": 1,
        "partly_approved": 2,
        "rejected": 2,
        "submitted": 2,
        "wait_listed": 1,
        "withdrawn": 1,
    }
    assert len(await seats(stage.district, jury["id"], berlin_day(NOW))) == 15
    assert {balance.budget for balance in (await balances(stage.district, fund)).values()} == {13_000_00}


THERE = {
    "SELECT id FROM proposal WHERE is_late IS TRUE": 2,
    "SELECT id FROM proposal_version WHERE number = 2 AND submitted_at IS NOT NULL": 1,
    "SELECT id FROM conflict": 2,
    "SELECT id FROM deadline_extension WHERE reason <> ''": 1,
    "SELECT id FROM attachment_release WHERE ended_at IS NULL": 1,
    "SELECT id FROM attachment WHERE alt <> ''": 1,
    "SELECT id FROM condition_outcome WHERE outcome = 'met'": 1,
    "SELECT id FROM barrier_report": 2,
    "SELECT id FROM barrier_report WHERE answered_at IS NULL": 1,
    "SELECT id FROM deputyship WHERE ended_at IS NULL": 1,
    "SELECT id FROM intake WHERE note <> ''": 2,
    "SELECT id FROM imprint WHERE responsible_body <> '' AND retention <> ''": 2,
    "SELECT id FROM mail WHERE recipient LIKE '%..%'": 1,
    "SELECT id FROM resolution WHERE kind = 'conditional'": 2,
    "SELECT DISTINCT role FROM staff_role": 4,
}


async def test_what_a_visitor_may_look_for_is_there(database: None) -> None:
    await play(NOW, SMALL)

    assert {sql: len(await rows(sql)) for sql in THERE} == THERE


async def test_enough_members_say_that_they_come(database: None) -> None:
    stage = await play(NOW, SMALL)
    (tonight,) = await meetings_of_today(stage)

    (found,) = (await expected(stage.district, [int(str(tonight["id"]))])).values()

    assert (found.yes, found.no, found.open) == (11, 2, 2)


@pytest.mark.slow
@pytest.mark.parametrize("now", [NOW, *DAYS])
async def test_a_jury_without_quorum_meets_again_and_a_second_fund_has_its_own_rules(
    database: None, now: datetime
) -> None:
    stage = await play(now, ODD_AREAS)

    (first,) = await rows("SELECT id FROM meeting WHERE inquorate_at IS NOT NULL")
    (second,) = await rows("SELECT id, state FROM meeting WHERE repeats = {}", first["id"])
    decided = await rows("SELECT id FROM resolution WHERE meeting = {}", second["id"])
    funds = await rows("SELECT DISTINCT notice_mode FROM fund WHERE district = {} ORDER BY 1", stage.district)
    pots = await rows(
        "SELECT DISTINCT e.amount_cents FROM ledger_entry e JOIN area_budget b ON b.id = e.area_budget"
        " JOIN fund f ON f.id = b.fund WHERE f.name = 'Nachbarschaftsfonds' AND e.kind = 'budget'"
    )

    assert second["state"] == "closed"
    assert len(decided) == 3
    assert [row["notice_mode"] for row in funds] == ["administrative_act", "civil_agreement"]
    assert len(pots) > 1
    assert len(await rows("SELECT id FROM score_value")) > 100
    assert (await verify_all()).is_clean


async def test_what_happened_stands_in_the_chain_in_its_order(database: None) -> None:
    stage = await play(NOW, SMALL)

    lines = await rows("SELECT happened_at FROM audit_line WHERE district = {} ORDER BY number", stage.district)
    instants = [line["happened_at"] for line in lines]

    assert instants == sorted(instants)
    assert instants[-1] <= NOW
    assert len(instants) > 300


async def test_a_link_opens_each_role_for_a_day_and_the_next_print_ends_it(database: None) -> None:
    await play(NOW, SMALL)
    first = await role_links(NOW)

    tokens = [path.removeprefix("/l/") for _, path in first if path.startswith("/l/")]
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
        "Antrag auf Papier (Sina Erfunden)",
        "Stadtteilkoordination Pankow (Nadja Nebenan)",
    ]
    assert all(opened)
    assert all(again)
    assert [await redeem(token, NOW, allows_demo=True) for token in tokens] == [None] * len(tokens)


async def test_code_and_pin_open_the_idea_that_came_on_paper(database: None) -> None:
    stage = await play(NOW, SMALL)
    printed = next(text for _, text in await role_links(NOW) if "Code " in text)
    path, _, rest = printed.partition("  Code ")
    code, _, pin = rest.partition(", PIN ")

    token, problems = await enter(stage.district, code, pin, "here", NOW)

    assert path == "/lichtenberg/mein-antrag/zugang"
    assert problems == []
    assert token


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
    (fund,) = await rows("SELECT id FROM fund WHERE district = {} AND slug = 'kiezfonds-2026'", district["id"])
    pots = await balances(district["id"], fund["id"])
    report = await verify_all()

    assert said == "demo: loaded lichtenberg, pankow, 13 areas"
    assert report.is_clean, report.text
    assert len(await areas(district["id"])) == 13
    assert [pot.budget for pot in pots.values()] == [13_000_00] * 13
    assert min(pot.available for pot in pots.values()) >= 0
    assert len(await open_dates(district["id"], NOW)) == 13
    assert len(await rows("SELECT id FROM proposal WHERE district = {}", district["id"])) == 69
    assert len(await rows("SELECT id FROM proposal WHERE state = {}", "notified")) == 50
    assert any(role.startswith("Antrag mit Brief") for role, _ in await role_links(NOW))


@pytest.mark.slow
async def test_the_papers_are_at_every_stage(fresh_database: Database) -> None:
    await load_demo(NOW, if_empty=True)

    assert await letters() == {
        ("approval", "drafted"): 1,
        ("approval", "issued"): 43,
        ("conditional_approval", "drafted"): 1,
        ("conditional_approval", "issued"): 1,
        ("deferral", "issued"): 2,
        ("formal_rejection", "issued"): 1,
        ("part_approval", "issued"): 6,
        ("rejection", "issued"): 3,
        ("waiting_list", "issued"): 1,
    }
    assert len(await rows("SELECT id FROM posting")) == 56
    assert len(await rows("SELECT id FROM minutes WHERE published_at IS NOT NULL")) == 13
    assert len(await rows("SELECT id FROM minutes_edition WHERE is_public = {}", True)) == 13
    assert len(await rows("SELECT id FROM minutes_edition WHERE is_public = {}", False)) == 14
    assert len(await rows("SELECT id FROM minutes WHERE state = 'draft'")) == 1
    assert len(await rows("SELECT id FROM minutes WHERE circulated_at IS NOT NULL AND approved_at IS NULL")) == 1


async def meetings_of_today(stage: Stage) -> list[dict[str, object]]:
    today = stage.calendar.today
    return [row for row in await meetings(stage.district) if berlin_day(row["begins_at"]) == today]


async def states_of(district: int) -> dict[str, int]:
    found = await rows(
        "SELECT state, count(*) AS n FROM proposal WHERE district = {} GROUP BY state ORDER BY state", district
    )
    return {row["state"]: row["n"] for row in found}


async def letters() -> dict[tuple[str, str], int]:
    found = await rows("SELECT kind, state, count(*) AS n FROM notice GROUP BY kind, state ORDER BY kind, state")
    return {(row["kind"], row["state"]): row["n"] for row in found}
