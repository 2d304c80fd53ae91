"""A second, small district, wholly invented: there to show that districts stay apart. It has only just begun."""

from datetime import date, datetime, timedelta
from functools import partial

from kiezfonds.accounts.actions import add_district
from kiezfonds.demo import cast
from kiezfonds.demo.dates import LEAD
from kiezfonds.demo.invented import idea
from kiezfonds.demo.legal_pages import fill
from kiezfonds.demo.paper_trail import admit, by_paper, by_web
from kiezfonds.demo.season import found_jury
from kiezfonds.demo.setting import hire, new_call
from kiezfonds.demo.stage import PRESET, Stage, fine, found
from kiezfonds.districts.queries import areas, tenant_by_id
from kiezfonds.ground.days import berlin_day
from kiezfonds.juries.rules import Function, MemberDraft, MemberGroup
from kiezfonds.ledger.actions import release_fund
from kiezfonds.rounds import actions as rounds
from kiezfonds.rounds import queries as round_queries
from kiezfonds.rounds.rules import FundDraft, NoticeMode, NoticeModeDraft

NAME = "Pankow"
SOURCE = "erfunden"
NORTH, SOUTH = "Musterkiez Nord", "Musterkiez Süd"
AREAS = [(NORTH, 9000, SOURCE), (SOUTH, 7000, SOURCE)]
TOTAL_CENTS = 8_000_00
NOTE = "Vorführung: In diesem Bezirk ist alles erfunden, Gebiete und Einwohner auch."
MEMBERS = ("Pia", "Paul", "Pelin", "Piotr", "Petra")


def put_down_neighbour(stage: Stage) -> None:
    """Nadja works alone: her office is a stage of its own."""
    calendar = stage.calendar
    held_on = calendar.open_evening(1)
    office = Stage(calendar, base_url=stage.base_url, acts=stage.acts)

    async def begin(now: datetime) -> None:
        await _found(office, now)
        office.funds[calendar.open_year] = await _new_fund(office, now)

    async def call(now: datetime) -> None:
        dates = [(name, calendar.open_evening(position)) for position, (name, _, _) in enumerate(AREAS)]
        fund = office.funds[calendar.open_year]
        await new_call(office, fund, "Kleine Ideen", "Für alles, was Nachbarn zusammenbringt.", dates, now)

    begins = calendar.days_ago(LEAD + 5)
    stage.at(calendar.at(begins, 9), begin)
    stage.at(calendar.at(begins, 15), call)
    stage.at(calendar.at(calendar.days_ago(12), 10), partial(found_jury, office, NORTH, _members()))
    stage.at(calendar.at(calendar.days_ago(9), 11), partial(_ideas, office, held_on))


async def _ideas(office: Stage, held_on: date, now: datetime) -> None:
    """One is admitted, one lies there, one has come in the night."""
    fund = office.funds[office.calendar.open_year]["id"]
    swap = await by_paper(office, idea("swap"), NORTH, held_on, now)

    async def come(name: str, area: str, later: datetime) -> None:
        await by_web(office, idea(name), area, held_on, fund, later)

    office.at(now + timedelta(hours=2), partial(come, "choir", SOUTH))
    office.at(now + timedelta(days=2), partial(admit, office, idea("swap"), swap))
    office.at(now + timedelta(days=6, hours=11), partial(come, "tools", NORTH))


async def _found(office: Stage, now: datetime) -> None:
    contact = {
        **cast.CONTACT,
        "office_name": f"Kiezbüro Pankow {cast.INVENTED}",
        "phone": "030 23125 002",
        "mail": f"pankow@{cast.DOMAIN}",
        "street": "Musterstraße 6",
        "note": NOTE,
    }
    district = await add_district(NAME, now=now, areas=AREAS, contact=contact)
    tenant = found(await tenant_by_id(district))
    office.tenants.append(tenant)
    office.areas = {area["name"]: area["id"] for area in await areas(district)}
    nadja = (await hire(tenant, (cast.NEIGHBOUR,), now))[cast.NEIGHBOUR[0]]
    office.staff = {short: nadja for short, _, _ in cast.STAFF}
    await fill(tenant, "Kiezbüro Pankow gGmbH", "Norbert Nachbar, Geschäftsführung", by=nadja, now=now)


async def _new_fund(office: Stage, now: datetime) -> dict[str, object]:
    """By inhabitants, and by an administrative act of the district."""
    nadja = office.staff["berta"]
    draft = FundDraft("Kiezkasse", office.calendar.open_year, PRESET, TOTAL_CENTS, key="inhabitants")
    slug, problems = await rounds.create_fund(office.district, draft, by=nadja, now=now)
    fine(problems)
    fund = found(await round_queries.fund(office.district, slug))
    fine(await rounds.confirm_notice_mode(office.district, fund["id"], _promise(now), by=nadja, now=now))
    fine(await release_fund(office.district, fund["id"], by=nadja, now=now))
    return found(await round_queries.fund(office.district, slug))


def _members() -> list[MemberDraft]:
    functions = (Function.CHAIR, Function.DEPUTY, *[Function.MEMBER] * (len(MEMBERS) - 2))
    return [
        MemberDraft(
            name=f"{first} Pankow-Beispiel",
            email=f"{first.lower()}.pankow@{cast.DOMAIN}",
            town=cast.TOWN,
            group=MemberGroup.DRAWN,
            function=function,
        )
        for first, function in zip(MEMBERS, functions, strict=True)
    ]


def _promise(now: datetime) -> NoticeModeDraft:
    """Another mode than the first district's: here the district itself decides by an administrative act."""
    return NoticeModeDraft(
        mode=NoticeMode.ADMINISTRATIVE_ACT,
        issuing_body=f"Bezirksamt Pankow, Beispielstelle {cast.INVENTED}",
        legal_basis=f"§§ 23, 44 LHO {cast.INVENTED}",
        complaints_desk="",
        confirmed_by=f"Nadja Nebenan {cast.INVENTED}",
        confirmed_on=berlin_day(now),
        authority_seat=f"Musterstraße 4, {cast.TOWN} {cast.INVENTED}",
    )
