"""The office's mail: what went out, what did not, and once more."""

from typing import Any

import pytest

from browser import Browser
from kiezfonds.backoffice.letters import without_keys
from kiezfonds.jobs import queries
from kiezfonds.jobs.actions import fail, mark_mail, post_mail, take_due
from kiezfonds.jobs.rules import MAX_ATTEMPTS
from world import World, signed_in

BODY = "Guten Tag,\n\nIhr Link: https://kiez.example/l/abc-DEF_123\n\nViele Grüße"


async def write(world: World, district: int, subject: str = "Ihre Idee ist da", state: str = "") -> int:
    await post_mail(district, "ayse@kiez.example", subject, BODY, now=world.now)
    (mail, *_) = await queries.mails(district)
    if state:
        await mark_mail(mail["id"], state, world.now, "552 mailbox full" if state == "failed" else "")
    return int(mail["id"])


async def test_without_mail_the_page_says_what_will_be_here(world: World, desk: Browser) -> None:
    assert "Noch ist keine E-Mail geschrieben." in (await desk.get("/lichtenberg/buero/post")).text


async def test_every_mail_is_listed_with_its_state_and_only_the_own_districts(world: World, desk: Browser) -> None:
    await write(world, world.district.id, "Eingang", "sent")
    await write(world, world.district.id, "Einladung")
    await write(world, world.district.id, "Status", "failed")
    await write(world, world.other.id, "Fremde Post")

    page = await desk.get("/lichtenberg/buero/post")

    rows = [" ".join(" ".join(row.itertext()).split()) for row in page.tree.xpath("//tbody/tr")]
    assert [row.split(" ayse@")[0] for row in rows] == ["Status", "Einladung", "Eingang"]
    assert "× nicht zugestellt" in rows[0]
    assert "Das Postfach ist voll" in rows[0]
    assert "… wartet auf den Versand" in rows[1]
    assert "✓ gesendet" in rows[2]
    assert "Fremde Post" not in page.html


async def test_a_long_list_is_cut_into_pages(world: World, desk: Browser, statements: list[str]) -> None:
    for number in range(51):
        await write(world, world.district.id, f"Mail {number:02d}")

    page = await desk.get("/lichtenberg/buero/post")
    assert len(page.tree.xpath("//tbody/tr")) == 50
    statements.clear()
    page = await desk.get("/lichtenberg/buero/post?seite=2")
    assert len(statements) == 5
    assert "Mail 00" in page.text


async def test_the_list_is_searched_narrowed_and_taken_along(world: World, desk: Browser) -> None:
    await write(world, world.district.id, "Eingang", "sent")
    await write(world, world.district.id, "=Status", "failed")

    page = await desk.get("/lichtenberg/buero/post?stand=failed&q=status")
    assert "=Status" in page.text
    assert "Eingang" not in page.text
    table = (await desk.get("/lichtenberg/buero/post/liste.csv?stand=failed")).answer.text
    assert table.splitlines()[1].startswith("'=Status;ayse@kiez.example;nicht zugestellt;")
    assert "Das Postfach ist voll" in table


async def test_all_that_failed_is_sent_once_more(world: World, desk: Browser) -> None:
    for _ in range(2):
        await write(world, world.district.id, state="failed")

    page = await desk.press(await desk.get("/lichtenberg/buero/post"), "/post/versand")

    assert "2 E-Mails gehen gleich noch einmal hinaus." in page.text
    assert await queries.failed_mails(world.district.id) == 0


async def test_the_text_is_shown_in_the_office(world: World, desk: Browser) -> None:
    mail = await write(world, world.district.id)

    page = await desk.get(f"/lichtenberg/buero/post/{mail}")

    assert "Ihr Link: https://kiez.example/l/abc-DEF_123" in page.text


def test_where_mail_really_goes_out_links_are_hidden() -> None:
    assert without_keys(BODY) == BODY.replace("abc-DEF_123", "…")


async def test_a_failed_mail_is_sent_once_more(world: World, desk: Browser) -> None:
    mail = await write(world, world.district.id, state="failed")
    page = await desk.get(f"/lichtenberg/buero/post/{mail}")
    assert "552 mailbox full" in page.text

    page = await desk.press(page, f"/post/{mail}/versand")

    assert "Die Mail geht gleich noch einmal hinaus." in page.text
    (row,) = await queries.mails(world.district.id)
    assert row["state"] == "waiting"


async def test_a_mail_sent_meanwhile_says_so(world: World, desk: Browser) -> None:
    mail = await write(world, world.district.id, state="failed")
    page = await desk.get(f"/lichtenberg/buero/post/{mail}")
    await mark_mail(mail, "sent", world.now)

    page = await desk.press(page, "/versand")

    assert "Diese Mail ist schon gesendet." in page.text
    assert "Noch einmal senden" not in page.text


async def test_given_up_jobs_are_listed(world: World, desk: Browser) -> None:
    await write(world, world.district.id)
    (task,) = await take_due("w1", world.now)
    await fail(type(task)(task.id, task.district, task.name, task.payload, MAX_ATTEMPTS), "no such host", world.now)

    page = await desk.get("/lichtenberg/buero/post")

    assert "Aufgegebene Aufgaben" in page.text
    assert "no such host" in page.text


@pytest.mark.parametrize("path", ["", "/versand"])
async def test_another_districts_mail_does_not_exist(world: World, app: Any, settings: Any, path: str) -> None:
    mail = await write(world, world.district.id, state="failed")
    emine = await signed_in(app, settings, world, "emine")

    if path:
        token = (await emine.get("/pankow/buero/fonds/neu")).form().fields["_csrf"]
        await emine.post(f"/pankow/buero/post/{mail}/versand", {"_csrf": token}, status=404)
    else:
        await emine.get(f"/pankow/buero/post/{mail}", status=404)
    (row,) = await queries.mails(world.district.id)
    assert row["state"] == "failed"
