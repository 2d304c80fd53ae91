import pytest

from kiezfonds.database.errors import Forbidden
from kiezfonds.database.work import transaction
from kiezfonds.ground.problems import Problem
from kiezfonds.juries import actions as juries
from kiezfonds.juries.rules import Ground, MemberDraft
from kiezfonds.proposals import actions as proposals
from kiezfonds.scoring import actions, queries
from kiezfonds.scoring.rules import Opinion
from kiezfonds.scoring.tables import ScoreSheet
from world import World


async def save(world: World, seat: int, version: int, opinion: Opinion | None, note: str = "") -> list[Problem]:
    return await actions.save_sheet(world.district.id, seat, version, opinion, note, now=world.now)


async def declare(world: World, seat: int, proposal: int) -> None:
    problems = await actions.declare_conflict(
        world.district.id, seat, proposal, Ground.PAID, "", by=world.actor("bernd"), now=world.now
    )
    assert problems == []


async def test_a_sheet_is_one_row_however_often_it_is_saved(world: World) -> None:
    clara, *_ = await world.jury()
    proposal = await world.admitted(await world.open_call())
    assert await save(world, clara["id"], proposal["version"], None, "Wer pfleg") == []
    assert await save(world, clara["id"], proposal["version"], Opinion.RATHER_YES, "Wer pflegt die Bank?") == []

    sheet = await queries.sheet(world.district.id, clara["id"], proposal["version"])
    assert sheet is not None
    assert (sheet["opinion"], sheet["note"]) == ("rather_yes", "Wer pflegt die Bank?")


async def test_opinions_are_counted_without_those_in_conflict(world: World) -> None:
    clara, konrad, mira = await world.jury()
    proposal = await world.admitted(await world.open_call())
    version = proposal["version"]
    await save(world, clara["id"], version, Opinion.YES)
    await save(world, konrad["id"], version, Opinion.NO)
    await save(world, mira["id"], version, None, "noch offen")
    summary = await queries.opinions_on(world.district.id, version)
    assert (summary.counts[Opinion.YES], summary.counts[Opinion.NO], summary.answered) == (1, 1, 2)

    await declare(world, konrad["id"], proposal["id"])
    summary = await queries.opinions_on(world.district.id, version)
    assert (summary.counts[Opinion.YES], summary.counts[Opinion.NO], summary.answered) == (1, 0, 1)


async def test_a_conflict_declared_below_hides_the_sheet_as_well(world: World) -> None:
    clara, *_ = await world.jury()
    proposal = await world.admitted(await world.open_call())
    await save(world, clara["id"], proposal["version"], Opinion.YES)
    await juries.declare_conflict(
        world.district.id, clara["id"], proposal["id"], Ground.PAID, "", by=world.actor("bernd"), now=world.now
    )

    assert await queries.sheet(world.district.id, clara["id"], proposal["version"]) is None
    assert (await queries.opinions_on(world.district.id, proposal["version"])).answered == 0


async def test_with_a_conflict_the_cell_does_not_exist(world: World) -> None:
    clara, *_ = await world.jury()
    proposal = await world.admitted(await world.open_call())
    await save(world, clara["id"], proposal["version"], Opinion.YES, "meine Nachbarin")
    await declare(world, clara["id"], proposal["id"])

    assert await ScoreSheet.count().where(ScoreSheet.seat == clara["id"]) == 0
    assert await save(world, clara["id"], proposal["version"], Opinion.YES) == [actions.CONFLICTED]


async def test_the_database_itself_forbids_the_cell(world: World) -> None:
    clara, konrad, _ = await world.jury()
    proposal = await world.admitted(await world.open_call())
    await save(world, konrad["id"], proposal["version"], Opinion.YES)
    await declare(world, clara["id"], proposal["id"])
    row = ScoreSheet(
        district=world.district.id,
        seat=clara["id"],
        version=proposal["version"],
        opinion="yes",
        note="",
        saved_at=world.now,
    )
    with pytest.raises(Forbidden, match="score_sheet_conflict"):
        async with transaction():
            await ScoreSheet.insert(row)
    with pytest.raises(Forbidden, match="score_sheet_conflict"):
        async with transaction():
            await ScoreSheet.update({ScoreSheet.seat: clara["id"]}).where(ScoreSheet.seat == konrad["id"])


async def test_after_a_withdrawal_the_cell_is_there_again_and_empty(world: World) -> None:
    clara, *_ = await world.jury()
    proposal = await world.admitted(await world.open_call())
    await save(world, clara["id"], proposal["version"], Opinion.YES)
    await declare(world, clara["id"], proposal["id"])
    await juries.withdraw_conflict(
        world.district.id, clara["id"], proposal["id"], by=world.actor("bernd"), now=world.now
    )

    assert await queries.sheet(world.district.id, clara["id"], proposal["version"]) is None
    assert await save(world, clara["id"], proposal["version"], Opinion.NO) == []


async def test_what_is_withdrawn_or_not_admitted_wants_no_opinion(world: World) -> None:
    clara, *_ = await world.jury()
    call = await world.open_call()
    submitted = await world.proposal(call, "Hofbank")
    assert await save(world, clara["id"], submitted["version"], Opinion.YES) == [actions.DECIDED]

    admitted = await world.admitted(call, "Lesecafé")
    by = world.actor("bernd")
    await proposals.move(world.district.id, admitted["id"], proposals.ProposalState.WITHDRAWN, by=by, now=world.now)
    assert await save(world, clara["id"], admitted["version"], Opinion.YES) == [actions.DECIDED]


async def test_notes_are_erased_and_opinions_stay(world: World) -> None:
    clara, *_ = await world.jury()
    proposal = await world.admitted(await world.open_call())
    await save(world, clara["id"], proposal["version"], Opinion.YES, "unter uns")
    await actions.erase_notes(world.district.id, [proposal["version"]])

    sheet = await queries.sheet(world.district.id, clara["id"], proposal["version"])
    assert sheet is not None
    assert (sheet["opinion"], sheet["note"]) == ("yes", "")


async def test_a_juror_has_the_papers_of_the_own_jury_only(world: World) -> None:
    clara, *_ = await world.jury()
    (lena,) = await world.jury(1, MemberDraft("Lena Laden"))
    proposal = await world.admitted(await world.open_call())
    year, number, today = proposal["year"], proposal["number"], world.now.date()

    assert [p["id"] for p in await queries.papers_of(world.district.id, clara["person"], today)] == [proposal["id"]]
    assert await queries.papers_of(world.district.id, lena["person"], today) == []
    assert await queries.paper(world.district.id, lena["person"], year, number, today) is None


async def test_another_district_sees_no_paper_and_no_opinion(world: World) -> None:
    clara, *_ = await world.jury()
    proposal = await world.admitted(await world.open_call())
    await save(world, clara["id"], proposal["version"], Opinion.YES)
    year, number, today = proposal["year"], proposal["number"], world.now.date()

    assert await queries.papers_of(world.other.id, clara["person"], today) == []
    assert await queries.paper(world.other.id, clara["person"], year, number, today) is None
    assert await queries.sheet(world.other.id, clara["id"], proposal["version"]) is None
    assert (await queries.opinions_on(world.other.id, proposal["version"])).answered == 0
