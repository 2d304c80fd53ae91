"""The office's desk: every line one act, for the person who may do it."""

from datetime import date, time, timedelta
from typing import Any

import pytest

from browser import Browser, Clock, Page
from evening import BOUND
from kiezfonds.database.work import rows
from kiezfonds.districts.tables import Area
from kiezfonds.ground.days import instant_of
from kiezfonds.jobs.actions import mark_mail, post_mail
from kiezfonds.jobs.queries import mails
from kiezfonds.ledger.actions import release_reservation
from kiezfonds.ledger.tables import AreaBudget
from kiezfonds.meetings.tables import Meeting, MeetingReply
from kiezfonds.meetings.vocabulary import Outcome
from kiezfonds.meetings.waiting import waiting
from kiezfonds.minutes.tables import Minutes
from kiezfonds.notices.conditions import settle_condition
from meetings.sitting import sit
from meetings.test_waiting import empty_the_pot, wait
from notices.case import one_case
from transparency.seeds import add, past_elsewhere, past_of
from world import DEADLINE_ON, HELD_ON, World, signed_in

OF_EVERY_NEW_OFFICE = ("Jury zusammenstellen", "Pflichtangaben ergänzen")
"""The small world of these tests has neither; they have tests of their own."""


async def test_an_empty_desk_says_what_will_be_here(world: World, desk: Browser) -> None:
    page = await desk.get("/lichtenberg/buero")

    assert "Heute ist nichts zu tun." in page.text
    assert "Noch kein Geld freigegeben" in page.text
    assert "Noch keine Jury" in page.text


async def test_a_new_proposal_is_to_be_checked_today(world: World, desk: Browser) -> None:
    row = await world.proposal(await world.open_call(), "Hofbank")

    page = await desk.get("/lichtenberg/buero")

    assert lines(page, "today") == [f"Antrag {row['year']}-0001 formal prüfen: Hofbank"]
    assert "/lichtenberg/buero/antraege/2026-0001/formpruefung" in page.links()


async def test_many_of_a_kind_are_folded_into_one_line(world: World, desk: Browser) -> None:
    past = await past_of(world)
    for number in range(12):
        await past.project(f"Projekt {number}", "submitted", letter="")

    page = await desk.get("/lichtenberg/buero")

    found = [line for line in lines(page, "today") if "formal" in line or "Noch" in line]
    assert len(found) == 9
    assert found[-1] == "Noch 4 von derselben Art"


async def test_money_waits_for_the_district_office(world: World, desk: Browser, district_desk: Browser) -> None:
    await world.fund(mode=None)
    acts = ["Bestätigen, wer das Geld zusagt: Kiezfonds 2026", "Geld verteilen und freigeben: Kiezfonds 2026"]

    assert lines(await desk.get("/lichtenberg/buero"), "waiting") == acts
    assert lines(await district_desk.get("/lichtenberg/buero"), "today") == acts


async def test_the_district_office_sees_only_what_waits_for_it(world: World, district_desk: Browser) -> None:
    await world.proposal(await world.open_call())

    page = await district_desk.get("/lichtenberg/buero")

    assert [lines(page, when) for when in ("today", "week", "waiting")] == [[], [], []]


async def test_a_call_without_dates_is_due_this_week(world: World, desk: Browser) -> None:
    await world.call(await world.fund())

    assert lines(await desk.get("/lichtenberg/buero"), "week") == ["Aufruf veröffentlichen: Ideen für den Frühling"]


@pytest.mark.parametrize(
    ("state", "held", "when", "words"),
    [
        (None, 8, "week", "Sitzung anlegen"),
        (None, 7, "today", "Sitzung anlegen"),
        (None, 30, "", ""),
        ("planned", 8, "week", "Tagesordnung füllen und einladen: Noch ist keine Idee zugelassen"),
        ("invited", 3, "week", "Sitzung halten"),
        ("invited", 0, "today", "Sitzung halten"),
        ("open", 0, "today", "Die Sitzung läuft"),
        ("closed", -3, "today", "Niederschrift beginnen"),
        ("cancelled", 3, "", ""),
    ],
)
async def test_a_meeting_is_due_as_its_state_and_its_day_say(
    world: World, desk: Browser, state: str | None, held: int, when: str, words: str
) -> None:
    past = await past_of(world)
    await Meeting.update({Meeting.state: "cancelled"}, force=True)
    held_on = world.now.date() + timedelta(days=held)
    decision_date = await past.date(held_on - timedelta(days=20), held_on)
    if state:
        await past.meeting(decision_date, held_on, state)

    page = await desk.get("/lichtenberg/buero")

    found = {name: [line for line in lines(page, name) if line] for name in ("today", "week", "waiting")}
    assert found == {name: [words] if name == when else [] for name in found}


