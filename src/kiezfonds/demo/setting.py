"""The district with its people, its funds and its calls."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from kiezfonds.accounts.actions import invite_staff
from kiezfonds.accounts.deputies import arrange_deputyship
from kiezfonds.accounts.queries import staff_by_email
from kiezfonds.accounts.rules import Role
from kiezfonds.demo import cast
from kiezfonds.demo.dates import deadline_of
from kiezfonds.demo.facts import evening_of, places
from kiezfonds.demo.legal_pages import fill, put_down_reports
from kiezfonds.demo.stage import PRESET, Stage, fine, found
from kiezfonds.districts.queries import areas, tenant_by_id
from kiezfonds.districts.rules import Tenant
from kiezfonds.ground.actors import SYSTEM, Actor
from kiezfonds.ground.days import berlin_day, date_text, instant_of
from kiezfonds.ledger.actions import release_fund
from kiezfonds.records.setting_up import amount_per_area_cents, new_district
from kiezfonds.rounds import actions as rounds
from kiezfonds.rounds import queries as round_queries
from kiezfonds.rounds.rules import CallDraft, DateDraft, FundDraft, NoticeMode, NoticeModeDraft

FENNPFUHL = "Fennpfuhl"
NOTE = (
    "Vorführung: Personen, Anschriften, Stimmen, Termine und Kosten im Einzelnen sind erfunden. Projekte mit Quelle "
    "sind veröffentlicht und hier in ein anderes Jahr gesetzt. Das Bezirksamt Lichtenberg ist nicht beteiligt."
)
NOWHERE = f"Kieztreff, Musterstraße 3 {cast.INVENTED}"


def set_up(stage: Stage) -> None:
    """Puts everything down that has to be there before the first idea."""
    calendar = stage.calendar

    first = min(calendar.fund_at(year) for year in calendar.years)
    stage.at(first, partial(_found_district, stage))
    for year in calendar.years:
        stage.at(calendar.fund_at(year), partial(_set_up_fund, stage, year))
    stage.at(calendar.at(calendar.days_ago(7), 15), partial(_arrange_deputy, stage))
    put_down_reports(stage)


async def new_call(
    stage: Stage,
    fund: dict[str, Any],
    title: str,
    intro: str,
    evenings: list[tuple[str, date]],
    now: datetime,
    earlier: Mapping[str, int] = {},
) -> None:
    """A published call with a decision date for each area; `earlier`: by so many days more than the usual ones."""
    berta = stage.staff["berta"]
    number = await rounds.create_call(stage.district, fund["id"], CallDraft(title, intro), by=berta, now=now)
    call = found(await round_queries.call(stage.district, fund["slug"], number))
    for area, day in evenings:
        deadline = deadline_of(day - timedelta(earlier.get(area, 0)))
        draft = DateDraft(stage.areas[area], deadline, instant_of(day, evening_of(area)), place_of(area))
        fine(await rounds.add_date(stage.district, call["id"], draft, by=berta, now=now))
    fine(await rounds.publish_call(stage.district, call["id"], by=berta, now=now))


def place_of(area: str) -> str:
    known = places().get(area)
    return known.place if known else NOWHERE


async def hire(tenant: Tenant, people: tuple[tuple[str, str, Role], ...], now: datetime) -> dict[str, Actor]:
    """Staff with roles; they sign in by the demo's links, nobody has a password."""
    hired = {}
    for short, name, role in people:
        mail = f"{short}@{cast.DOMAIN}"
        await invite_staff(tenant.id, tenant.slug, name, mail, [role], by=SYSTEM, now=now)
        account = found(await staff_by_email(tenant.id, mail))
        hired[short] = Actor("staff", int(account["person"]), role.value)
    return hired


async def _found_district(stage: Stage, now: datetime) -> None:
    contact = {**cast.CONTACT, "note": NOTE}
    district = await new_district("Lichtenberg", PRESET, now, contact, stage.size.areas)
    stage.tenants.append(found(await tenant_by_id(district)))
    stage.areas = {area["name"]: area["id"] for area in await areas(district)}
    stage.staff = await hire(stage.tenant, cast.STAFF, now)
    await fill(stage.tenant, "Kiezwerk Beispiel e. V.", "Viola Vorstand", by=stage.staff["vera"], now=now)


async def _arrange_deputy(stage: Stage, now: datetime) -> None:
    """Vera is away for a fortnight; Bruno stands in for her and sees her desk."""
    today, (vera, bruno) = stage.calendar.today, (stage.staff["vera"], stage.staff["bruno"])
    until = today + timedelta(10)
    from_on = stage.calendar.days_ago(3)
    fine(await arrange_deputyship(stage.district, vera.id, bruno.id, from_on, until, by=vera, now=now))


async def _set_up_fund(stage: Stage, year: int, now: datetime) -> None:
    """Who promises is said and confirmed before any money is released; the confirmation is openly invented."""
    doris, district = stage.staff["doris"], stage.district
    total = amount_per_area_cents(PRESET) * len(stage.areas)
    slug, problems = await rounds.create_fund(district, FundDraft("Kiezfonds", year, PRESET, total), by=doris, now=now)
    fine(problems)
    fund = found(await round_queries.fund(district, slug))
    fine(await rounds.confirm_notice_mode(district, fund["id"], _promise(now), by=doris, now=now))
    fine(await release_fund(district, fund["id"], by=doris, now=now))
    stage.funds[year] = found(await round_queries.fund(district, slug))


def _promise(now: datetime) -> NoticeModeDraft:
    return NoticeModeDraft(
        mode=NoticeMode.CIVIL_AGREEMENT,
        issuing_body=f"Kiezwerk Beispiel e. V. {cast.INVENTED}",
        legal_basis=f"§§ 23, 44 LHO; Rahmenregelung Kiezfonds, Fassung {date_text(berlin_day(now))} {cast.INVENTED}",
        complaints_desk=f"Ombudsstelle Beispielkiez, Musterstraße 2, {cast.TOWN} {cast.INVENTED}",
        confirmed_by=f"Doris Dummy {cast.INVENTED}",
        confirmed_on=berlin_day(now),
    )
