"""A changed rule, a changed idea, a changed score: found and named."""

import pytest

from evening import FULL, hold_evening
from kiezfonds.database.work import rows
from kiezfonds.records.erasure import erase_person
from kiezfonds.records.verify import findings
from kiezfonds.scoring.actions import save_sheet
from kiezfonds.scoring.rules import Opinion
from records.tampering import forge
from records.test_erasure import withdrawn
from world import World


async def test_a_changed_rule_is_found(world: World) -> None:
    await world.open_call()
    await forge("rule_set", "UPDATE rule_set SET content = replace(content, '100000', '900000')")
    (rule_set,) = await rows("SELECT id FROM rule_set WHERE district = {}", world.district.id)

    assert f"rule set {rule_set['id']}: its text does not fit its checksum" in await findings(world.district.id)


@pytest.mark.parametrize(
    ("table", "sql"),
    [
        ("proposal_version", "UPDATE proposal_version SET requested_cents = 99900"),
        ("proposal_version", "UPDATE proposal_version SET title = 'Etwas anderes'"),
        ("cost_item", "UPDATE cost_item SET unit_cents = unit_cents + 1"),
        ("cost_item", "DELETE FROM cost_item"),
    ],
)
async def test_an_idea_that_is_not_what_was_handed_in_is_found(world: World, table: str, sql: str) -> None:
    row = await world.proposal(await world.open_call())
    assert await findings(world.district.id) == []

    await forge(table, sql)

    assert await findings(world.district.id) == [f"version {row['version']}: it is not what was handed in"]


async def test_a_version_that_vanished_is_found(world: World) -> None:
    row = await world.proposal(await world.open_call())
    await forge("cost_item", "DELETE FROM cost_item")
    await forge("proposal_version", "DELETE FROM proposal_version")

    found = await findings(world.district.id)

    assert found == [f"version {row['version']}: handed in by the audit chain, but it is gone"]


async def scored(world: World) -> int:
    """Somebody has noted something before the ballot."""

    async def note(world: World) -> None:
        (item,) = await rows("SELECT version FROM agenda_item WHERE version IS NOT NULL")
        (seat, *_) = await rows("SELECT id FROM seat ORDER BY id")
        saved = await save_sheet(world.district.id, seat["id"], item["version"], Opinion.YES, "", now=world.now)
        assert saved == []

    await hold_evening(world, FULL, before=note)
    (seal,) = await rows("SELECT version, sheets_count FROM score_seal")
    assert seal["sheets_count"] == 1
    return int(seal["version"])


async def test_a_changed_score_is_found(world: World) -> None:
    version = await scored(world)
    assert await findings(world.district.id) == []

    await forge("score_sheet", "UPDATE score_sheet SET opinion = 'no'")

    assert await findings(world.district.id) == [
        f"scores of version {version}: the sheets are not those that were sealed"
    ]


async def test_a_vanished_seal_is_found(world: World) -> None:
    version = await scored(world)
    await forge("score_seal", "DELETE FROM score_seal")

    assert await findings(world.district.id) == [
        f"scores of version {version}: sealed in the audit chain, but the seal is gone"
    ]


async def test_a_score_cannot_be_changed_once_a_ballot_was_opened(world: World) -> None:
    version = await scored(world)
    (seat, *_) = await rows("SELECT id FROM seat ORDER BY id")

    problems = await save_sheet(world.district.id, seat["id"], version, Opinion.NO, "", now=world.now)

    assert len(problems) == 1


async def test_a_reason_changed_behind_the_chain_is_found_and_an_erased_one_is_not(world: World) -> None:
    person = await withdrawn(world)
    await forge("audit_secret", "UPDATE audit_secret SET clear = replace(clear, 'zieht um', 'ist böse')")
    assert len(await findings(world.district.id)) == 1

    assert await erase_person(world.district.id, person, by=world.actor("bernd"), now=world.now) == []

    assert await findings(world.district.id) == []
