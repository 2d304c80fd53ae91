"""A changed or vanished vote, a changed result, and a changed letter are found and named."""

from collections.abc import AsyncIterator
from datetime import datetime

import pytest_asyncio

from databases import Database
from kiezfonds.database.work import rows
from kiezfonds.demo.play import play
from kiezfonds.demo.stage import SMALL, Stage
from kiezfonds.files.actions import store
from kiezfonds.ground.days import BERLIN
from kiezfonds.records.verify import findings
from records.tampering import forge

NOW = datetime(2026, 11, 22, 12, tzinfo=BERLIN)


@pytest_asyncio.fixture
async def stage(fresh_database: Database) -> AsyncIterator[Stage]:
    """A meeting of Karlshorst has voted, once with the devices."""
    yield await play(NOW, SMALL)


async def test_a_changed_vote_is_found_and_named(stage: Stage) -> None:
    (vote,) = await rows("SELECT id, ballot, seat FROM vote WHERE choice = 'yes' ORDER BY id LIMIT 1")
    await forge("vote", "UPDATE vote SET choice = 'no' WHERE id = {}", vote["id"])

    found = await findings(stage.district)

    assert f"ballot {vote['ballot']}: the vote of seat {vote['seat']} is no, the audit chain says yes" in found


async def test_a_vanished_vote_is_found_and_named(stage: Stage) -> None:
    (vote,) = await rows("SELECT id, ballot, seat FROM vote ORDER BY id LIMIT 1")
    await forge("vote", "DELETE FROM vote WHERE id = {}", vote["id"])

    found = await findings(stage.district)

    assert f"ballot {vote['ballot']}: the vote of seat {vote['seat']} is missing, the audit chain says yes" in found


async def test_a_changed_result_is_found(stage: Stage) -> None:
    (ballot,) = await rows("SELECT id FROM ballot WHERE method = 'hands' ORDER BY id LIMIT 1")
    await forge("ballot", "UPDATE ballot SET no_count = no_count + 1 WHERE id = {}", ballot["id"])

    assert any(finding.startswith(f"ballot {ballot['id']}: ") for finding in await findings(stage.district))


async def test_a_changed_resolution_is_found(stage: Stage) -> None:
    (resolution,) = await rows("SELECT id FROM resolution WHERE amount_cents > 0 ORDER BY id LIMIT 1")
    await forge("resolution", "UPDATE resolution SET amount_cents = amount_cents + 1 WHERE id = {}", resolution["id"])

    found = await findings(stage.district)

    assert any(finding.startswith(f"resolution {resolution['id']}: ") for finding in found)


async def test_a_changed_paper_is_found(stage: Stage) -> None:
    blob = await store(stage.district, b"Sehr geehrte Frau Beispiel", "application/pdf", now=NOW)
    assert await findings(stage.district) == []
    await forge("blob", "UPDATE blob SET content = {} WHERE id = {}", b"Sehr geehrter Herr Beispiel", blob)

    assert await findings(stage.district) == [f"blob {blob}: its content does not fit its checksum"]