async def test_minutes_are_due_until_they_are_public(world: World, desk: Browser) -> None:
    past = await past_of(world)
    meeting = past.meetings[past.places[0]["id"]]
    await Meeting.update({Meeting.state: "cancelled"}, force=True).where(Meeting.id != meeting)
    today, soon, ago = world.now.date(), world.now.date() + timedelta(days=3), world.now.date() - timedelta(days=1)
    minutes = await add(
        Minutes, district=world.district.id, meeting=meeting, state="draft", version=1, created_at=world.now
    )
    issued, sent = {Minutes.state: "issued"}, {Minutes.circulated_at: world.now}
    steps: list[tuple[dict[Any, Any], str, str]] = [
        ({}, "today", "Niederschrift fertigstellen"),
        (issued, "today", "Niederschrift an die Mitglieder schicken"),
        ({**sent, Minutes.objections_until_on: soon}, "waiting", "Niederschrift genehmigen lassen"),
        ({Minutes.objections_until_on: today}, "waiting", "Niederschrift genehmigen lassen"),
        ({Minutes.objections_until_on: ago}, "today", "Niederschrift genehmigen lassen"),
        ({Minutes.approved_at: world.now}, "today", "Niederschrift veröffentlichen"),
        ({Minutes.published_at: world.now}, "", ""),
    ]
    for change, when, words in steps:
        if change:
            await Minutes.update(change).where(Minutes.id == minutes)
        page = await desk.get("/lichtenberg/buero")
        found = {name: [line for line in lines(page, name) if "Niederschrift" in line] for name in ("today", "waiting")}
        assert found == {name: [words] if name == when else [] for name in found}


async def test_who_waits_first_moves_up_when_there_is_money(world: World, desk: Browser) -> None:
    sitting = await sit(world)
    entry = await empty_the_pot(sitting)
    assert [await wait(sitting, 2), await wait(sitting, 3)] == [[], []]
    assert [line for line in lines(await desk.get("/lichtenberg/buero"), "today") if "Aufrücken" in line] == []

    await release_reservation(sitting.district, entry, reason="frei", by=sitting.chair, now=sitting.now)
    page = await desk.get("/lichtenberg/buero")

    found = [line for line in lines(page, "today") if "Aufrücken" in line]
    assert [line.replace("\xa0", " ") for line in found] == ["Aufrücken lassen, 13.000 € sind frei, 2026-0001: Idee 1"]
    first, *_ = await waiting(sitting.district)
    assert f"/lichtenberg/buero/warteliste/{first['id']}" in page.links()


async def test_a_condition_is_due_until_somebody_says_what_came_of_it(
    world: World, app: Any, settings: Any, clock: Clock
) -> None:
    case = await one_case(world, BOUND)
    seen = []
    for day in (date(2026, 4, 20), date(2026, 4, 27), date(2026, 5, 2)):
        world.now = clock.now = instant_of(day, time(9))
        page = await (await signed_in(app, settings, world, "bernd")).get("/lichtenberg/buero")
        seen.append([line for when in ("today", "week") for line in lines(page, when) if "Bedingung" in line])

    assert seen == [
        [],
        ["Bedingung erfüllt? 2026-0001: Lesecafé"],
        ["Frist der Bedingung ist vorbei: erfüllt oder verfallen? 2026-0001: Lesecafé"],
    ]
    assert f"/lichtenberg/buero/bedingungen/{case.resolution}" in page.links()
    lapsed = Outcome.LAPSED
    await settle_condition(
        world.district, case.resolution, lapsed, "kein Beleg", by=world.actor("bernd"), now=world.now
    )
    page = await (await signed_in(app, settings, world, "bernd")).get("/lichtenberg/buero")
    assert [line for line in lines(page, "today") if "Lesecafé" in line] == []


