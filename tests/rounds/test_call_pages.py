"""Dates for one area or for all, opening day, extension in public, and the end of a call."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from browser import Browser, Clock
from kiezfonds.database.work import rows
from kiezfonds.ground.actors import Actor
from kiezfonds.ground.days import end_of_day, instant_of
from kiezfonds.proposals import actions as proposals
from kiezfonds.proposals.extensions import extend
from kiezfonds.proposals.queries import proposal_by_id
from kiezfonds.rounds import actions, queries
from kiezfonds.rounds.rules import CallDraft, CallKind, DateDraft, ExtensionDraft
from world import DEADLINE_ON, World, signed_in

FUND = "/lichtenberg/buero/fonds/kiezfonds-2026"
CALL = f"{FUND}/aufrufe/1"
DATE = {"held_on": "2026-05-28", "held_time": "18:00", "place": "Kieztreff"}
AFTER = datetime(2026, 3, 13, 9, 0, tzinfo=UTC)


async def test_a_date_for_all_areas_comes_area_by_area(world: World, desk: Browser) -> None:
    await world.open_call()
    page = await desk.get(CALL)
    page = await desk.press(page, "/termine", area="alle", days_apart="7", **DATE)

    dates = [d for d in await queries.dates_from(world.district.id, world.now) if d["place"] == "Kieztreff"]
    assert [(d["area_name"], d["held_at"], d["deadline_at"]) for d in dates] == [
        ("Fennpfuhl", instant_of(date(2026, 5, 28), time(18)), end_of_day(date(2026, 5, 14))),
        ("Alt-Lichtenberg", instant_of(date(2026, 6, 4), time(18)), end_of_day(date(2026, 5, 21))),
    ]
    page = await desk.press(page, "/termine", status=422, area="alle", **{**DATE, "held_on": "2026-03-10"})
    assert "Die Frist liegt in der Vergangenheit." in page.text
    assert len(await rows("SELECT id FROM decision_date")) == 3


async def test_one_area_that_does_not_fit_stops_the_date_for_all(world: World) -> None:
    call = await world.open_call()
    held_at = instant_of(date(2026, 12, 30), time(18))
    draft = DateDraft(0, end_of_day(date(2026, 12, 10)), held_at, "Kieztreff")

    problems = await actions.add_date_for_all(
        world.district.id, call["id"], draft, 7, by=world.actor("bernd"), now=world.now
    )

    assert [problem.field for problem in problems] == ["held_on"]
    assert len(await rows("SELECT id FROM decision_date")) == 1


async def test_before_the_opening_day_no_idea_is_taken(world: World, browser: Browser, clock: Clock) -> None:
    await world.open_call()
    fund = await queries.fund(world.district.id, "kiezfonds-2026")
    assert fund is not None
    by, now = world.actor("bernd"), world.now
    opens_at = instant_of(date(2026, 5, 1), time())
    draft = CallDraft("Sommer", "Für den Sommer auf der Straße.", CallKind.FIXED, opens_at)
    number = await actions.create_call(world.district.id, fund["id"], draft, by=by, now=now)
    call = await queries.call(world.district.id, fund["slug"], number)
    assert call is not None
    date_ = DateDraft(world.areas[1]["id"], end_of_day(date(2026, 6, 1)), instant_of(date(2026, 6, 20), time(18)), "")
    assert await actions.add_date(world.district.id, call["id"], date_, by=by, now=now) == []
    assert await actions.publish_call(world.district.id, call["id"], by=by, now=now) == []

    assert [d["call"] for d in await queries.open_dates(world.district.id, now)] != []
    assert call["id"] not in {d["call"] for d in await queries.open_dates(world.district.id, now)}
    assert call["id"] in {d["call"] for d in await queries.open_dates(world.district.id, opens_at)}
    page = await browser.get("/lichtenberg/fonds/kiezfonds-2026")
    assert "Für den Sommer auf der Straße." in page.text
    assert "Ideen ab Fr, 1. Mai 2026." in page.text


async def test_an_extension_is_public_with_its_reason(world: World, desk: Browser, browser: Browser) -> None:
    await world.open_call()
    page = await desk.get(CALL)
    there = f"{CALL}/termine/fennpfuhl/2026-03-12/verlaengerung"
    assert there in page.links()
    page = await desk.get(there)
    page = await desk.press(page, "/verlaengerung", status=422, deadline_on="2026-03-20", reason="Aushang fehlte")
    assert "Die Jury braucht die Unterlagen 7 Tage vor der Sitzung." in page.text
    page = await desk.press(page, "/verlaengerung", deadline_on="2026-03-19")
    assert "Die Frist ist verlängert." in page.text
    assert "Aushang fehlte" in page.text

    page = await browser.get("/lichtenberg/fonds/kiezfonds-2026")
    assert "Do, 19. März 2026" in page.text
    assert "Fennpfuhl: Do, 12. März 2026, jetzt Do, 19. März 2026. Aushang fehlte" in page.text
    assert len(await rows("SELECT id FROM deadline_extension")) == 1


async def two_dates(world: World) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    call = await world.open_call()
    later = DateDraft(
        world.areas[0]["id"], end_of_day(date(2026, 4, 9)), instant_of(date(2026, 4, 23), time(18)), "Kieztreff"
    )
    assert await actions.add_date(world.district.id, call["id"], later, by=world.actor("bernd"), now=world.now) == []
    return call, await queries.dates_of_call(world.district.id, call["id"])


async def test_late_ideas_come_back_when_the_deadline_is_extended(world: World) -> None:
    call, (first, second) = await two_dates(world)
    by = world.actor("bernd")
    in_time = await world.proposal(call, "Rechtzeitig")
    late_draft, later_draft = await world.draft(call, "Spät"), await world.draft(call, "Zu spät")
    ayse = Actor("resident", world.people["ayse"], "")
    assert await proposals.submit(world.district, late_draft, by=ayse, now=AFTER) == []
    assert await proposals.submit(world.district, later_draft, by=ayse, now=AFTER + timedelta(days=3)) == []
    for id in (late_draft, later_draft):
        row = await proposal_by_id(world.district.id, id)
        assert row is not None
        assert (row["decision_date"], bool(row["is_late"])) == (second["id"], True)

    draft = ExtensionDraft(end_of_day(DEADLINE_ON + timedelta(days=5)), "Aushang fehlte")
    count, problems = await extend(world.district.id, first["id"], draft, by=by, now=AFTER + timedelta(days=4, hours=1))

    assert (count, problems) == (2, [])
    for id in (in_time["id"], late_draft, later_draft):
        row = await proposal_by_id(world.district.id, id)
        assert row is not None
        assert (row["decision_date"], bool(row["is_late"])) == (first["id"], False)
    told = await rows("SELECT recipient, subject, body FROM mail WHERE subject LIKE 'Ihr Antrag%' ORDER BY id")
    assert [mail["subject"] for mail in told] == [
        f"Ihr Antrag 2026-000{number} kommt früher an die Reihe" for number in (2, 3)
    ]
    assert [mail for mail in told if "Do, 26. März" not in mail["body"]] == []


async def test_what_came_after_the_new_deadline_too_stays_where_it_is(world: World) -> None:
    call, (first, second) = await two_dates(world)
    id = await world.draft(call, "Zu spät")
    ayse = Actor("resident", world.people["ayse"], "")
    assert await proposals.submit(world.district, id, by=ayse, now=datetime(2026, 3, 15, 9, tzinfo=UTC)) == []
    draft = ExtensionDraft(end_of_day(date(2026, 3, 14)), "Aushang fehlte")
    now = datetime(2026, 3, 13, 9, tzinfo=UTC)
    assert await extend(world.district.id, first["id"], draft, by=world.actor("bernd"), now=now) == (0, [])

    row = await proposal_by_id(world.district.id, id)
    assert row is not None
    assert (row["decision_date"], bool(row["is_late"])) == (second["id"], True)


async def test_a_closed_call_takes_no_ideas_and_keeps_its_meetings(world: World, desk: Browser) -> None:
    await world.open_call()
    page = await desk.get(f"{CALL}/ende")
    page = await desk.press(page, "/ende")
    assert "Der Aufruf ist beendet." in page.text

    assert await queries.open_dates(world.district.id, world.now) == []
    assert len(await queries.dates_from(world.district.id, world.now)) == 1
    token = page.form("/abmelden").fields["_csrf"]
    await desk.post(f"{CALL}/ende", {"_csrf": token}, status=422)


async def test_dates_are_a_list_to_search_and_take_along(world: World, desk: Browser) -> None:
    await two_dates(world)
    page = await desk.get(f"{FUND}/termine")
    assert "Do, 23. April, 18 Uhr" in page.text
    page = await desk.get(f"{FUND}/termine?q=seniorenclub")
    assert "Kieztreff" not in page.text
    answer = await desk.get(f"{FUND}/termine/liste.csv")
    assert "23.04.2026 18:00" in answer.answer.text


@pytest.mark.parametrize("count", [1, 3])
async def test_the_list_of_dates_costs_the_same(world: World, desk: Browser, statements: list[str], count: int) -> None:
    call = await world.open_call()
    for week in range(count):
        draft = DateDraft(
            world.areas[1]["id"], end_of_day(date(2026, 4, 1 + week)), instant_of(date(2026, 5, 1), time(18)), ""
        )
        await actions.add_date(world.district.id, call["id"], draft, by=world.actor("bernd"), now=world.now)
    statements.clear()
    await desk.get(f"{FUND}/termine")
    assert len(statements) == 5
    statements.clear()
    await desk.get(CALL)
    assert len(statements) == 7


async def test_no_other_district_extends_or_closes(world: World, app: Any, settings: Any) -> None:
    await world.open_call()
    emine = await signed_in(app, settings, world, "emine")
    there = CALL.replace("lichtenberg", "pankow", 1)
    await emine.get(f"{there}/ende", status=404)
    await emine.get(f"{there}/termine/fennpfuhl/2026-03-12/verlaengerung", status=404)
