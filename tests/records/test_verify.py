"""Whoever changes a stored fact behind the program's back is found, and the finding names it."""

import pytest_asyncio

from databases import Database
from kiezfonds.database.work import rows
from kiezfonds.ledger.actions import release_fund, reserve
from kiezfonds.ledger.queries import area_budget
from kiezfonds.records.verify import findings, verify_all
from records.tampering import forge
from world import World, build_world


@pytest_asyncio.fixture
async def house(fresh_database: Database) -> World:
    """A district with a released fund and one reservation; its neighbour Pankow stays as it is."""
    world = await build_world()
    fund = await world.fund()
    await release_fund(world.district.id, fund["id"], by=world.actor("doris"), now=world.now)
    pot = await area_budget(world.district.id, fund["id"], world.areas[0]["id"])
    assert pot is not None
    await reserve(
        world.district.id, pot["id"], 400_00, proposal=None, reason="", by=world.actor("bernd"), now=world.now
    )
    return world


async def test_an_untouched_district_is_clean_and_counted(house: World) -> None:
    report = await verify_all()

    assert report.is_clean
    assert report.text.splitlines() == [
        "lichtenberg: clean: 10 lines, 0 ballots, 3 entries",
        "pankow: clean: 2 lines, 0 ballots, 0 entries",
    ]


async def test_an_empty_database_is_clean(fresh_database: Database) -> None:
    assert (await verify_all()).is_clean


async def test_a_changed_cent_is_found_and_only_in_its_district(house: World) -> None:
    await forge("ledger_entry", "UPDATE ledger_entry SET amount_cents = 40001 WHERE kind = 'reservation'")

    found = await findings(house.district.id)
    report = await verify_all()

    assert len(found) == 1
    assert found[0].endswith("amount_cents is 40001, the audit chain says 40000")
    assert not report.is_clean
    assert report.text.splitlines()[0] == "lichtenberg: 1 findings"
    assert report.text.splitlines()[-1].startswith("pankow: clean")


async def test_a_removed_ledger_entry_is_found(house: World) -> None:
    await forge("ledger_entry", "DELETE FROM ledger_entry WHERE kind = 'reservation'")

    (finding,) = await findings(house.district.id)

    assert finding.endswith("booked in the audit chain, but not in the ledger")


async def test_a_removed_line_is_found_and_named(house: World) -> None:
    await forge("audit_line", "DELETE FROM audit_line WHERE district = {} AND number = 2", house.district.id)

    assert (await findings(house.district.id))[0] == "audit chain: line 2 is missing"


async def test_a_cut_off_end_is_found_although_what_is_left_fits(house: World) -> None:
    await forge("audit_line", "DELETE FROM audit_line WHERE district = {} AND number >= 9", house.district.id)

    found = await findings(house.district.id)

    assert found[0] == "audit chain: the end is cut off, lines 9 to 9 are missing"


async def test_an_end_cut_off_together_with_its_head_is_found_by_the_ledger(house: World) -> None:
    (last,) = await rows("SELECT hash FROM audit_line WHERE district = {} AND number = 8", house.district.id)
    await forge("audit_line", "DELETE FROM audit_line WHERE district = {} AND number >= 9", house.district.id)
    await rows("UPDATE audit_head SET number = 9, hash = {} WHERE district = {}", last["hash"], house.district.id)

    (finding,) = await findings(house.district.id)

    assert finding.endswith("no line of the audit chain books it")


async def test_a_changed_payload_is_found(house: World) -> None:
    await forge(
        "audit_line",
        "UPDATE audit_line SET payload = replace(payload, '\"areas\":2', '\"areas\":3') WHERE district = {}",
        house.district.id,
    )

    assert (await findings(house.district.id))[0] == "audit chain: line 0 is changed"


async def test_a_payload_spelled_differently_is_found(house: World) -> None:
    await forge(
        "audit_line",
        "UPDATE audit_line SET payload = replace(payload, ':', ': ') WHERE district = {} AND number = 1",
        house.district.id,
    )

    assert (await findings(house.district.id))[0] == "audit chain: line 1 is changed"


async def test_an_act_renamed_beside_the_payload_is_found(house: World) -> None:
    await forge(
        "audit_line",
        "UPDATE audit_line SET act = 'nothing' WHERE district = {} AND number = 3",
        house.district.id,
    )

    assert await findings(house.district.id) == ["audit chain: line 3 does not say the same as its payload"]


async def test_a_missing_head_is_found(house: World) -> None:
    await rows("DELETE FROM audit_head WHERE district = {}", house.district.id)

    assert (await findings(house.district.id))[0] == "audit chain: its head is missing"
