"""The page of the minutes: one click to draft, words to edit, editions to keep."""

import hashlib
from typing import Any

import pytest

from browser import Browser
from evening import FULL, hold_evening, open_evening
from kiezfonds.database.work import rows
from kiezfonds.documents import press
from kiezfonds.scoring.tables import ScoreSheet
from world import World, signed_in

HERE = "/lichtenberg/buero/sitzungen/2026-1/niederschrift"


async def test_one_click_drafts_and_one_makes_an_edition(world: World, desk: Browser) -> None:
    await hold_evening(world, FULL)

    page = await desk.press(await desk.get(HERE), "/niederschrift")
    assert "Die Niederschrift ist entworfen." in page.text
    assert "Frei im Topf: vorher 13.000 €, nachher 12.520 €." in page.text.replace("\u00a0", " ")
    button = page.tree.xpath("//button[contains(@formaction, '/fassungen')]")
    assert button[0].get("formaction") == f"{HERE}/fassungen"

    data = dict(page.form("/wortlaut").form_values())
    data["opening"] = "Clara eröffnet. Schön war es."
    page = await desk.post(f"{HERE}/fassungen", data)

    assert "ausgefertigt" in page.text
    pdf = await desk.get(f"{HERE}/1.pdf")
    (stored,) = await rows("SELECT sha256 FROM minutes_edition")
    assert hashlib.sha256(pdf.answer.content).hexdigest() == stored["sha256"]
    assert pdf.answer.headers["content-disposition"].startswith("inline; ")
    assert "Fassung%201.pdf" in pdf.answer.headers["content-disposition"]
    await desk.post(f"{HERE}/fassungen", data)
    assert len(await rows("SELECT id FROM minutes_edition")) == 1
    await desk.get(f"{HERE}/2.pdf", status=404)


async def test_two_who_write_at_once_lose_nothing(world: World, desk: Browser, app: Any, settings: Any) -> None:
    await hold_evening(world, FULL)
    page = await desk.press(await desk.get(HERE), "/niederschrift")
    birgit = await signed_in(app, settings, world, "birgit")
    other = await birgit.get(HERE)
    await birgit.press(other, "/wortlaut", opening="Birgits Anfang.")

    page = await desk.press(page, "/wortlaut", status=409, opening="Bernds Anfang.")

    assert page.form("/wortlaut").fields["opening"].strip() == "Bernds Anfang."
    assert "Birgits Anfang." in page.text
    page = await desk.press(page, "/wortlaut")
    assert page.form("/wortlaut").fields["opening"].strip() == "Bernds Anfang."


async def test_too_long_a_text_is_refused_and_stays_as_typed(world: World, desk: Browser) -> None:
    await hold_evening(world, FULL)
    page = await desk.press(await desk.get(HERE), "/niederschrift")

    page = await desk.press(page, "/wortlaut", status=422, closing="x" * 4001)

    assert page.form("/wortlaut").fields["closing"].strip() == "x" * 4001


async def test_before_the_end_of_the_meeting_there_is_nothing_to_draft(world: World, desk: Browser) -> None:
    await open_evening(world, FULL)

    page = await desk.get(HERE)

    assert "sobald die Sitzung geschlossen ist" in page.text
    assert [form for form in page.tree.forms if (form.action or "").endswith("/niederschrift")] == []


async def test_when_the_press_fails_the_words_are_kept_and_no_edition_is(
    world: World, desk: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    await hold_evening(world, FULL)
    page = await desk.press(await desk.get(HERE), "/niederschrift")
    data = {**dict(page.form("/wortlaut").form_values()), "closing": "Schluss für heute."}
    monkeypatch.setattr(press, "_press", press.Press(wall_seconds=0.0))

    page = await desk.post(f"{HERE}/fassungen", data, status=503)

    assert "Das ging nicht" in page.text
    assert page.form("/wortlaut").fields["closing"].strip() == "Schluss für heute."
    assert await rows("SELECT id FROM minutes_edition") == []


async def test_the_district_office_reads_and_does_not_write(
    world: World, desk: Browser, district_desk: Browser
) -> None:
    await hold_evening(world, FULL)
    await desk.press(await desk.get(HERE), "/niederschrift")

    page = await district_desk.get(HERE)

    assert page.tree.findall(".//textarea") == []
    token = page.form("/wortlaut").fields["_csrf"]
    await district_desk.post(f"{HERE}/wortlaut", {"_csrf": token, "version": "1"}, status=403)


async def test_another_districts_minutes_do_not_exist(world: World, app: Any, settings: Any) -> None:
    await hold_evening(world, FULL)
    emine = await signed_in(app, settings, world, "emine")

    await emine.get("/pankow/buero/sitzungen/2026-1/niederschrift", status=404)


async def test_with_the_approval_the_private_notes_are_gone(world: World, desk: Browser) -> None:
    await hold_evening(world, FULL, before=note_privately)
    page = await desk.press(await desk.get(HERE), "/niederschrift")
    assert "/genehmigung" not in page.html
    data = dict(page.form("/wortlaut").form_values())
    page = await desk.post(f"{HERE}/fassungen", data)
    page = await desk.press(page, "/genehmigung", how="in der Sitzung")

    assert "Die Niederschrift ist genehmigt." in page.text
    assert [row["note"] for row in await rows("SELECT note FROM score_sheet")] == [""]
    assert [row["opinion"] for row in await rows("SELECT opinion FROM score_sheet")] == ["rather_yes"]
    page = await desk.post(f"{HERE}/genehmigung", {**data, "approved_on": "2026-04-01", "how": "x"}, status=422)
    assert "Die Niederschrift ist schon genehmigt." in page.text


async def note_privately(world: World) -> None:
    """One member's note on the idea that was decided."""
    (item,) = await rows("SELECT version FROM agenda_item WHERE version IS NOT NULL")
    (seat, *_) = await rows("SELECT id FROM seat ORDER BY id")
    sheet = ScoreSheet(
        district=world.district.id,
        seat=seat["id"],
        version=item["version"],
        opinion="rather_yes",
        note="Das kenne ich.",
        saved_at=world.now,
    )
    await ScoreSheet.insert(sheet)