async def test_a_letter_waits_for_somebody_who_did_not_draft_it(world: World, app: Any, settings: Any) -> None:
    past = await past_of(world)
    await past.project("Hofbank", "approved", letter="drafted")
    await past.release()

    seen = {}
    for name in ("bernd", "birgit", "doris"):
        page = await (await signed_in(app, settings, world, name)).get("/lichtenberg/buero")
        seen[name] = [when for when in ("today", "waiting") if any("Brief ausfertigen" in x for x in lines(page, when))]

    assert seen == {"bernd": ["waiting"], "birgit": ["today"], "doris": ["today"]}


async def test_a_resolution_waits_for_the_district_offices_check(
    world: World, desk: Browser, district_desk: Browser
) -> None:
    past = await past_of(world)
    await past.project("Hofbank", "approved", letter="none")

    line = "Beschluss prüfen, 2026-0001: Hofbank"
    assert line in lines(await desk.get("/lichtenberg/buero"), "waiting")
    page = await district_desk.get("/lichtenberg/buero")
    assert line in lines(page, "today")
    assert (await district_desk.get("/lichtenberg/buero/briefe/beschluesse/2026-1/1")).status == 200
    assert "/lichtenberg/buero/briefe/beschluesse/2026-1/1" in page.links()


async def test_failed_mail_is_seen_at_once(world: World, desk: Browser) -> None:
    await post_mail(world.district.id, "ayse@kiez.example", "Ihre Idee", "Guten Tag", now=world.now)
    (mail, *_) = await mails(world.district.id)
    await mark_mail(mail["id"], "failed", world.now, "refused")

    assert lines(await desk.get("/lichtenberg/buero"), "today") == ["Nicht zugestellte Mails ansehen: 1"]


async def test_a_card_shows_money_dates_and_the_jury(world: World, desk: Browser) -> None:
    past = await past_of(world)
    await past.date(DEADLINE_ON, HELD_ON)
    await past.sit(15)

    (card, *_) = (await desk.get("/lichtenberg/buero")).tree.xpath("//article[h3[contains(., 'Fennpfuhl')]]")

    words = " ".join(" ".join(card.itertext()).split())
    for part in ("13.000 € noch frei", "noch 10 Tage", "Do, 26. März, 18 Uhr", "Jury: 15 Mitglieder"):
        assert part in words


async def test_another_districts_work_is_not_on_the_desk(world: World, desk: Browser) -> None:
    elsewhere = await past_elsewhere(world)
    await elsewhere.project("Fremdes Beet", "submitted", letter="")
    await elsewhere.project("Fremder Brief", "approved", letter="drafted")

    page = await desk.get("/lichtenberg/buero")

    assert [lines(page, when) for when in ("today", "week", "waiting")] == [[], [], []]
    assert "Fremd" not in page.html


async def test_the_desk_costs_the_same_queries_for_two_areas_and_for_thirteen(
    world: World, desk: Browser, statements: list[str]
) -> None:
    counts = []
    for number in range(11):
        facts = {"slug": f"kiez-{number}", "name": f"Kiez {number}", "position": 10 + number, "inhabitants_count": 1}
        await Area.insert(Area(district=world.district.id, **facts))
        if number in (0, 10):
            past = await past_of(world, 2025 + (number == 10))
            await past.project("Hofbank", "submitted", letter="")
            statements.clear()
            await desk.get("/lichtenberg/buero")
            counts.append(len(statements))

    assert counts == [17, 17]


async def test_meetings_with_replies_cost_one_more_query_however_many_there_are(
    world: World, desk: Browser, statements: list[str]
) -> None:
    past = await past_of(world)
    counts = []
    for areas in (1, 3):
        for number in range(areas):
            held_on = world.now.date() + timedelta(days=20 + areas + number)
            place = past.places[number % len(past.places)]["id"]
            date = await past.date(held_on - timedelta(days=15), held_on, place)
            await past._meeting(place, date, 50 + 10 * areas + number, "invited", instant_of(held_on, time(18)))
        statements.clear()
        await desk.get("/lichtenberg/buero")
        counts.append(len(statements))

    assert counts == [18, 18]


