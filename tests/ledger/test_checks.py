from databases import is_sqlite
from kiezfonds.database.work import rows
from kiezfonds.ledger import actions, checks, queries
from world import World


async def booked(world: World) -> list[int]:
    """A pot with a budget, a reservation and its promise; the ids of the entries."""
    fund = await world.fund()
    by, now, district = world.actor("doris"), world.now, world.district.id
    await actions.release_fund(district, fund["id"], by=by, now=now)
    pot = await queries.area_budget(district, fund["id"], world.areas[0]["id"])
    assert pot is not None
    entry, _ = await actions.reserve(district, pot["id"], 600_00, proposal=None, reason="", by=by, now=now)
    await actions.commit(district, entry, 450_00, reason="", by=by, now=now)
    return [row["id"] for row in await queries.entries(district, pot["id"])]


async def unguarded() -> None:
    """Somebody with the database in their hands."""
    if is_sqlite():
        for event in ("update", "delete"):
            await rows(f'DROP TRIGGER "ledger_entry_append_only_{event}"')
    else:
        await rows("ALTER TABLE ledger_entry DISABLE TRIGGER USER")


async def test_an_honest_ledger_has_no_findings(world: World) -> None:
    await booked(world)

    assert await checks.findings(world.district.id) == []


async def test_a_changed_cent_is_found_and_named(world: World) -> None:
    _, reservation, _, _ = await booked(world)
    await unguarded()
    await rows("UPDATE ledger_entry SET amount_cents = amount_cents + 1 WHERE id = {}", reservation)

    assert await checks.findings(world.district.id) == [
        f"ledger entry {reservation}: amount_cents is 60001, the audit chain says 60000"
    ]


async def test_a_removed_entry_is_found_with_the_gap_it_leaves(world: World) -> None:
    *_, commitment = await booked(world)
    reservation = commitment - 2
    await unguarded()
    await rows("DELETE FROM ledger_entry WHERE id = {}", commitment)
    assert f"ledger entry {commitment}: booked in the audit chain, but not in the ledger" in await checks.findings(
        world.district.id
    )

    await rows("DELETE FROM ledger_entry WHERE id = {}", commitment - 1)
    await rows("UPDATE ledger_entry SET number = 7 WHERE id = {}", reservation)
    found = await checks.findings(world.district.id)
    assert [line.partition(": ")[2] for line in found if line.startswith("area budget")] == [
        "the numbers of its entries have a gap"
    ]


async def test_an_overspent_pot_is_named(world: World) -> None:
    budget, *_ = await booked(world)
    await unguarded()
    await rows("UPDATE ledger_entry SET amount_cents = 1 WHERE id = {}", budget)
    found = await checks.findings(world.district.id)

    assert f"ledger entry {budget}: amount_cents is 1, the audit chain says 1300000" in found
    assert [line.split(" (")[1] for line in found if "a promise is broken" in line] == [
        "budget 1, reserved 0, committed 45000, paid 0 cents)"
    ]
    assert [line.partition(": ")[2] for line in found if line.startswith("fund ")] == [
        "its area budgets were given 1300001 cents, the fund has 2600000"
    ]


async def test_an_entry_smuggled_in_has_no_line_in_the_chain(world: World) -> None:
    budget, *_ = await booked(world)
    await rows(
        "INSERT INTO ledger_entry (district, area_budget, number, kind, amount_cents, reason, actor_kind, actor_id,"
        " actor_role, booked_at) SELECT district, area_budget, 5, 'reservation', 1, '', 'system', 0, '', booked_at"
        " FROM ledger_entry WHERE id = {}",
        budget,
    )
    found = await checks.findings(world.district.id)

    assert [line.partition(": ")[2] for line in found] == ["no line of the audit chain books it"]


async def test_one_districts_findings_are_not_anothers(world: World) -> None:
    budget, *_ = await booked(world)
    await unguarded()
    await rows("UPDATE ledger_entry SET amount_cents = 1 WHERE id = {}", budget)

    assert await checks.findings(world.other.id) == []
