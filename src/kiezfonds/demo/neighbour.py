"""A second, small district, wholly invented: there to show that districts stay apart."""

from datetime import datetime

from kiezfonds.accounts.actions import add_district
from kiezfonds.demo import cast
from kiezfonds.demo.dates import EVENING, LEAD, deadline_of
from kiezfonds.demo.setting import hire
from kiezfonds.demo.stage import PRESET, Stage, fine, found
from kiezfonds.districts.queries import areas, tenant_by_id
from kiezfonds.ground.days import berlin_day, instant_of
from kiezfonds.ledger.actions import release_fund
from kiezfonds.rounds import actions as rounds
from kiezfonds.rounds import queries as round_queries
from kiezfonds.rounds.rules import CallDraft, DateDraft, FundDraft, NoticeMode, NoticeModeDraft

SOURCE = "erfunden"
AREAS = [("Musterkiez Nord", 9000, SOURCE), ("Musterkiez Süd", 7000, SOURCE)]
NOTE = "Vorführung: In diesem Bezirk ist alles erfunden, Gebiete und Einwohner auch."


def put_down_neighbour(stage: Stage) -> None:
    calendar = stage.calendar

    async def begin(now: datetime) -> None:
        contact = {
            **cast.CONTACT,
            "office_name": f"Kiezbüro Pankow {cast.INVENTED}",
            "phone": "030 23125 002",
            "mail": f"pankow@{cast.DOMAIN}",
            "note": NOTE,
        }
        district = await add_district("Pankow", now=now, areas=AREAS, contact=contact)
        tenant = found(await tenant_by_id(district))
        staff = await hire(tenant, (cast.NEIGHBOUR,), now)
        by = staff[cast.NEIGHBOUR[0]]
        draft = FundDraft("Kiezkasse", calendar.open_year, PRESET, 8_000_00)
        slug, problems = await rounds.create_fund(district, draft, by=by, now=now)
        fine(problems)
        fund = found(await round_queries.fund(district, slug))
        fine(await rounds.confirm_notice_mode(district, fund["id"], _promise(now), by=by, now=now))
        fine(await release_fund(district, fund["id"], by=by, now=now))
        number = await rounds.create_call(district, fund["id"], CallDraft("Kleine Ideen", ""), by=by, now=now)
        call = found(await round_queries.call(district, slug, number))
        for position, area in enumerate(await areas(district)):
            day = calendar.open_evening(position)
            date = DateDraft(area["id"], deadline_of(day), instant_of(day, EVENING), f"Kieztreff {cast.INVENTED}")
            fine(await rounds.add_date(district, call["id"], date, by=by, now=now))
        fine(await rounds.publish_call(district, call["id"], by=by, now=now))

    stage.at(calendar.at(calendar.days_ago(LEAD + 5), 9), begin)


def _promise(now: datetime) -> NoticeModeDraft:
    """Another mode than the first district's: here the district itself decides by an administrative act."""
    return NoticeModeDraft(
        mode=NoticeMode.ADMINISTRATIVE_ACT,
        issuing_body=f"Bezirksamt Pankow, Beispielstelle {cast.INVENTED}",
        legal_basis=f"§§ 23, 44 LHO {cast.INVENTED}",
        complaints_desk="",
        confirmed_by=f"Nadja Nebenan {cast.INVENTED}",
        confirmed_on=berlin_day(now),
        authority_seat=f"Bezirksamt Pankow, Musterstraße 4, {cast.TOWN} {cast.INVENTED}",
    )
