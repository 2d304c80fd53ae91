import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from browser import Browser, Page
from kiezfonds.accounts.sessions import open_session
from kiezfonds.database.errors import Forbidden
from kiezfonds.database.work import rows
from kiezfonds.files.actions import store
from kiezfonds.ground.actors import Actor
from kiezfonds.ground.problems import Problem
from kiezfonds.proposals import actions, queries
from kiezfonds.proposals.attaching import NewFile, attach, describe, detach, end_release, release
from kiezfonds.proposals.attachments import attachments, images, released_images
from kiezfonds.proposals.rules import MOST_FILES, PDF
from kiezfonds.proposals.tables import Attachment
from world import World

FILES = "/lichtenberg/idee/bilder"
DOOR = "/lichtenberg/mein-antrag/zugang"
PAPER = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
HEIC = (Path(__file__).parents[1] / "files" / "sample.heic").read_bytes()


def jpeg(colour: str = "green") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), colour).save(out, "JPEG")
    return out.getvalue()


async def writer(world: World, app: Any, settings: Any) -> Browser:
    """Ayşe in the middle of her idea."""
    call = await world.open_call()
    world.people["draft"] = await world.draft(call)
    return await as_ayse(world, app, settings)


async def as_ayse(world: World, app: Any, settings: Any) -> Browser:
    browser = Browser(app, settings)
    token = await open_session(world.district.id, world.people["ayse"], "resident", world.now)
    browser.hold("resident", token)
    return browser


async def send(browser: Browser, *files: tuple[str, bytes], status: int = 200, **fields: str) -> Page:
    form = (await browser.get(FILES)).form("/bilder")
    known = {name: value for name, value in form.form_values() if name != "files"}
    sent = [("files", (name, content, "application/octet-stream")) for name, content in files]
    return await browser.post(FILES, {**known, **fields}, status=status, files=sent or [("files", ("", b"", ""))])


async def hand_in(world: World) -> list[Problem]:
    ayse = Actor("resident", world.people["ayse"], "")
    return await actions.submit(world.district, world.people["draft"], by=ayse, now=world.now)


async def there(world: World) -> list[dict[str, Any]]:
    row = await queries.proposal_by_id(world.district.id, world.people["draft"])
    assert row is not None
    return await attachments(world.district.id, row["version"])


async def test_several_files_at_once_are_kept_pictures_anew_and_papers_as_they_are(world: World, app, settings) -> None:
    browser = await writer(world, app, settings)
    page = await send(browser, ("hof.jpg", jpeg()), ("IMG_1.HEIC", HEIC), ("angebot.pdf", PAPER), upload="1")

    assert "Die Dateien sind da." in page.text
    assert [(f["kind"], f["name"]) for f in await there(world)] == [
        ("image", "hof.jpg"),
        ("image", "IMG_1.HEIC"),
        ("pdf", "angebot.pdf"),
    ]
    picture, paper = await browser.get(f"{FILES}/2"), await browser.get(f"{FILES}/3")
    assert picture.answer.headers["content-type"] == "image/jpeg"
    assert (paper.answer.content, paper.answer.headers["content-type"]) == (PAPER, "application/pdf")
    for answer, place in ((picture.answer, "inline"), (paper.answer, "attachment")):
        assert answer.headers["content-disposition"].startswith(place)
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"


async def test_bad_files_are_named_and_the_good_one_stays(world: World, app, settings) -> None:
    browser = await writer(world, app, settings)
    page = await send(
        browser,
        ("gut.jpg", jpeg()),
        ("kaputt.jpg", jpeg()[:150]),
        ("leer.jpg", b""),
        ("skript.svg", b"<svg/>"),
        ("gross.pdf", PAPER + b"x" * 10_000_000),
        status=422,
    )

    assert [f["name"] for f in await there(world)] == ["gut.jpg"]
    for told in (
        "„kaputt.jpg“: Dieses Bild können wir nicht lesen.",
        "„leer.jpg“: Die Datei ist leer.",
        "„skript.svg“: Diese Art Datei nehmen wir nicht.",
        "„gross.pdf“: Die Datei ist zu groß. Erlaubt sind 10 MB. Bitte schicken Sie sie kleiner",
    ):
        assert told in page.text
    assert page.tree.xpath(f"//img[@src='{FILES}/1']")


async def test_the_same_file_sent_again_is_there_once(world: World, app, settings) -> None:
    browser = await writer(world, app, settings)
    for _ in range(2):
        await send(browser, ("hof.jpg", jpeg()))

    assert len(await there(world)) == 1


async def test_a_sixth_file_is_refused_and_five_stay(world: World, app, settings) -> None:
    browser = await writer(world, app, settings)
    colours = ("red", "green", "blue", "white", "black", "yellow")
    page = await send(browser, *((f"{c}.jpg", jpeg(c)) for c in colours), status=422)
    assert "Mehr als 5 Dateien gehen nicht." in page.text
    assert len(await there(world)) == MOST_FILES

    page = await send(browser, ("yellow.jpg", jpeg("yellow")), status=422)
    assert "„yellow.jpg“: Mehr als 5 Dateien gehen nicht." in page.text


async def test_words_are_kept_when_a_file_is_removed(world: World, app, settings) -> None:
    browser = await writer(world, app, settings)
    await send(browser, ("hof.jpg", jpeg()), ("angebot.pdf", PAPER))
    page = await send(browser, alt_1="Der leere Hof", remove="2")

    assert [(f["name"], f["alt"]) for f in await there(world)] == [("hof.jpg", "Der leere Hof")]
    assert page.tree.xpath("//img/@alt") == ["Der leere Hof"]


