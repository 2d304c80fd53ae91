"""From the resolution to the issued letter: four eyes, money, once and never changed."""

import asyncio
import hashlib

import pytest

from databases import Database
from evening import ALL, PART, REJECTED, promise
from kiezfonds.accounts.actions import update_person
from kiezfonds.audit.queries import lines
from kiezfonds.database.errors import Forbidden
from kiezfonds.database.work import rows, transaction
from kiezfonds.ledger.queries import area_budget, balance
from kiezfonds.ledger.rules import Balance
from kiezfonds.notices import listing
from kiezfonds.notices.content import canonical, read_content
from kiezfonds.notices.rules import Outcome, Stage
from kiezfonds.notices.tables import Notice
from kiezfonds.proposals.rules import ProposalState
from kiezfonds.rounds.rules import NoticeMode
from kiezfonds.rounds.tables import Fund
from notices.case import PRINT, Case, cases, one_case
from world import World, build_world


async def pot(world: World) -> Balance:
    (fund,) = await rows("SELECT id FROM fund WHERE district = {}", world.district.id)
    found = await area_budget(world.district.id, fund["id"], world.areas[0]["id"])
    assert found is not None
    return await balance(world.district.id, found["id"])


async def test_a_letter_issued_by_a_second_person_commits_the_money(world: World) -> None:
    case = await (await one_case(world, PART)).ready()
    assert (await pot(world)).reserved == 400_00

    assert await case.issue("birgit") == []

    row, money = await case.row(), await pot(world)
    assert (money.reserved, money.committed) == (0, 400_00)
    assert row["proposal_state"] == ProposalState.NOTIFIED
    assert row["sha256"] == hashlib.sha256(PRINT).hexdigest()
    assert read_content(row["content"]).signed_by == "Birgit Büro"
    assert row["sha256"] in (await lines(world.district.id))[-1]["payload"]


async def test_a_refusal_moves_no_money(world: World) -> None:
    case = await (await one_case(world, REJECTED)).ready()

    assert await case.issue("doris") == []

    money = await pot(world)
    assert (money.reserved, money.committed) == (0, 0)
    assert (await case.row())["proposal_state"] == ProposalState.REJECTED


async def test_every_kind_of_resolution_gets_its_letter(world: World) -> None:
    for case in await cases(world, *ALL):
        await case.ready()
        assert await case.issue() == []

    money = await pot(world)
    assert (money.reserved, money.committed) == (0, 480_00 + 400_00 + 480_00)
    assert (await listing.stage_counts(world.district.id))[Stage.ISSUED] == len(ALL)


async def test_whoever_drafted_does_not_issue(world: World) -> None:
    case = await (await one_case(world)).ready()

    (problem,) = await case.issue("bernd")

    assert "zweite Person" in problem.said()
    assert (await pot(world)).committed == 0


async def test_the_database_itself_refuses_one_person_for_both(world: World) -> None:
    await (await one_case(world)).ready()

    with pytest.raises(Forbidden, match="notice_four_eyes"):
        async with transaction():
            await Notice.update({Notice.issued_by: world.people["bernd"]}, force=True)


async def test_an_issued_letter_is_never_changed(world: World) -> None:
    case = await (await one_case(world)).ready()
    await case.issue()

    with pytest.raises(Forbidden):
        async with transaction():
            await Notice.update({Notice.content: "anders"}, force=True)
    with pytest.raises(Forbidden):
        async with transaction():
            await Notice.delete(force=True)


async def test_no_letter_leaves_without_the_release_of_the_district_office(world: World) -> None:
    case = await one_case(world)
    assert await case.draft() == []

    assert "noch nicht geprüft" in (await case.issue())[0].said()
    assert await case.check(Outcome.OBJECTED) == []
    assert "beanstandet" in (await case.issue())[0].said()
    assert "schon geprüft" in (await case.check())[0].said()
    assert "beanstandet" in (await case.draft())[0].said()


async def test_a_returned_draft_is_made_anew_and_then_issued_by_somebody_else(world: World) -> None:
    case = await (await one_case(world)).ready()
    assert await case.give_back("birgit") == []
    assert "zurückgegeben" in (await case.issue("birgit"))[0].said()

    assert await case.draft("birgit") == []

    assert "zweite Person" in (await case.issue("birgit"))[0].said()
    assert await case.issue("bernd") == []
    assert (await case.row())["notice_number"] == 1


async def test_a_draft_that_no_longer_fits_the_facts_is_not_issued(world: World) -> None:
    case = await (await one_case(world)).ready()
    await update_person(world.district.id, (await case.row())["applicant"], street="Neue Gasse 9")

    assert "geändert" in (await case.issue())[0].said()

    await case.draft()
    assert await case.issue() == []
    assert "Neue Gasse 9" in (await case.row())["content"]


async def test_a_letter_waits_until_it_is_said_who_promises(world: World) -> None:
    case = await one_case(world)
    await Fund.update({Fund.notice_mode: ""}, force=True)

    assert [p.field for p in await case.draft()] == ["notice_mode"]

    await promise(world, (await rows("SELECT id FROM fund"))[0]["id"], NoticeMode.ADMINISTRATIVE_ACT)
    assert await case.draft() == []
    assert read_content((await case.row())["content"]).heading == "Zuwendungsbescheid"


async def test_a_missing_address_is_said_with_its_place(world: World) -> None:
    case = await one_case(world)
    await update_person(world.district.id, (await case.row())["applicant"], street="")

    assert [p.field for p in await case.draft()] == ["address"]


async def test_the_applicant_is_told_without_amount_or_outcome(world: World) -> None:
    case = await (await one_case(world, PART)).ready()
    before = await rows("SELECT id FROM mail")

    await case.issue()

    (mail,) = (await rows("SELECT recipient, subject, body FROM mail ORDER BY id"))[len(before) :]
    assert mail["recipient"] == "ayse@post.example"
    assert "2026-0001" in mail["subject"]
    assert "400" not in mail["subject"] + mail["body"]


async def test_a_letter_issued_twice_is_issued_once(world: World) -> None:
    case = await (await one_case(world)).ready()
    assert await case.issue() == []

    assert "schon ausgefertigt" in (await case.issue("doris"))[0].said()
    assert (await pot(world)).committed == 480_00


async def test_the_content_has_one_spelling(world: World) -> None:
    case = await (await one_case(world)).ready()

    stored = (await case.row())["content"]

    assert canonical(read_content(stored)) == stored


async def test_two_who_issue_at_once_make_one_letter_and_one_commitment(fresh_database: Database) -> None:
    world = await build_world()
    case = await (await one_case(world)).ready()

    results = await asyncio.gather(*(case.issue(name, pdf=name.encode()) for name in ("birgit", "doris")))

    assert sorted(len(problems) for problems in results) == [0, 1]
    assert (await pot(world)).committed == 480_00
    assert len(await rows("SELECT id FROM ledger_entry WHERE kind = 'commitment'")) == 1


async def test_letters_drafted_at_once_have_different_numbers(fresh_database: Database) -> None:
    world = await build_world()
    all_cases: list[Case] = await cases(world, *ALL)

    results = await asyncio.gather(*(case.draft() for case in all_cases))

    assert results == [[]] * len(ALL)
    assert sorted([(await case.row())["notice_number"] for case in all_cases]) == list(range(1, len(ALL) + 1))


async def test_a_print_of_an_older_draft_is_not_issued(world: World) -> None:
    case = await (await one_case(world)).ready()
    seen = (await case.row())["version"]
    await case.draft("bernd")

    assert "gerade geändert" in (await case.issue("birgit", version=seen))[0].said()
    assert (await pot(world)).committed == 0
