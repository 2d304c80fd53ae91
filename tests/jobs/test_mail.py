import socket
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from aiosmtpd.controller import Controller

from kiezfonds.jobs import queries
from kiezfonds.jobs.actions import enqueue, post_mail, take_due
from kiezfonds.jobs.tables import Job, Mail
from kiezfonds.settings import Settings
from kiezfonds.worker import work_once
from world import World


class Inbox:
    def __init__(self) -> None:
        self.mails: list[Any] = []
        self.refuses = False

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd asks for it
        if self.refuses:
            return "451 not now"
        self.mails.append(message_from_bytes(envelope.content, policy=default))
        return "250 OK"


@pytest_asyncio.fixture
async def inbox() -> AsyncIterator[tuple[Inbox, int]]:
    box = Inbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    yield box, port
    server.stop()


@pytest.fixture
def by_smtp(settings: Settings, inbox: tuple[Inbox, int]) -> Settings:
    return replace(settings, smtp=f"smtp://127.0.0.1:{inbox[1]}", mail_from="office@kiez.example")


async def write(world: World) -> None:
    await post_mail(
        world.district.id,
        "ayse@kiez.example",
        "Ihre Idee ist da",
        "Guten Tag",
        now=world.now,
        reply_to="buero@kiez.example",
    )


async def test_a_mail_goes_out_by_smtp_once(world: World, by_smtp: Settings, inbox: tuple[Inbox, int]) -> None:
    await write(world)
    await work_once(by_smtp, "w1", lambda: world.now)
    await work_once(by_smtp, "w1", lambda: world.now)

    (mail,) = inbox[0].mails
    assert (mail["To"], mail["Subject"], mail["Reply-To"]) == (
        "ayse@kiez.example",
        "Ihre Idee ist da",
        "buero@kiez.example",
    )
    (row,) = await queries.mails(world.district.id)
    assert row["state"] == "sent"


async def test_a_mail_refused_for_now_is_tried_again_with_the_same_id(
    world: World, by_smtp: Settings, inbox: tuple[Inbox, int]
) -> None:
    await write(world)
    inbox[0].refuses = True
    await work_once(by_smtp, "w1", lambda: world.now)
    (row,) = await queries.mails(world.district.id)
    assert row["state"] == "failed"

    inbox[0].refuses = False
    await work_once(by_smtp, "w1", lambda: world.now + timedelta(minutes=2))
    (stored,) = await Mail.select(Mail.message_id, Mail.state)
    assert inbox[0].mails[0]["Message-ID"] == f"<{stored['message_id'].partition('@')[0]}@kiez.example>"
    assert stored["state"] == "sent"


async def test_without_a_server_mail_lies_in_a_folder(world: World, settings: Settings, tmp_path: Path) -> None:
    await write(world)
    await work_once(replace(settings, data=tmp_path), "w1", lambda: world.now)

    (file,) = (tmp_path / "mail").glob("*.eml")
    assert "Guten Tag" in file.read_text()


async def test_a_line_break_in_a_header_never_goes_out(
    world: World, by_smtp: Settings, inbox: tuple[Inbox, int]
) -> None:
    await post_mail(world.district.id, "a@b.de", "Hallo\nBcc: alle@b.de", "x", now=world.now)
    await work_once(by_smtp, "w1", lambda: world.now)

    assert inbox[0].mails == []


async def test_two_workers_never_take_the_same_job(world: World) -> None:
    for number in range(4):
        await enqueue(world.district.id, "send_mail", key=str(number), now=world.now, mail=0)
    first = await take_due("w1", world.now, limit=2)
    second = await take_due("w2", world.now)

    assert {t.id for t in first} & {t.id for t in second} == set()
    assert len(first) + len(second) == 4


async def test_what_waits_longest_is_taken_first_and_no_more_than_asked(world: World) -> None:
    for number in (3, 1, 2):
        due = world.now - timedelta(minutes=number)
        await enqueue(world.district.id, f"job_{number}", key="k", now=world.now, run_at=due)

    assert {task.name for task in await take_due("w1", world.now, limit=2)} == {"job_3", "job_2"}
    assert [task.name for task in await take_due("w2", world.now)] == ["job_1"]


async def test_an_idle_worker_only_looks(world: World, statements: list[str]) -> None:
    assert await take_due("w1", world.now) == []

    assert len(statements) == 1


async def test_a_killed_workers_job_is_taken_up_when_its_lease_ends(world: World) -> None:
    await enqueue(world.district.id, "send_mail", key="k", now=world.now, mail=0)
    await take_due("w1", world.now)

    assert await take_due("w2", world.now + timedelta(seconds=60)) == []
    assert len(await take_due("w2", world.now + timedelta(seconds=91))) == 1


async def test_the_same_key_is_the_same_job(world: World) -> None:
    for _ in range(2):
        await enqueue(world.district.id, "send_mail", key="k", now=world.now, mail=0)

    assert await Job.count() == 1


async def test_a_job_that_never_works_is_given_up_and_counted(world: World, settings: Settings) -> None:
    await enqueue(world.district.id, "unknown_job", key="k", now=world.now)
    for hours in range(8):
        await work_once(settings, "w1", lambda hours=hours: world.now + timedelta(hours=hours))

    assert await queries.dead_jobs(world.district.id) == 1
