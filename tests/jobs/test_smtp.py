"""Mail over a real server: what it asks for, what it refuses, and what happens when somebody dies in between."""

import logging
import socket
import ssl
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

from kiezfonds.imprints.actions import save_part
from kiezfonds.imprints.rules import Part
from kiezfonds.jobs import queries
from kiezfonds.jobs.actions import post_mail, resend_failed, take_due
from kiezfonds.jobs.mailing import deliver, message_of
from kiezfonds.jobs.rules import is_for_good, meaning_of
from kiezfonds.settings import Settings
from kiezfonds.worker import work_once
from world import World

ADDRESS = "ayse@kiez.example"


@dataclass
class Server:
    """Says to each recipient what `answers` holds, and keeps what it took."""

    answers: list[str] = field(default_factory=list)
    mails: list[Any] = field(default_factory=list)
    lines: list[bool] = field(default_factory=list)
    users: list[str] = field(default_factory=list)

    async def handle_RCPT(self, _server: Any, session: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802 - aiosmtpd asks for it
        self.lines.append(session.ssl is not None)
        if self.answers:
            return self.answers.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd asks for it
        self.mails.append(message_from_bytes(envelope.content, policy=default))
        return "250 OK"

    def authenticate(self, _server: Any, _session: Any, _envelope: Any, _mechanism: str, given: Any) -> AuthResult:
        assert isinstance(given, LoginPassword)
        self.users.append(given.login.decode())
        return AuthResult(success=given.password == b"a word @ all", handled=False)


@asynccontextmanager
async def listening(settings: Settings, *, user: str = "", **how: Any) -> AsyncIterator[tuple[Server, Settings]]:
    server = Server()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    if "auth_required" in how:
        how["authenticator"] = server.authenticate
    controller = Controller(server, hostname="127.0.0.1", port=port, **how)
    controller.start()
    at = f"{user}@" if user else ""
    try:
        yield server, replace(settings, smtp=f"smtp://{at}127.0.0.1:{port}", mail_from="kiezfonds@server.example")
    finally:
        controller.stop()


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key made for this run and its certificate, in one file; no key lies in the tree. Debian has the command with
    `ca-certificates`."""
    folder = tmp_path_factory.mktemp("mail-server")
    key, shown, both = folder / "key.pem", folder / "shown.pem", folder / "both.pem"
    command = (
        *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"),
        *("-keyout", str(key), "-out", str(shown), "-days", "2", "-subj", "/CN=mail server of a test"),
        *("-addext", "subjectAltName=IP:127.0.0.1"),
    )
    subprocess.run(command, check=True, capture_output=True)
    both.write_bytes(key.read_bytes() + shown.read_bytes())
    return both


@pytest.fixture
def tls(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """What the server shows; this process trusts it."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


async def write(world: World, recipient: str = ADDRESS, **more: Any) -> None:
    mail = "office@kiez.example"
    await post_mail(world.district.id, recipient, "Grüße", "Schöne Grüße", now=world.now, reply_to=mail, **more)


async def stored(world: World) -> dict[str, Any]:
    (row,) = await queries.mails(world.district.id)
    return row


async def test_a_password_goes_over_starttls_only(world: World, settings: Settings, tls: ssl.SSLContext) -> None:
    await write(world)
    how: dict[str, Any] = {"tls_context": tls, "require_starttls": True, "auth_required": True}
    async with listening(settings, user="office%40kiez.example:a%20word%20%40%20all", **how) as (server, there):
        assert await work_once(there, "w1", lambda: world.now) == 1

    assert (server.users, server.lines) == (["office@kiez.example"], [True])
    assert len(server.mails) == 1


@pytest.mark.filterwarnings("ignore:Requiring AUTH")
async def test_without_starttls_no_password_is_sent(world: World, settings: Settings) -> None:
    await write(world)
    async with listening(settings, user="office:secret", auth_required=True, auth_require_tls=False) as (server, there):
        await work_once(there, "w1", lambda: world.now)

    assert (server.users, server.mails) == ([], [])
    assert "nicht sicher" in meaning_of((await stored(world))["last_error"])


async def test_a_server_nobody_vouches_for_is_not_trusted(
    world: World, settings: Settings, tls: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    await write(world)
    async with listening(settings, user="office:secret", tls_context=tls, auth_required=True) as (server, there):
        await work_once(there, "w1", lambda: world.now)

    assert (server.users, server.mails) == ([], [])
    assert (await stored(world))["state"] == "failed"


async def test_a_wrong_password_is_ours_to_mend_and_is_tried_again(
    world: World, settings: Settings, tls: ssl.SSLContext
) -> None:
    await write(world)
    async with listening(settings, user="office:wrong", tls_context=tls, auth_required=True) as (_, there):
        await work_once(there, "w1", lambda: world.now)

    assert "Anmeldung am Mailserver" in meaning_of((await stored(world))["last_error"])
    assert len(await take_due("w2", world.now + timedelta(minutes=2))) == 1


async def test_a_recipient_refused_for_good_is_not_tried_again(world: World, settings: Settings) -> None:
    await write(world)
    async with listening(settings) as (server, there):
        server.answers = ["550 5.1.1 no such user"]
        await work_once(there, "w1", lambda: world.now)

    row = await stored(world)
    assert (row["state"], row["last_error"]) == ("failed", "550 5.1.1 no such user")
    assert await take_due("w2", world.now + timedelta(days=1)) == []
    assert await queries.dead_jobs(world.district.id) == 0


async def test_refused_for_now_it_goes_out_later_under_the_same_id(world: World, settings: Settings) -> None:
    await write(world)
    async with listening(settings) as (server, there):
        server.answers = ["451 4.7.1 greylisted"]
        await work_once(there, "w1", lambda: world.now)
        assert (await stored(world))["state"] == "failed"
        assert await work_once(there, "w1", lambda: world.now + timedelta(seconds=30)) == 0
        await work_once(there, "w1", lambda: world.now + timedelta(minutes=2))

    assert (await stored(world))["state"] == "sent"
    assert len(server.mails) == 1


async def test_killed_between_sending_and_noting_it_one_copy_more_goes_out(world: World, settings: Settings) -> None:
    await write(world)
    async with listening(settings) as (server, there):
        (task,) = await take_due("w1", world.now)
        row = await queries.mail_to_send(world.district.id, int(str(task.payload["mail"])))
        assert row is not None
        await deliver(message_of(row, there, world.now), there.smtp)

        assert await work_once(there, "w2", lambda: world.now + timedelta(seconds=60)) == 0
        for minutes in (2, 4, 8):
            await work_once(there, "w2", lambda minutes=minutes: world.now + timedelta(minutes=minutes))

    assert len(server.mails) == 2
    assert len({mail["Message-ID"] for mail in server.mails}) == 1


async def test_the_sender_is_the_operators_address_under_the_offices_name(world: World, settings: Settings) -> None:
    await write(world)
    facts = {"mail_name": "Kiezfonds, Büro „Mitte“", "mail_reply_to": "antwort@kiez.example"}
    async with listening(settings) as (server, there):
        await work_once(there, "w1", lambda: world.now)
        assert await save_part(world.district.id, Part.MAIL, facts, by=world.actor("doris"), now=world.now) == []
        await write(world, is_personal=True)
        await work_once(there, "w1", lambda: world.now)

    plain, named = server.mails
    assert [(a.display_name, a.addr_spec) for a in plain["From"].addresses] == [
        ("Kiezfonds Lichtenberg", "kiezfonds@server.example")
    ]
    assert (plain["Reply-To"], plain["Auto-Submitted"]) == ("office@kiez.example", "auto-generated")
    assert [(a.display_name, a.addr_spec) for a in named["From"].addresses] == [
        ("Kiezfonds, Büro „Mitte“", "kiezfonds@server.example")
    ]
    assert (named["Reply-To"], named["Auto-Submitted"]) == ("antwort@kiez.example", None)


async def test_a_mail_is_plain_text_with_date_and_id(world: World, settings: Settings) -> None:
    await write(world)
    async with listening(settings) as (server, there):
        await work_once(there, "w1", lambda: world.now)

    (mail,) = server.mails
    assert mail.get_content_type() == "text/plain"
    assert mail.get_content().strip() == "Schöne Grüße"
    assert mail["Date"].datetime == world.now
    assert mail["Message-ID"].endswith("@server.example>")


@pytest.mark.parametrize("recipient", ["not an address", "a@b@c.de", "x\r\nBcc: all@kiez.example", "jörg@kiez.example"])
async def test_an_address_that_cannot_be_written_fails_once_and_says_so(
    world: World, settings: Settings, recipient: str
) -> None:
    await write(world, recipient)
    async with listening(settings) as (server, there):
        await work_once(there, "w1", lambda: world.now)

    assert server.mails == []
    assert (await stored(world))["state"] == "failed"
    assert await take_due("w2", world.now + timedelta(days=1)) == []


async def test_nothing_of_a_person_gets_into_the_log(
    world: World, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await write(world)
    async with listening(settings) as (server, there):
        server.answers = [f"451 {ADDRESS} not now"]
        await work_once(there, "w1", lambda: world.now)

    ours = [record for record in caplog.records if record.name.startswith(("kiezfonds", "aiosmtplib"))]
    written = "\n".join(f"{record.getMessage()} {record.__dict__}" for record in ours)
    assert "job" in written
    assert ADDRESS not in written


async def test_after_an_outage_everything_goes_out_with_one_press(world: World, settings: Settings) -> None:
    for _ in range(3):
        await write(world)
    await work_once(replace(settings, smtp="smtp://127.0.0.1:1", mail_from="k@s.example"), "w1", lambda: world.now)
    assert await queries.failed_mails(world.district.id) == 3

    assert await resend_failed(world.district.id, by=world.actor("bernd"), now=world.now) == 3
    async with listening(settings) as (server, there):
        await work_once(there, "w1", lambda: world.now)

    assert len(server.mails) == 3
    assert await resend_failed(world.other.id, by=world.actor("emine"), now=world.now) == 0


@pytest.mark.parametrize(
    ("error", "meaning"),
    [
        ("550 5.1.1 no such user", "Diese Adresse gibt es nicht"),
        ("550 mailbox unavailable", "Die Adresse hat die E-Mail nicht angenommen"),
        ("552 5.2.2 mailbox full", "Das Postfach ist voll"),
        ("452 4.2.2 over quota", "Das Postfach ist voll"),
        ("554 5.7.1 spam", "vielleicht als Werbung"),
        ("535 5.7.8 bad credentials", "Anmeldung am Mailserver"),
        ("451 later", "nimmt gerade nichts an"),
        ("571 no", "hat die E-Mail nicht angenommen"),
        ("ConnectionRefusedError: 127.0.0.1", "nicht zu erreichen"),
        ("", ""),
    ],
)
def test_the_office_reads_what_an_answer_means(error: str, meaning: str) -> None:
    assert meaning in meaning_of(error)


@pytest.mark.parametrize(("code", "for_good"), [(550, True), (554, True), (535, False), (451, False), (0, False)])
def test_only_a_final_no_is_final(code: int, for_good: bool) -> None:
    assert is_for_good(code) is for_good
