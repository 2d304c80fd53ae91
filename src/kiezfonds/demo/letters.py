"""After a meeting: minutes, the legal check, the letter drafted by one and issued by another."""

from datetime import date, datetime, timedelta

from kiezfonds.demo.stage import Stage, fine, found
from kiezfonds.meetings import queries
from kiezfonds.minutes.actions import draft_minutes
from kiezfonds.notices.actions import check_resolution
from kiezfonds.notices.drafts import draft_notice
from kiezfonds.notices.rules import Outcome
from kiezfonds.records.printing import print_letter, print_minutes


def put_down_letters(stage: Stage, meeting: int, held_on: date, *, is_last: bool) -> None:
    """After the last meeting both wait: minutes and letters are drafted, the second person has not looked yet."""
    at, day = stage.calendar.at, held_on

    async def minutes(now: datetime) -> None:
        row = found(await queries.meeting_by_id(stage.district, meeting))
        fine(await draft_minutes(stage.tenant, row, by=stage.staff["berta"], now=now))
        if stage.size.is_printed and not is_last:
            await print_minutes(stage.tenant, row, by=stage.staff["berta"], now=now)

    async def check(now: datetime) -> None:
        for resolution in await queries.resolutions(stage.district, meeting):
            fine(
                await check_resolution(
                    stage.district, resolution["id"], Outcome.RELEASED, "", by=stage.staff["doris"], now=now
                )
            )

    async def draft(now: datetime) -> None:
        for resolution in await queries.resolutions(stage.district, meeting):
            _, problems = await draft_notice(stage.tenant, resolution["id"], by=stage.staff["berta"], now=now)
            fine(problems)

    async def issue(now: datetime) -> None:
        for resolution in await queries.resolutions(stage.district, meeting):
            fine(await print_letter(stage.tenant, resolution["id"], by=stage.staff["bruno"], now=now))

    stage.at(at(day + timedelta(1), 11), minutes)
    stage.at(at(day + timedelta(2), 10), check)
    stage.at(at(day + timedelta(3), 10), draft)
    if stage.size.is_printed and not is_last:
        stage.at(at(day + timedelta(6), 10), issue)
