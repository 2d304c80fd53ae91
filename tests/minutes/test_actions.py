"""Minutes come from what happened; words may change, editions never."""

import hashlib
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from evening import ALL, FULL, PART, REJECTED, hold_evening, open_evening
from kiezfonds.audit.queries import lines
from kiezfonds.database.errors import Forbidden
from kiezfonds.database.work import rows, transaction
from kiezfonds.juries import queries as jury_queries
from kiezfonds.meetings.actions import set_chair
from kiezfonds.meetings.counting import Tally
from kiezfonds.minutes import actions, queries
from kiezfonds.minutes.publishing import public_evening
from kiezfonds.minutes.rules import Wording
from kiezfonds.minutes.tables import MinutesEdition
from kiezfonds.minutes.wording import leadership
from world import HELD_ON, World

PRINT = b"%PDF-1.7 printed elsewhere"


async def drafted(world: World, meeting: dict[str, Any]) -> dict[str, Any]:
    assert await actions.draft_minutes(world.district, meeting, by=world.actor("bernd"), now=world.now) == []
    found = await queries.minutes_of(world.district.id, meeting["id"])
    assert found is not None
    return found


async def save(world: World, minutes: dict[str, Any], version: int, text: Wording) -> int:
    return await actions.save_wording(
        world.district.id, minutes["id"], version, text, by=world.actor("bernd"), now=world.now
    )


async def issue(world: World, minutes: dict[str, Any], version: int, number: int) -> str:
    return await actions.issue_edition(
        *(world.district.id, minutes["id"], version, number, PRINT, "0" * 64), by=world.actor("bernd"), now=world.now
    )


async def test_the_evening_is_told_as_it_happened(world: World) -> None:
    with_conflict = replace(PART, excluded=(4,), votes=Tally(3, 0, 1))
    meeting = await hold_evening(world, *(with_conflict if decision is PART else decision for decision in ALL))

    evening = await queries.evening(world.district, meeting)

    assert [len(item.ballots) for item in evening.items] == [0, 1, 1, 1, 1, 1, 1, 0]
    assert (evening.free_at_start_cents, evening.free_at_end_cents) == (13_000_00, 11_640_00)
    garden = evening.items[2]
    assert garden.excluded == ("Lena Laden",)
    (ballot,), (resolution,) = garden.ballots, garden.resolutions
    assert (ballot.yes, ballot.no, ballot.abstain, ballot.entitled, ballot.present) == (3, 0, 1, 4, 5)
    assert (resolution.free_before_cents, resolution.free_after_cents) == (12_520_00, 12_120_00)
    assert [len(attendee.stays) for attendee in evening.attendees] == [1, 1, 1, 1, 1]


async def test_minutes_are_drafted_once_and_only_after_the_meeting(world: World) -> None:
    meeting = await open_evening(world, FULL)
    assert len(await actions.draft_minutes(world.district, meeting, by=world.actor("bernd"), now=world.now)) == 1


async def test_a_second_draft_changes_nothing(world: World) -> None:
    meeting = await hold_evening(world, FULL)
    first = await drafted(world, meeting)

    assert await drafted(world, meeting) == first
    assert "Clara Jurorin eröffnet die Sitzung" in first["opening"]


async def test_words_are_saved_with_a_version_and_nobodys_are_lost(world: World) -> None:
    meeting = await hold_evening(world, FULL)
    minutes = await drafted(world, meeting)
    item = (await queries.evening(world.district, meeting)).items[1].id
    mine, theirs = Wording("a", "z", {item: "meins"}), Wording("a", "z", {item: "ihres"})

    assert await save(world, minutes, 1, theirs) == 2
    with pytest.raises(actions.Outdated):
        await save(world, minutes, 1, mine)
    assert await save(world, minutes, 1, theirs) == 2
    assert await save(world, minutes, 2, mine) == 3

    stored = await queries.minutes_of(world.district.id, meeting["id"])
    assert stored is not None
    assert (await queries.wording_of(world.district.id, stored)).gists == {item: "meins"}


async def test_an_edition_is_kept_for_ever_with_its_checksum_in_the_chain(world: World) -> None:
    minutes = await drafted(world, await hold_evening(world, FULL))

    digest = await issue(world, minutes, 1, 1)

    assert digest == hashlib.sha256(PRINT).hexdigest()
    assert digest in (await lines(world.district.id))[-1]["payload"]
    with pytest.raises(Forbidden):
        async with transaction():
            await MinutesEdition.update({MinutesEdition.sha256: "x"}, force=True)


async def test_an_edition_printed_from_older_words_is_not_kept(world: World) -> None:
    minutes = await drafted(world, await hold_evening(world, FULL))
    await save(world, minutes, 1, Wording("neu", "z", {}))

    with pytest.raises(actions.Outdated):
        await issue(world, minutes, 1, 1)
    assert await issue(world, minutes, 2, 1)
    with pytest.raises(actions.Outdated):
        await issue(world, minutes, 2, 1)
    assert len(await rows("SELECT id FROM minutes_edition")) == 1


async def test_an_evening_costs_the_same_questions_with_one_item_and_with_six(
    world: World, statements: list[str]
) -> None:
    meeting = await hold_evening(world, *ALL, replace(REJECTED, title="Nachtflohmarkt"))
    statements.clear()

    await queries.evening(world.district, meeting)

    assert len(statements) == 12


async def test_who_took_over_the_chair_stands_in_the_minutes_with_the_time(world: World) -> None:
    async def hand_over(world: World) -> None:
        (meeting,) = await rows("SELECT id, jury, opened_at FROM meeting")
        clara, anh, *_ = await jury_queries.seats(world.district.id, meeting["jury"], HELD_ON)
        for seat, minutes in ((anh, 1), (clara, 2)):
            at = meeting["opened_at"] + timedelta(minutes=minutes)
            by = world.actor("bernd")
            assert await set_chair(world.district.id, meeting["id"], seat["id"], by=by, now=at) == []

    meeting = await hold_evening(world, FULL, before=hand_over)
    evening = await queries.evening(world.district, meeting)

    assert leadership(evening).replace("\xa0", " ") == (
        "Clara Jurorin, ab 18:04 Uhr Nguyễn Thị Ánh, ab 18:05 Uhr Clara Jurorin"
    )
    assert leadership(public_evening(evening)) == "Mitglieder der Jury im Wechsel"
