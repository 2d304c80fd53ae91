"""Minutes and letters from the stored facts to the kept paper in one step, for what has no page before it."""

from datetime import datetime

from kiezfonds.districts.rules import Tenant
from kiezfonds.ground.actors import Actor
from kiezfonds.ground.days import berlin_day
from kiezfonds.ground.problems import Problem
from kiezfonds.meetings.queries import Row
from kiezfonds.minutes import papers as minutes_papers
from kiezfonds.minutes import queries as minutes
from kiezfonds.minutes.actions import issue_edition
from kiezfonds.minutes.approving import publish_minutes
from kiezfonds.minutes.rules import Edition
from kiezfonds.notices import papers as notice_papers
from kiezfonds.notices.actions import final_content, issue_notice, problems_with_issuing, roles_of
from kiezfonds.notices.drafts import GONE
from kiezfonds.notices.queries import Cause, case_by_cause


async def print_minutes(district: Tenant, meeting: Row, *, by: Actor, now: datetime) -> str:
    """The next edition with the wording as it is saved; returns its SHA-256. Raises PressFailed."""
    row = await minutes.minutes_of(district.id, meeting["id"])
    if row is None:
        raise LookupError("no minutes are drafted")
    number = len(await minutes.editions(district.id, row["id"])) + 1
    chain = await minutes.chain_hash(district.id)
    pdf = await minutes_papers.minutes_pdf(
        await minutes.evening(district, meeting),
        await minutes.wording_of(district.id, row),
        Edition(number, chain, berlin_day(now)),
        f"{district.office_name} · Kiezfonds {district.name}",
        now=now,
    )
    return await issue_edition(district.id, row["id"], row["version"], number, pdf, chain, by=by, now=now)


async def print_public_minutes(district: Tenant, meeting: Row, *, by: Actor, now: datetime) -> list[Problem]:
    """The edition for everyone beside the approved one. Raises PressFailed."""
    row = await minutes.minutes_of(district.id, meeting["id"])
    if row is None:
        raise LookupError("no minutes are drafted")
    number = (await minutes.editions(district.id, row["id"]))[0]["number"]
    chain = await minutes.chain_hash(district.id)
    pdf = await minutes_papers.public_pdf(
        await minutes.evening(district, meeting),
        Edition(number, chain, berlin_day(now), row["correction"]),
        f"{district.office_name} · Kiezfonds {district.name}",
        now=now,
    )
    return await publish_minutes(district.id, row["id"], number, pdf, chain, by=by, now=now)


async def print_letter(district: Tenant, cause: Cause, *, by: Actor, now: datetime) -> list[Problem]:
    """Issues the letter that is drafted for this resolution or formal rejection. Raises PressFailed."""
    case = await case_by_cause(district.id, cause)
    if case is None or case["notice"] is None:
        return [GONE]
    problems = problems_with_issuing(case, district, by.id, roles_of(by))
    if problems:
        return problems
    content = await final_content(district.id, case, by=by, now=now)
    pdf = await notice_papers.letter_pdf(content, now=now)
    return await issue_notice(district, cause, case["version"], content, pdf, by=by, now=now)
