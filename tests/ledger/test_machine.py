"""The ledger against a model of a few lines: whatever is done in whatever order, both say the same."""

from dataclasses import dataclass, field
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiezfonds.ground.problems import Problem
from kiezfonds.ledger import actions, checks, freezing, queries, shifting
from kiezfonds.ledger.rules import Balance, broken_promises
from world import TOTAL, World

POT = TOTAL // 2
FUNDS = count(1)

CENTS = st.one_of(st.integers(-1, POT + 1), st.sampled_from([1, POT // 3, POT // 2, POT - 1, POT]))
ACTS = ["reserve", "release", "commit", "give", "get", "cut", "freeze"]
STEPS = st.lists(st.tuples(st.sampled_from(ACTS), CENTS, st.integers(0, 5)), max_size=14)


@dataclass
class Model:
    """Reservations by entry (0 when settled), and what is promised."""

    other: int = 0
    open: dict[int, int] = field(default_factory=dict)
    promised: int = 0
    given: int = POT
    elsewhere: int = POT
    cut: int = 0
    is_frozen: bool = False

    @property
    def free(self) -> int:
        return self.given - sum(self.open.values()) - self.promised

    def balance(self) -> Balance:
        return Balance(budget=self.given, reserved=sum(self.open.values()), committed=self.promised)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
async def test_the_ledger_does_what_its_model_does(world: World, steps: list[tuple[str, int, int]]) -> None:
    pot, other = await new_pots(world)
    model = Model(other)
    for what, cents, which in steps:
        await STEP[what](world, model, pot, cents, which)
        balance = await queries.balance(world.district.id, pot)
        assert balance == model.balance()
        assert broken_promises(balance, was_cut=model.cut > 0) == []
        beside = await queries.balance(world.district.id, model.other)
        assert (beside.available, balance.budget + beside.budget) == (model.elsewhere, TOTAL - model.cut)

    numbers = [entry["number"] for entry in await queries.entries(world.district.id, pot)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert await checks.findings(world.district.id) == []


async def new_pots(world: World) -> list[int]:
    fund = await world.fund(f"Fonds {next(FUNDS)}")
    assert await actions.release_fund(world.district.id, fund["id"], by=world.actor("doris"), now=world.now) == []
    return [int(pot["id"]) for pot in await queries.area_budgets(world.district.id, fund["id"])]


async def reserve(world: World, model: Model, pot: int, cents: int, which: int) -> None:
    entry, problems = await actions.reserve(
        world.district.id, pot, cents, proposal=None, reason="", by=world.actor("bernd"), now=world.now
    )
    assert bool(problems) is not (0 < cents <= model.free and not model.is_frozen)
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
    assert bool(problems) is not (left > 0 and 0 < cents <= model.free + left and not model.is_frozen)
    if not problems:
        model.open[entry] = 0
        model.promised += cents


async def give(world: World, model: Model, pot: int, cents: int, which: int) -> None:
    problems = await moved(world, pot, model.other, cents)
    assert bool(problems) is not (0 < cents <= model.free)
    if not problems:
        model.given, model.elsewhere = model.given - cents, model.elsewhere + cents


async def get(world: World, model: Model, pot: int, cents: int, which: int) -> None:
    problems = await moved(world, model.other, pot, cents)
    assert bool(problems) is not (0 < cents <= model.elsewhere)
    if not problems:
        model.given, model.elsewhere = model.given + cents, model.elsewhere - cents


async def moved(world: World, source: int, target: int, cents: int) -> list[Problem]:
    by = world.actor("doris")
    return await shifting.transfer(world.district.id, source, target, cents, "Grund", by=by, now=world.now)


async def cut(world: World, model: Model, pot: int, cents: int, which: int) -> None:
    problems = await shifting.cut_budget(world.district.id, pot, cents, "Grund", by=world.actor("doris"), now=world.now)
    assert bool(problems) is not (0 < cents <= model.given)
    if not problems:
        model.given, model.cut = model.given - cents, model.cut + cents


async def freeze(world: World, model: Model, pot: int, cents: int, which: int) -> None:
    act = freezing.unfreeze_pot if model.is_frozen else freezing.freeze_pot
    assert await act(world.district.id, pot, "Grund", by=world.actor("doris"), now=world.now) == []
    model.is_frozen = not model.is_frozen


def chosen(model: Model, which: int) -> int:
    return list(model.open)[which % len(model.open)] if model.open else 0


STEP = {
    "reserve": reserve,
    "release": release,
    "commit": commit,
    "give": give,
    "get": get,
    "cut": cut,
    "freeze": freeze,
}
