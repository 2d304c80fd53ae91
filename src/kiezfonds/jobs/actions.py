"""Writing jobs and mail into the outbox, and taking them out again."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from kiezfonds.audit.actions import record
from kiezfonds.database.work import locked, transaction
from kiezfonds.ground.actors import Actor
from kiezfonds.ground.problems import Problem
from kiezfonds.ground.text import N_
from kiezfonds.jobs.rules import LEASE, Task, is_given_up, pause_after
from kiezfonds.jobs.tables import Job, Mail
from kiezfonds.web.session import new_token


async def enqueue(
    district: int, name: str, *, key: str, now: datetime, run_at: datetime | None = None, **payload: object
) -> None:
    """A job to be done after this transaction; a second one with the same key is the same job."""
    job = Job(
        district=district,
        name=name,
        key=f"{name}:{key}"[:120],
        payload=json.dumps(payload),
        state="due",
        run_at=run_at or now,
        locked_until_at=now,
        attempts_count=0,
        done_at=None,
    )
    await Job.insert(job).on_conflict(target=(Job.district, Job.key), action="DO NOTHING")


async def post_mail(
    district: int,
    recipient: str,
    subject: str,
    body: str,
    *,
    now: datetime,
    reply_to: str = "",
    is_personal: bool = False,
) -> None:
    """A mail in the outbox, and the job that sends it. `is_personal`: somebody wrote it, it is no automatic notice."""
    message_id = f"{new_token()[:24]}@kiezfonds"
    mail = Mail(
        district=district,
        recipient=recipient,
        subject=subject,
        body=body,
        reply_to=reply_to,
        message_id=message_id,
        state="waiting",
        is_personal=is_personal,
        created_at=now,
        sent_at=None,
    )
    (saved,) = await Mail.insert(mail).returning(Mail.id)
    await enqueue(district, "send_mail", key=message_id, now=now, mail=saved["id"])


async def take_due(worker: str, now: datetime, limit: int = 10) -> list[Task]:
    """Due jobs under a lease of this worker, longest due first; nobody else gets them until the lease ends.

    Looks before it locks: an idle worker writes nothing.
    """
    is_free = (Job.state == "due") & (Job.run_at <= now) & (Job.locked_until_at <= now)
    waiting = await Job.select(Job.id).where(is_free).order_by(Job.run_at, Job.id).limit(limit)
    if not waiting:
        return []
    async with transaction():
        due = await locked(Job, Job.id.is_in([row["id"] for row in waiting]), is_free)
        ids = [row["id"] for row in due]
        if ids:
            await Job.update(
                {Job.locked_until_at: now + LEASE, Job.locked_by: worker, Job.attempts_count: Job.attempts_count + 1}
            ).where(Job.id.is_in(ids))
    return [
        Task(row["id"], row["district"], row["name"], json.loads(row["payload"]), row["attempts_count"] + 1)
        for row in due
    ]


async def finish(task: Task, now: datetime, *, forget: bool = False) -> None:
    """`forget`: what the job was told named a person and is needed no more."""
    told: dict[Any, Any] = {Job.payload: "{}"} if forget else {}
    await Job.update({Job.state: "done", Job.done_at: now, Job.last_error: "", **told}).where(Job.id == task.id)


async def forget_jobs(before: datetime) -> None:
    """Done by then, and nobody asks for them any more. What was given up stays until somebody saw to it."""
    await Job.delete().where(Job.state == "done", Job.done_at < before)


async def fail(task: Task, error: str, now: datetime) -> None:
    """Tried again later, or given up and shown in the office."""
    state = "dead" if is_given_up(task.attempts) else "due"
    again = now + pause_after(task.attempts)
    await Job.update(
        {Job.state: state, Job.run_at: again, Job.locked_until_at: now, Job.last_error: error[:500]}
    ).where(Job.id == task.id)


async def mark_mail(mail: int, state: str, now: datetime, error: str = "") -> None:
    await Mail.update(
        {Mail.state: state, Mail.sent_at: now if state == "sent" else None, Mail.last_error: error}
    ).where(Mail.id == mail)


async def resend(district: int, mail: int, *, by: Actor, now: datetime) -> list[Problem]:
    """A mail that did not go out is tried again at once, with the same Message-ID. One being sent now is left alone."""
    async with transaction():
        (row,) = await locked(Mail, Mail.district == district, Mail.id == mail)
        if row["state"] == "sent":
            return [Problem(N_("Diese Mail ist schon gesendet."))]
        await _send_again(district, row, now)
        await record(district, "resend_mail", by=by, now=now, mail=mail)
    return []


async def resend_failed(district: int, *, by: Actor, now: datetime) -> int:
    """All that did not go out, at once; returns how many. For the day after the mail server was down."""
    async with transaction():
        failed = await locked(Mail, Mail.district == district, Mail.state == "failed")
        for row in failed:
            await _send_again(district, row, now)
        if failed:
            await record(district, "resend_failed_mails", by=by, now=now, count=len(failed))
    return len(failed)


async def _send_again(district: int, row: Mapping[str, Any], now: datetime) -> None:
    """Its job becomes due, or a new one is made where the old one is forgotten."""
    await Mail.update({Mail.state: "waiting", Mail.last_error: ""}).where(Mail.id == row["id"])
    await Job.update(
        {Job.state: "due", Job.run_at: now, Job.attempts_count: 0, Job.last_error: "", Job.done_at: None}
    ).where(Job.district == district, Job.key == f"send_mail:{row['message_id']}"[:120], Job.locked_until_at <= now)
    await enqueue(district, "send_mail", key=row["message_id"], now=now, mail=row["id"])
