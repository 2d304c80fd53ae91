"""The ledger against a model of a few lines: whatever is done in whatever order, both say the same."""

from dataclasses import dataclass, field
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiezfonds.ledger import actions, checks, queries
from kiezfonds.ledger.rules import Balance
from world import TOTAL, World

POT = TOTAL // 2
FUNDS = count(1)

CENTS = st.one_of(st.integers(-1, POT + 1), st.sampled_from([1, POT // 3, POT // 2, POT - 1, POT]))
STEPS = st.lists(st.tuples(st.sampled_from(["reserve", "release", "commit"]), CENTS, st.integers(0, 5)), max_size=12)


@dataclass
class Model:
    """Reservations by entry (0 when settled), and what is promised."""

    open: dict[int, int] = field(default_factory=dict)
    promised: int = 0

    @property
    def free(self) -> int:
        return POT - sum(self.open.values()) - self.promised

    def balance(self) -> Balance:
        return Balance(budget=POT, reserved=sum(self.open.values()), committed=self.promised)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
async def test_the_ledger_does_what_its_model_does(world: World, steps: list[tuple[str, int, int]]) -> None:
    model, pot = Model(), await new_pot(world)
    for what, cents, which in steps:
        await STEP[what](world, model, pot, cents, which)
        assert await queries.balance(world.district.id, pot) == model.balance()

    numbers = [entry["number"] for entry in await queries.entries(world.district.id, pot)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert await checks.findings(world.district.id) == []


async def new_pot(world: World) -> int:
    fund = await world.fund(f"Fonds {next(FUNDS)}")
    assert await actions.release_fund(world.district.id, fund["id"], by=world.actor("doris"), now=world.now) == []
    pot = await queries.area_budget(world.district.id, fund["id"], world.areas[0]["id"])
    assert pot is not None
    return int(pot["id"])


async def reserve(world: World, model: Model, pot: int, cents: int, which: int) -> None:
    entry, problems = await actions.reserve(
        world.district.id, pot, cents, proposal=None, reason="", by=world.actor("bernd"), now=world.now
    )
    assert bool(problems) is not (0 < cents <= model.free)
    if not problems:
        model.open[entry] = cents


async def release(world: World, model: Model, pot: int, cents: int, which: int) -> None:
    entry = chosen(model, which)
    problems = await actions.release_reservation(
        world.district.id, entry, reason="", by=world.actor("bernd"), now=world.now
    )
    assert bool(problems) is not (model.open.get(entry, 0) > 0)
    if not problems:
        model.open[entry] = 0


async def commit(world: World, model: Model, pot: int, cents: int, which: int) -> None:
    entry = chosen(model, which)
    left = model.open.get(entry, 0)
    _, problems = await actions.commit(
        world.district.id, entry, cents, reason="", by=world.actor("bernd"), now=world.now
    )
    assert bool(problems) is not (left > 0 and 0 < cents <= model.free + left)
    if not problems:
        model.open[entry] = 0
        model.promised += cents


def chosen(model: Model, which: int) -> int:
    return list(model.open)[which % len(model.open)] if model.open else 0


STEP = {"reserve": reserve, "release": release, "commit": commit}
