"""From the issued edition to the published one, and back to a corrected one."""

from datetime import date
from typing import Any

import pytest

from browser import Browser
from evening import FULL, REJECTED, hold_evening
from kiezfonds.database.work import rows
from kiezfonds.jobs.tables import Mail
from kiezfonds.juries import queries as jury_queries
from kiezfonds.minutes import queries
from kiezfonds.minutes.rules import (
    MinutesState,
    Stage,
    problems_with_circulation,
    problems_with_comment,
    problems_with_correction,
    problems_with_publishing,
    stage_of,
)
from kiezfonds.settings import Settings
from world import World, as_juror, signed_in

ROW = {"state": "issued", "circulated_at": None, "approved_at": None, "published_at": None}


@pytest.mark.parametrize(
    ("facts", "stage"),
    [
        ({"state": MinutesState.DRAFT.value}, Stage.DRAFT),
        ({}, Stage.ISSUED),
        ({"circulated_at": 1}, Stage.CIRCULATED),
        ({"circulated_at": 1, "approved_at": 1}, Stage.APPROVED),
        ({"approved_at": 1, "published_at": 1}, Stage.PUBLISHED),
        ({"state": "draft", "published_at": 1}, Stage.DRAFT),
    ],
)
def test_the_stage_follows_from_what_was_done(facts: dict[str, Any], stage: Stage) -> None:
    assert stage_of({**ROW, **facts}) is stage


def test_each_step_is_allowed_only_where_it_belongs() -> None:
    today, later = date(2026, 4, 1), date(2026, 4, 15)
    circulated = [stage for stage in Stage if not problems_with_circulation(stage, later, today)]
    objected = [stage for stage in Stage if not problems_with_comment(stage, later, today, "Es fehlt etwas.")]
    published = [stage for stage in Stage if not problems_with_publishing(stage)]
    corrected = [stage for stage in Stage if not problems_with_correction(stage, "Tippfehler")]

    assert circulated == [Stage.ISSUED, Stage.CIRCULATED]
    assert objected == [Stage.CIRCULATED]
    assert published == [Stage.APPROVED]
    assert corrected == [Stage.APPROVED, Stage.PUBLISHED]
    assert len(problems_with_circulation(Stage.ISSUED, today, today)) == 1
    assert len(problems_with_comment(Stage.CIRCULATED, today, later, "zu spät")) == 1


async def issued(world: World, desk: Browser, meeting: dict[str, Any]) -> str:
    here = f"/lichtenberg/buero/sitzungen/{meeting['year']}-{meeting['number']}/niederschrift"
    page = await desk.press(await desk.get(here), "/niederschrift")
    await desk.post(f"{here}/fassungen", dict(page.form("/wortlaut").form_values()))
    return here


async def test_members_read_object_and_everyone_sees_the_public_edition(
    world: World, desk: Browser, browser: Browser, app: Any, settings: Settings
) -> None:
    meeting = await hold_evening(world, FULL, REJECTED)
    ref = f"{meeting['year']}-{meeting['number']}"
    seats = await jury_queries.seats(world.district.id, meeting["jury"], meeting["begins_at"].date())
    world.people.update({seat["name"].split()[0].lower(): seat["person"] for seat in seats})
    mira = await as_juror(app, settings, world, "mira")
    reading, public = f"/lichtenberg/jury/niederschrift/{ref}", f"/lichtenberg/sitzungen/{ref}/niederschrift.pdf"

    here = await issued(world, desk, meeting)
    assert "wird noch geschrieben" in (await mira.get(reading)).text
    await mira.get(f"{reading}/fassung.pdf", status=404)
    page = await desk.press(await desk.get(here), "/umlauf")
    assert "bei den Mitgliedern" in page.text
    assert await Mail.count().where(Mail.subject.like("Niederschrift%")) == 0  # nobody here has an address

    page = await mira.press(await mira.get(reading), "/einwand", remark="Punkt 2: Ich war schon da.")
    assert "Ihr Einwand ist bei der Geschäftsstelle." in page.text
    assert "Punkt 2: Ich war schon da." in (await desk.get(here)).text
    await browser.get(public, status=404)

    page = await desk.press(await desk.get(here), "/genehmigung", how="schriftlich, ohne weitere Einwände")
    assert "Fassung 1 genehmigt" in page.text
    page = await desk.press(page, "/veroeffentlichung")
    assert "Die öffentliche Fassung steht auf der Seite der Sitzung." in page.text
    shown = await browser.get(f"/lichtenberg/sitzungen/{ref}")
    assert f"Niederschrift der Sitzung {ref}" in shown.text
    await browser.get(public.replace("lichtenberg", "pankow"), status=404)

    page = await desk.press(await desk.get(here), "/berichtigung", note="Frau Mieter war von Anfang an da.")
    minutes = await queries.minutes_of(world.district.id, meeting["id"])
    assert minutes is not None
    assert stage_of(minutes) is Stage.DRAFT
    assert minutes["published_number"] == 1
    await desk.post(f"{here}/fassungen", dict(page.form("/wortlaut").form_values()))
    found = await queries.editions(world.district.id, minutes["id"])
    assert [(e["number"], e["correction"]) for e in found] == [(2, "Frau Mieter war von Anfang an da."), (1, "")]
    assert len({row["sha256"] for row in await rows("SELECT e.sha256 FROM minutes_edition e")}) == 3


async def test_approved_words_are_not_changed_without_a_correction(world: World, desk: Browser) -> None:
    meeting = await hold_evening(world, FULL)
    here = await issued(world, desk, meeting)
    page = await desk.get(here)
    form = dict(page.form("/wortlaut").form_values())
    await desk.press(page, "/genehmigung", how="in der Sitzung")
    await desk.post(f"{here}/wortlaut", {**form, "opening": "ganz anders"}, status=409)


async def test_only_the_own_jury_reads_and_only_the_office_acts(
    world: World, desk: Browser, app: Any, settings: Settings
) -> None:
    meeting = await hold_evening(world, FULL)
    here = await issued(world, desk, meeting)
    emine = await signed_in(app, settings, world, "emine")
    assert (await emine.get(here)).path.startswith("/lichtenberg/anmelden")
    await emine.get(here.replace("lichtenberg", "pankow"), status=404)
