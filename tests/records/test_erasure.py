"""A person's data go where no file has to be kept; the chain stays whole."""

import pytest

from browser import Browser
from kiezfonds.accounts.tables import Person
from kiezfonds.database.work import rows
from kiezfonds.ground.actors import Actor
from kiezfonds.jobs.tables import Mail
from kiezfonds.proposals.actions import move
from kiezfonds.proposals.rules import ProposalState
from kiezfonds.records.erasure import Held, erase_person, problems_with_erasing
from kiezfonds.records.verify import findings
from world import World, signed_in

FREE = Held(is_erased=False, is_staff=False, seats=0, letters=0, states={"withdrawn", "rejected"})


@pytest.mark.parametrize(
    ("held", "count"),
    [
        (FREE, 0),
        (Held(True, False, 0, 0, set()), 1),
        (Held(False, True, 0, 0, set()), 1),
        (Held(False, False, 2, 0, set()), 1),
        (Held(False, False, 0, 1, {"rejected"}), 1),
        (Held(False, False, 0, 0, {"withdrawn", "admitted"}), 1),
        (Held(False, False, 0, 0, {"settled"}), 1),
        (Held(False, True, 1, 1, {"running"}), 4),
    ],
)
def test_a_file_that_must_be_kept_keeps_its_names(held: Held, count: int) -> None:
    assert len(problems_with_erasing(held)) == count


async def withdrawn(world: World) -> int:
    row = await world.proposal(await world.open_call())
    ayse = Actor("resident", row["applicant"], "")
    for state in (ProposalState.WITHDRAWN,):
        await move(world.district.id, row["id"], state, by=ayse, now=world.now, reason="Ayşe zieht um.")
    return int(row["applicant"])


async def test_a_person_is_erased_and_everything_still_verifies(world: World) -> None:
    person = await withdrawn(world)
    (before,) = await rows("SELECT name, email FROM person WHERE id = {}", person)
    assert before["name"] != "–"

    assert await erase_person(world.district.id, person, by=world.actor("bernd"), now=world.now) == []

    (after,) = await Person.select().where(Person.id == person)
    assert [after[key] for key in ("name", "email", "phone", "street", "town")] == ["–", "", "", "", ""]
    assert after["erased_at"] == world.now
    for table, column in (("mail", "recipient"), ("mail", "body"), ("audit_secret", "clear")):
        held = [str(row[column]) for row in await rows(f"SELECT {column} FROM {table}")]
        assert [text for text in held if before["email"] in text or "zieht um" in text] == []
    assert await Mail.count().where(Mail.recipient == "–") == 1
    assert await findings(world.district.id) == []
    again = await erase_person(world.district.id, person, by=world.actor("bernd"), now=world.now)
    assert [problem.text for problem in again] == ["Diese Daten sind schon gelöscht."]


async def test_the_office_reads_what_happens_before_it_erases(world: World, desk: Browser) -> None:
    await withdrawn(world)
    page = await desk.get("/lichtenberg/buero/antraege/2026-0001/loeschung")
    assert "Das lässt sich nicht zurücknehmen." in page.text
    page = await desk.press(page, "/loeschung")
    assert page.path == "/lichtenberg/buero/antraege/2026-0001"
    assert "Die Angaben zur Person sind gelöscht." in page.text


async def test_what_still_runs_is_not_erased(world: World, desk: Browser) -> None:
    await world.proposal(await world.open_call())
    page = await desk.get("/lichtenberg/buero/antraege/2026-0001/loeschung")
    assert "Er kann vorher zurückgezogen werden." in page.text
    assert page.tree.xpath("//form[contains(@action, 'loeschung')]") == []


async def test_another_district_finds_nobody(world: World, app: object, settings: object, desk: Browser) -> None:
    await withdrawn(world)
    emine = await signed_in(app, settings, world, "emine")
    await emine.get("/pankow/buero/antraege/2026-0001/loeschung", status=404)
