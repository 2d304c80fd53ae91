"""The house that the tests of access walk through."""

from typing import Any

import pytest_asyncio

from accounts.staff import hire
from browser import Clock
from evening import DEFERRED, PART, Decision
from house.doors import VALUES, House
from kiezfonds.accounts.rules import Role
from kiezfonds.database.work import rows
from kiezfonds.imprints.actions import report_barrier
from kiezfonds.meetings.counting import Tally
from kiezfonds.meetings.queries import meeting
from kiezfonds.meetings.rules import ResolutionKind
from kiezfonds.minutes.actions import draft_minutes, issue_edition
from kiezfonds.minutes.queries import minutes_of
from notices.case import PRINT, cases
from world import World


@pytest_asyncio.fixture
async def house(app: Any, world: World, clock: Clock) -> House:
    """A letter issued, an idea put off and one being written, minutes, a conflict, mail, an administrator."""
    full = Decision(ResolutionKind.FULL, votes=Tally(4, 0), excluded=(2,))
    sent, _, _ = await cases(world, full, PART, DEFERRED)
    await (await sent.ready()).issue()
    await keep_minutes(world)
    clock.now = world.now
    await report_barrier(world.district, "Start", "Zu klein", "", "", now=world.now)
    (first,) = await rows("SELECT applicant, fund FROM proposal WHERE number = 1")
    await world.draft({"fund": first["fund"]}, "Kiezkino", first["applicant"])
    world.people["clara"] = (await rows("SELECT person FROM seat WHERE number = 1"))[0]["person"]
    mail, conflict = await rows("SELECT max(id) AS id FROM mail"), await rows("SELECT id FROM conflict")
    vera = await hire(world, "vera", Role.ADMINISTRATOR)
    found = {"mail": mail[0]["id"], "id": conflict[0]["id"], "team/person": vera}
    return House(app, world, {**VALUES, **{name: str(id) for name, id in found.items()}})


async def keep_minutes(world: World) -> None:
    district, by = world.district, world.actor("bernd")
    held = await meeting(district.id, 2026, 1)
    assert held is not None
    assert await draft_minutes(district, held, by=by, now=world.now) == []
    kept = await minutes_of(district.id, held["id"])
    assert kept is not None
    await issue_edition(district.id, kept["id"], kept["version"], 1, PRINT, "0" * 64, by=by, now=world.now)
