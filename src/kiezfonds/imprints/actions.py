"""The office says something about itself; somebody reports a barrier and gets an answer."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from kiezfonds.audit.actions import record
from kiezfonds.database.work import locked, transaction
from kiezfonds.districts.rules import Tenant
from kiezfonds.districts.tables import District
from kiezfonds.ground.actors import SYSTEM, Actor
from kiezfonds.ground.days import berlin_day
from kiezfonds.ground.problems import Problem
from kiezfonds.ground.text import N_
from kiezfonds.imprints.messages import confirm_report, send_answer
from kiezfonds.imprints.rules import Part, answer_due, problems_with_declaration
from kiezfonds.imprints.tables import BarrierReport, Imprint

ANSWERED = Problem(N_("Diese Rückmeldung ist schon beantwortet."))
NOT_YET_ASSESSED = Problem(N_("Der Tag der Prüfung liegt in der Zukunft."), field="assessed_on")
OF_DISTRICT = frozenset({Part.OFFICE, Part.MAIL})


async def save_part(
    district: int, part: Part, facts: Mapping[str, object], *, by: Actor, now: datetime
) -> list[Problem]:
    """Keeps one page of the settings; `facts` are columns of the district or of its imprint."""
    problems = problems_with_declaration(str(facts.get("conformity", "")), str(facts.get("gaps", "")))
    assessed_on = facts.get("assessed_on")
    if isinstance(assessed_on, date) and assessed_on > berlin_day(now):
        problems = [*problems, NOT_YET_ASSESSED]
    if problems:
        return problems
    async with transaction():
        await locked(District, District.id == district)
        if part in OF_DISTRICT:
            await District.update(_columns(District, facts)).where(District.id == district)
        else:
            if not await Imprint.exists().where(Imprint.district == district):
                await Imprint.insert(Imprint(district=district, assessed_on=None, updated_at=now))
            changed = {**_columns(Imprint, facts), Imprint.updated_at: now}
            await Imprint.update(changed).where(Imprint.district == district)
        said = {name: value.isoformat() if isinstance(value, date) else value for name, value in facts.items()}
        await record(district, "save_settings", by=by, now=now, part=part.value, secret=said)
    return []


async def report_barrier(district: Tenant, page: str, text: str, name: str, email: str, *, now: datetime) -> int:
    """The number of the report; whoever left an address gets a mail with the date of the answer."""
    async with transaction():
        await locked(District, District.id == district.id)
        number = 1 + int(await BarrierReport.count().where(BarrierReport.district == district.id))
        due_on = answer_due(berlin_day(now))
        row = BarrierReport(
            district=district.id,
            number=number,
            page=page,
            words=text,
            name=name,
            email=email,
            created_at=now,
            due_on=due_on,
            answered_at=None,
        )
        await BarrierReport.insert(row)
        if email:
            await confirm_report(district, email, number, due_on, now)
        await record(district.id, "report_barrier", by=SYSTEM, now=now, number=number)
    return number


async def answer_report(
    district: Tenant, number: int, answer: str, *, is_mailed: bool, by: Actor, now: datetime
) -> list[Problem]:
    """Closes the report; `is_mailed`: the answer goes to the address that was left, otherwise it is a note."""
    async with transaction():
        found = await locked(BarrierReport, BarrierReport.district == district.id, BarrierReport.number == number)
        row = found[0]
        if row["answered_at"] is not None:
            return [ANSWERED]
        goes_out = is_mailed and bool(row["email"])
        changed: dict[Any, Any] = {
            BarrierReport.answer: answer,
            BarrierReport.is_mailed: goes_out,
            BarrierReport.answered_at: now,
            BarrierReport.answered_by: by.id,
        }
        await BarrierReport.update(changed).where(BarrierReport.id == row["id"])
        if goes_out:
            await send_answer(district, row["email"], number, answer, now)
        await record(district.id, "answer_barrier_report", by=by, now=now, number=number)
    return []


def _columns(table: Any, facts: Mapping[str, object]) -> dict[Any, Any]:
    return {getattr(table, name): value for name, value in facts.items()}
