from fractions import Fraction
from typing import Any

import pytest

from kiezfonds.database.errors import Duplicate, Forbidden
from kiezfonds.database.work import rows, transaction
from kiezfonds.juries.actions import declare_conflict
from kiezfonds.juries.rules import Ground
from kiezfonds.rounds.queries import rules_of
from kiezfonds.rounds.rules import CriterionRule
from kiezfonds.scoring import actions, queries
from kiezfonds.scoring.tables import ScoreSheet, ScoreValue
from scoring.rulings import CRITERIA, rule
from world import World, as_juror


async def scoring(world: World, **voting: Any) -> tuple[list[dict[str, Any]], dict[str, Any], str]:
    """A jury, an admitted idea of a fund with criteria, and the address of its page."""
    seats = await world.jury()
    proposal = await world.admitted(await world.open_call())
    await rule(world, proposal["fund"], score_mode="criteria", criteria=CRITERIA, **voting)
    return seats, proposal, f"/lichtenberg/jury/antraege/{proposal['year']}-{proposal['number']:04d}"


async def save(world: World, seat: int, version: int, *scores: int) -> None:
    given = {one.name: score for one, score in zip(CRITERIA, scores, strict=False)}
    assert await actions.save_sheet(world.district.id, seat, version, None, "", given, now=world.now) == []


async def test_a_juror_scores_and_sees_the_others_after(world: World, app: Any, settings: Any) -> None:
    (clara, konrad, _), proposal, path = await scoring(world)
    await save(world, konrad["id"], proposal["version"], 4, 4, 3)
    tablet = await as_juror(app, settings, world, "clara")
    page = await tablet.get(path)
    assert "Nutzen für den Kiez" in page.text
    assert "So denkt die Jury" not in page.text

    page = await tablet.press(page, path.rpartition("/")[2], k0="5", k1="4")
    assert "sobald Ihre eigene Einschätzung vollständig ist" in page.text
    page = await tablet.press(page, path.rpartition("/")[2], k2="4")
    assert "So denkt die Jury bisher Mittel 4,15 aus 2 Bögen · von 3,80 bis 4,50" in page.text
    cells = await queries.scores_on(world.district.id, [proposal["version"]])
    assert cells == {proposal["version"]: {clara["id"]: Fraction(9, 2), konrad["id"]: Fraction(19, 5)}}
    home = await tablet.get("/lichtenberg/jury")
    assert "Hofbank 480 € ✓ 4,5" in home.text


async def test_others_stay_hidden_until_the_ballot_where_the_rule_set_says_so(
    world: World, app: Any, settings: Any
) -> None:
    (clara, konrad, _), proposal, path = await scoring(world, others_visible="after_ballot")
    for seat in (clara, konrad):
        await save(world, seat["id"], proposal["version"], 4, 4, 3)
    tablet = await as_juror(app, settings, world, "clara")
    assert "Was die anderen denken, sehen Sie nach der Abstimmung." in (await tablet.get(path)).text

    await rows("UPDATE proposal SET state = 'approved' WHERE id = {}", proposal["id"])
    page = await tablet.get(path)
    assert "Mittel 3,80 aus 2 Bögen" in page.text
    assert "Speichern" not in page.text


async def test_criteria_freeze_with_the_first_sheet(world: World) -> None:
    (clara, konrad, _), proposal, _ = await scoring(world)
    await save(world, clara["id"], proposal["version"], 5, 4, 4)
    await rule(world, proposal["fund"], score_mode="criteria", criteria=(CriterionRule("other", "Anderes"),))

    voting = (await rules_of(world.district.id, proposal["fund"])).voting
    assert await queries.criteria_of(world.district.id, proposal["fund"], voting) == CRITERIA
    problems = await actions.save_sheet(
        world.district.id, konrad["id"], proposal["version"], None, "", {"other": 1}, now=world.now
    )
    assert [problem.field for problem in problems] == ["other"]
    with pytest.raises(Forbidden):
        async with transaction():
            await rows("UPDATE criterion SET weight = 1 WHERE district = {}", world.district.id)


async def test_a_score_off_the_scale_is_refused_by_rule_and_database(world: World) -> None:
    (clara, *_), proposal, _ = await scoring(world)
    problems = await actions.save_sheet(
        world.district.id, clara["id"], proposal["version"], None, "", {"benefit": 6}, now=world.now
    )
    assert [problem.field for problem in problems] == ["benefit"]
    await save(world, clara["id"], proposal["version"], 5)
    with pytest.raises(Forbidden):
        async with transaction():
            await rows("UPDATE score_value SET value = 6 WHERE district = {}", world.district.id)


async def test_there_is_one_value_for_each_criterion_of_a_sheet(world: World) -> None:
    (clara, *_), proposal, _ = await scoring(world)
    for score in (5, 3):
        await save(world, clara["id"], proposal["version"], score)
    (value,) = await rows("SELECT sheet, criterion, value FROM score_value")
    assert value["value"] == 3
    with pytest.raises(Duplicate):
        async with transaction():
            await ScoreValue.insert(ScoreValue(district=world.district.id, **value))


async def test_with_a_conflict_there_is_no_cell_whoever_tries(world: World) -> None:
    (clara, konrad, _), proposal, _ = await scoring(world)
    district, version = world.district.id, proposal["version"]
    for seat in (clara, konrad):
        await save(world, seat["id"], version, 5, 4, 4)
    await actions.declare_conflict(
        district, clara["id"], proposal["id"], Ground.PAID, "", by=world.actor("bernd"), now=world.now
    )

    assert await queries.scores_on(district, [version]) == {version: {konrad["id"]: Fraction(9, 2)}}
    assert len(await rows("SELECT id FROM score_value")) == 3
    sheet = ScoreSheet(district=district, seat=clara["id"], version=version, saved_at=world.now)
    with pytest.raises(Forbidden):
        async with transaction():
            await ScoreSheet.insert(sheet)


async def test_a_value_cannot_follow_a_conflict_into_a_sheet(world: World) -> None:
    """Even where the sheet was left behind."""
    (clara, *_), proposal, _ = await scoring(world)
    await save(world, clara["id"], proposal["version"], 5, 4, 4)
    await declare_conflict(
        world.district.id, clara["id"], proposal["id"], Ground.PAID, "", by=world.actor("bernd"), now=world.now
    )
    with pytest.raises(Forbidden):
        async with transaction():
            await rows("UPDATE score_value SET value = 1 WHERE district = {}", world.district.id)


async def test_who_has_left_or_did_not_finish_is_not_counted(world: World) -> None:
    (clara, konrad, mira), proposal, _ = await scoring(world)
    await save(world, clara["id"], proposal["version"], 5, 4)
    for seat in (konrad, mira):
        await save(world, seat["id"], proposal["version"], 3, 3, 3)
    await rows("UPDATE seat SET ended_on = {} WHERE id = {}", world.now.date(), mira["id"])

    cells = await queries.scores_on(world.district.id, [proposal["version"]])
    assert cells == {proposal["version"]: {konrad["id"]: Fraction(3)}}
    assert await queries.scores_on(world.other.id, [proposal["version"]]) == {proposal["version"]: {}}
