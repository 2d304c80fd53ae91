# ruff: noqa: PT012 - what fails is a transaction, and that is a block
import pytest

from database.trial import Trial, add, make_table
from databases import Database, is_sqlite
from kiezfonds.database.constraints import unique
from kiezfonds.database.engines import current_engine, engine_from_url
from kiezfonds.database.errors import Busy, DatabaseError, Duplicate, Invalid, Referenced, Unreachable
from kiezfonds.database.work import rows, transaction


async def test_a_second_row_is_a_duplicate_and_names_the_columns(database: None) -> None:
    await make_table(unique("trial", "name", "amount"))
    await add("Ayşe", 7)
    with pytest.raises(Duplicate) as caught:
        await add("Ayşe", 7)
    assert (caught.value.table, caught.value.columns) == ("trial", ("name", "amount"))


async def test_no_stored_value_appears_in_the_message_or_its_cause(database: None) -> None:
    await make_table(unique("trial", "name"))
    await add("Ayşe")
    with pytest.raises(Duplicate) as caught:
        await add("Ayşe")
    assert "Ayşe" not in str(caught.value)
    assert caught.value.__suppress_context__


async def test_piccolos_own_queries_raise_the_same_errors(database: None) -> None:
    await make_table(unique("trial", "name"))
    await Trial(name="one").save()
    with pytest.raises(Duplicate):
        await Trial(name="one").save()


async def test_a_missing_value_is_invalid(database: None) -> None:
    await make_table()
    with pytest.raises(Invalid):
        await rows("INSERT INTO trial (name, amount) VALUES (NULL, 1)")


async def test_a_number_too_large_is_invalid(database: None) -> None:
    await make_table()
    with pytest.raises(Invalid):
        await add("one", 2**63)


async def test_a_reference_to_nothing_is_refused(database: None) -> None:
    await make_table()
    await current_engine().run_ddl(
        "CREATE TABLE child (id INTEGER PRIMARY KEY, trial INTEGER NOT NULL REFERENCES trial (id))"
    )
    with pytest.raises(Referenced):
        await rows("INSERT INTO child (id, trial) VALUES (1, 99)")
    number = await add("one")
    await rows("INSERT INTO child (id, trial) VALUES (1, {})", number)
    with pytest.raises(Referenced):
        await rows("DELETE FROM trial WHERE id = {}", number)


async def test_a_lock_held_too_long_is_busy(fresh_database: Database) -> None:
    await make_table()
    await add("one")
    impatient = engine_from_url(fresh_database.url)
    await impatient.start_connection_pool()
    if is_sqlite():
        await impatient.fetch("PRAGMA busy_timeout = 50")
    async with transaction():
        await rows("UPDATE trial SET amount = 1")
        with pytest.raises(Busy):
            async with impatient.transaction():
                await impatient.fetch("SET LOCAL lock_timeout = 50")
                await impatient.fetch("UPDATE trial SET amount = 2")
    await impatient.close_connection_pool()


async def test_wrong_sql_is_a_database_error(database: None) -> None:
    with pytest.raises(DatabaseError):
        await rows("SELEKT 1")


async def test_a_closed_pool_inside_a_transaction_is_noticed(fresh_database: Database) -> None:
    await make_table()
    if is_sqlite():
        with pytest.raises(Unreachable):
            async with transaction():
                await current_engine().close_connection_pool()
                await add("one")
    else:
        (row,) = await rows("SELECT pg_backend_pid() AS pid")
        with pytest.raises(DatabaseError):
            async with transaction():
                await rows("SELECT pg_terminate_backend(pg_backend_pid())")
        assert row["pid"] > 0
    await current_engine().start_connection_pool()
    await add("two")


async def test_a_database_that_is_not_there_is_unreachable() -> None:
    engine = engine_from_url("sqlite:////proc/nowhere/there.sqlite" if is_sqlite() else "postgres://a:b@127.0.0.1:1/c")
    with pytest.raises((Unreachable, OSError)):
        await engine.start_connection_pool()


@pytest.mark.parametrize("url", ["", "sqlite://", "mysql://a/b", "kiezfonds.sqlite", "sqlite:///"])
def test_other_addresses_are_refused(url: str) -> None:
    with pytest.raises(ValueError, match="database address"):
        engine_from_url(url)
