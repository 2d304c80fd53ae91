from typing import Any

import pytest

from browser import Browser
from kiezfonds.juries.rules import Ground, MemberDraft
from kiezfonds.proposals.tables import Proposal, ProposalVersion
from kiezfonds.proposals.versions import begin_version
from kiezfonds.scoring import actions, queries
from kiezfonds.scoring.rules import Opinion
from world import World, as_juror, signed_in


async def reading(world: World) -> tuple[list[dict[str, Any]], dict[str, Any], str]:
    """A jury, an admitted idea, and the address of its page."""
    seats = await world.jury()
    proposal = await world.admitted(await world.open_call())
    return seats, proposal, f"/lichtenberg/jury/antraege/{proposal['year']}-{proposal['number']:04d}"


async def test_a_juror_reads_and_notes_an_opinion(world: World, app: Any, settings: Any) -> None:
    (clara, konrad, _), proposal, path = await reading(world)
    await actions.save_sheet(
        world.district.id, konrad["id"], proposal["version"], Opinion.NO, "Konrads Geheimnis", now=world.now
    )
    tablet = await as_juror(app, settings, world, "clara")
    page = await tablet.get(path)
    assert "So denkt die Jury bisher" not in page.text

    page = await tablet.press(page, path.rpartition("/")[2], opinion="rather_yes", note="Wer pflegt sie?")
    assert "So denkt die Jury bisher ja 0 eher ja 1 eher nein 0 nein 1 weiß nicht 0" in page.text
    assert "Konrads Geheimnis" not in page.html
    sheet = await queries.sheet(world.district.id, clara["id"], proposal["version"])
    assert sheet is not None
    assert (sheet["opinion"], sheet["note"]) == ("rather_yes", "Wer pflegt sie?")


async def test_a_jurors_page_says_nothing_private(world: World, app: Any, settings: Any) -> None:
    _, _, path = await reading(world)
    tablet = await as_juror(app, settings, world, "clara")
    page = await tablet.get(path)

    assert "Eine Bank für alle im Hof." in page.text
    assert "Privatperson" in page.text
    for private in ("Ayşe", "Yılmaz", "ayse@post.example", "030 555 0199", "10365"):
        assert private not in page.html


async def test_while_typing_only_the_line_that_says_so_comes_back(world: World, app: Any, settings: Any) -> None:
    (clara, *_), proposal, path = await reading(world)
    tablet = await as_juror(app, settings, world, "clara")
    page = await tablet.get(path)
    token = page.form(path.rpartition("/")[2]).fields["_csrf"]
    tablet.checks = False
    tablet.http.headers["HX-Request-Type"] = "partial"
    answer = await tablet.post(path, {"_csrf": token, "note": "halb getipp"})

    assert "gespeichert" in answer.text
    assert "<html" not in answer.html
    sheet = await queries.sheet(world.district.id, clara["id"], proposal["version"])
    assert sheet is not None
    assert (sheet["opinion"], sheet["note"]) == ("", "halb getipp")


async def test_a_conflict_is_declared_and_taken_back(world: World, app: Any, settings: Any) -> None:
    (clara, *_), proposal, path = await reading(world)
    await actions.save_sheet(world.district.id, clara["id"], proposal["version"], Opinion.YES, "", now=world.now)
    tablet = await as_juror(app, settings, world, "clara")
    page = await tablet.get(f"{path}/befangenheit")
    page = await tablet.press(page, "/befangenheit", ground="paid")
    assert "Sie wirken hier nicht mit" in page.text
    assert "So denkt die Jury" not in page.text
    assert await queries.sheet(world.district.id, clara["id"], proposal["version"]) is None

    page = await tablet.press(page, "/ruecknahme")
    assert "Sie wirken bei diesem Antrag wieder mit." in page.text
    assert "Ich bin befangen" in page.text


async def test_a_conflict_needs_a_ground(world: World, app: Any, settings: Any) -> None:
    _, _, path = await reading(world)
    tablet = await as_juror(app, settings, world, "clara")
    page = await tablet.get(f"{path}/befangenheit")
    page = await tablet.press(page, "/befangenheit", status=422)
    assert "Bitte sehen Sie noch einmal nach" in page.text

    page = await tablet.press(page, "/befangenheit", status=422, ground="other")
    assert "Bitte sagen Sie in einem Satz, worum es geht." in page.text


