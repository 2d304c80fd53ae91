"""The public edition names nobody and no idea that got no money."""

from dataclasses import fields, replace
from typing import Any

import pytest

from evening import ALL, FULL, REJECTED, hold_evening
from kiezfonds.meetings.rules import FUNDING
from kiezfonds.minutes import queries, wording
from kiezfonds.minutes.papers import _context
from kiezfonds.minutes.publishing import SOME_IDEA, is_funded, public_evening
from kiezfonds.minutes.rules import Edition, Wording
from world import World


def texts_of(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple):
        return [text for each in value for text in texts_of(each)]
    if hasattr(value, "__dataclass_fields__"):
        return [text for field in fields(value) for text in texts_of(getattr(value, field.name))]
    return []


async def test_no_name_of_a_member_and_no_lost_idea_is_in_it(world: World) -> None:
    meeting = await hold_evening(world, replace(FULL, excluded=(4,), votes=replace(FULL.votes, yes=3, no=0)), REJECTED)
    evening = await queries.evening(world.district, meeting)
    public = public_evening(evening)
    said = " ".join(texts_of(public))

    assert [name for name in (attendee.name for attendee in evening.attendees) if name in said] == []
    assert REJECTED.title not in said
    assert REJECTED.reason not in said
    assert FULL.title in said
    assert SOME_IDEA in said
    (funded,) = [item for item in public.items if is_funded(item)]
    (lost,) = [item for item in public.items if item.title == SOME_IDEA]
    assert [(ballot.motion, ballot.amount_cents) for ballot in lost.ballots] == [("", None)]
    assert wording.exclusion_line(funded).startswith("Ein Mitglied hat nach")
    assert ("Leitung", "ein Mitglied der Jury") in wording.facts(public)


async def test_the_numbers_of_both_editions_are_the_same(world: World) -> None:
    evening = await queries.evening(world.district, await hold_evening(world, *ALL))
    public = public_evening(evening)

    for mine, theirs in zip(evening.items, public.items, strict=True):
        counted = [(b.yes, b.no, b.abstain, b.entitled, b.present, b.is_accepted) for b in mine.ballots]
        assert [(b.yes, b.no, b.abstain, b.entitled, b.present, b.is_accepted) for b in theirs.ballots] == counted
        assert [r.amount_cents for r in theirs.resolutions] == [r.amount_cents for r in mine.resolutions]
        assert is_funded(theirs) == any(r.kind in FUNDING for r in mine.resolutions)
    assert wording.money_foot(public) == wording.money_foot(evening)


@pytest.mark.parametrize("correction", ["", "Frau M. war da."])
async def test_a_corrected_edition_says_so(world: World, correction: str) -> None:
    evening = await queries.evening(world.district, await hold_evening(world, FULL))
    edition = Edition(2, "0" * 64, world.now.date(), correction)
    assert _context(evening, Wording("", "", {}), edition, "Büro")["edition"] == edition
    assert bool(wording.correction_line(edition)) is bool(correction)
