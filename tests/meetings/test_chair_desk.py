from typing import Any

import pytest

from browser import Browser, Clock, Page
from kiezfonds.accounts.sessions import open_session
from kiezfonds.juries.actions import declare_conflict
from kiezfonds.juries.rules import Ground
from kiezfonds.meetings import queries, votes
from kiezfonds.meetings.actions import close_meeting
from kiezfonds.settings import Settings
from meetings.sitting import YES, Sitting, plan, sit
from world import World, signed_in

PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}


def path(sitting: Sitting, *parts: str) -> str:
    return "/".join([f"/lichtenberg/sitzungen/{sitting.ref}/leitung", *parts])


async def device(app: Any, settings: Settings, sitting: Sitting, member: int) -> Browser:
    browser = Browser(app, settings)
    browser.hold("juror", await sitting.session(member))
    return browser


async def opened(sitting: Sitting, desk: Browser, **more: str) -> Page:
    await sitting.call(2)
    page = await desk.get(path(sitting))
    return await desk.press(page, "/abstimmungen", **more)


async def test_the_chair_leads_an_item_from_call_to_resolution(world: World, desk: Browser) -> None:
    sitting = await sit(world)
    page = await desk.get(path(sitting))
    assert "Beschlussfähig: ja 5 von 5, nötig 3" in page.text
    page = await desk.post(path(sitting, "aufruf"), {"_csrf": token(page), "position": "2"})
    assert "TOP 2 · Idee 1" in page.text

    page = await desk.press(page, "/abstimmungen", amount="400")
    assert "0 von 5 abgestimmt" in page.text
    assert "Noch ohne Stimme: Clara 0, Clara 1" in page.text
    for member in range(5):
        await sitting.vote(1, member, YES)
    page = await desk.press(page, "/schluss")
    assert "JA 5 · NEIN 0 · ENTH. 0 → angenommen" in page.text
    assert "mehr als die Hälfte der Stimmen für Ja oder Nein" in page.text

    page = await desk.press(page, "/bestaetigung", usual="part_is_enough")
    assert "Das Ergebnis ist bestätigt." in page.text
    assert "Idee 1 : zum Teil gefördert, 400 €" in page.text
    (resolution,) = await queries.resolutions(sitting.district, sitting.id)
    assert (resolution["kind"], resolution["reason"]) == ("part", "Das Vorhaben gelingt auch mit weniger Geld.")


async def test_the_desk_opens_the_meeting_and_ends_it(world: World, desk: Browser, clock: Clock) -> None:
    sitting = await plan(world)
    page = await desk.press(await desk.get(path(sitting)), "/eroeffnung")
    assert "Eröffnet wird am Tag, zu dem eingeladen ist." in page.text
    clock.now = sitting.now
    desk.hold("office", await open_session(world.district.id, world.people["bernd"], "office", sitting.now))
    page = await desk.press(await desk.get(path(sitting)), "/eroeffnung")
    assert "TOP 2 aufrufen: Idee 1" in page.text
    page = await desk.get(path(sitting, "ende"))
    assert "2 Ideen sind noch nicht entschieden." in page.text
    page = await desk.press(page, "/ende")
    assert "Die Sitzung ist beendet" in page.text


async def test_one_tap_says_who_is_there(world: World, desk: Browser) -> None:
    sitting = await sit(world, present=0)
    page = await desk.get(path(sitting))
    seat = str(sitting.seats[2]["id"])
    for _ in range(2):
        page = await desk.press(page, "/anwesenheit", button=("comes", seat))
    assert "Anwesend 1" in page.text
    page = await desk.press(page, "/anwesenheit", button=("leaves", seat))
    assert "Anwesend 0" in page.text