async def test_a_sheet_sent_with_a_conflict_is_refused(world: World, app: Any, settings: Any) -> None:
    (clara, *_), proposal, path = await reading(world)
    tablet = await as_juror(app, settings, world, "clara")
    page = await tablet.get(path)
    await actions.declare_conflict(
        world.district.id, clara["id"], proposal["id"], Ground.PAID, "", by=world.actor("bernd"), now=world.now
    )
    page = await tablet.press(page, path.rpartition("/")[2], status=422, opinion="yes")

    assert "Sie sind bei diesem Antrag befangen." in page.text


async def test_the_office_notes_a_conflict_and_takes_it_back(
    world: World, desk: Browser, app: Any, settings: Any
) -> None:
    (clara, *_), proposal, path = await reading(world)
    page = await desk.get("/lichtenberg/buero/jurys/fennpfuhl/befangenheiten/neu")
    page = await desk.press(
        page, "/befangenheiten", seat=str(clara["id"]), proposal=str(proposal["id"]), ground="relative", note="Tante"
    )
    assert "Clara Jurorin Verwandt, verheiratet," in page.text
    assert "(§ 20 (1) 2, (5) VwVfG) Tante" in page.text

    tablet = await as_juror(app, settings, world, "clara")
    told = await tablet.get(path)
    assert "Das hat das Büro eingetragen." in told.text
    assert "zurücknehmen" not in told.text
    (link,) = [link for link in page.links() if "/befangenheiten/" in link and not link.endswith("/neu")]
    page = await desk.press(await desk.get(link), "/ruecknahme")
    assert "Die Befangenheit ist zurückgenommen." in page.text


async def test_a_member_of_another_jury_is_no_choice(world: World, desk: Browser) -> None:
    _, proposal, _ = await reading(world)
    (lena,) = await world.jury(1, MemberDraft("Lena Laden"))
    page = await desk.get("/lichtenberg/buero/jurys/fennpfuhl/befangenheiten/neu")
    page = await desk.press(
        page, "/befangenheiten", status=422, seat=str(lena["id"]), proposal=str(proposal["id"]), ground="paid"
    )

    assert "Bitte wählen Sie eine der Möglichkeiten." in page.text


async def test_ideas_of_other_juries_and_districts_do_not_exist(world: World, app: Any, settings: Any) -> None:
    _, _, path = await reading(world)
    await world.jury(1, MemberDraft("Lena Laden"))
    lena = await as_juror(app, settings, world, "lena")
    for part in ("", "/befangenheit"):
        await lena.get(path + part, status=404)
    await lena.get("/lichtenberg/jury/antraege/unsinn", status=404)

    clara = await as_juror(app, settings, world, "clara")
    await clara.get(path.replace("lichtenberg", "pankow"), status=403)


async def test_without_a_jurors_link_there_is_no_page(
    world: World, app: Any, settings: Any, desk: Browser, browser: Browser
) -> None:
    _, _, path = await reading(world)
    await desk.get(path, status=403)
    await browser.get(path, status=403)
    emine = await signed_in(app, settings, world, "emine")
    page = await emine.get("/lichtenberg/buero/jurys/fennpfuhl/befangenheiten/neu")
    assert page.path.startswith("/lichtenberg/anmelden")


@pytest.mark.parametrize("ideas", [1, 3])
async def test_the_page_costs_the_same_however_many_ideas_wait(
    world: World, app: Any, settings: Any, statements: list[str], ideas: int
) -> None:
    await world.jury()
    call = await world.open_call()
    for number in range(ideas):
        proposal = await world.admitted(call, f"Idee {number}")
    tablet = await as_juror(app, settings, world, "clara")
    statements.clear()
    await tablet.get(f"/lichtenberg/jury/antraege/{proposal['year']}-{proposal['number']:04d}")
    assert len(statements) == 6


async def test_a_changed_proposal_says_what_is_new_and_that_the_opinion_was_on_the_old_one(
    world: World, app: Any, settings: Any
) -> None:
    (clara, *_), proposal, path = await reading(world)
    await actions.save_sheet(world.district.id, clara["id"], proposal["version"], Opinion.YES, "", now=world.now)
    tablet = await as_juror(app, settings, world, "clara")
    assert "Der Antrag wurde geändert" not in (await tablet.get(path)).text
    (row,) = await Proposal.select().where(Proposal.id == proposal["id"])
    await begin_version(row, now=world.now)
    changed = {ProposalVersion.title: "Hofbank mit Dach", ProposalVersion.submitted_at: world.now}
    await ProposalVersion.update(changed).where(ProposalVersion.submitted_at.is_null())

    page = await tablet.get(path)

    assert "Ihre Einschätzung galt der früheren Fassung." in page.text
    assert "neu: mit Dach" in page.text
    page = await tablet.press(page, path.rpartition("/")[2], opinion="yes")
    assert "Der Antrag wurde geändert" not in page.text
