# ruff: noqa: PT012 - what fails is a transaction, and that is a block
import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from database.trial import add, make_table, names
from databases import Database
from kiezfonds.database.requests import KeyReused, Remembered, forget, remember, settle
from kiezfonds.database.work import transaction

NOW = datetime(2026, 3, 12, 17, 0, tzinfo=UTC)


async def post(key: str, body: str = "a" * 64, *, scope: str = "ideas") -> tuple[str, str]:
    """A handler in small: what it did and where it sends the browser."""
    async with transaction():
        before = await remember(scope, key, body, NOW)
        if before is not None:
            return "again", before.location
        number = await add(key)
        await settle(scope, key, status=303, location=f"/ideen/{number}")
    return "done", f"/ideen/{number}"


async def test_the_same_form_is_answered_as_before(database: None) -> None:
    await make_table()
    done, again = await post("k1"), await post("k1")
    assert (done[0], again) == ("done", ("again", done[1]))
    assert await names() == ["k1"]


async def test_the_answer_keeps_status_and_location(database: None) -> None:
    async with transaction():
        assert await remember("ideas", "k1", "a", NOW) is None
        await settle("ideas", "k1", status=303, location="/ideen/1")
    async with transaction():
        assert await remember("ideas", "k1", "a", NOW) == Remembered(303, "/ideen/1")


async def test_the_same_key_with_another_body_is_refused(database: None) -> None:
    await make_table()
    await post("k1")
    with pytest.raises(KeyReused):
        await post("k1", "b" * 64)
    assert await names() == ["k1"]


async def test_another_scope_has_keys_of_its_own(database: None) -> None:
    await make_table()
    assert [(await post("k1"))[0], (await post("k1", scope="votes"))[0]] == ["done", "done"]


async def test_what_failed_may_be_sent_again(database: None) -> None:
    await make_table()
    with pytest.raises(LookupError):
        async with transaction():
            await remember("ideas", "k1", "a" * 64, NOW)
            raise LookupError
    assert (await post("k1"))[0] == "done"


async def test_fifty_at_once_are_carried_out_once(fresh_database: Database) -> None:
    await make_table()
    answers = await asyncio.gather(*(post("k1") for _ in range(50)))
    assert sorted({kind for kind, _ in answers}) == ["again", "done"]
    assert [kind for kind, _ in answers].count("done") == 1
    assert len({location for _, location in answers}) == 1
    assert await names() == ["k1"]


async def test_settle_without_remember_and_remember_without_settle_are_bugs(database: None) -> None:
    with pytest.raises(RuntimeError, match="without remember"):
        async with transaction():
            await settle("ideas", "k1", status=303, location="/")
    async with transaction():
        await remember("ideas", "k1", "a", NOW)
    with pytest.raises(RuntimeError, match="without settle"):
        async with transaction():
            await remember("ideas", "k1", "a", NOW)


async def test_remember_refuses_to_work_without_a_transaction(database: None) -> None:
    with pytest.raises(RuntimeError):
        await remember("ideas", "k1", "a", NOW)


async def test_old_answers_are_forgotten(database: None) -> None:
    await make_table()
    await post("k1")
    assert await forget(NOW) == 0
    assert await forget(NOW + timedelta(seconds=1)) == 1
    assert (await post("k1"))[0] == "done"
