"""The cast, the same in every test.

Ayşe applies, Bernd and Birgit work in the office, Doris in the district office, Clara sits on the jury,
Dmitri is a stranger, Emine works in another district whose data could leak.
"""

import os
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
import pytest_asyncio

from browser import Browser, Clock
from kiezfonds.accounts import actions as accounts
from kiezfonds.accounts.rules import Role
from kiezfonds.accounts.sessions import open_session
from kiezfonds.app import create_app, server_key
from kiezfonds.database.changes import Hub
from kiezfonds.districts.queries import areas, tenant_by_id
from kiezfonds.districts.rules import Tenant
from kiezfonds.ground.actors import SYSTEM, Actor
from kiezfonds.ground.days import end_of_day, instant_of
from kiezfonds.juries import actions as juries
from kiezfonds.juries import queries as jury_queries
from kiezfonds.juries.rules import Function, JuryDraft, MemberDraft
from kiezfonds.ledger import actions as ledger
from kiezfonds.proposals import actions as proposals
from kiezfonds.proposals import queries as proposal_queries
from kiezfonds.proposals.content import Answer, ApplicantKind, CostLine, CostsPart, IdeaPart, PersonPart
from kiezfonds.rounds import actions as rounds
from kiezfonds.rounds import queries as round_queries
from kiezfonds.rounds.rules import CallDraft, DateDraft, FundDraft, NoticeMode, NoticeModeDraft
from kiezfonds.settings import Settings, load
from kiezfonds.web.live import Renderings

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
DEADLINE_ON = date(2026, 3, 12)
HELD_ON = date(2026, 3, 26)
TOTAL = 26_000_00
JURORS = (
    MemberDraft("Clara Jurorin", "clara@kiez.example", function=Function.CHAIR),
    MemberDraft("Konrad Kiez"),
    MemberDraft("Mira Mieter", "mira@kiez.example"),
)


@dataclass
class World:
    """One district with its people, another one beside it; `now` is when things happen."""

    now: datetime
    district: Tenant
    other: Tenant
    areas: list[dict[str, Any]]
    people: dict[str, int] = field(default_factory=dict)

    def actor(self, name: str) -> Actor:
        roles = {"bernd": "coordinator", "birgit": "coordinator", "doris": "district_office", "emine": "coordinator"}
        return Actor("staff", self.people[name], roles[name])

    async def fund(
        self, name: str = "Kiezfonds", *, mode: NoticeMode | None = NoticeMode.CIVIL_AGREEMENT
    ) -> dict[str, Any]:
        """A planned fund with its notice mode confirmed."""
        slug, problems = await rounds.create_fund(
            self.district.id, FundDraft(name, 2026, "lichtenberg", TOTAL), by=self.actor("doris"), now=self.now
        )
        assert problems == []
        fund = await round_queries.fund(self.district.id, slug)
        assert fund is not None
        if mode is not None:
            await rounds.confirm_notice_mode(
                self.district.id, fund["id"], notice_mode(mode), by=self.actor("doris"), now=self.now
            )
        found = await round_queries.fund(self.district.id, slug)
        assert found is not None
        return found

    async def call(self, fund: dict[str, Any]) -> dict[str, Any]:
        """A draft call with one decision date for the first area."""
        number = await rounds.create_call(
            self.district.id, fund["id"], CallDraft("Ideen für den Frühling", ""), by=self.actor("bernd"), now=self.now
        )
        call = await round_queries.call(self.district.id, fund["slug"], number)
        assert call is not None
        problems = await rounds.add_date(
            self.district.id, call["id"], decision_date(self.areas[0]["id"]), by=self.actor("bernd"), now=self.now
        )
        assert problems == []
        return call

    async def open_call(self) -> dict[str, Any]:
        """A published call of a fund whose money is released: ideas can come."""
        fund = await self.fund()
        assert await ledger.release_fund(self.district.id, fund["id"], by=self.actor("doris"), now=self.now) == []
        call = await self.call(fund)
        assert await rounds.publish_call(self.district.id, call["id"], by=self.actor("bernd"), now=self.now) == []
        return call

    async def draft(self, call: dict[str, Any], title: str = "Hofbank", person: int | None = None) -> int:
        """All pages written, nothing handed in; `people["ayse"]` is who wrote the last one."""
        proposal, ayse = await proposals.start_draft(
            self.district.id, call["fund"], idea(self.areas[0]["id"], title), person=person, now=self.now
        )
        for part in (costs(), person_part()):
            await proposals.save_page(self.district.id, proposal, part, now=self.now)
        self.people["ayse"] = ayse
        return proposal

    async def proposal(self, call: dict[str, Any], title: str = "Hofbank", person: int | None = None) -> dict[str, Any]:
        """Ayşe's idea, handed in."""
        id = await self.draft(call, title, person)
        ayse = Actor("resident", self.people["ayse"], "")
        assert await proposals.submit(self.district, id, by=ayse, now=self.now) == []
        row = await proposal_queries.proposal_by_id(self.district.id, id)
        assert row is not None
        return row

    async def admitted(self, call: dict[str, Any], title: str = "Hofbank") -> dict[str, Any]:
        """The same, through the formal check."""
        row = await self.proposal(call, title)
        rules = await round_queries.rules_of(self.district.id, row["fund"])
        answers = {point.point: Answer(True) for point in rules.fund.checklist}
        assert await proposals.admit(self.district.id, row["id"], answers, by=self.actor("bernd"), now=self.now) == []
        found = await proposal_queries.proposal_by_id(self.district.id, row["id"])
        assert found is not None
        return found

    async def jury(self, area: int = 0, *members: MemberDraft) -> list[dict[str, Any]]:
        """The seats of an area's jury: Clara in the chair, Konrad and Mira beside her."""
        district, by = self.district.id, self.actor("bernd")
        draft = JuryDraft(f"Bürgerjury {self.areas[area]['name']}", date(2026, 1, 1), date(2027, 12, 31))
        jury, problems = await juries.create_jury(district, self.areas[area]["id"], draft, by=by, now=self.now)
        assert problems == []
        _, problems = await juries.add_members(district, jury, members or JURORS, by=by, now=self.now)
        assert problems == []
        seats = await jury_queries.seats(district, jury, self.now.date())
        self.people.update({seat["name"].split()[0].lower(): seat["person"] for seat in seats})
        return seats


