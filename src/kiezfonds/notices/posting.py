"""After the issue: somebody takes letters to the post and says on which day."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from kiezfonds.audit.actions import record
from kiezfonds.database.work import locked, transaction
from kiezfonds.ground.actors import Actor
from kiezfonds.ground.days import berlin_day
from kiezfonds.ground.problems import Problem
from kiezfonds.notices.delivery import Service, problems_with_posting, service
from kiezfonds.notices.drafts import GONE
from kiezfonds.notices.rules import NoticeKind
from kiezfonds.notices.tables import Notice, Posting
from kiezfonds.rounds.rules import NoticeMode


async def confirm_posting(
    district: int, notices: Collection[int], posted_on: date, reason: str = "", *, by: Actor, now: datetime
) -> list[Problem]:
    """These letters went to the post on that day: one confirmation for a whole print run, all or none."""
    async with transaction():
        found = await locked(Notice, Notice.district == district, Notice.id.is_in(list(notices)))
        if not found or len(found) != len(set(notices)):
            return [GONE]
        known = await _posted_on(district, notices)
        for row in found:
            problems = problems_with_posting(
                posted_on,
                issued_on=berlin_day(row["issued_at"]) if row["issued_at"] else None,
                today=berlin_day(now),
                previous=known.get(row["id"]),
                reason=reason,
            )
            if problems:
                return problems
        for row in found:
            posting = Posting(
                district=district,
                notice=row["id"],
                posted_on=posted_on,
                reason=reason,
                confirmed_by=by.id,
                confirmed_at=now,
            )
            await Posting.insert(posting)
            secret = {"reason": reason} if reason else None
            day = posted_on.isoformat()
            await record(district, "confirm_posting", by=by, now=now, secret=secret, notice=row["id"], posted_on=day)
    return []


def service_of(row: Mapping[str, object]) -> Service | None:
    """From a row with `posted_on`, `kind` and `mode` of an issued letter; nothing while it lies in the office."""
    posted_on = row["posted_on"]
    if not isinstance(posted_on, date):
        return None
    return service(posted_on, has_remedy=has_remedy(str(row["mode"]), str(row["kind"])))


def has_remedy(mode: str, kind: str) -> bool:
    return NoticeMode(mode) is NoticeMode.ADMINISTRATIVE_ACT and NoticeKind(kind).is_final


async def _posted_on(district: int, notices: Collection[int]) -> dict[int, date]:
    """The day that counts of those already posted."""
    found = await (
        Posting.select(Posting.notice, Posting.posted_on)
        .where(Posting.district == district, Posting.notice.is_in(list(notices)))
        .order_by(Posting.id)
    )
    return {row["notice"]: row["posted_on"] for row in found}
