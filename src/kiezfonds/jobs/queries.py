"""Mail and jobs as the office sees them."""

from typing import Any

from kiezfonds.jobs.tables import Job, Mail


async def mail(district: int, id: int) -> dict[str, Any] | None:
    return await Mail.select().where(Mail.district == district, Mail.id == id).first()


async def mails(district: int, limit: int = 100, offset: int = 0) -> list[dict[str, Any]]:
    """The newest first."""
    return (
        await Mail.select(
            Mail.id, Mail.recipient, Mail.subject, Mail.state, Mail.created_at, Mail.sent_at, Mail.last_error
        )
        .where(Mail.district == district)
        .order_by(Mail.id, ascending=False)
        .limit(limit)
        .offset(offset)
    )


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