async def test_a_show_of_hands_is_typed_in(world: World, desk: Browser) -> None:
    sitting = await sit(world)
    page = await opened(sitting, desk, method="hands")
    page = await desk.press(page, "/auszaehlung", yes="4", no="2", abstain="0", status=422)
    assert "6 Stimmen, aber nur 5 Stimmberechtigte sind da." in page.text
    page = await desk.press(page, "/auszaehlung", yes="2", no="2", abstain="1")
    assert "→ abgelehnt" in page.text
    assert "Bei gleich vielen Stimmen ist der Antrag abgelehnt." in page.text

    page = await desk.press(page, "/bestaetigung", kind="another_motion")
    assert "Abstimmung 1: 480 € · 2 ja, 2 nein, 1 enthalten → abgelehnt" in page.text


async def test_what_was_typed_stays_when_it_is_refused(world: World, desk: Browser) -> None:
    sitting = await sit(world)
    await sitting.call(2)
    page = await desk.get(path(sitting))
    page = await desk.press(page, "/abstimmungen", amount="9.999", conditions="Nur tags", status=422)

    assert page.form("/abstimmungen").fields["amount"] == "9.999"
    assert page.form("/abstimmungen").fields["conditions"].strip() == "Nur tags"
    assert "Beantragt sind nur 480 €." in page.text
    assert "data-kf-live" not in page.html


async def test_a_refused_result_still_offers_only_what_fits_it(world: World, desk: Browser) -> None:
    sitting = await sit(world)
    page = await desk.press(await opened(sitting, desk), "/schluss")
    page = await desk.press(page, "/bestaetigung", reason="", status=422)

    kinds = page.form("/bestaetigung").xpath(".//select[@name='kind']/option/@value")
    assert kinds == ["rejected", "deferred", "waiting_list", "another_motion"]


async def test_the_chair_finds_the_way_to_the_own_vote(
    world: World, desk: Browser, app: Any, settings: Settings
) -> None:
    sitting = await sit(world)
    chair = await device(app, settings, sitting, 0)

    assert f"/lichtenberg/jury/sitzung/{sitting.ref}" in (await chair.get(path(sitting))).html
    assert "Meine eigene Stimme" not in (await desk.get(path(sitting))).text


async def test_after_the_end_nobody_reads_that_the_jury_is_not_quorate(world: World, desk: Browser) -> None:
    sitting = await sit(world)
    await close_meeting(sitting.district, sitting.id, by=sitting.chair, now=sitting.now)
    page = await desk.get(path(sitting))

    assert "Beschlussfähig" not in page.text
    assert "Wer war da?" in page.text


async def test_late_votes_are_told_until_the_next_ballot(world: World, desk: Browser) -> None:
    sitting = await sit(world)
    await opened(sitting, desk)
    await sitting.close(1)
    ballot = (await sitting.ballot(1))["id"]
    await votes.note_late_vote(sitting.district, ballot, sitting.seats[1]["id"], by=sitting.chair, now=sitting.now)
    page = await desk.get(path(sitting))
    assert "1 Stimme kam nach Schluss" in page.text

    page = await desk.press(page, "/bestaetigung", kind="another_motion")
    page = await desk.press(page, "/abstimmungen")
    assert "nach Schluss" not in page.text


async def test_the_second_desk_is_told_that_somebody_was_faster(
    world: World, desk: Browser, app: Any, settings: Settings
) -> None:
    sitting = await sit(world)
    other = await signed_in(app, settings, world, "birgit")
    first, second = await opened(sitting, desk), await other.get(path(sitting))
    await desk.press(first, "/schluss")

    page = await other.press(second, "/schluss")
    assert "Diese Abstimmung läuft nicht mehr. Jemand war schneller." in page.text
    stale = await other.get(path(sitting))
    await desk.press(await desk.get(path(sitting)), "/bestaetigung", kind="rejected", reason="Zu wenig Ja")
    page = await other.press(stale, "/bestaetigung", kind="rejected", reason="Zu wenig Ja", status=409)
    assert "Dieses Ergebnis ist schon bestätigt oder annulliert." in page.text


