import json

from kiezfonds.audit.actions import record
from kiezfonds.audit.chain import Line, first_break
from kiezfonds.audit.queries import chain_end, lines
from kiezfonds.audit.tables import AuditHead, AuditSecret
from kiezfonds.database.work import transaction
from kiezfonds.ground.actors import SYSTEM
from world import World


async def chain(district: int) -> tuple[list[Line], int, str]:
    head = await AuditHead.select().where(AuditHead.district == district).first()
    assert head is not None
    found = [Line(row["number"], json.loads(row["payload"]), row["hash"]) for row in await lines(district)]
    return found, head["number"], head["hash"]


async def test_every_act_is_a_line_linked_to_the_one_before(world: World) -> None:
    await world.fund()
    found, count, head = await chain(world.district.id)

    assert count == len(found) > 3
    assert first_break(found, count=count, head=head) is None
    assert await chain_end(world.district.id) == head[-8:]


async def test_personal_text_enters_only_as_a_commitment_and_can_be_erased(world: World) -> None:
    async with transaction():
        await record(world.district.id, "test", by=SYSTEM, now=world.now, secret={"name": "Ayşe"}, thing=7)
    found, count, head = await chain(world.district.id)

    assert "Ayşe" not in json.dumps(found[-1].payload, ensure_ascii=False)
    (secret,) = await AuditSecret.select(AuditSecret.clear).where(AuditSecret.district == world.district.id)
    assert json.loads(secret["clear"]) == {"name": "Ayşe"}
    await AuditSecret.delete().where(AuditSecret.district == world.district.id)
    assert first_break(found, count=count, head=head) is None


async def test_districts_have_chains_of_their_own(world: World) -> None:
    before = len(await lines(world.other.id))
    async with transaction():
        await record(world.district.id, "test", by=SYSTEM, now=world.now)

    assert len(await lines(world.other.id)) == before
