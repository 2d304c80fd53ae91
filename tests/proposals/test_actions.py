from datetime import date, time, timedelta

import pytest

from kiezfonds.accounts.queries import person
from kiezfonds.database.errors import Forbidden
from kiezfonds.database.work import rows, transaction
from kiezfonds.ground.actors import Actor
from kiezfonds.ground.days import end_of_day, instant_of
from kiezfonds.jobs.queries import mail, mails
from kiezfonds.proposals import actions, queries
from kiezfonds.proposals.content import Answer
from kiezfonds.proposals.handling import IntakeDraft
from kiezfonds.proposals.intake import enter_idea
from kiezfonds.proposals.rules import PAPER, ProposalState, reference
from kiezfonds.proposals.tables import CostItem, ProposalVersion
from kiezfonds.rounds import actions as rounds
from kiezfonds.rounds.rules import DateDraft
from world import DEADLINE_ON, World, costs, decision_date, idea, person_part


async def test_numbers_have_no_gaps_and_drafts_take_none(world: World) -> None:
    call = await world.open_call()
    first = await world.proposal(call, "Eins")
    await world.draft(call, "Entwurf")
    second = await world.proposal(call, "Zwei")

    assert [reference(p["year"], p["number"]) for p in (first, second)] == ["2026-0001", "2026-0002"]


async def test_an_idea_is_handed_in_once(world: World) -> None:
    call = await world.open_call()
    row = await world.proposal(call)

    again = await actions.submit(world.district, row["id"], by=resident(world), now=world.now)

    assert again == [actions.GONE]
    assert await queries.last_number(world.district.id, 2026) == 1


async def test_a_late_idea_goes_to_the_next_published_date(world: World) -> None:
    call = await world.open_call()
    draft = await world.draft(call)
    await rounds.add_date(world.district.id, call["id"], next_date(world), by=world.actor("bernd"), now=world.now)
    late = end_of_day(DEADLINE_ON) + timedelta(minutes=1)
    await actions.save_page(world.district.id, draft, late_idea(world), now=world.now)

    assert await actions.submit(world.district, draft, by=resident(world), now=late) == []

    row = await queries.proposal_by_id(world.district.id, draft)
    assert row is not None
    assert (row["is_late"], row["held_at"]) == (True, next_date(world).held_at)


async def test_a_late_idea_without_a_next_date_stays_a_draft_and_says_so(world: World) -> None:
    call = await world.open_call()
    draft = await world.draft(call)
    late = end_of_day(DEADLINE_ON) + timedelta(minutes=1)

    problems = await actions.submit(world.district, draft, by=resident(world), now=late)

    assert [p.field for p in problems] == ["area"]
    row = await queries.draft_of(world.district.id, world.people["ayse"])
    assert row is not None
    assert row["id"] == draft


async def test_the_last_second_of_the_deadline_is_in_time(world: World) -> None:
    call = await world.open_call()
    draft = await world.draft(call)

    assert await actions.submit(world.district, draft, by=resident(world), now=end_of_day(DEADLINE_ON)) == []


async def test_paper_counts_from_the_day_it_came(world: World) -> None:
    await world.open_call()
    parts = (idea(world.areas[0]["id"]), costs(), person_part(email="", phone=""))
    day_after = end_of_day(DEADLINE_ON) + timedelta(hours=10)

    id, problems = await enter_idea(
        world.district, parts, IntakeDraft(DEADLINE_ON), by=world.actor("bernd"), now=day_after
    )

    row = await queries.proposal_by_id(world.district.id, id)
    assert problems == []
    assert row is not None
    assert (row["channel"], row["is_late"], row["received_on"]) == (PAPER, False, DEADLINE_ON)


async def test_paper_that_cannot_be_submitted_leaves_nothing(world: World) -> None:
    await world.open_call()
    parts = (idea(world.areas[1]["id"]), costs(), person_part())

    _, problems = await enter_idea(
        world.district, parts, IntakeDraft(date(2026, 3, 1)), by=world.actor("bernd"), now=world.now
    )

    assert [p.field for p in problems] == ["area"]
    assert await rows("SELECT id FROM proposal WHERE district = {}", world.district.id) == []


async def test_the_receipt_tells_number_meeting_and_link(world: World) -> None:
    call = await world.open_call()
    draft = await world.draft(call)
    await actions.submit(world.district, draft, by=resident(world), now=world.now, base_url="https://kiez.example")

    (listed,) = await mails(world.district.id)
    sent = await mail(world.district.id, listed["id"])
    assert sent is not None
    assert (sent["recipient"], sent["subject"], sent["reply_to"]) == (
        "ayse@post.example",
        "Ihre Idee ist angekommen: 2026-0001",
        "office@kiez.example",
    )
    assert "„Hofbank“" in sent["body"]
    assert "Do, 26. März, 18 Uhr" in sent["body"]
    assert "\nhttps://kiez.example/l/" in sent["body"]
    jobs = await rows("SELECT name FROM job WHERE district = {}", world.district.id)
    assert [job["name"] for job in jobs] == ["send_mail"]


