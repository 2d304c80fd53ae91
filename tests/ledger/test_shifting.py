"""Transfers between the pots of a fund, and cuts."""

import asyncio
from typing import Any

import pytest

from browser import Browser
from databases import Database
from kiezfonds.database.work import rows
from kiezfonds.ground.money import Cents
from kiezfonds.ledger import actions, checks, queries, shifting
from kiezfonds.ledger.rules import Balance, shares_of
from ledger.test_concurrency import apart
from ledger.test_freezing import FUND, released, reserve
from world import TOTAL, World, build_world

POT = TOTAL // 2


async def shift(world: World, source: int, target: int, cents: int, reason: str = "Mehr Ideen dort") -> list[Any]:
    by = world.actor("doris")
    return await shifting.transfer(world.district.id, source, target, cents, reason, by=by, now=world.now)


async def test_a_transfer_is_two_entries_that_name_each_other(world: World) -> None:
    _, (first, second) = await released(world)

    assert await shift(world, first["id"], second["id"], 3_000_00) == []

    found = await rows("SELECT id, kind, amount_cents, counterpart FROM ledger_entry WHERE kind LIKE 'transfer%'")
    assert [(e["kind"], e["amount_cents"]) for e in found] == [("transfer_out", 3_000_00), ("transfer_in", 3_000_00)]
    assert found[1]["counterpart"] == found[0]["id"]
    assert (await queries.balance(world.district.id, first["id"])).available == POT - 3_000_00
    assert (await queries.balance(world.district.id, second["id"])).available == POT + 3_000_00
    assert await checks.findings(world.district.id) == []


@pytest.mark.parametrize(
    ("cents", "reason", "field"), [(POT + 1, "Grund", "amount"), (0, "Grund", "amount"), (100, " ", "reason")]
)
async def test_a_transfer_that_cannot_be_is_refused(world: World, cents: int, reason: str, field: str) -> None:
    _, (first, second) = await released(world)

    assert [p.field for p in await shift(world, first["id"], second["id"], cents, reason)] == [field]
    assert [p.field for p in await shift(world, first["id"], first["id"], 100)] == ["target"]


async def test_money_stays_in_its_fund(world: World) -> None:
    _, pots = await released(world)
    other = await world.fund("Kiezkasse")
    await actions.release_fund(world.district.id, other["id"], by=world.actor("doris"), now=world.now)
    (target, _) = await queries.area_budgets(world.district.id, other["id"])

    assert await shift(world, pots[0]["id"], target["id"], 100) == [shifting.OTHER_FUND]


async def test_a_cut_may_leave_less_than_nothing_and_what_is_reserved_stays(world: World) -> None:
    _, (pot, _) = await released(world)
    await reserve(world, pot["id"], 10_000_00)
    by, now, district = world.actor("doris"), world.now, world.district.id

    assert await shifting.cut_budget(district, pot["id"], 5_000_00, "Sparvorgabe", by=by, now=now) == []

    assert await queries.balance(district, pot["id"]) == Balance(budget=POT - 5_000_00, reserved=10_000_00)
    assert (await reserve(world, pot["id"], 1))[1] != []
    assert [p.field for p in await shifting.cut_budget(district, pot["id"], 1, "", by=by, now=now)] == ["reason"]
    assert [p.field for p in await shifting.cut_budget(district, pot["id"], POT, "x", by=by, now=now)] == ["amount"]
    assert await checks.findings(district) == []


async def test_two_transfers_the_other_way_round_at_once_lose_nothing(fresh_database: Database) -> None:
    world = await build_world()
    fund, (first, second) = await released(world)

    there_and_back = [
        apart(shift(world, *pair, 1_000_00))
        for _ in range(6)
        for pair in ((first["id"], second["id"]), (second["id"], first["id"]))
    ]
    answers = await asyncio.gather(*there_and_back)

    assert answers == [[]] * 12
    balances = await queries.balances(world.district.id, fund["id"])
    assert [balance.available for balance in balances.values()] == [POT, POT]
    assert await checks.findings(world.district.id) == []


async def test_a_reservation_and_a_transfer_at_once_never_spend_a_cent_twice(fresh_database: Database) -> None:
    world = await build_world()
    _, (first, second) = await released(world)

    both = [apart(reserve(world, first["id"], POT)), apart(shift(world, first["id"], second["id"], POT))]
    (_, refused), not_moved = await asyncio.gather(*both)

    assert bool(refused) is not bool(not_moved)
    assert (await queries.balance(world.district.id, first["id"])).available == 0
    assert await checks.findings(world.district.id) == []


