import pytest

from database.trial import add, impose, make_table, names
from kiezfonds.database.constraints import (
    LONGEST_NAME,
    Constraint,
    append_only,
    check,
    frozen_when,
    index,
    refuse_when,
    unique,
)
from kiezfonds.database.engines import current_engine
from kiezfonds.database.errors import Duplicate, Forbidden, Invalid
from kiezfonds.database.work import rows


async def test_append_only_rows_are_neither_changed_nor_deleted(database: None) -> None:
    await make_table(append_only("trial"))
    await add("one")
    with pytest.raises(Forbidden) as caught:
        await rows("UPDATE trial SET amount = 1")
    with pytest.raises(Forbidden):
        await rows("DELETE FROM trial")
    assert caught.value.rule == "trial_append_only"
    assert await names() == ["one"]


async def test_append_only_holds_against_the_back_doors(database: None) -> None:
    await make_table(append_only("trial"))
    number = await add("one")
    if current_engine().engine_type == "sqlite":
        back_door = f"INSERT OR REPLACE INTO trial (id, name, amount) VALUES ({number}, 'two', 0)"
    else:
        back_door = "TRUNCATE trial"
    with pytest.raises(Forbidden):
        await rows(back_door)
    assert await names() == ["one"]


async def test_a_frozen_row_is_open_until_it_is_so(database: None) -> None:
    await make_table(frozen_when("trial", "OLD.amount > 0"))
    await add("one")
    await rows("UPDATE trial SET name = 'two'")
    await rows("UPDATE trial SET amount = 5")
    for refused in ("UPDATE trial SET name = 'three'", "UPDATE trial SET amount = 0", "DELETE FROM trial"):
        with pytest.raises(Forbidden):
            await rows(refused)
    assert await names() == ["two"]


async def test_a_refusal_may_look_at_other_rows(database: None) -> None:
    condition = "NEW.amount > 0 AND EXISTS (SELECT 1 FROM trial t WHERE t.name = 'closed')"
    await make_table(refuse_when("trial", condition, name="trial_closed"))
    await add("one", 5)
    await add("closed")
    with pytest.raises(Forbidden) as caught:
        await add("two", 5)
    with pytest.raises(Forbidden):
        await rows("UPDATE trial SET amount = 6 WHERE name = 'one'")
    assert caught.value.rule == "trial_closed"


async def test_a_check_is_kept_by_insert_and_update(database: None) -> None:
    await make_table(check("trial", "amount >= 0", "trial_amount_positive"))
    await add("one", 0)
    with pytest.raises(Invalid):
        await add("two", -1)
    with pytest.raises(Invalid):
        await rows("UPDATE trial SET amount = -1")
    assert await names() == ["one"]


async def test_unique_may_hold_for_some_rows_only(database: None) -> None:
    await make_table(unique("trial", "amount", where="name = 'open'", name="trial_one_open"))
    await add("open", 1)
    await add("shut", 1)
    await add("shut", 1)
    with pytest.raises(Duplicate):
        await add("open", 1)


@pytest.mark.parametrize(
    "constraint",
    [
        unique("trial", "name"),
        index("trial", "amount", where="amount > 0"),
        append_only("trial"),
        frozen_when("trial", "OLD.amount > 0"),
        refuse_when("trial", "NEW.amount > 9", name="trial_nine"),
        check("trial", "amount >= 0", "trial_positive"),
    ],
    ids=lambda constraint: constraint.name,
)
async def test_every_constraint_may_be_imposed_twice(database: None, constraint: Constraint) -> None:
    await make_table(constraint, constraint)
    await impose(constraint)
    await add("one")


def test_long_names_stay_different_and_short_enough() -> None:
    columns = ("a_rather_long_column_name", "another_rather_long_column", "one")
    made = {unique("a_table_with_a_name", *columns).name, index("a_table_with_a_name", *columns).name}
    assert len(made) == 2
    assert max(map(len, made)) <= LONGEST_NAME


def test_an_index_needs_columns() -> None:
    with pytest.raises(ValueError, match="needs columns"):
        unique("trial")
