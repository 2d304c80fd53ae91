"""Whatever is done by whomever in whatever order: no letter without release, by its drafter, or twice."""

import contextlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evening import FULL, PART, REJECTED
from kiezfonds.database.work import rows, transaction
from kiezfonds.notices.rules import Outcome
from notices.case import Case, cases
from world import World

ACTS = ("release", "object", "draft", "return", "issue")
PEOPLE = ("bernd", "birgit", "doris")
STEPS = st.lists(st.tuples(st.integers(0, 2), st.sampled_from(ACTS), st.sampled_from(PEOPLE)), min_size=4, max_size=14)


class Undone(Exception):  # noqa: N818 - ends one example, whose rows are rolled back
    pass


@pytest.fixture
async def three(world: World) -> list[Case]:
    return await cases(world, FULL, PART, REJECTED)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS)
async def test_no_order_of_acts_breaks_the_rules_of_letters(
    three: list[Case], steps: list[tuple[int, str, str]]
) -> None:
    with contextlib.suppress(Undone):
        async with transaction():
            for place, act, person in steps:
                await take(three[place], act, person)
            await check_all()
            raise Undone


async def take(case: Case, act: str, person: str) -> None:
    match act:
        case "release":
            await case.check(Outcome.RELEASED, person)
        case "object":
            await case.check(Outcome.OBJECTED, person)
        case "draft":
            await case.draft(person)
        case "return":
            await case.give_back(person)
        case _:
            await case.issue(person)


async def check_all() -> None:
    issued = await rows(
        "SELECT n.id, n.amount_cents, n.drafted_by, n.issued_by, n.resolution, c.outcome, e.amount_cents AS committed"
        " FROM notice n LEFT JOIN legal_check c ON c.resolution = n.resolution"
        " LEFT JOIN ledger_entry e ON e.id = n.commitment WHERE n.issued_at IS NOT NULL"
    )
    assert {row["outcome"] for row in issued} <= {"released"}
    assert all(row["drafted_by"] != row["issued_by"] for row in issued)
    assert len({row["resolution"] for row in issued}) == len(issued)
    assert all((row["committed"] or 0) == row["amount_cents"] for row in issued)
    booked = await rows("SELECT amount_cents FROM ledger_entry WHERE kind = 'commitment'")
    assert sum(row["amount_cents"] for row in booked) == sum(row["amount_cents"] for row in issued)
