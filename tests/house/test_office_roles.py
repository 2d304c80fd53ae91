"""What each role may open and press, asked of every route of the office."""

import re

import pytest

from accounts.staff import hire
from house.doors import House, Route, routes
from kiezfonds.accounts.rules import Role, Visitor

OWN = ("/buero/konto", "/buero/passwort")
TEAM = "/buero/team"
ROLES = {
    "coordinator": Role.COORDINATOR,
    "district": Role.DISTRICT_OFFICE,
    "auditor": Role.AUDITOR,
    "administrator": Role.ADMINISTRATOR,
}


def may(route: Route, role: Role) -> bool:
    """The rule of the house in one sentence each, beside the one in guards.py."""
    if any(own in route.path for own in OWN):
        return True
    if route.roles:
        return role.value in route.roles.split(",")
    if role is Role.AUDITOR:
        return route.method == "GET"
    return role is not Role.ADMINISTRATOR


def path_of(route: Route, house: House) -> str:
    """With something at it where this test knows something; the guard answers before anybody looks."""
    try:
        return route.filled(house.values)
    except AssertionError:
        return re.sub(r"\{\w+\}", "1", route.path.replace("{slug}", "lichtenberg"))


@pytest.mark.parametrize("name", ROLES)
async def test_every_role_enters_what_is_for_it_and_nothing_else(house: House, name: str) -> None:
    await hire(house.world, name, ROLES[name])
    visitor = await house.visitor(office=name)
    wrong = []
    for route in routes(house.app):
        path = path_of(route, house)
        if route.access != "office" or (route.method == "POST" and may(route, ROLES[name])):
            continue
        answer = await visitor.ask(route.method, path)
        hidden = TEAM in route.path and not may(route, ROLES[name])
        expected = "in" if may(route, ROLES[name]) else "404" if hidden else "403"
        got = str(answer.status) if answer.status in (403, 404) else "in"
        if got != expected and not (expected == "in" and got == "404"):
            wrong.append(f"{route}: {got} instead of {expected}")
    assert wrong == []


async def test_a_desk_for_chair_or_office_is_none_for_who_only_keeps_the_accounts(house: House) -> None:
    desk = "/lichtenberg/sitzungen/2026-1/leitung"
    await hire(house.world, "administrator", Role.ADMINISTRATOR)
    assert (await (await house.visitor(office="administrator")).ask("GET", desk)).status == 403
    both = await house.visitor(office="administrator", juror="clara")
    assert (await both.ask("GET", desk)).status == 200


async def test_no_route_lets_an_auditor_press_anything(app: object) -> None:
    pressed = [r for r in routes(app) if r.method == "POST" and r.access == "office" and may(r, Role.AUDITOR)]
    assert [str(route) for route in pressed if not any(own in route.path for own in OWN)] == []


@pytest.mark.parametrize(
    ("roles", "named"),
    [
        ({Role.COORDINATOR}, "coordinator"),
        ({Role.COORDINATOR, Role.DISTRICT_OFFICE}, "coordinator,district_office"),
        (set(Role), "coordinator,district_office"),
        ({Role.AUDITOR}, "auditor"),
        ({Role.ADMINISTRATOR}, "administrator"),
    ],
)
def test_an_act_names_the_roles_that_act(roles: set[Role], named: str) -> None:
    """Columns that hold them have forty signs."""
    actor = Visitor(1, "office", 1, 7, "Bernd", frozenset(roles)).actor()
    assert (actor.kind, actor.id, actor.role) == ("staff", 7, named)
    assert len(actor.role) <= 40