async def test_a_card_says_who_is_expected_and_who_is_needed(world: World, desk: Browser) -> None:
    past = await past_of(world)
    date = await past.date(DEADLINE_ON, HELD_ON)
    await past.sit(15)
    meeting = await past.meeting(date, HELD_ON, "invited")
    for seat in (await rows("SELECT id FROM seat ORDER BY id"))[:8]:
        await add(
            MeetingReply,
            district=world.district.id,
            meeting=meeting,
            seat=seat["id"],
            answer="yes",
            replied_at=world.now,
        )

    page = await desk.get("/lichtenberg/buero")

    assert "8 zugesagt, nötig 8" in page.text
    assert "7 noch ohne Antwort" in page.text


async def test_a_small_jury_is_due_this_week(world: World, desk: Browser) -> None:
    past = await past_of(world)
    await past.sit(3)

    found = lines(await desk.get("/lichtenberg/buero"), "week")

    assert found == ["Jury ist zu klein: 3 von mindestens 15 Mitgliedern"]


async def test_an_issued_letter_waits_for_the_post(world: World, desk: Browser) -> None:
    past = await past_of(world)
    await past.project("Hofbank", "notified", letter="issued")

    page = await desk.get("/lichtenberg/buero")

    assert "Ausgefertigte Briefe zur Post geben: 1" in lines(page, "today")
    assert "/lichtenberg/buero/briefe/druck" in page.links()


async def test_a_deadline_within_a_week_is_near(world: World, desk: Browser) -> None:
    past = await past_of(world)
    today = world.now.date()
    await past.date(today + timedelta(days=5), today + timedelta(days=25))
    await past.date(today + timedelta(days=9), today + timedelta(days=26))

    page = await desk.get("/lichtenberg/buero")

    assert lines(page, "week") == ["Abgabefrist für Ideen"]
    assert "noch 5 Tage" in page.text


async def test_the_search_finds_ideas_people_and_meetings(world: World, desk: Browser) -> None:
    past = await past_of(world)
    await past.project("Hofbank", "submitted", letter="")
    await past.sit(2)
    elsewhere = await past_elsewhere(world)
    await elsewhere.project("Fremde Hofbank", "submitted", letter="")

    by_title = await desk.get("/lichtenberg/buero/suche?q=hofbank")
    assert "2026-0001 · Hofbank" in by_title.text
    assert "Fremde" not in by_title.text
    assert "/lichtenberg/buero/antraege/2026-0001" in (await desk.get("/lichtenberg/buero/suche?q=2026-0001")).links()
    assert "Mitglied 2" in (await desk.get("/lichtenberg/buero/suche?q=Mitglied 2")).text
    assert "/lichtenberg/buero/sitzungen/2026-1" in (await desk.get("/lichtenberg/buero/suche?q=Fennpfuhl")).links()
    assert "Dazu gibt es nichts." in (await desk.get("/lichtenberg/buero/suche?q=Xyz")).text


async def test_the_district_office_sees_what_is_bound_and_left(world: World, district_desk: Browser) -> None:
    past = await past_of(world)
    await past.book(past.places[0]["id"], "commitment", 480_00)
    await AreaBudget.update({AreaBudget.state: "frozen"}).where(AreaBudget.id == past.pots[past.places[0]["id"]])

    desk_page = await district_desk.get("/lichtenberg/buero")
    assert "/lichtenberg/buero/geld" in desk_page.links()
    page = await district_desk.get("/lichtenberg/buero/geld")
    table = await district_desk.get("/lichtenberg/buero/geld/liste.csv")

    assert "12.520 €" in page.text
    assert "Haushaltssperre" in page.text
    assert "Fennpfuhl;Kiezfonds 2026;13000,00;0,00;480,00;0,00;12520,00;ja" in table.answer.text


async def test_a_stranger_and_another_districts_staff_see_no_desk(
    world: World, browser: Browser, app: Any, settings: Any
) -> None:
    emine = await signed_in(app, settings, world, "emine")

    for someone in (browser, emine):
        for path in ("", "/post", "/post/1"):
            page = await someone.get(f"/lichtenberg/buero{path}")
            assert page.path.startswith("/lichtenberg/anmelden")


def lines(page: Page, when: str) -> list[str]:
    found = page.tree.xpath(f"//section[@aria-labelledby='faellig-{when}']//li//a")
    said = [" ".join(a.text_content().split()) for a in found]
    return [line for line in said if not line.startswith(OF_EVERY_NEW_OFFICE)]
