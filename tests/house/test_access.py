"""Who may enter which address, asked of the running application and compared with the list beside this file."""

import os
from pathlib import Path
from typing import Any

from house.doors import ABSENT, ACCESS, House, changed, contents, routes
from house.tree import TEMPLATES
from kiezfonds.app import MAX_BODY

LIST = Path(__file__).with_name("addresses.txt")
RENEW = "RENEW=1 .venv/bin/python -m pytest -q tests/house/test_access.py -k stored_list"


async def test_every_route_says_who_may_enter(app: Any) -> None:
    assert [str(route) for route in routes(app) if route.access not in ACCESS] == []
    assert [str(route) for route in routes(app) if "/buero" in route.path and route.access != "office"] == []


async def test_addresses_are_those_of_the_stored_list(app: Any) -> None:
    known = sorted(str(route) for route in routes(app))
    if os.environ.get("RENEW"):
        LIST.write_text("\n".join(known) + "\n")
    stored = LIST.read_text().splitlines()
    assert known == stored, f"addresses are for ever; if it must be: {RENEW}"


async def test_a_stranger_is_refused_wherever_it_is_not_public(house: House) -> None:
    closed = list(house.routes(but=("public",)))
    assert await house.open_doors(await house.visitor(), closed) == []


async def test_a_coordinator_of_another_district_gets_no_page_of_this_one(house: House) -> None:
    closed = list(house.routes(but=("public",)))
    emine = await house.visitor(office="emine")
    assert (await emine.ask("GET", "/pankow/buero")).status == 200
    assert await house.open_doors(emine, closed) == []


async def test_numbers_of_this_district_lead_nowhere_in_another(house: House) -> None:
    there = {**house.values, "slug": house.world.other.slug}
    numbered = [(route, route.filled(there)) for route, _ in house.routes(but=("public",)) if route.path.count("{") > 1]
    found = await house.open_doors(await house.visitor(office="emine"), numbered)
    assert [door for door in found if not door.startswith("422 ")] == []


async def test_a_juror_gets_nothing_of_the_office_nor_of_residents(house: House) -> None:
    clara = await house.visitor(juror="clara")
    assert (await clara.ask("GET", "/lichtenberg/jury")).status == 200
    assert await house.open_doors(clara, list(house.routes(but=("public", "juror", "office|juror")))) == []


async def test_a_resident_gets_nothing_of_the_office_nor_of_the_jury(house: House) -> None:
    ayse = await house.visitor(resident="ayse")
    assert (await ayse.ask("GET", "/lichtenberg/mein-antrag")).status == 200
    assert await house.open_doors(ayse, list(house.routes(but=("public", "resident")))) == []


async def test_looking_at_pages_changes_nothing(house: House) -> None:
    people = [
        await house.visitor(juror="clara", resident="ayse", office="bernd"),
        await house.visitor(office="doris"),
        await house.visitor(office="vera"),
    ]
    before = await contents()
    absent = set()
    for route, path in house.routes():
        if route.method == "GET":
            statuses = [(await person.ask("GET", path)).status for person in people]
            absent |= set() if 200 in statuses else {route.path}
            assert max(statuses) < 500, f"{route}: {statuses}"
    assert changed(before, await contents()) == []
    assert sorted(absent ^ set(ABSENT)) == []


async def test_every_refusal_carries_the_headers(house: House) -> None:
    stranger = await house.visitor()
    token = b"_csrf=browser.00&_key=one"
    answers = {
        404: await stranger.ask("GET", "/lichtenberg/gibt-es-nicht"),
        405: await stranger.ask("DELETE", "/lichtenberg/idee"),
        403: await stranger.ask("POST", "/lichtenberg/idee", site="cross-site"),
        422: await stranger.ask("POST", "/lichtenberg/idee"),
        413: await stranger.ask("POST", "/lichtenberg/idee", body=token + b"x" * MAX_BODY),
    }
    assert {expected: answer.status for expected, answer in answers.items()} == {code: code for code in answers}
    assert (await stranger.ask("POST", "/lichtenberg/idee", body=token)).status == 403


def test_what_is_too_big_is_told_the_true_limit() -> None:
    assert f"Mehr als {MAX_BODY // 1_000_000} MB" in (TEMPLATES / "errors" / "error.html").read_text()
