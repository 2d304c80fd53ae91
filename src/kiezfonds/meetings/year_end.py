"""The end of the budget year: who still waits for its money lapses and is told (§ 45 LHO)."""

from datetime import date, datetime, time

from kiezfonds.districts.queries import tenant_by_id, tenants
from kiezfonds.ground.actors import SYSTEM
from kiezfonds.ground.days import berlin_day, instant_of
from kiezfonds.jobs.actions import enqueue
from kiezfonds.jobs.rules import Task
from kiezfonds.meetings.waiting import end_waiting_of_year
from kiezfonds.settings import Settings

JOB = "end_waiting_lists"


async def order_year_ends(now: datetime) -> None:
    """For each district one job at this year's end and one for the year before, in case nobody was there then.

    The key is the year, so asking again every hour orders nothing twice.
    """
    year = berlin_day(now).year
    for district in await tenants():
        for ending in (year - 1, year):
            ends_at = instant_of(date(ending + 1, 1, 1), time(0, 5))
            await enqueue(district.id, JOB, key=str(ending), now=now, run_at=ends_at, year=ending)


async def end_waiting_lists(task: Task, settings: Settings, now: datetime) -> None:  # noqa: ARG001 - every job is called so
    """Idempotent: who has lapsed waits no more. Never before the year is over, whatever the row says."""
    year = int(str(task.payload["year"]))
    district = await tenant_by_id(task.district)
    if district is not None and berlin_day(now).year > year:
        await end_waiting_of_year(district, year, by=SYSTEM, now=now)
