"""Mail and jobs as the office sees them."""

from typing import Any

from kiezfonds.jobs.tables import Job, Mail


async def mail(district: int, id: int) -> dict[str, Any] | None:
    return await Mail.select().where(Mail.district == district, Mail.id == id).first()


async def mails(district: int, limit: int = 100) -> list[dict[str, Any]]:
    """The newest first."""
    return (
        await Mail.select(
            Mail.id, Mail.recipient, Mail.subject, Mail.state, Mail.created_at, Mail.sent_at, Mail.last_error
        )
        .where(Mail.district == district)
        .order_by(Mail.id, ascending=False)
        .limit(limit)
    )


async def dead_jobs(district: int) -> int:
    return int(await Job.count().where(Job.district == district, Job.state == "dead"))
