"""Sending one mail: by SMTP, or without a server into a folder where the office reads it."""

from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from typing import Any
from urllib.parse import unquote, urlsplit

import aiosmtplib

from kiezfonds.jobs.actions import mark_mail
from kiezfonds.jobs.queries import mail
from kiezfonds.jobs.rules import Task
from kiezfonds.settings import Settings


async def send_mail(task: Task, settings: Settings, now: datetime) -> None:
    """Idempotent by state: a mail already sent is left alone. The Message-ID is the same over all tries."""
    row = await mail(task.district, int(str(task.payload["mail"])))
    if row is None or row["state"] == "sent":
        return
    message = message_of(row, settings, now)
    if not settings.smtp:
        folder = settings.data / "mail"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{row['id']:08d}.eml").write_bytes(bytes(message))
        await mark_mail(row["id"], "sent", now)
        return
    try:
        await deliver(message, settings.smtp)
    except (aiosmtplib.SMTPException, OSError) as error:
        await mark_mail(row["id"], "failed", now, str(error)[:300])
        raise
    await mark_mail(row["id"], "sent", now)


def message_of(row: dict[str, Any], settings: Settings, now: datetime) -> EmailMessage:
    """The mail as it goes out. Headers are built by the library, which refuses line breaks in them."""
    message = EmailMessage()
    message["From"] = Address("Kiezfonds", addr_spec=settings.mail_from)
    message["To"] = Address(addr_spec=row["recipient"])
    message["Subject"] = row["subject"]
    message["Message-ID"] = f"<{row['message_id']}>"
    message["Date"] = now
    message["Auto-Submitted"] = "auto-generated"
    if row["reply_to"]:
        message["Reply-To"] = Address(addr_spec=row["reply_to"])
    message.set_content(row["body"])
    return message


async def deliver(message: EmailMessage, url: str) -> None:
    parts = urlsplit(url)
    await aiosmtplib.send(
        message,
        hostname=parts.hostname,
        port=parts.port,
        username=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
        use_tls=parts.scheme == "smtps",
        timeout=20,
    )
