from datetime import timedelta

import pytest

from browser import Browser, Clock
from kiezfonds.accounts.sessions import open_session
from kiezfonds.proposals import actions, changes, queries
from kiezfonds.proposals.handling import ChangeDraft
from kiezfonds.proposals.rules import ProposalState
from world import DEADLINE_ON, World, costs, idea

MINE = "/lichtenberg/mein-antrag"
HERE = f"{MINE}/2026-0001"


async def test_what_is_missing_stands_on_the_page_and_leads_to_the_idea(world: World, browser: Browser) -> None:
    row = await asked_for(world, browser)
    page = await browser.get(MINE)
    assert "Das fehlt noch Bitte ein Angebot. Bitte bis Do, 12. März 2026." in page.text

    page = await browser.press(page, "/auswahl")
    assert page.path == "/lichtenberg/idee/pruefen"
    assert "Das fehlt noch Bitte ein Angebot." in page.text
    await actions.save_page(world.district.id, row["id"], costs(410_00), now=world.now)
    await actions.submit(world.district, row["id"], by=world.actor("bernd"), now=world.now)

    page = await browser.get(MINE)
    assert "Wir prüfen Ihre Idee" in page.text
    assert "Das fehlt noch" not in page.text
    assert "Fassung 1" in page.text
    page = await browser.get(f"{HERE}/fassungen/2")
    assert "Was Sie geändert haben Beantragt" in page.text


async def test_when_the_time_is_over_the_page_says_so(world: World, browser: Browser, clock: Clock) -> None:
    await asked_for(world, browser)
    clock.now = world.now + timedelta(days=14)
    page = await browser.get(MINE)
    assert "Die Zeit dafür war am Do, 12. März 2026 zu Ende." in page.text


async def test_of_two_open_ones_the_pressed_one_is_opened(world: World, browser: Browser, clock: Clock) -> None:
    row = await asked_for(world, browser)
    await actions.start_draft(
        world.district.id,
        row["fund"],
        idea(world.areas[0]["id"], "Neue Idee"),
        person=row["applicant"],
        now=world.now + timedelta(hours=1),
    )
    clock.now = world.now + timedelta(hours=2)
    page = await browser.get(MINE)
    sent = {"_csrf": page.form("/auswahl").fields["_csrf"], "proposal": str(row["id"])}
    page = await browser.post(f"{MINE}/auswahl", sent)
    assert page.path == "/lichtenberg/idee/pruefen"
    assert "Hofbank" in page.text


async def test_nobody_opens_what_is_not_theirs(world: World, browser: Browser) -> None:
    row = await asked_for(world, browser)
    page = await browser.get(MINE)
    token = page.form("/auswahl").fields["_csrf"]
    other = await world.draft({"fund": row["fund"]}, "Fremd")
    for wrong in (str(other), "0", "", "x", "9" * 30):
        page = await browser.post(f"{MINE}/auswahl", {"_csrf": token, "proposal": wrong})
        assert "Daran lässt sich gerade nichts ändern." in page.text


async def test_an_idea_is_taken_back_after_reading_what_happens(world: World, browser: Browser) -> None:
    row = await world.proposal(await world.open_call())
    await ayse(world, browser)
    page = await browser.get(MINE)
    assert f"{HERE}/ruecknahme" in page.links()
    page = await browser.get(f"{HERE}/ruecknahme")
    assert "Das lässt sich nicht rückgängig machen." in page.text
    page = await browser.press(page, "/ruecknahme")

    assert "Sie haben Ihre Idee zurückgezogen" in page.text
    assert f"{HERE}/ruecknahme" not in page.links()
    known = await queries.proposal_by_id(world.district.id, row["id"])
    assert known is not None
    assert known["state"] == ProposalState.WITHDRAWN


async def test_after_a_yes_the_page_says_to_call(world: World, browser: Browser) -> None:
    row = await world.admitted(await world.open_call())
    for state in ("scheduled", "in_deliberation", "approved"):
        await actions.move(world.district.id, row["id"], ProposalState(state), by=world.actor("bernd"), now=world.now)
    await ayse(world, browser)

    assert "Rufen Sie uns bitte an." in (await browser.get(MINE)).text
    page = await browser.get(f"{HERE}/ruecknahme")
    assert "ruft bitte im Büro an" in page.text
    assert "030 555 0101" in page.text


@pytest.mark.parametrize("path", ["ruecknahme", "fassungen/1"])
async def test_others_proposals_do_not_exist(world: World, browser: Browser, path: str) -> None:
    call = await world.open_call()
    await world.proposal(call, "Fremde Idee")
    await world.proposal(call, "Eigene Idee")
    await ayse(world, browser)

    await browser.get(f"{HERE}/{path}", status=404)
    await browser.get(f"{MINE}/2026-0002/{path}")


async def asked_for(world: World, browser: Browser) -> dict[str, object]:
    row = await world.proposal(await world.open_call())
    draft = ChangeDraft("Bitte ein Angebot.", DEADLINE_ON)
    by = world.actor("bernd")
    assert await changes.request_changes(world.district, row["id"], {}, draft, by=by, now=world.now) == []
    await ayse(world, browser)
    return row


async def ayse(world: World, browser: Browser) -> None:
    browser.hold("resident", await open_session(world.district.id, world.people["ayse"], "resident", world.now))
