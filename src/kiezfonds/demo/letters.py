"""After a meeting: minutes, the legal check, the letter drafted by one and issued by another, the way to the post."""

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from kiezfonds.database.work import rows
from kiezfonds.demo.stage import Act, Stage, fine, found
from kiezfonds.ground.days import berlin_day, date_text
from kiezfonds.meetings import queries
from kiezfonds.minutes.actions import draft_minutes
from kiezfonds.minutes.approving import approve_minutes, circulate
from kiezfonds.minutes.queries import minutes_of
from kiezfonds.minutes.rules import ApprovalDraft
from kiezfonds.notices.actions import check_resolution
from kiezfonds.notices.drafts import draft_notice
from kiezfonds.notices.posting import confirm_posting
from kiezfonds.notices.queries import Cause
from kiezfonds.notices.rules import Outcome
from kiezfonds.records.printing import print_letter, print_minutes, print_public_minutes


@dataclass(frozen=True)
class Office:
    """How far the office has come with the papers of a meeting."""

    is_checked: bool = True
    is_issued: bool = True
    is_posted: bool = True
    issuer: str = "bruno"
    is_published: bool = True
    """Whether its minutes went round, were approved without a meeting and are public."""
    later: frozenset[int] = frozenset()
    """Proposals whose letter waits for something."""


AS_USUAL = Office()
OBJECTION_DAYS = 18


def put_down_papers(stage: Stage, meeting: int, held_on: date, office: Office = AS_USUAL) -> None:
    """In the week after the meeting."""

    def after(days: int, hour: int, act: Act) -> None:
        stage.at(stage.calendar.at(held_on + timedelta(days), hour), act)

    is_printed = stage.size.is_printed and office.is_issued
    after(1, 11, partial(_write_minutes, stage, meeting, is_printed))
    if office.is_checked:
        after(2, 10, partial(_each, stage, meeting, (), release))
    after(3, 10, partial(_each, stage, meeting, office.later, draft_letter))
    if is_printed:
        after(6, 10, partial(_each, stage, meeting, office.later, partial(issue_letter, issuer=office.issuer)))
    if is_printed and office.is_posted:
        after(7, 9, partial(post_letters, stage, meeting))
    if is_printed and office.is_published:
        until = held_on + timedelta(OBJECTION_DAYS)
        after(4, 10, partial(send_round, stage, meeting, until))
        after(OBJECTION_DAYS + 1, 10, partial(_approve_silently, stage, meeting, until))
        after(OBJECTION_DAYS + 1, 11, partial(make_public, stage, meeting))


async def release(stage: Stage, resolution: int, now: datetime) -> None:
    doris = stage.staff["doris"]
    fine(await check_resolution(stage.district, resolution, Outcome.RELEASED, "", by=doris, now=now))


async def draft_letter(stage: Stage, cause: Cause, now: datetime) -> None:
    _, problems = await draft_notice(stage.tenant, cause, by=stage.staff["berta"], now=now)
    fine(problems)


async def issue_letter(stage: Stage, cause: Cause, now: datetime, issuer: str = "bruno") -> None:
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


async def _approve_silently(stage: Stage, meeting: int, until: date, now: datetime) -> None:
    minutes = found(await minutes_of(stage.district, meeting))
    how = f"Im Umlauf bis {date_text(until)}, niemand hatte Einwände."
    draft = ApprovalDraft(berlin_day(now), how)
    fine(await approve_minutes(stage.district, minutes["id"], draft, by=stage.staff["berta"], now=now))


async def send_round(stage: Stage, meeting: int, until: date, now: datetime) -> None:
    """The printed minutes go to the members, who may object until a day."""
    row = found(await queries.meeting_by_id(stage.district, meeting))
    page = stage.base_url + stage.tenant.path("jury")
    _, problems = await circulate(stage.tenant, row, until, page=page, by=stage.staff["berta"], now=now)
    fine(problems)


async def make_public(stage: Stage, meeting: int, now: datetime) -> None:
    """The public edition beside the complete one, once the jury has approved it."""
    row = found(await queries.meeting_by_id(stage.district, meeting))
    fine(await print_public_minutes(stage.tenant, row, by=stage.staff["berta"], now=now))


async def _write_minutes(stage: Stage, meeting: int, is_printed: bool, now: datetime) -> None:
    row, berta = found(await queries.meeting_by_id(stage.district, meeting)), stage.staff["berta"]
    fine(await draft_minutes(stage.tenant, row, by=berta, now=now))
    if is_printed:
        await print_minutes(stage.tenant, row, by=berta, now=now)


async def _each(
    stage: Stage,
    meeting: int,
    without: Collection[int],
    act: Callable[[Stage, int, datetime], Awaitable[None]],
    now: datetime,
) -> None:
    """The same with every resolution, but those on the named proposals."""
    for row in await queries.resolutions(stage.district, meeting):
        if row["proposal"] not in without:
            await act(stage, row["id"], now)
