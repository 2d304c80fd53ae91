"""Mail and jobs as the office sees them."""

from typing import Any

from kiezfonds.database.paging import Asked, paged
from kiezfonds.database.work import Row, rows
from kiezfonds.jobs.tables import Job, Mail

LISTED = (
    "SELECT m.id, m.recipient, m.subject, m.state, m.created_at, m.sent_at, m.last_error FROM mail m"
    " WHERE m.district = {}"
)


async def mail(district: int, id: int) -> dict[str, Any] | None:
    return await Mail.select().where(Mail.district == district, Mail.id == id).first()


async def mail_to_send(district: int, id: int) -> dict[str, Any] | None:
    """The mail with what its office says about itself."""
    found = await rows(
        "SELECT m.id, m.recipient, m.subject, m.body, m.reply_to, m.message_id, m.state, m.is_personal,"
        " d.name AS district_name, d.mail_name, d.mail_reply_to"
        " FROM mail m JOIN district d ON d.id = m.district WHERE m.district = {} AND m.id = {}",
        *(district, id),
    )
    return found[0] if found else None


async def mails(district: int, limit: int = 100, offset: int = 0) -> list[dict[str, Any]]:
    """The newest first."""
    return await rows(LISTED + " ORDER BY m.id DESC LIMIT {} OFFSET {}", district, limit, offset)


async def mails_listed(district: int, asked: Asked, *, whole: bool = False) -> tuple[list[Row], int]:
    """What the office's list asks for."""
    return await paged(asked, LISTED, district, whole=whole)


async def failed_mails(district: int) -> int:
    return int(await Mail.count().where(Mail.district == district, Mail.state == "failed"))


async def dead_jobs(district: int) -> int:
    return int(await Job.count().where(Job.district == district, Job.state == "dead"))


async def dead_job_list(district: int, limit: int = 50) -> list[dict[str, Any]]:
    """What was given up, the newest first. The payload stays inside: it may name persons."""
    return (
        await Job.select(Job.id, Job.name, Job.run_at, Job.attempts_count, Job.last_error)
        .where(Job.district == district, Job.state == "dead")
        .order_by(Job.id, ascending=False)
        .limit(limit)
    )
