import pytest

from browser import Browser
from kiezfonds.accounts.sessions import open_session
from kiezfonds.portal.rules import STANDINGS, standing
from kiezfonds.proposals import actions
from kiezfonds.proposals.rules import MOVES, ProposalState
from world import World

MINE = "/lichtenberg/mein-antrag"
S = ProposalState
PROMISES = ("bewilligt", "Zusage", "genehmigt")


@pytest.mark.parametrize("state", [s for s in S if s is not S.DRAFT])
def test_every_state_says_how_it_stands_and_what_comes_next(state: S) -> None:
    said = standing(state)
    assert said.title
    assert said.following


@pytest.mark.parametrize("state", [s for s in STANDINGS if s not in MOVES[S.NOTIFIED] and s is not S.REVOKED])
def test_nothing_is_promised_before_the_letter(state: S) -> None:
    said = standing(state)
    assert [word for word in PROMISES if word in said.title + said.following] == []


@pytest.mark.parametrize("state", [S.APPROVED, S.PARTLY_APPROVED, S.CONDITIONALLY_APPROVED, S.REJECTED])
def test_a_decision_announces_the_letter(state: S) -> None:
    assert standing(state).title.endswith("Ihr Brief folgt")


async def test_the_page_shows_state_and_text(world: World, browser: Browser) -> None:
    row = await world.admitted(await world.open_call())
    await ayse(world, browser)
    page = await browser.get(MINE)
    assert "Ihre Idee geht in die Jury" in page.text
    assert "Die Jury entscheidet am Do, 26. März, 18 Uhr" in page.text
    assert "Wir bauen zusammen eine Bank aus Holz" in page.text

    for state in (S.SCHEDULED, S.IN_DELIBERATION, S.APPROVED):
        await actions.move(world.district.id, row["id"], state, by=world.actor("bernd"), now=world.now)
    page = await browser.get(MINE)
    assert "Die Jury hat zugestimmt – Ihr Brief folgt" in page.text


async def test_several_proposals_and_a_draft_stand_together(
    world: World, browser: Browser, statements: list[str]
) -> None:
    call = await world.open_call()
    await world.proposal(call, "Eins")
    await ayse(world, browser)
    await browser.get(MINE)
    one = len(statements)
    await world.proposal(call, "Zwei", world.people["ayse"])
    await world.draft(call, "Drei", world.people["ayse"])
    statements.clear()
    page = await browser.get(MINE)

    assert [title in page.text for title in ("Eins", "Zwei", "Drei")] == [True, True, True]
    assert "noch nicht abgesendet" in page.text
    assert len(statements) <= one


async def test_others_proposals_are_not_shown(world: World, browser: Browser) -> None:
    call = await world.open_call()
    await world.proposal(call, "Fremde Idee")
    await world.proposal(call, "Eigene Idee")
    await ayse(world, browser)

    page = await browser.get(MINE)
    assert ("Fremde Idee" in page.text, "Eigene Idee" in page.text) == (False, True)


async def test_a_stranger_is_asked_for_code_and_pin(world: World, browser: Browser) -> None:
    page = await browser.get(MINE)
    assert page.path == f"{MINE}/zugang"


async def ayse(world: World, browser: Browser) -> None:
    browser.hold("resident", await open_session(world.district.id, world.people["ayse"], "resident", world.now))
