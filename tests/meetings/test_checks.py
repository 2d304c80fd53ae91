import pytest

from databases import is_sqlite
from kiezfonds.database.work import rows
from kiezfonds.meetings.checks import findings
from kiezfonds.meetings.rules import Method
from meetings.sitting import Sitting, sit
from world import World


async def evening(world: World) -> Sitting:
    sitting = await sit(world, ideas=3)
    await sitting.decide(2)
    await sitting.decide(3)
    await sitting.call(4)
    await sitting.put(4, method=Method.HANDS)
    return sitting


async def tamper(sql: str, *args: object) -> None:
    """As somebody with the whole database in hand would: past the triggers."""
    triggers = await rows(
        "SELECT name, tbl_name AS at FROM sqlite_master WHERE type = 'trigger'"
        if is_sqlite()
        else "SELECT tgname AS name, tgrelid::regclass::text AS at FROM pg_trigger WHERE NOT tgisinternal"
    )
    for trigger in triggers:
        on = "" if is_sqlite() else f' ON "{trigger["at"].strip(chr(34))}"'
        await rows(f'DROP TRIGGER IF EXISTS "{trigger["name"]}"{on}')
    await rows(sql, *args)


async def test_an_honest_evening_has_no_findings(world: World) -> None:
    sitting = await evening(world)
    assert await findings(sitting.district) == []


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("UPDATE vote SET choice = 'no' WHERE seat = {seat} AND ballot = {ballot}", "the vote of seat {seat} is no"),
        ("DELETE FROM vote WHERE seat = {seat} AND ballot = {ballot}", "the vote of seat {seat} is missing"),
        ("UPDATE ballot SET yes_count = 4 WHERE id = {ballot}", "4 yes are stored, the audit chain says 5"),
        ("UPDATE ballot SET is_accepted = FALSE WHERE id = {ballot}", "by its rule it is accepted"),
        ("UPDATE ballot SET needed_count = 2 WHERE id = {ballot}", "its quorum at the opening does not follow"),
        ("UPDATE ballot SET closed_present_count = 2 WHERE id = {ballot}", "its quorum at the close does not follow"),
        ("UPDATE resolution SET reservation = NULL WHERE ballot = {ballot}", "without a reservation"),
        ("UPDATE resolution SET amount_cents = 47900 WHERE ballot = {ballot}", "47900 cents, the motion was 48000"),
        ("UPDATE resolution SET kind = 'part' WHERE ballot = {ballot}", "the audit chain says otherwise"),
    ],
)
async def test_what_was_changed_is_named(world: World, sql: str, said: str) -> None:
    sitting = await evening(world)
    facts = {"seat": sitting.seats[1]["id"], "ballot": (await sitting.ballot(1))["id"]}
    await tamper(sql.format(**facts))

    found = await findings(sitting.district)
    assert any(said.format(**facts) in line for line in found), found
    assert await findings(world.other.id) == []
