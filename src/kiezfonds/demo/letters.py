"""After a meeting: minutes, the legal check, the letter drafted by one and issued by another, the way to the post."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kiezfonds.database.work import rows
from kiezfonds.demo.stage import Stage, fine, found
from kiezfonds.ground.days import berlin_day
from kiezfonds.meetings import queries
from kiezfonds.minutes.actions import draft_minutes
from kiezfonds.minutes.approving import circulate, publish_minutes
from kiezfonds.minutes.papers import public_pdf
from kiezfonds.minutes.queries import chain_hash, editions, evening, minutes_of
from kiezfonds.minutes.rules import Edition
from kiezfonds.notices.actions import check_resolution
from kiezfonds.notices.drafts import draft_notice
from kiezfonds.notices.posting import confirm_posting
from kiezfonds.notices.queries import Cause
from kiezfonds.notices.rules import Outcome
from kiezfonds.records.printing import print_letter, print_minutes


@dataclass(frozen=True)
class Office:
    """How far the office has come with the papers of a meeting."""

    is_checked: bool = True
    is_issued: bool = True
    is_posted: bool = True
    issuer: str = "bruno"
    later: frozenset[int] = frozenset()
    """Proposals whose letter waits for something."""


def put_down_papers(stage: Stage, meeting: int, held_on: date, office: Office = Office()) -> None:
    """In the week after the meeting."""
    at, day = stage.calendar.at, held_on

    async def minutes(now: datetime) -> None:
        row = found(await queries.meeting_by_id(stage.district, meeting))
        fine(await draft_minutes(stage.tenant, row, by=stage.staff["berta"], now=now))
        if stage.size.is_printed and office.is_issued:
            await print_minutes(stage.tenant, row, by=stage.staff["berta"], now=now)

    async def check(now: datetime) -> None:
        for resolution in await queries.resolutions(stage.district, meeting):
            await release(stage, resolution["id"], now)

    async def draft(now: datetime) -> None:
        for resolution in await _ready(stage, meeting, office.later):
            await draft_letter(stage, resolution, now)

    async def issue(now: datetime) -> None:
        for resolution in await _ready(stage, meeting, office.later):
            await issue_letter(stage, resolution, office.issuer, now)

    stage.at(at(day + timedelta(1), 11), minutes)
    if office.is_checked:
        stage.at(at(day + timedelta(2), 10), check)
    stage.at(at(day + timedelta(3), 10), draft)
    if stage.size.is_printed and office.is_issued:
        stage.at(at(day + timedelta(6), 10), issue)
        if office.is_posted:
            stage.at(at(day + timedelta(7), 9), lambda now: post_letters(stage, meeting, now))


async def release(stage: Stage, resolution: int, now: datetime) -> None:
    doris = stage.staff["doris"]
    fine(await check_resolution(stage.district, resolution, Outcome.RELEASED, "", by=doris, now=now))


async def draft_letter(stage: Stage, cause: Cause, now: datetime) -> None:
    _, problems = await draft_notice(stage.tenant, cause, by=stage.staff["berta"], now=now)
    fine(problems)


async def issue_letter(stage: Stage, cause: Cause, issuer: str, now: datetime) -> None:
    fine(await print_letter(stage.tenant, cause, by=stage.staff[issuer], now=now))


async def post_letters(stage: Stage, meeting: int, now: datetime) -> None:
    """Bruno takes what is issued to the post and says so."""
    issued = await rows(
        "SELECT n.id FROM notice n JOIN resolution r ON r.id = n.resolution"
        " WHERE n.district = {} AND r.meeting = {} AND n.issued_at IS NOT NULL ORDER BY n.id",
        *(stage.district, meeting),
    )
    await post(stage, [row["id"] for row in issued], now)


async def post(stage: Stage, notices: Collection[int], now: datetime) -> None:
    bruno = stage.staff["bruno"]
    fine(await confirm_posting(stage.district, notices, berlin_day(now), by=bruno, now=now))


async def send_round(stage: Stage, meeting: int, until: date, now: datetime) -> None:
    """The printed minutes go to the members, who may object until a day."""
    row = found(await queries.meeting_by_id(stage.district, meeting))
    page = stage.base_url + stage.tenant.path("jury")
    _, problems = await circulate(stage.tenant, row, until, page=page, by=stage.staff["berta"], now=now)
    fine(problems)


async def make_public(stage: Stage, meeting: int, now: datetime) -> None:
    """The public edition beside the complete one, once the jury has approved it."""
    row = found(await queries.meeting_by_id(stage.district, meeting))
    minutes = found(await minutes_of(stage.district, meeting))
    number = (await editions(stage.district, minutes["id"]))[0]["number"]
    chain = await chain_hash(stage.district)
    issuer = f"{stage.tenant.office_name} · Kiezfonds {stage.tenant.name}"
    edition = Edition(number, chain, berlin_day(now))
    pdf = await public_pdf(await evening(stage.tenant, row), edition, issuer, now=now)
    berta = stage.staff["berta"]
    fine(await publish_minutes(stage.district, minutes["id"], number, pdf, chain, by=berta, now=now))


async def _ready(stage: Stage, meeting: int, later: Collection[int]) -> list[int]:
    found_ones = await queries.resolutions(stage.district, meeting)
    return [row["id"] for row in found_ones if row["proposal"] not in later]
