"""Who may open and press what: every address asked as nine people, compared with the table beside this file."""

import os
from pathlib import Path

import pytest_asyncio

from accounts.staff import hire
from house.doors import ABSENT, Answer, House, Route, Visitor, changed, contents, routes
from kiezfonds.accounts.rules import Role
from kiezfonds.database.work import rows, transaction

TABLE = Path(__file__).with_name("roles.txt")
RENEW = "RENEW=1 .venv/bin/python -m pytest -q tests/house/test_roles.py"
HEAD = """# x enters, - is refused (sent to sign in, 403 or 404), 0 is not there for anybody on the day of this test.
# A GET that enters changes nothing; whoever is refused changes nothing. Nobody enters unless this table says so.
"""


@pytest_asyncio.fixture
async def people(house: House) -> dict[str, Visitor]:
    """In the order of the columns. Ayşe has a proposal, Clara leads the meeting, Emine works in Pankow."""
    world = house.world
    world.people["juror"] = (await rows("SELECT person FROM seat WHERE number = 3"))[0]["person"]
    for name, role in (("auditor", Role.AUDITOR), ("administrator", Role.ADMINISTRATOR)):
        await hire(world, name, role)
    return {
        "stranger": await house.visitor(),
        "applicant": await house.visitor(resident="ayse"),
        "juror": await house.visitor(juror="juror"),
        "chair": await house.visitor(juror="clara"),
        "coordinator": await house.visitor(office="bernd"),
        "district": await house.visitor(office="doris"),
        "auditor": await house.visitor(office="auditor"),
        "administrator": await house.visitor(office="administrator"),
        "other": await house.visitor(office="emine"),
    }


async def test_everybody_enters_what_the_table_says_and_nothing_else(
    house: House,
    people: dict[str, Visitor],
) -> None:
    before = await contents()
    lines = [f"{'':<5}{'':<88}{' '.join(people)}"]
    for route, path in house.routes():
        entered = [await enters(visitor, route, path) for visitor in people.values()]
        if route.path in ABSENT or not any(entered):
            marks = ["0" for _ in entered]
        else:
            marks = ["x" if one else "-" for one in entered]
        columns = " ".join(f"{mark:<{len(name)}}" for mark, name in zip(marks, people, strict=True))
        lines.append(f"{route.method:<5}{route.path:<88}{columns}".rstrip())
    found = HEAD + "\n".join([lines[0], *sorted(lines[1:], key=lambda line: (line.split()[1], line))]) + "\n"
    if os.environ.get("RENEW"):
        TABLE.write_text(found)
    assert changed(before, await contents()) == []
    assert found.splitlines() == TABLE.read_text().splitlines(), f"if it must be: {RENEW}"


class Undone(Exception):  # noqa: N818 - takes back what was pressed
    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self.answer = answer


async def enters(visitor: Visitor, route: Route, path: str) -> bool:
    """Asked, and undone again: what somebody may press is not the subject here."""
    if route.method == "GET":
        return not (await visitor.ask("GET", path)).is_refusal
    try:
        async with transaction():
            raise Undone(await visitor.ask("POST", path))
    except Undone as undone:
        return not undone.answer.is_refusal


def test_every_route_stands_in_the_table(app: object) -> None:
    told = {tuple(line.split()[:2]) for line in TABLE.read_text().splitlines() if line.startswith(("GET", "POST"))}
    assert told == {(route.method, route.path) for route in routes(app)}
