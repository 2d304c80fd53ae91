import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiezfonds.database.errors import Forbidden
from kiezfonds.database.work import rows, transaction
from kiezfonds.ground.problems import Problem
from kiezfonds.proposals import actions, casework, changes, queries
from kiezfonds.proposals.handling import ChangeDraft, WithdrawalDraft
from kiezfonds.proposals.rules import EDITABLE, TO_CHECK, WITHDRAWABLE, ProposalState, may_move
from kiezfonds.proposals.tables import ProposalTransition, ProposalVersion
from kiezfonds.proposals.transitions import WrongMove
from kiezfonds.proposals.withdrawals import withdraw
from world import DEADLINE_ON, World, costs, idea, person_part

S = ProposalState

SAVE, SUBMIT, REJECT, OVERWRITE = "save", "submit", "reject", "overwrite"
ASK, END, PAPER, WITHDRAW = "ask", "end", "paper", "withdraw"
OWN = (SAVE, SUBMIT, REJECT, OVERWRITE, ASK, END, PAPER, WITHDRAW)
# What the acts here do themselves: a bare move would leave out what belongs to it.
BY_ACTS = (S.SUBMITTED, S.IN_FORMAL_CHECK, S.CHANGES_REQUESTED, S.INELIGIBLE, S.WITHDRAWN)
ACTS = st.lists(st.sampled_from([*(s for s in S if s not in BY_ACTS), *OWN]), max_size=14)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
async def test_no_order_of_acts_leaves_the_table_or_changes_what_was_handed_in(world: World, acts: list[str]) -> None:
    proposal = await a_draft(world)
    state, fixed = S.DRAFT, {}
    for act in acts:
        state = await done(world, proposal, state, act, fixed)
        now = await queries.proposal_by_id(world.district.id, proposal)
        assert now is not None
        assert now["state"] == state
        for version in await queries.versions(world.district.id, proposal):
            known = fixed.setdefault(version["version"], content(version))
            assert content(version) == known
        is_open = await queries.open_version(world.district.id, proposal) is not None
        assert is_open is (state in EDITABLE)
        asked = await casework.change_request(world.district.id, proposal)
        assert (asked is not None) is (state is S.CHANGES_REQUESTED)
    await the_rows_tell_the_way(world.district.id, proposal, state)


async def done(world: World, proposal: int, state: S, act: str, fixed: dict[int, object]) -> S:
    """Does it, and says where it must lead: to the same state where the table does not allow it."""
    district, by, now = world.district.id, world.actor("bernd"), world.now
    if act == SAVE:
        assert await actions.save_page(district, proposal, costs(), now=now) is (state in EDITABLE)
        return state
    if act == OVERWRITE:
        for version in fixed:
            await overwriting_is_refused(version)
        return state
    if act not in OWN:
        to = S(act)
        if may_move(state, to):
            await actions.move(district, proposal, to, by=by, now=now)
            return to
        with pytest.raises(WrongMove):
            await actions.move(district, proposal, to, by=by, now=now)
        return state
    allowed, to = LEADS[act]
    problems = await ACT[act](world, proposal)
    assert (problems == []) is (state in allowed)
    leads = S.SUBMITTED if act == SUBMIT and state is S.DRAFT else to
    return leads if state in allowed else state


async def submit(world: World, proposal: int) -> list[Problem]:
    return await actions.submit(world.district, proposal, by=world.actor("bernd"), now=world.now)


async def reject(world: World, proposal: int) -> list[Problem]:
    by, clause = world.actor("bernd"), "§ 23 LHO"
    return await actions.reject_formally(
        world.district.id, proposal, {}, "Passt nicht.", by=by, now=world.now, clause=clause
    )


async def ask(world: World, proposal: int) -> list[Problem]:
    draft = ChangeDraft("Bitte ein Angebot.", DEADLINE_ON)
    return await changes.request_changes(world.district, proposal, {}, draft, by=world.actor("bernd"), now=world.now)


async def end(world: World, proposal: int) -> list[Problem]:
    return await changes.end_request(world.district.id, proposal, by=world.actor("bernd"), now=world.now)


async def paper(world: World, proposal: int) -> list[Problem]:
    parts = (idea(world.areas[0]["id"], "Vom Blatt"), costs(), person_part())
    return await changes.enter_changes(world.district.id, proposal, parts, by=world.actor("bernd"), now=world.now)


async def take_back(world: World, proposal: int) -> list[Problem]:
    return await withdraw(world.district.id, proposal, WithdrawalDraft("Umzug"), by=world.actor("bernd"), now=world.now)


ACT = {SUBMIT: submit, REJECT: reject, ASK: ask, END: end, PAPER: paper, WITHDRAW: take_back}
LEADS: dict[str, tuple[tuple[S, ...], S]] = {
    SUBMIT: (EDITABLE, S.IN_FORMAL_CHECK),
    REJECT: (TO_CHECK, S.INELIGIBLE),
    ASK: (TO_CHECK, S.CHANGES_REQUESTED),
    END: ((S.CHANGES_REQUESTED,), S.IN_FORMAL_CHECK),
    PAPER: ((S.CHANGES_REQUESTED,), S.IN_FORMAL_CHECK),
    WITHDRAW: (WITHDRAWABLE, S.WITHDRAWN),
}


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
