"""Sending one mail: by SMTP, or without a server into a folder where the office reads it."""

from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from typing import Any
from urllib.parse import unquote, urlsplit

import aiosmtplib

from kiezfonds.jobs.actions import mark_mail
from kiezfonds.jobs.queries import mail_to_send
from kiezfonds.jobs.rules import Task, is_for_good
from kiezfonds.settings import Settings

SECONDS = 20
PLACE_OF_IDS = "kiezfonds"


class NotSent(Exception):  # noqa: N818 - read aloud: the job's error is what the server said
    """The server could take it later."""


async def send_mail(task: Task, settings: Settings, now: datetime) -> None:
    """Idempotent by state: a mail already sent is left alone. The Message-ID is the same over all tries.

    A server that could take it later makes the job fail, so that it is tried again; one that never will, does not.
    """
    row = await mail_to_send(task.district, int(str(task.payload["mail"])))
    if row is None or row["state"] == "sent":
        return
    try:
        message = message_of(row, settings, now)
    except (ValueError, IndexError, MessageError):
        await mark_mail(row["id"], "failed", now, "address or subject cannot be written in a mail")
        return
    if not settings.smtp:
        folder = settings.data / "mail"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{row['id']:08d}.eml").write_bytes(bytes(message))
        await mark_mail(row["id"], "sent", now)
        return
    try:
        await deliver(message, settings.smtp)
    except (aiosmtplib.SMTPException, OSError, ValueError) as error:
        code, said = answer_of(error)
        await mark_mail(row["id"], "failed", now, said[:300])
        if is_for_good(code):
            return
        raise NotSent(said[:300]) from error
    await mark_mail(row["id"], "sent", now)


def message_of(row: dict[str, Any], settings: Settings, now: datetime) -> EmailMessage:
    """The mail as it goes out. Headers are built by the library, which refuses line breaks in them.

    The sender's address is the operator's, the only one its server may send for (SPF, RFC 7208); the name before it
    is the office's, and answers go to the office.
    """
    message = EmailMessage()
    name = row["mail_name"] or f"Kiezfonds {row['district_name']}"
    message["From"] = Address(name, addr_spec=settings.mail_from)
    message["To"] = Address(addr_spec=row["recipient"])
    message["Subject"] = row["subject"]
    place = settings.mail_from.rpartition("@")[2]
    message["Message-ID"] = f"<{row['message_id'].removesuffix(f'@{PLACE_OF_IDS}')}@{place}>"
    message["Date"] = now
    if not row["is_personal"]:
        message["Auto-Submitted"] = "auto-generated"
    reply_to = row["mail_reply_to"] or row["reply_to"]
    if reply_to:
        message["Reply-To"] = Address(addr_spec=reply_to)
    message.set_content(row["body"])
    return message


async def deliver(message: EmailMessage, url: str) -> None:
    """A password never goes over a line that is not encrypted, whatever the server offers."""
    parts = urlsplit(url)
    is_secret = bool(parts.username) and parts.scheme == "smtp"
    await aiosmtplib.send(
        message,
        hostname=parts.hostname,
        port=parts.port,
        username=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
        use_tls=parts.scheme == "smtps",
        start_tls=True if is_secret else None,
        timeout=SECONDS,
    )


def answer_of(error: Exception) -> tuple[int, str]:
    """The server's code, 0 where it said nothing, and its words in one line."""
    if isinstance(error, aiosmtplib.SMTPRecipientsRefused) and error.recipients:
        return answer_of(error.recipients[0])
    code = int(getattr(error, "code", 0) or 0)
    words = " ".join(str(getattr(error, "message", "") or error).split())
    return code, f"{code} {words}" if code else f"{type(error).__name__}: {words}"
