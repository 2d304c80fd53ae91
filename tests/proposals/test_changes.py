from datetime import date, time, timedelta

import pytest

from kiezfonds.database.errors import Forbidden
from kiezfonds.database.work import rows, transaction
from kiezfonds.ground.actors import Actor
from kiezfonds.ground.days import end_of_day, instant_of
from kiezfonds.jobs.queries import mail, mails
from kiezfonds.proposals import actions, casework, changes, queries
from kiezfonds.proposals.comparing import compared_versions, last_changes
from kiezfonds.proposals.content import Answer, WhenPart
from kiezfonds.proposals.handling import ChangeDraft
from kiezfonds.proposals.queries import Row
from kiezfonds.proposals.rules import ProposalState
from kiezfonds.proposals.tables import ProposalVersion
from kiezfonds.rounds import actions as rounds
from kiezfonds.rounds.queries import rules_of
from kiezfonds.rounds.rules import DateDraft
from world import DEADLINE_ON, World, costs, decision_date, idea, person_part

LATER_TIME = WhenPart(date(2026, 6, 1), date(2026, 6, 30))
ASKED = ChangeDraft("Bitte ein Angebot für das Holz.", DEADLINE_ON)


async def test_a_request_opens_a_copy_that_its_writer_changes_under_the_same_number(world: World) -> None:
    row = await asked_for(world)
    assert await actions.save_page(world.district.id, row["id"], costs(400_00), now=world.now)

    before = await queries.proposal_by_id(world.district.id, row["id"])
    assert before is not None
    assert (before["state"], before["version_number"], before["requested_cents"]) == ("changes_requested", 1, 480_00)

    assert await actions.submit(world.district, row["id"], by=ayse(world), now=world.now) == []
    after = await queries.proposal_by_id(world.district.id, row["id"])
    assert after is not None
    kept = ("year", "number", "received_on", "submitted_at", "decision_date", "is_late", "title")
    assert {name: after[name] for name in kept} == {name: row[name] for name in kept}
    assert (after["state"], after["version_number"], after["requested_cents"]) == ("in_formal_check", 2, 400_00)
    assert [(c.label, c.after) for c in await last_changes(world.district.id, row["id"])] == [
        ("Beantragt", "400\u00a0€")
    ]


async def test_the_applicant_hears_of_it_and_gets_a_link(world: World) -> None:
    await asked_for(world)
    listed = await mails(world.district.id)
    sent = [await mail(world.district.id, each["id"]) for each in listed]
    (asked,) = [each for each in sent if each and each["subject"] == "Bitte ergänzen Sie Ihren Antrag 2026-0001"]

    assert "Bitte ein Angebot für das Holz." in asked["body"]
    assert "Do, 12. März 2026" in asked["body"]
    assert "https://kiez.example/l/" in asked["body"]


async def test_what_was_handed_in_before_stays_as_it_was(world: World) -> None:
    row = await asked_for(world)
    await actions.save_page(world.district.id, row["id"], idea(world.areas[0]["id"], "Hofbank mit Dach"), now=world.now)
    await actions.submit(world.district, row["id"], by=ayse(world), now=world.now)

    assert [v.row["title"] for v in await compared_versions(world.district.id, row["id"])] == [
        "Hofbank",
        "Hofbank mit Dach",
    ]
    for version in await queries.versions(world.district.id, row["id"]):
        with pytest.raises(Forbidden):
            async with transaction():
                await ProposalVersion.update({ProposalVersion.title: "x"}).where(
                    ProposalVersion.id == version["version"]
                )


async def test_a_change_after_the_time_is_over_still_counts(world: World) -> None:
    row = await asked_for(world)
    later = world.now + timedelta(days=12)

    overdue = await casework.overdue_requests(world.district.id, later)
    assert [(each["year"], each["number"]) for each in overdue] == [(2026, 1)]
    assert await casework.overdue_requests(world.other.id, later) == []
    assert await actions.submit(world.district, row["id"], by=ayse(world), now=later) == []
    assert await casework.overdue_requests(world.district.id, later) == []


async def test_the_office_goes_on_without_and_what_was_begun_is_kept_apart(world: World) -> None:
    row = await asked_for(world)
    await actions.save_page(world.district.id, row["id"], costs(400_00), now=world.now)
    assert await changes.end_request(world.district.id, row["id"], by=world.actor("bernd"), now=world.now) == []

    assert not await actions.save_page(world.district.id, row["id"], costs(1_00), now=world.now)
    now = await queries.proposal_by_id(world.district.id, row["id"])
    assert now is not None
    assert (now["state"], now["requested_cents"]) == ("in_formal_check", 480_00)

    await ask(world, row["id"])
    again = await queries.open_version(world.district.id, row["id"])
    assert again is not None
    assert (again["version_number"], again["requested_cents"]) == (2, 400_00)


