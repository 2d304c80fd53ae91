"""Many letters at once: all drafts of a meeting, and the print run for the post."""

from datetime import datetime
from typing import cast

from kiezfonds.database.work import transaction
from kiezfonds.districts.queries import tenant_by_id
from kiezfonds.districts.rules import Tenant
from kiezfonds.ground.actors import Actor
from kiezfonds.jobs.actions import enqueue
from kiezfonds.jobs.rules import Task
from kiezfonds.notices.drafts import draft_notice
from kiezfonds.notices.listing import waiting
from kiezfonds.notices.rules import Stage
from kiezfonds.settings import Settings

JOB = "draft_letters"
OPEN_STAGES = (Stage.CHECK, Stage.DRAFT)


async def order_drafts(district: Tenant, meeting: str, *, by: Actor, now: datetime) -> int:
    """A job that drafts the letters of a meeting („2026-3“); returns how many are still without one."""
    async with transaction():
        count = len(await _without_letter(district.id, meeting))
        key = f"{meeting}:{by.id}:{now.isoformat()}"
        if count:
            actor = [by.kind, by.id, by.role]
            await enqueue(district.id, JOB, key=key, now=now, meeting=meeting, actor=actor)
    return count


async def draft_letters(task: Task, settings: Settings, now: datetime) -> None:  # noqa: ARG001 - every job is called so
    """What cannot be drafted stays on the desk, where its page says what is missing."""
    district = await tenant_by_id(task.district)
    if district is None:
        return
    kind, id, role = cast(tuple[str, int, str], task.payload["actor"])
    for resolution in await _without_letter(district.id, str(task.payload["meeting"])):
        await draft_notice(district, resolution, by=Actor(kind, id, role), now=now)


async def _without_letter(district: int, meeting: str) -> list[int]:
    """Resolutions of the meeting that are neither objected to nor drafted."""
    found = [row for stage in OPEN_STAGES for row in await waiting(district, stage, meeting)]
    return [row["id"] for row in found if row["notice_number"] is None]