async def test_a_transfer_that_lost_its_other_half_is_found(world: World) -> None:
    _, (first, second) = await released(world)
    by, now = world.actor("doris"), world.now
    from kiezfonds.database.work import transaction
    from kiezfonds.ledger.rules import EntryKind

    async with transaction():
        await actions.book(world.district.id, first["id"], EntryKind.TRANSFER_OUT, 100, reason="x", by=by, now=now)
        await actions.book(world.district.id, second["id"], EntryKind.TRANSFER_IN, 100, reason="x", by=by, now=now)

    found = await checks.findings(world.district.id)
    assert [line.partition(": ")[2] for line in found] == ["came from nowhere", "its transfer arrived nowhere"]


@pytest.mark.parametrize(
    ("total", "people", "least", "count"),
    [
        (10_000_00, {"a": 10, "b": 20}, 100_00, 0),
        (10_000_50, {"a": 10, "b": 20}, 100_00, 1),
        (10_000_00, {"a": 10, "b": 0}, 100_00, 1),
        (10_000_00, {"a": 10, "b": 20}, 6_000_00, 1),
        (10_000_50, {"a": 0, "b": 0}, 6_000_00, 3),
    ],
)
def test_what_stands_in_the_way_of_sharing_is_said(total: int, people: dict[str, int], least: int, count: int) -> None:
    shares, problems = shares_of(Cents(total), "inhabitants", people, Cents(least))

    assert len(problems) == count
    assert sum(shares.values()) == (0 if count else total)


async def test_by_inhabitants_the_preview_shows_what_the_release_books(world: World, district_desk: Browser) -> None:
    from kiezfonds.rounds.rule_sets import adjust_rules

    fund = await world.fund()
    by, now, district = world.actor("doris"), world.now, world.district.id
    values = {"key": "inhabitants", "min_per_area_cents": 2_600_00}
    assert await adjust_rules(district, fund["id"], "fund", values, by=by, now=now) == []
    await rows("UPDATE area SET inhabitants_count = {} WHERE id = {}", 3_000, world.areas[1]["id"])

    page = await district_desk.get(f"{FUND}/freigabe")
    assert "23.400 €" in page.text
    assert "2.600 €" in page.text
    await district_desk.press(page, "/freigabe")
    balances = await queries.balances(district, fund["id"])
    assert [balance.budget for balance in balances.values()] == [23_400_00, 2_600_00]
    assert await checks.findings(district) == []


async def test_the_district_office_books_a_transfer_and_a_cut(world: World, district_desk: Browser) -> None:
    _, (first, second) = await released(world)
    page = await district_desk.get(f"{FUND}/kassenbuch/uebertrag")
    facts = {"source": str(first["id"]), "target": str(second["id"]), "reason": "Mehr Ideen dort"}
    page = await district_desk.press(page, "/uebertrag", status=422, amount="20.000", **facts)
    assert "Im Topf sind nur noch 13.000 € frei." in page.text
    page = await district_desk.press(page, "/uebertrag", amount="3.000")
    assert "Der Übertrag ist gebucht." in page.text

    page = await district_desk.get(f"{FUND}/kassenbuch/fennpfuhl")
    assert "in den Topf Alt-Lichtenberg" in page.text
    page = await district_desk.get(f"{FUND}/kassenbuch/fennpfuhl/kuerzung")
    page = await district_desk.press(page, "/kuerzung", status=422, amount="11.000", reason="Sparen")
    page = await district_desk.press(page, "/kuerzung", amount="1.000", reason="Sparen")
    assert "Die Kürzung ist gebucht." in page.text
    assert "9.000 €" in page.text


async def test_the_book_is_searched_sorted_and_taken_along(world: World, desk: Browser) -> None:
    _, (first, second) = await released(world)
    await reserve(world, first["id"])
    await shift(world, first["id"], second["id"], 500_00, "Sommerfest")
    here = f"{FUND}/kassenbuch/fennpfuhl"

    page = await desk.get(f"{here}?q=sommerfest")
    assert "(1)" in page.text
    assert "12.400 €" in page.text
    page = await desk.get(f"{here}?buchung=reservation&ordnung=-nr")
    assert "Sommerfest" not in page.text
    table = (await desk.get(f"{here}/liste.csv")).answer.text
    assert [line.split(";")[-1] for line in table.split("\r\n")[1:-1]] == ["13000,00", "12900,00", "12400,00"]
    table = (await desk.get(f"{FUND}/kassenbuch/liste.csv")).answer.text
    assert "Fennpfuhl;offen;12500,00;100,00;0,00;0,00;12400,00" in table
