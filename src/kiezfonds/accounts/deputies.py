"""Standing in for somebody: from one day to another the deputy has the roles of the absent person.

Acts stay those of the person who did them: four eyes are two persons, whatever roles they have that day.
"""

from datetime import date, datetime

from kiezfonds.accounts.rules import problems_with_deputyship
from kiezfonds.accounts.tables import Deputyship, StaffAccount
from kiezfonds.audit.actions import record
from kiezfonds.database.work import Row, locked, rows, transaction
from kiezfonds.ground.actors import STAFF, Actor
from kiezfonds.ground.days import berlin_day
from kiezfonds.ground.problems import Problem
from kiezfonds.ground.text import N_

GONE = Problem(N_("Diese Person hat keinen Zugang (mehr)."), field="deputy")
TWICE = Problem(N_("Für diese Tage ist die Vertretung schon eingetragen."), field="from_on")
LISTED = """
SELECT v.id, v.absent, v.deputy, v.from_on, v.until_on, a.name AS absent_name, d.name AS deputy_name,
b.name AS arranged_by_name FROM deputyship v JOIN person a ON a.id = v.absent JOIN person d ON d.id = v.deputy
LEFT JOIN person b ON b.id = v.arranged_by
WHERE v.district = {} AND v.ended_at IS NULL AND v.until_on >= {}
"""


async def deputyships(district: int, today: date) -> list[Row]:
    """Those that run or will."""
    return await rows(LISTED + " ORDER BY v.from_on, v.id", district, today)


async def deputyships_of(district: int, person: int, today: date) -> list[Row]:
    """The same, where this person is absent or stands in."""
    return await rows(
        LISTED + " AND (v.absent = {} OR v.deputy = {}) ORDER BY v.from_on, v.id", district, today, person, person
    )


async def arrange_deputyship(
    district: int, absent: int, deputy: int, from_on: date, until_on: date, *, by: Actor, now: datetime
) -> list[Problem]:
    problems = problems_with_deputyship(absent, deputy, from_on, until_on, berlin_day(now))
    if problems:
        return problems
    async with transaction():
        people = await locked(
            StaffAccount,
            StaffAccount.district == district,
            StaffAccount.person.is_in([absent, deputy]),
            StaffAccount.disabled_at.is_null(),
        )
        if len(people) != 2:
            return [GONE]
        same = await rows(
            "SELECT id FROM deputyship WHERE district = {} AND absent = {} AND deputy = {} AND ended_at IS NULL"
            " AND from_on <= {} AND until_on >= {}",
            *(district, absent, deputy, until_on, from_on),
        )
        if same:
            return [TWICE]
        row = Deputyship(
            district=district,
            absent=absent,
            deputy=deputy,
            from_on=from_on,
            until_on=until_on,
            arranged_by=by.id if by.kind == STAFF else None,
            created_at=now,
            ended_at=None,
        )
        await Deputyship.insert(row)
        days = [from_on.isoformat(), until_on.isoformat()]
        await record(district, "arrange_deputyship", by=by, now=now, absent=absent, deputy=deputy, days=days)
    return []


async def end_deputyship(district: int, person: int, deputyship: int, *, by: Actor, now: datetime) -> bool:
    """At once. False when this person has no such deputyship that runs or will."""
    async with transaction():
        ended = (
            await Deputyship.update({Deputyship.ended_at: now})
            .where(
                Deputyship.district == district,
                Deputyship.id == deputyship,
                Deputyship.ended_at.is_null(),
                (Deputyship.absent == person) | (Deputyship.deputy == person),
            )
            .returning(Deputyship.id)
        )
        if ended:
            await record(district, "end_deputyship", by=by, now=now, deputyship=deputyship)
    return bool(ended)


async def end_deputyships_of(district: int, person: int, now: datetime) -> None:
    """Inside the act that takes somebody's access away."""
    await Deputyship.update({Deputyship.ended_at: now}).where(
        Deputyship.district == district,
        Deputyship.ended_at.is_null(),
        (Deputyship.absent == person) | (Deputyship.deputy == person),
    )