async def test_without_an_address_no_mail_is_written(world: World) -> None:
    call = await world.open_call()
    draft = await world.draft(call)
    await actions.save_page(world.district.id, draft, person_part(email=""), now=world.now)

    assert await actions.submit(world.district, draft, by=resident(world), now=world.now) == []
    assert await mails(world.district.id) == []


async def test_what_was_handed_in_never_changes(world: World) -> None:
    row = await world.proposal(await world.open_call())

    assert await actions.save_page(world.district.id, row["id"], costs(100_00), now=world.now) is False
    with pytest.raises(Forbidden):
        async with transaction():
            await ProposalVersion.update({ProposalVersion.title: "Anders"}).where(ProposalVersion.id == row["version"])
    with pytest.raises(Forbidden):
        async with transaction():
            await CostItem.delete().where(CostItem.version == row["version"])
    extra = CostItem(district=world.district.id, version=row["version"], position=9, label="Mehr",
                     quantity_count=1, unit_cents=1)  # fmt: skip
    with pytest.raises(Forbidden):
        async with transaction():
            await CostItem.insert(extra)


async def test_admission_answers_every_point_and_leaves_rows(world: World) -> None:
    row = await world.admitted(await world.open_call())

    assert row["state"] == ProposalState.ADMITTED
    moves = await queries.transitions(world.district.id, row["id"])
    assert [(m["from_state"], m["to_state"]) for m in moves] == [
        ("draft", "submitted"),
        ("submitted", "in_formal_check"),
        ("in_formal_check", "admitted"),
    ]
    lines = await rows("SELECT act FROM audit_line WHERE district = {} ORDER BY number", world.district.id)
    assert [line["act"] for line in lines].count("move_proposal") == 3


async def test_admission_with_an_open_point_changes_nothing(world: World) -> None:
    row = await world.proposal(await world.open_call())

    problems = await actions.admit(
        world.district.id, row["id"], {"in_area": Answer(True)}, by=world.actor("bernd"), now=world.now
    )

    assert len(problems) == 6
    assert await queries.check_answers(world.district.id, row["version"]) == {}


async def test_formal_rejection_needs_a_reason_and_a_clause(world: World) -> None:
    row = await world.proposal(await world.open_call())
    bernd = world.actor("bernd")

    begun = {"not_begun": Answer(is_met=False)}
    refused = await actions.reject_formally(world.district.id, row["id"], {}, "", by=bernd, now=world.now)
    done = await actions.reject_formally(
        world.district.id, row["id"], begun, "Schon begonnen.", by=bernd, now=world.now, clause="§ 23 LHO"
    )

    assert ([p.field for p in refused], done) == (["reason", "clause"], [])
    kept = await queries.formal_rejection(world.district.id, row["id"])
    assert kept is not None
    assert (kept["reason"], kept["decided_by_name"]) == ("Schon begonnen.", "Bernd Büro")
    assert kept["clauses"] == ["Rahmenregelung Kiezfonds, Beginn", "§ 23 LHO"]
    found = await queries.proposal_by_id(world.district.id, row["id"])
    assert found is not None
    assert found["state"] == ProposalState.INELIGIBLE


async def test_a_meeting_decides_what_is_admitted_for_its_date_and_what_was_deferred(world: World) -> None:
    call = await world.open_call()
    deferred, waiting = await world.admitted(call, "Vertagt"), await world.admitted(call, "Bleibt")
    await world.proposal(call, "Ungeprüft")
    bernd = world.actor("bernd")
    for state in (ProposalState.SCHEDULED, ProposalState.IN_DELIBERATION, ProposalState.DEFERRED):
        await actions.move(world.district.id, deferred["id"], state, by=bernd, now=world.now)
    await rounds.add_date(world.district.id, call["id"], next_date(world), by=bernd, now=world.now)
    dates = await rows("SELECT id FROM decision_date WHERE district = {} ORDER BY held_at", world.district.id)

    first = await queries.admitted_for(world.district.id, dates[0]["id"])
    second = await queries.admitted_for(world.district.id, dates[1]["id"])

    assert [p["id"] for p in first] == [deferred["id"], waiting["id"]]
    assert [p["title"] for p in second] == ["Vertagt"]
    assert "applicant_email" not in first[0]


async def test_saving_the_person_page_keeps_the_person(world: World) -> None:
    await world.draft(await world.open_call())

    known = await person(world.district.id, world.people["ayse"])
    assert known is not None
    assert (known["name"], known["email"]) == ("Ayşe Yılmaz", "ayse@post.example")


async def test_another_district_finds_nothing(world: World) -> None:
    row = await world.proposal(await world.open_call())

    assert await queries.proposal(world.other.id, row["year"], row["number"]) is None
    assert await queries.proposal_by_id(world.other.id, row["id"]) is None
    assert await queries.cost_items(world.other.id, row["version"]) == []


def resident(world: World) -> Actor:
    return Actor("resident", world.people["ayse"], "")


def next_date(world: World) -> DateDraft:
    first = decision_date(world.areas[0]["id"])
    return DateDraft(first.area, end_of_day(date(2026, 4, 16)), instant_of(date(2026, 4, 30), time(18)), "Seniorenclub")


def late_idea(world: World) -> object:
    return idea(world.areas[0]["id"])