async def test_a_ballot_is_annulled_on_a_page_of_its_own(world: World, desk: Browser) -> None:
    sitting = await sit(world)
    await opened(sitting, desk)
    page = await desk.get(path(sitting, "abstimmungen/1/annullierung"))
    page = await desk.press(page, "/annullierung", reason="", status=422)
    page = await desk.press(page, "/annullierung", reason="Falscher Betrag")
    assert "Abstimmung 1: annulliert – Falscher Betrag" in page.text


async def test_an_item_without_quorum_has_no_button(world: World, desk: Browser) -> None:
    sitting = await sit(world, present=2)
    await sitting.call(2)
    page = await desk.get(path(sitting))

    assert "Beschlussfähig: nein 2 von 5, nötig 3" in page.text
    assert page.form("/abstimmungen").xpath(".//button[@disabled]")
    await desk.press(page, "/abstimmungen", status=422)


async def test_the_desk_is_for_the_chair_and_the_coordinators(
    world: World, desk: Browser, district_desk: Browser, browser: Browser, app: Any, settings: Settings
) -> None:
    sitting = await sit(world)
    chair, member = await device(app, settings, sitting, 0), await device(app, settings, sitting, 1)
    await chair.get(path(sitting))
    await member.get(path(sitting), status=403)
    await district_desk.get(path(sitting), status=403)
    await browser.get(path(sitting), status=403)
    emine = await signed_in(app, settings, world, "emine")
    await emine.get(f"/pankow/sitzungen/{sitting.ref}/leitung", status=404)


async def test_a_browser_with_two_sessions_leads_by_the_one_that_may(
    world: World, district_desk: Browser, app: Any, settings: Settings
) -> None:
    sitting = await sit(world)
    district_desk.hold("juror", await sitting.session(0))
    page = await district_desk.press(await district_desk.get(path(sitting)), "/aufruf", button=("position", "2"))
    assert "TOP 2 · Idee 1" in page.text


async def test_a_told_membership_stands_on_the_desk(world: World, desk: Browser) -> None:
    sitting = await sit(world)
    proposal = (await queries.agenda(sitting.district, sitting.id))[1]["proposal"]
    member = sitting.seats[2]["id"]
    await declare_conflict(sitting.district, member, proposal, Ground.MEMBER, "", by=sitting.chair, now=sitting.now)
    await sitting.call(2)
    page = await desk.get(path(sitting))
    assert "Mitwirken: Das entscheidet die Jury Clara 2 : einfaches Mitglied" in page.text


async def test_what_is_wrong_in_a_folded_part_is_unfolded(world: World, desk: Browser) -> None:
    sitting = await sit(world)
    await sitting.call(2)
    page = await desk.get(path(sitting))
    page = await desk.press(page, "/abstimmungen", conditions="Mit Lehne.", condition_kind="precondition", status=422)
    (folded,) = page.tree.xpath("//details[.//input[@name='condition_due_on']]")
    assert "open" in folded.attrib


async def test_the_poll_gives_the_same_region_as_the_page(world: World, desk: Browser) -> None:
    sitting = await sit(world)
    answer = await desk.http.get(path(sitting), headers=PARTIAL)

    assert answer.text.lstrip().startswith('<div class="kf-desk">')
    assert 'name="_csrf"' in answer.text


@pytest.mark.parametrize(("members", "ideas"), [(3, 2), (15, 4)])
async def test_the_desk_costs_the_same_for_any_evening(
    world: World, desk: Browser, statements: list[str], members: int, ideas: int
) -> None:
    sitting = await sit(world, members=members, present=members, ideas=ideas)
    await sitting.decide(2)
    await sitting.call(3)
    statements.clear()
    await desk.get(path(sitting))
    assert len(statements) == 16


def token(page: Page) -> str:
    return str(page.tree.xpath("//input[@name='_csrf']")[0].get("value"))