async def test_too_long_a_description_comes_back_as_typed(world: World, app, settings) -> None:
    browser = await writer(world, app, settings)
    await send(browser, ("hof.jpg", jpeg()))
    page = await send(browser, alt_1="x" * 301, status=422)

    assert page.form("/bilder").fields["alt_1"] == "x" * 301
    assert page.tree.get_element_by_id("f-alt_1").get("aria-invalid") == "true"


async def test_going_on_without_files_leads_to_the_next_page_or_back_to_the_check(world: World, app, settings) -> None:
    browser = await writer(world, app, settings)
    assert (await send(browser)).path == "/lichtenberg/idee/person"
    assert (await send(browser, zurueck="pruefen")).path == "/lichtenberg/idee/pruefen"


async def test_a_stranger_uploads_and_sees_nothing(world: World, app, settings) -> None:
    await send(await writer(world, app, settings), ("hof.jpg", jpeg()))
    stranger = Browser(app, settings)
    assert (await stranger.get(f"{FILES}/1")).path == DOOR
    assert (await stranger.post(FILES, {}, files=[("files", ("neu.jpg", jpeg("red")))])).path == DOOR
    assert len(await there(world)) == 1


async def test_another_district_sees_none_of_them(world: World, app, settings) -> None:
    await send(await writer(world, app, settings), ("hof.jpg", jpeg()))
    (file,) = await there(world)
    assert await attachments(world.other.id, file["version"]) == []


async def test_what_was_handed_in_is_frozen_with_its_files(world: World, app, settings) -> None:
    browser = await writer(world, app, settings)
    await send(browser, ("hof.jpg", jpeg()), ("angebot.pdf", PAPER))
    draft, district = world.people["draft"], world.district.id
    assert await hand_in(world) == []

    problems = await attach(district, draft, NewFile(PDF, "neu.pdf", "application/pdf", PAPER + b"2"), now=world.now)
    assert "schon abgeschickt" in problems[0].text
    await describe(district, draft, {1: "anders"})
    await detach(district, draft, 1)
    files = await there(world)
    assert [(f["position"], f["alt"]) for f in files] == [(1, ""), (2, "")]
    with pytest.raises(Forbidden):
        await Attachment.delete().where(Attachment.id == files[0]["id"])
    with pytest.raises(Forbidden):
        await Attachment.insert(Attachment(**{**_row(files[0], district), "position": 9, "blob": await _blob(world)}))


async def test_a_released_picture_is_public_until_the_release_ends(world: World, app, settings) -> None:
    await send(await writer(world, app, settings), ("hof.jpg", jpeg()), ("angebot.pdf", PAPER))
    picture, paper = await there(world)
    district, by = world.district.id, world.actor("bernd")
    assert [f["name"] for f in await images(district, picture["version"])] == ["hof.jpg"]
    assert await released_images(district, picture["version"]) == []

    for _ in range(2):
        assert await release(district, picture["id"], by=by, now=world.now) == []
    assert len(await release(district, paper["id"], by=by, now=world.now)) == 1
    assert [f["name"] for f in await released_images(district, picture["version"])] == ["hof.jpg"]

    await end_release(district, picture["id"], by=by, now=world.now)
    assert await released_images(district, picture["version"]) == []
    assert len(await rows("SELECT id FROM attachment_release WHERE district = {}", district)) == 1


async def test_the_same_bytes_are_stored_once_in_each_district(world: World) -> None:
    one = await store(world.district.id, PAPER, "application/pdf", now=world.now)
    assert await store(world.district.id, PAPER, "application/pdf", now=world.now) == one
    assert await store(world.other.id, PAPER, "application/pdf", now=world.now) != one


async def test_the_desk_sees_all_files_and_releases_a_picture(world: World, app, settings, desk: Browser) -> None:
    await send(await writer(world, app, settings), ("hof.jpg", jpeg()), ("angebot.pdf", PAPER))
    assert await hand_in(world) == []
    at = "/lichtenberg/buero/antraege/2026-0001/bilder"
    for position in (1, 2):
        assert (await desk.get(f"{at}/{position}")).status == 200
    await desk.get(f"{at}/3", status=404)

    page = await desk.get("/lichtenberg/buero/antraege/2026-0001")
    token = page.tree.xpath("//input[@name='_csrf']/@value")[0]
    await desk.post(f"{at}/1/freigabe", {"_csrf": token})
    await desk.post(f"{at}/2/freigabe", {"_csrf": token}, status=409)
    (row, _) = await there(world)
    assert row["released_at"] is not None
    await Browser(app, settings).get("/lichtenberg/projekte/2026-0001/bilder/1", status=404)  # not funded


async def test_the_writer_sees_what_was_handed_in(world: World, app, settings) -> None:
    browser = await writer(world, app, settings)
    await send(browser, ("hof.jpg", jpeg()))
    assert await hand_in(world) == []

    assert (await browser.get("/lichtenberg/mein-antrag/2026-0001/bilder/1")).status == 200
    await browser.get("/lichtenberg/mein-antrag/2026-0002/bilder/1", status=404)


def _row(file: dict[str, Any], district: int) -> dict[str, Any]:
    kept = ("version", "kind", "name", "width_count", "height_count", "created_at")
    return {"district": district, **{name: file[name] for name in kept}}


async def _blob(world: World) -> int:
    return await store(world.district.id, b"%PDF-other", "application/pdf", now=world.now)
