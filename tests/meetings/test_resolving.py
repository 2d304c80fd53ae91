import pytest

from kiezfonds.meetings import queries
from kiezfonds.meetings.rules import ResolutionKind
from kiezfonds.proposals import actions as proposals
from kiezfonds.proposals.queries import proposal_by_id
from kiezfonds.proposals.rules import ProposalState
from meetings.sitting import NO, YES, Sitting, sit
from world import World

KIND = ResolutionKind


async def closed(world: World, yes: int = 3, no: int = 1, cents: int = 480_00, conditions: str = "") -> Sitting:
    sitting = await sit(world)
    await sitting.call(2)
    assert await sitting.put(2, cents, conditions=conditions) == (1, [])
    for member in range(yes + no):
        await sitting.vote(1, member, YES if member < yes else NO)
    assert await sitting.close(1) == []
    return sitting


@pytest.mark.parametrize(
    ("yes", "cents", "conditions", "kind", "state", "promised"),
    [
        (3, 480_00, "", KIND.FULL, "approved", 480_00),
        (3, 400_00, "", KIND.PART, "partly_approved", 400_00),
        (3, 480_00, "Barrierefrei", KIND.CONDITIONAL, "conditionally_approved", 480_00),
        (3, 480_00, "", KIND.WAITING_LIST, "wait_listed", 0),
        (1, 480_00, "", KIND.REJECTED, "rejected", 0),
        (1, 480_00, "", KIND.DEFERRED, "deferred", 0),
    ],
)
async def test_a_resolution_sets_money_aside_and_moves_the_proposal(
    world: World, yes: int, cents: int, conditions: str, kind: KIND, state: str, promised: int
) -> None:
    sitting = await closed(world, yes, 4 - yes, cents, conditions)
    free = (await sitting.money()).available
    assert await sitting.confirm(1, kind) == []

    (resolution,) = await queries.resolutions(sitting.district, sitting.id)
    item = await sitting.item(2)
    assert (resolution["kind"], resolution["amount_cents"], resolution["number"]) == (kind, promised, 1)
    assert item["proposal_state"] == state
    assert item["state"] == ("deferred" if kind is KIND.DEFERRED else "decided")
    assert free - (await sitting.money()).available == promised
    assert (resolution["reservation"] is not None) == (promised > 0)


@pytest.mark.parametrize(
    ("yes", "kind", "reason", "conditions", "said"),
    [
        (3, KIND.FULL, " ", "", "Bitte nennen Sie die Begründung der Jury."),
        (3, KIND.REJECTED, "Nein", "", "Die Jury hat zugestimmt. Der Beschluss kann nicht Ablehnung lauten."),
        (1, KIND.FULL, "Ja", "", "Die Jury hat nicht zugestimmt. Der Beschluss kann kein Geld zusagen."),
        (3, KIND.FULL, "Ja", "Nur tags", "Der Antrag enthielt eine Auflage. Sie gehört zum Beschluss."),
        (3, KIND.CONDITIONAL, "Ja", "", "Über eine Auflage wurde nicht abgestimmt."),
        (3, None, "", "", "Die Jury hat zugestimmt. Bitte halten Sie den Beschluss fest."),
    ],
)
async def test_a_resolution_that_does_not_follow_from_the_vote_is_refused(
    world: World, yes: int, kind: KIND | None, reason: str, conditions: str, said: str
) -> None:
    sitting = await closed(world, yes, 4 - yes, conditions=conditions)
    problems = await sitting.confirm(1, kind, reason)

    assert [p.text for p in problems] == [said]
    assert await queries.resolutions(sitting.district, sitting.id) == []
    assert (await sitting.ballot(1))["state"] == "closed"


async def test_a_lost_motion_may_be_followed_by_a_smaller_one(world: World) -> None:
    sitting = await closed(world, yes=1, no=3)
    assert await sitting.confirm(1, None, "") == []
    assert await queries.resolutions(sitting.district, sitting.id) == []

    number, problems = await sitting.put(2, 300_00)
    assert (number, problems) == (2, [])


async def test_a_result_is_confirmed_once(world: World) -> None:
    sitting = await closed(world)
    assert await sitting.confirm(1) == []
    assert [p.text for p in await sitting.confirm(1)] == ["Dieses Ergebnis ist schon bestätigt oder annulliert."]
    assert len(await queries.resolutions(sitting.district, sitting.id)) == 1


async def test_a_proposal_withdrawn_meanwhile_gets_no_money(world: World) -> None:
    sitting = await closed(world)
    proposal = (await sitting.item(2))["proposal"]
    await proposals.move(sitting.district, proposal, ProposalState.WITHDRAWN, by=sitting.chair, now=sitting.now)

    assert len(await sitting.confirm(1)) == 1
    assert (await sitting.money()).reserved == 0
    assert (await proposal_by_id(sitting.district, proposal) or {})["state"] == "withdrawn"


async def test_what_is_no_longer_free_can_go_to_the_waiting_list(world: World) -> None:
    from kiezfonds.ledger.actions import reserve
    from kiezfonds.ledger.queries import area_budget

    sitting = await closed(world)
    meeting = await sitting.meeting()
    pot = await area_budget(sitting.district, meeting["fund"], meeting["area"])
    assert pot is not None
    rest = (await sitting.money()).available - 479_99
    await reserve(sitting.district, pot["id"], rest, proposal=None, reason="x", by=sitting.chair, now=sitting.now)

    assert [p.text for p in await sitting.confirm(1)] == ["Im Topf sind nur noch {limit}."]
    assert await sitting.confirm(1, KIND.WAITING_LIST) == []
