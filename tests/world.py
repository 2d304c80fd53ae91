"""The cast, the same in every test.

Ayşe applies, Bernd and Birgit work in the office, Doris in the district office, Clara sits on the jury,
Dmitri is a stranger, Emine works in another district whose data could leak.
"""

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
from kiezfonds.app import create_app
from kiezfonds.database.changes import Hub
from kiezfonds.districts.queries import areas, tenant_by_id
from kiezfonds.districts.rules import Tenant
from kiezfonds.ground.actors import SYSTEM, Actor
from kiezfonds.ground.days import end_of_day, instant_of
from kiezfonds.rounds import actions as rounds
from kiezfonds.rounds import queries as round_queries
from kiezfonds.rounds.rules import CallDraft, DateDraft, FundDraft, NoticeMode, NoticeModeDraft
from kiezfonds.settings import Settings, load
from kiezfonds.web.live import Renderings

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
DEADLINE_ON = date(2026, 3, 12)
HELD_ON = date(2026, 3, 26)
TOTAL = 26_000_00


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


def notice_mode(mode: NoticeMode) -> NoticeModeDraft:
    return NoticeModeDraft(
        mode, "Kiezwerk e. V.", "§§ 23, 44 LHO", "Ombudsstelle, Mustergasse 1", "Frau Doris Amt", date(2026, 1, 15)
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


@pytest.fixture
def app(settings: Settings, clock: Clock) -> Any:
    front = create_app(settings, clock)
    front.app.state.hub = Hub()
    front.app.state.renderings = Renderings(front.app.state.hub)
    return front


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


LATER = NOW + timedelta(days=1)
