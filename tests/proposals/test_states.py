import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiezfonds.database.errors import Forbidden
from kiezfonds.database.work import rows, transaction
from kiezfonds.proposals import actions, queries
from kiezfonds.proposals.actions import WrongMove
from kiezfonds.proposals.rules import ProposalState, may_move
from kiezfonds.proposals.tables import ProposalTransition, ProposalVersion
from world import World, costs

SAVE, SUBMIT, REJECT, OVERWRITE = "save", "submit", "reject", "overwrite"
ACTS = st.lists(st.sampled_from([*ProposalState, SAVE, SUBMIT, REJECT, OVERWRITE]), max_size=12)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
async def test_no_order_of_acts_leaves_the_table_or_changes_what_was_handed_in(world: World, acts: list[str]) -> None:
    proposal, district, by = await a_draft(world), world.district.id, world.actor("bernd")
    state, handed_in = ProposalState.DRAFT, None
    for act in acts:
        if act == SAVE:
            assert await actions.save_page(district, proposal, costs(), now=world.now) is (state is ProposalState.DRAFT)
        elif act == SUBMIT:
            problems = await actions.submit(world.district, proposal, by=by, now=world.now)
            assert (problems == []) is (state is ProposalState.DRAFT)
            state = state if problems else ProposalState.SUBMITTED
        elif act == REJECT:
            is_open = state in (ProposalState.SUBMITTED, ProposalState.IN_FORMAL_CHECK)
            problems = await actions.reject_formally(district, proposal, {}, "Passt nicht.", by=by, now=world.now)
            assert (problems == []) is is_open
            state = ProposalState.INELIGIBLE if is_open else state
        elif act == OVERWRITE:
            if handed_in:
                await overwriting_is_refused(handed_in["version"])
        elif may_move(state, ProposalState(act)) and act != ProposalState.SUBMITTED:
            await actions.move(district, proposal, ProposalState(act), by=by, now=world.now)
            state = ProposalState(act)
        elif act != ProposalState.SUBMITTED:
            with pytest.raises(WrongMove):
                await actions.move(district, proposal, ProposalState(act), by=by, now=world.now)
        now = await queries.proposal_by_id(district, proposal)
        assert now is not None
        assert now["state"] == state
        handed_in = handed_in or (now if now["number"] else None)
        if handed_in:
            assert content(now) == content(handed_in)
    await the_rows_tell_the_way(district, proposal, state)


async def test_a_transition_is_never_changed(world: World) -> None:
    row = await world.proposal(await world.open_call())
    with pytest.raises(Forbidden):
        async with transaction():
            await ProposalTransition.update({ProposalTransition.reason: "x"}).where(
                ProposalTransition.proposal == row["id"]
            )


async def a_draft(world: World) -> int:
    known = await rows("SELECT id, fund FROM call WHERE district = {}", world.district.id)
    return await world.draft(known[0] if known else await world.open_call())


async def overwriting_is_refused(version: int) -> None:
    with pytest.raises(Forbidden):
        async with transaction():
            await ProposalVersion.update({ProposalVersion.requested_cents: 1}).where(ProposalVersion.id == version)


def content(row: dict[str, object]) -> dict[str, object]:
    return {name: row[name] for name in ("version", "title", "requested_cents", "starts_on", "number", "year")}


async def the_rows_tell_the_way(district: int, proposal: int, state: ProposalState) -> None:
    way = await queries.transitions(district, proposal)
    before = ProposalState.DRAFT
    for step in way:
        assert step["from_state"] == before
        assert may_move(before, ProposalState(step["to_state"]))
        before = ProposalState(step["to_state"])
    assert before is state
