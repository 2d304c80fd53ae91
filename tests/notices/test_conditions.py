"""A precondition is settled in one place, before the letter or after it; money, state and the applicant follow."""

from datetime import UTC, datetime
from typing import Any

import pytest

from browser import Browser, Clock
from evening import BOUND, CONDITIONAL
from kiezfonds.database.paging import Asked
from kiezfonds.database.work import rows
from kiezfonds.ledger import checks
from kiezfonds.ledger.queries import balance
from kiezfonds.meetings.conditions import conditions_listed
from kiezfonds.meetings.vocabulary import Outcome
from kiezfonds.notices.conditions import NO_NOTE, NOT_OPEN, settle_condition
from kiezfonds.notices.content import read_content
from notices.case import Case, one_case
from world import World, signed_in

NOTE = "Die Rampe steht, gesehen am 3. April."
SUBJECT = "Die Bedingung zu Ihrem Antrag 2026-0001"


@pytest.mark.parametrize(
    ("is_issued", "outcome", "state", "money"),
    [
        (False, Outcome.MET, "approved", (480_00, 0)),
        (False, Outcome.LAPSED, "lapsed", (0, 0)),
        (True, Outcome.MET, "notified", (0, 480_00)),
        (True, Outcome.LAPSED, "lapsed", (0, 0)),
    ],
)
async def test_a_precondition_is_met_or_sets_the_money_free_before_the_letter_and_after_it(
    world: World, desk: Browser, is_issued: bool, outcome: Outcome, state: str, money: tuple[int, int]
) -> None:
    case = await one_case(world, BOUND)
    if is_issued:
        assert await (await case.ready()).issue() == []
    here = f"/lichtenberg/buero/bedingungen/{case.resolution}"
    assert "/lichtenberg/buero/bedingungen" in (await desk.get("/lichtenberg/buero/warteliste")).links()
    assert here in (await desk.get("/lichtenberg/buero/bedingungen?stand=open&ordnung=-frist")).links()

    page = await desk.press(await desk.get(here), here, outcome=outcome.value, note=NOTE)

    row = await case.row()
    assert "Das ist festgehalten." in page.text
    assert (row["proposal_state"], row["condition_outcome"]) == (state, outcome.value)
    assert await money_of(world, case) == money
    (row,) = (await conditions_listed(world.district.id, Asked()))[0]
    assert row["stand"] == outcome.value
    assert await checks.findings(world.district.id) == []
    (mail,) = await rows("SELECT body FROM mail WHERE subject = {}", SUBJECT)
    assert ("Die Bedingung ist erfüllt." in mail["body"]) == (outcome is Outcome.MET)


async def test_the_conditional_letter_says_that_nothing_is_paid_and_the_one_after_that_it_is_met(world: World) -> None:
    case = await (await one_case(world, BOUND)).ready()
    assert read_content((await case.row())["content"]).is_conditional

    assert await settle(world, case, Outcome.MET) == []

    (problem,) = await case.issue()
    assert "neu entwerfen" in problem.said()
    assert await case.draft() == []
    content = read_content((await case.row())["content"])
    assert (content.is_conditional, content.is_condition_met) == (False, True)
    assert await case.issue() == []


async def test_after_the_condition_has_lapsed_no_letter_promises_money(world: World) -> None:
    case = await (await one_case(world, BOUND)).ready()

    assert await settle(world, case, Outcome.LAPSED) == []

    assert "Der Antrag wartet nicht mehr auf eine Zusage." in [p.said() for p in await case.issue()]


async def test_a_condition_is_settled_once_with_a_note_and_only_by_its_district(world: World) -> None:
    case = await one_case(world, BOUND)

    assert await settle(world, case, Outcome.MET, " ") == [NO_NOTE]
    assert await settle(world, case, Outcome.MET) == []
    assert await settle(world, case, Outcome.LAPSED) == [NOT_OPEN]
    with pytest.raises(LookupError):
        await settle_condition(world.other, case.resolution, Outcome.MET, NOTE, by=world.actor("emine"), now=world.now)


async def test_an_obligation_is_no_precondition(world: World, desk: Browser) -> None:
    case = await one_case(world, CONDITIONAL)

    await desk.get(f"/lichtenberg/buero/bedingungen/{case.resolution}", status=404)


async def test_only_the_coordinator_settles_and_another_district_finds_nothing(
    world: World, district_desk: Browser, app: Any, settings: Any
) -> None:
    case = await one_case(world, BOUND)
    emine = await signed_in(app, settings, world, "emine")

    await district_desk.get(f"/lichtenberg/buero/bedingungen/{case.resolution}", status=403)
    await emine.get(f"/pankow/buero/bedingungen/{case.resolution}", status=404)


async def test_past_its_day_the_page_says_that_nothing_lapses_by_itself(
    world: World, app: Any, settings: Any, clock: Clock
) -> None:
    case = await one_case(world, BOUND)
    here = f"/lichtenberg/buero/bedingungen/{case.resolution}"
    world.now = clock.now = datetime(2026, 5, 2, 9, tzinfo=UTC)
    desk = await signed_in(app, settings, world, "bernd")

    assert "Von selbst verfällt nichts." in (await desk.get(here)).text
    assert ";offen\r\n" in (await desk.get("/lichtenberg/buero/bedingungen/liste.csv")).html


async def settle(world: World, case: Case, outcome: Outcome, note: str = NOTE) -> list[Any]:
    return await settle_condition(
        world.district, case.resolution, outcome, note, by=world.actor("bernd"), now=world.now
    )


async def money_of(world: World, case: Case) -> tuple[int, int]:
    """Reserved and promised."""
    (entry,) = await rows(
        "SELECT e.area_budget FROM ledger_entry e JOIN resolution r ON r.reservation = e.id WHERE r.id = {}",
        case.resolution,
    )
    found = await balance(world.district.id, entry["area_budget"])
    return found.reserved, found.committed
