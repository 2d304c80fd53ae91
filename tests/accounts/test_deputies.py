from datetime import date, datetime, timedelta
from typing import Any

import pytest

from accounts.staff import at_desk, hire
from kiezfonds.accounts.deputies import arrange_deputyship, deputyships, end_deputyship
from kiezfonds.accounts.rules import Role, Visitor, problems_with_deputyship
from kiezfonds.accounts.sessions import open_session, visitor
from kiezfonds.accounts.tables import Deputyship
from kiezfonds.accounts.team import disable
from kiezfonds.ground.actors import SYSTEM
from kiezfonds.ground.days import BERLIN
from kiezfonds.settings import Settings
from world import World

FIRST, LAST = date(2026, 3, 5), date(2026, 3, 31)
BOTH = {Role.COORDINATOR, Role.DISTRICT_OFFICE}


async def bernd_for_doris(world: World, first: date = FIRST, last: date = LAST) -> None:
    people = (world.people["doris"], world.people["bernd"])
    assert await arrange_deputyship(world.district.id, *people, first, last, by=SYSTEM, now=world.now) == []


@pytest.mark.parametrize(
    ("moment", "roles"),
    [
        (datetime(2026, 3, 4, 23, 59, tzinfo=BERLIN), {Role.COORDINATOR}),
        (datetime(2026, 3, 5, 0, 0, tzinfo=BERLIN), BOTH),
        (datetime(2026, 3, 29, 2, 30, tzinfo=BERLIN), BOTH),
        (datetime(2026, 3, 31, 23, 59, tzinfo=BERLIN), BOTH),
        (datetime(2026, 4, 1, 0, 0, tzinfo=BERLIN), {Role.COORDINATOR}),
    ],
)
async def test_a_deputy_has_the_roles_from_the_first_day_to_the_last(
    world: World, moment: datetime, roles: set[Role]
) -> None:
    await bernd_for_doris(world)
    me = await seen(world, "bernd", moment)

    assert me.roles == roles
    assert me.stands_in_for == (("Doris Amt",) if roles == BOTH else ())


async def test_the_absent_person_keeps_the_roles_and_gets_none(world: World) -> None:
    await bernd_for_doris(world)
    me = await seen(world, "doris", datetime(2026, 3, 10, 12, tzinfo=BERLIN))

    assert me.roles == {Role.DISTRICT_OFFICE}


async def test_a_deputy_of_a_deputy_gets_only_that_ones_own_roles(world: World) -> None:
    await bernd_for_doris(world)
    people = (world.people["bernd"], world.people["birgit"])
    await arrange_deputyship(world.district.id, *people, FIRST, LAST, by=SYSTEM, now=world.now)

    assert (await seen(world, "birgit", datetime(2026, 3, 10, 12, tzinfo=BERLIN))).roles == {Role.COORDINATOR}


async def test_what_a_deputy_does_is_done_by_the_deputy(world: World) -> None:
    await bernd_for_doris(world)
    actor = (await seen(world, "bernd", datetime(2026, 3, 10, 12, tzinfo=BERLIN))).actor()

    assert (actor.kind, actor.id, actor.role) == ("staff", world.people["bernd"], "coordinator,district_office")


async def test_the_head_says_in_whose_place_one_acts(world: World, app: Any, settings: Settings) -> None:
    bernd = await at_desk(app, settings, world, "bernd")
    assert "in Vertretung" not in (await bernd.get("/lichtenberg/buero/antraege")).text
    await bernd_for_doris(world, first=world.now.date())

    assert "in Vertretung für Doris Amt" in (await bernd.get("/lichtenberg/buero/antraege")).text
    await bernd.get("/lichtenberg/buero/antraege")


async def test_a_deputyship_ends_at_once_when_it_is_ended(world: World) -> None:
    await bernd_for_doris(world)
    (known,) = await deputyships(world.district.id, FIRST)
    there = (world.district.id, world.people["doris"], known["id"])

    assert await end_deputyship(world.other.id, *there[1:], by=SYSTEM, now=world.now) is False
    assert await end_deputyship(*there, by=SYSTEM, now=world.now) is True
    assert await end_deputyship(*there, by=SYSTEM, now=world.now) is False
    assert (await seen(world, "bernd", datetime(2026, 3, 10, 12, tzinfo=BERLIN))).roles == {Role.COORDINATOR}


async def test_it_ends_when_one_of_them_is_disabled(world: World) -> None:
    await bernd_for_doris(world)
    assert await disable(world.district.id, world.people["doris"], by=SYSTEM, now=world.now) == []

    assert (await seen(world, "bernd", datetime(2026, 3, 10, 12, tzinfo=BERLIN))).roles == {Role.COORDINATOR}


async def test_nobody_stands_in_for_somebody_of_another_district(world: World) -> None:
    people = (world.people["doris"], world.people["emine"])
    problems = await arrange_deputyship(world.district.id, *people, FIRST, LAST, by=SYSTEM, now=world.now)

    assert [problem.field for problem in problems] == ["deputy"]
    assert await Deputyship.count() == 0


async def test_the_same_days_are_entered_once(world: World) -> None:
    await bernd_for_doris(world)
    people = (world.people["doris"], world.people["bernd"])
    there = {"by": SYSTEM, "now": world.now}

    problems = await arrange_deputyship(world.district.id, *people, LAST, LAST, **there)
    assert [problem.field for problem in problems] == ["from_on"]
    after = LAST + timedelta(days=1)
    assert await arrange_deputyship(world.district.id, *people, after, after, **there) == []


async def test_a_deputy_of_an_administrator_keeps_the_team(world: World) -> None:
    await hire(world, "vera", Role.ADMINISTRATOR)
    people = (world.people["vera"], world.people["bernd"])
    await arrange_deputyship(world.district.id, *people, FIRST, LAST, by=SYSTEM, now=world.now)

    assert (await seen(world, "bernd", datetime(2026, 3, 10, 12, tzinfo=BERLIN))).has(Role.ADMINISTRATOR)


@pytest.mark.parametrize(
    ("deputy", "first", "last", "field"),
    [
        (2, FIRST, LAST, None),
        (2, FIRST, FIRST, None),
        (1, FIRST, LAST, "deputy"),
        (2, LAST, FIRST, "until_on"),
        (2, date(2026, 2, 1), date(2026, 3, 1), "until_on"),
        (2, FIRST, date(2026, 9, 5), None),
        (2, FIRST, date(2026, 9, 6), "until_on"),
    ],
)
def test_a_deputyship_is_for_another_person_and_for_days_to_come(
    deputy: int, first: date, last: date, field: str | None
) -> None:
    problems = problems_with_deputyship(1, deputy, first, last, date(2026, 3, 2))
    assert [problem.field for problem in problems] == ([field] if field else [])


async def seen(world: World, name: str, moment: datetime) -> Visitor:
    token = await open_session(world.district.id, world.people[name], "office", moment)
    found = await visitor(token, "office", world.district.id, moment)
    assert found is not None
    return found
