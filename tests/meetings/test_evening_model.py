"""Any order of coming, going, opening, voting and closing, against a model of a dozen lines."""

import asyncio
import os
from collections.abc import Coroutine
from concurrent.futures import Future
from contextvars import Context, copy_context
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from kiezfonds.database.engines import current_engine
from kiezfonds.meetings import ballots, votes
from kiezfonds.meetings.counting import Choice
from meetings.sitting import Sitting, sit
from world import World

MEMBERS = st.integers(0, 4)
OTHERS = st.integers(1, 4)
QUORUM = 3


class Stage:
    """Runs what a step asks for in the loop of the tests, in one context: each example is undone as a whole."""

    def __init__(self, loop: asyncio.AbstractEventLoop, context: Context, sitting: Sitting) -> None:
        self.loop, self.context, self.sitting = loop, context, sitting

    def run(self, step: Coroutine[Any, Any, Any]) -> Any:
        answer: Future[Any] = Future()

        async def carried_out() -> None:
            try:
                answer.set_result(await step)
            except BaseException as error:  # noqa: BLE001 - handed on to the thread that asked
                answer.set_exception(error)

        self.loop.call_soon_threadsafe(lambda: self.loop.create_task(carried_out(), context=self.context))
        return answer.result(timeout=60)


class Evening(RuleBasedStateMachine):
    stage: Stage

    def __init__(self) -> None:
        super().__init__()
        self.rehearsal = current_engine().rehearsal()
        self.sitting = self.stage.sitting
        self.run(self.rehearsal.__aenter__())
        self.present: set[int] = set(range(5))
        self.excluded: set[int] = set()
        self.number = 0
        self.state = "none"
        self.entitled: set[int] = set()
        self.cast: dict[int, Choice] = {}

    def run(self, step: Coroutine[Any, Any, Any]) -> Any:
        return self.stage.run(step)

    def teardown(self) -> None:
        self.run(self.rehearsal.__aexit__(None, None, None))

    @rule(member=MEMBERS, comes=st.booleans())
    def comes_or_goes(self, member: int, comes: bool) -> None:
        assert self.run(self.sitting.set_presence(member, comes)) == []
        (self.present.add if comes else self.present.discard)(member)

    @rule(member=OTHERS)
    def has_a_conflict(self, member: int) -> None:
        self.run(self.sitting.exclude(2, member))
        self.excluded.add(member)

    @rule()
    def opens(self) -> None:
        may = self.state not in ("open", "closed") and len(self.present - self.excluded) >= QUORUM
        number, problems = self.run(self.sitting.put(2))
        assert (problems == []) == may
        if may:
            self.number, self.state, self.cast = number, "open", {}
            self.entitled = self.present - self.excluded

    @precondition(lambda self: self.number)
    @rule(member=MEMBERS, choice=st.sampled_from(Choice))
    def votes(self, member: int, choice: Choice) -> None:
        may = self.state == "open" and member in (self.entitled & self.present) - self.excluded
        assert (self.run(self.sitting.vote(self.number, member, choice)) == []) == may
        if may:
            self.cast[member] = choice

    @precondition(lambda self: self.number)
    @rule()
    def closes(self) -> None:
        assert (self.run(self.sitting.close(self.number)) == []) == (self.state == "open")
        if self.state != "open":
            return
        self.state = "closed"
        ballot = self.run(self.sitting.ballot(self.number))
        yes, no, abstain = (list(self.cast.values()).count(choice) for choice in Choice)
        assert (ballot["yes_count"], ballot["no_count"], ballot["abstain_count"]) == (yes, no, abstain)
        assert bool(ballot["is_accepted"]) == (yes > no)
        assert bool(ballot["is_quorate_at_close"]) == (len(self.present - self.excluded) >= QUORUM)

    @precondition(lambda self: self.number)
    @rule()
    def annuls(self) -> None:
        sitting = self.sitting
        act = ballots.annul_ballot(
            sitting.district, sitting.id, self.number, "Versehen", by=sitting.chair, now=sitting.now
        )
        assert (self.run(act) == []) == (self.state in ("open", "closed"))
        if self.state in ("open", "closed"):
            self.state = "annulled"

    @invariant()
    def every_vote_is_there_once(self) -> None:
        if not self.number:
            return
        ballot = self.run(self.sitting.ballot(self.number))
        stored = self.run(votes.cast_in(self.sitting.district, ballot["id"]))
        seats = {seat["id"]: n for n, seat in enumerate(self.sitting.seats)}
        assert {seats[vote["seat"]]: Choice(vote["choice"]) for vote in stored} == self.cast
        assert len(stored) == len(self.cast)
        assert ballot["state"] == self.state


@pytest.mark.slow
async def test_any_order_of_acts_keeps_to_the_model(world: World) -> None:
    is_full = os.environ.get("DRILL") == "full"
    sitting = await sit(world)
    await sitting.call(2)
    Evening.stage = Stage(asyncio.get_running_loop(), copy_context(), sitting)
    small = settings(
        max_examples=200 if is_full else 12,
        stateful_step_count=40 if is_full else 15,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    await asyncio.to_thread(run_state_machine_as_test, Evening, settings=small)