def idea(area: int, title: str = "Hofbank") -> IdeaPart:
    return IdeaPart(
        title,
        "Eine Bank für alle im Hof.",
        "Wir bauen zusammen eine Bank aus Holz, damit sich Nachbarn treffen.",
        area,
        "Hof Mustergasse 7",
        date(2026, 5, 2),
        date(2026, 6, 30),
    )


def costs(requested: int = 480_00, **more: Any) -> CostsPart:
    items = (CostLine("Holz", 10, 40_00), CostLine("Schrauben und Farbe", 1, 80_00))
    return CostsPart(items, requested, min(requested, 300_00), has_other_funding=False, **more)


def person_part(**more: Any) -> PersonPart:
    facts: dict[str, Any] = {"email": "ayse@post.example", "phone": "030 555 0199", **more}
    return PersonPart(ApplicantKind.PERSON, "Ayşe Yılmaz", "Mustergasse 7", "10365 Berlin", **facts)


def notice_mode(mode: NoticeMode) -> NoticeModeDraft:
    return NoticeModeDraft(
        mode,
        "Kiezwerk e. V.",
        "§§ 23, 44 LHO",
        "Ombudsstelle, Mustergasse 1",
        "Frau Doris Amt",
        date(2026, 1, 15),
        "Bezirksamt, Mustergasse 1" if mode is NoticeMode.ADMINISTRATIVE_ACT else "",
    )


def decision_date(area: int) -> DateDraft:
    return DateDraft(area, end_of_day(DEADLINE_ON), instant_of(HELD_ON, time(18)), "Seniorenclub, Mustergasse 3")


@pytest.fixture
def settings() -> Settings:
    import os

    return load(os.environ)


@pytest.fixture
def clock() -> Clock:
    return Clock(NOW)


@pytest_asyncio.fixture
async def world(database: None) -> World:
    return await build_world()


async def build_world(now: datetime = NOW) -> World:
    """Two districts and their staff; call it yourself with `fresh_database`."""
    first = await accounts.add_district(
        "Lichtenberg",
        now=now,
        areas=[("Fennpfuhl", 34484, ""), ("Alt-Lichtenberg", 34329, "")],
        contact={
            "office_name": "Stadtteilkoordination",
            "phone": "030 555 0101",
            "office_hours": "Mo–Do 11–15 Uhr",
            "mail": "office@kiez.example",
            "street": "Mustergasse 1",
            "town": "10365 Berlin",
        },
    )
    second = await accounts.add_district("Pankow", now=now, areas=[("Weißensee", 50000, "")])
    district, other = await tenant_by_id(first), await tenant_by_id(second)
    assert district is not None
    assert other is not None
    world = World(now, district, other, await areas(first))
    staff = {
        "bernd": (first, "Bernd Büro", Role.COORDINATOR),
        "birgit": (first, "Birgit Büro", Role.COORDINATOR),
        "doris": (first, "Doris Amt", Role.DISTRICT_OFFICE),
        "emine": (second, "Emine Anders", Role.COORDINATOR),
    }
    for name, (tenant, full, role) in staff.items():
        slug = district.slug if tenant == first else other.slug
        await accounts.invite_staff(tenant, slug, full, f"{name}@kiez.example", [role], by=SYSTEM, now=now)
        known = await accounts.queries.staff_by_email(tenant, f"{name}@kiez.example")
        assert known is not None
        world.people[name] = int(known["person"])
    return world


@pytest.fixture(scope="session")
def built_app() -> Any:
    """Putting all routes together takes longer than most tests: once is enough."""
    return create_app(load(os.environ))


@pytest.fixture
def app(built_app: Any, settings: Settings, clock: Clock) -> Any:
    """The application as it is after its start; nothing of the test before is left in it."""
    state, hub = built_app.app.state, Hub()
    for name in state.dict():
        del state[name]
    state.update(
        {
            "settings": settings,
            "clock": clock,
            "key": server_key(settings.data),
            "hub": hub,
            "renderings": Renderings(hub),
        }
    )
    return built_app


@pytest.fixture
def browser(app: Any, settings: Settings) -> Browser:
    """A stranger's browser: Dmitri's."""
    return Browser(app, settings)


@pytest_asyncio.fixture
async def desk(app: Any, settings: Settings, world: World) -> Browser:
    """Bernd at his desk."""
    return await signed_in(app, settings, world, "bernd")


@pytest_asyncio.fixture
async def district_desk(app: Any, settings: Settings, world: World) -> AsyncIterator[Browser]:
    """Doris at hers."""
    yield await signed_in(app, settings, world, "doris")


async def signed_in(app: Any, settings: Settings, world: World, name: str) -> Browser:
    browser = Browser(app, settings)
    tenant = world.other if name == "emine" else world.district
    browser.hold("office", await open_session(tenant.id, world.people[name], "office", world.now))
    return browser


async def as_juror(app: Any, settings: Settings, world: World, name: str) -> Browser:
    """A member of the jury with a tablet; `name` as in `people`."""
    browser = Browser(app, settings)
    browser.hold("juror", await open_session(world.district.id, world.people[name], "juror", world.now))
    return browser


LATER = NOW + timedelta(days=1)