async def test_the_office_keys_in_what_came_on_paper(world: World) -> None:
    row = await asked_for(world)
    parts = (idea(world.areas[0]["id"], "Hofbank"), costs(400_00), person_part(email="", phone=""))

    done = await changes.enter_changes(world.district.id, row["id"], parts, by=world.actor("bernd"), now=world.now)
    again = await changes.enter_changes(world.district.id, row["id"], parts, by=world.actor("bernd"), now=world.now)

    assert (done, again) == ([], [changes.NOTHING_ASKED])
    (asked,) = await casework.change_requests(world.district.id, row["id"])
    assert asked["outcome"] == changes.ON_PAPER


async def test_paper_that_does_not_fit_changes_nothing(world: World) -> None:
    row = await asked_for(world)
    parts = (idea(world.areas[0]["id"], "Neu"), costs(99_000_00), person_part())

    problems = await changes.enter_changes(world.district.id, row["id"], parts, by=world.actor("bernd"), now=world.now)

    assert [p.field for p in problems][:1] == ["requested"]
    written = await queries.open_version(world.district.id, row["id"])
    assert written is not None
    assert written["title"] == "Hofbank"


async def test_nothing_is_asked_of_what_is_already_decided(world: World) -> None:
    row = await world.admitted(await world.open_call())
    problems = await changes.request_changes(
        world.district, row["id"], {}, ASKED, by=world.actor("bernd"), now=world.now
    )
    assert [p.text for p in problems] == ["Über diesen Antrag ist schon formal entschieden."]


async def test_the_answers_belong_to_the_version_they_were_given_for(world: World) -> None:
    row = await asked_for(world)
    await actions.submit(world.district, row["id"], by=ayse(world), now=world.now)
    now = await queries.proposal_by_id(world.district.id, row["id"])
    assert now is not None
    assert await queries.check_answers(world.district.id, row["version"]) == {"complete": Answer(None, "Angebot fehlt")}
    assert await queries.check_answers(world.district.id, now["version"]) == {}


async def test_of_several_open_ones_the_chosen_one_is_written(world: World) -> None:
    row = await asked_for(world)
    call = {"fund": row["fund"]}
    later = world.now + timedelta(hours=1)
    draft, _ = await actions.start_draft(
        world.district.id, call["fund"], idea(world.areas[0]["id"], "Neu"), person=row["applicant"], now=later
    )
    person, district = row["applicant"], world.district.id

    async def open_now() -> int:
        found = await queries.draft_of(district, person)
        assert found is not None
        return int(found["id"])

    assert await open_now() == draft
    assert await changes.choose(district, person, row["id"], now=later + timedelta(hours=1))
    assert await open_now() == row["id"]
    assert not await changes.choose(district, world.people["bernd"], row["id"], now=later)
    assert not await changes.choose(world.other.id, person, row["id"], now=later)


async def test_a_check_that_outlives_its_meeting_goes_to_the_next_one(world: World) -> None:
    row = await asked_for(world)
    first = decision_date(world.areas[0]["id"])
    coming = DateDraft(first.area, end_of_day(date(2026, 4, 2)), instant_of(date(2026, 4, 30), time(18)), "Treff")
    (call,) = await rows("SELECT id FROM call WHERE district = {}", world.district.id)
    assert await rounds.add_date(world.district.id, call["id"], coming, by=world.actor("bernd"), now=world.now) == []
    after = instant_of(date(2026, 4, 10), time(9))
    assert await actions.save_page(world.district.id, row["id"], LATER_TIME, now=after)
    assert await actions.submit(world.district, row["id"], by=ayse(world), now=after) == []

    rules = await rules_of(world.district.id, row["fund"])
    met = {point.point: Answer(is_met=True) for point in rules.fund.checklist}
    assert await actions.admit(world.district.id, row["id"], met, by=world.actor("bernd"), now=after) == []
    now = await queries.proposal_by_id(world.district.id, row["id"])
    assert now is not None
    assert (now["held_at"], now["is_late"]) == (coming.held_at, False)


async def asked_for(world: World) -> Row:
    row = await world.proposal(await world.open_call())
    await ask(world, row["id"])
    return row


async def ask(world: World, proposal: int) -> None:
    problems = await changes.request_changes(
        world.district,
        proposal,
        {"complete": Answer(None, "Angebot fehlt")},
        ASKED,
        by=world.actor("bernd"),
        now=world.now,
        base_url="https://kiez.example",
    )
    assert problems == []
    row = await queries.proposal_by_id(world.district.id, proposal)
    assert row is not None
    assert row["state"] == ProposalState.CHANGES_REQUESTED


def ayse(world: World) -> Actor:
    return Actor("resident", world.people["ayse"], "")
