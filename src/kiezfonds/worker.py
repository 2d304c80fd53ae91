"""Takes due jobs and does them: job name → action, and the loop."""

import asyncio
import logging
import os
import socket
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from kiezfonds.accounts import lost_links
from kiezfonds.accounts.actions import forget_tries
from kiezfonds.accounts.sessions import forget_sessions
from kiezfonds.database.requests import forget
from kiezfonds.database.work import close_database, open_database
from kiezfonds.ground.traces import trace_of
from kiezfonds.jobs import actions
from kiezfonds.jobs.mailing import send_mail
from kiezfonds.jobs.rules import Task
from kiezfonds.meetings import year_end
from kiezfonds.notices import batches
from kiezfonds.settings import Settings
from kiezfonds.web.clock import Clock, system_clock

log = logging.getLogger("kiezfonds.worker")

Act = Callable[[Task, Settings, datetime], Awaitable[None]]

ACTS: dict[str, Act] = {
    lost_links.JOB: lost_links.post_lost_links,
    "send_mail": send_mail,
    batches.JOB: batches.draft_letters,
    year_end.JOB: year_end.end_waiting_lists,
}
PAUSE = 1.0
TIDY_EVERY = timedelta(hours=1)
KEPT_ANSWERS = timedelta(days=7)
KEPT_JOBS = timedelta(days=30)
KEPT_SESSIONS = timedelta(days=90)


async def work(settings: Settings, stop: asyncio.Event, clock: Clock = system_clock) -> None:
    """Until `stop` is set: take due jobs, do them, wait a second when there are none; tidy up once an hour."""
    name = f"{socket.gethostname()}:{os.getpid()}"
    tidy_at = clock()
    while not stop.is_set():
        try:
            if clock() >= tidy_at:
                tidy_at = clock() + TIDY_EVERY
                await tidy(clock())
            done = await work_once(settings, name, clock)
        except Exception as error:  # noqa: BLE001 - logged without its message
            log.error("the worker could not take jobs\n%s", trace_of(error))
            done = 0
        if not done:
            await _pause(stop)


async def work_once(settings: Settings, name: str, clock: Clock = system_clock) -> int:
    """Do what is due now; returns how many jobs were taken."""
    tasks = await actions.take_due(name, clock())
    for task in tasks:
        try:
            await ACTS[task.name](task, settings, clock())
        except Exception as error:  # noqa: BLE001 - logged without its message
            log.error("job %s %s failed\n%s", task.id, task.name, trace_of(error))
            await actions.fail(task, f"{type(error).__name__}: {error}", clock())
        else:
            await actions.finish(task, clock())
    return len(tasks)


async def tidy(now: datetime) -> None:
    """What was only needed for a while goes: answers to forms sent twice, counted tries, sessions long over.

    And what comes with the calendar is ordered, under keys that make asking again harmless.
    """
    await forget(now - KEPT_ANSWERS)
    await forget_tries(now)
    await forget_sessions(now - KEPT_SESSIONS)
    await actions.forget_jobs(now - KEPT_JOBS)
    await year_end.order_year_ends(now)


async def run(settings: Settings, stop: asyncio.Event) -> None:
    """A worker of its own: opens the database, works until stopped."""
    await open_database()
    try:
        await work(settings, stop)
    finally:
        await close_database()


async def _pause(stop: asyncio.Event) -> None:
    try:
        async with asyncio.timeout(PAUSE):
            await stop.wait()
    except TimeoutError:
        return
