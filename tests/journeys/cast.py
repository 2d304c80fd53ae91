"""Who takes part, and when. The people of the office have one-time links; everything else happens in browsers."""

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from databases import point_at
from journeys.server import Server
from kiezfonds.accounts import actions
from kiezfonds.accounts.rules import Role
from kiezfonds.database.work import rows, transaction
from kiezfonds.districts.queries import areas, tenant_by_id
from kiezfonds.ground.actors import SYSTEM
from kiezfonds.ground.days import end_of_day, instant_of
from kiezfonds.ledger.actions import release_fund
from kiezfonds.rounds import actions as rounds
from kiezfonds.rounds import queries as round_queries
from kiezfonds.rounds.rules import CallDraft, DateDraft, FundDraft

HOME = "/lichtenberg"
AREA = "Fennpfuhl"
PASSWORD = "vier Wörter sind besser"
CONTACT = {
    "office_name": "Stadtteilkoordination",
    "phone": "030 555 0101",
    "office_hours": "Mo–Do 11–15 Uhr",
    "mail": "office@kiez.example",
    "street": "Mustergasse 1",
    "town": "10365 Berlin",
}
STAFF = {
    "Doris Amt": Role.DISTRICT_OFFICE,
    "Bernd Büro": Role.COORDINATOR,
    "Birgit Büro": Role.COORDINATOR,
}
MEMBERS = """Name;E-Mail;Gruppe;Funktion
Frieda Vorsitz;frieda@kiez.example;ausgelost;Vorsitz
Clara Jury;clara@kiez.example;ausgelost;
Georg Garten;;Verein;
Hanna Haus;;ausgelost;
Ilja Insel;;Nachbarschaft;
Jale Jahn;;ausgelost;
Karl Krause;;ausgelost;
Lotte Lang;;Verein;Stellvertretung
"""
PRESENT = ("Frieda Vorsitz", "Clara Jury", "Georg Garten", "Hanna Haus", "Ilja Insel", "Jale Jahn")


def address_of(name: str) -> str:
    return f"{name.split(maxsplit=1)[0].lower()}@kiez.example"


@dataclass(frozen=True)
class Dates:
    """Chosen from the day the journey runs: the server's clock is the real one."""

    deadline_on: date
    held_on: date

    @property
    def year(self) -> int:
        return self.held_on.year

    @property
    def extended_on(self) -> date:
        return self.deadline_on + timedelta(days=1)

    @property
    def starts_on(self) -> date:
        return self.held_on + timedelta(days=10)

    @property
    def ends_on(self) -> date:
        return self.held_on + timedelta(days=40)


def dates_from(today: date) -> Dates:
    """A deadline soon, the meeting fifteen days later; near the end of the year both lie in the next one."""
    deadline = today + timedelta(days=2)
    if (deadline + timedelta(days=15)).year > today.year:
        deadline = date(today.year + 1, 1, 11)
    return Dates(deadline, deadline + timedelta(days=15))


async def bring_the_office(server: Server) -> dict[str, str]:
    """A district with two areas; the staff's invitations, as paths by name."""
    now = datetime.now(UTC)
    async with database_of(server), transaction():
        places = [(AREA, 34484, ""), ("Alt-Lichtenberg", 34329, "")]
        id = await actions.add_district("Lichtenberg", now=now, areas=places, contact=CONTACT)
        district = await tenant_by_id(id)
        assert district is not None
        return {
            name: await actions.invite_staff(id, district.slug, name, address_of(name), [role], by=SYSTEM, now=now)
            for name, role in STAFF.items()
        }


async def bring_an_open_call(server: Server, dates: Dates) -> None:
    """The same district, and ideas can come."""
    await bring_the_office(server)
    now = datetime.now(UTC)
    async with database_of(server):
        district = (await rows("SELECT id FROM district"))[0]["id"]
        area = (await areas(district))[0]["id"]
        draft = FundDraft("Kiezfonds", dates.year, "lichtenberg", 26_000_00)
        slug, _ = await rounds.create_fund(district, draft, by=SYSTEM, now=now)
        fund = await round_queries.fund(district, slug)
        assert fund is not None
        await release_fund(district, fund["id"], by=SYSTEM, now=now)
        await rounds.create_call(district, fund["id"], CallDraft("Ideen", ""), by=SYSTEM, now=now)
        call = await round_queries.call(district, slug, 1)
        assert call is not None
        held_at = instant_of(dates.held_on, time(18))
        meeting = DateDraft(area, end_of_day(dates.deadline_on), held_at, "Seniorenclub")
        assert await rounds.add_date(district, call["id"], meeting, by=SYSTEM, now=now) == []
        assert await rounds.publish_call(district, call["id"], by=SYSTEM, now=now) == []


@contextlib.asynccontextmanager
async def database_of(server: Server) -> AsyncIterator[None]:
    """This process works on the server's database, for as long as the server does not run."""
    url = server.database_url or f"sqlite:///{server.data / 'kiezfonds.sqlite'}"
    await point_at(url)
    try:
        yield
    finally:
        await point_at(url, is_open=False)
