"""A district's past, written straight into the tables: many projects in little time."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any

from piccolo.table import Table

from kiezfonds.accounts.tables import Person
from kiezfonds.districts.queries import areas
from kiezfonds.districts.rules import Tenant
from kiezfonds.files.actions import store
from kiezfonds.ground.days import end_of_day, instant_of
from kiezfonds.juries.tables import Jury, Seat
from kiezfonds.ledger.tables import AreaBudget, LedgerEntry
from kiezfonds.meetings.tables import AgendaItem, Ballot, Meeting, Resolution
from kiezfonds.notices.tables import LegalCheck, Notice
from kiezfonds.proposals.tables import Attachment, Proposal, ProposalVersion
from kiezfonds.rounds.rules import canonical, preset
from kiezfonds.rounds.tables import Call, DecisionDate, Fund, RuleSet
from world import World

PLACE = "Seniorenclub, Mustergasse 3"
SECRETS = ("Ayşe Geheim", "ayse@geheim.example", "030 555 9999", "Geheimgasse 5")
REASON = "Das bringt Nachbarn zusammen."
COUNTS = {
    f"{name}_count": 10 for name in ("appointed", "present", "excluded", "excluded_present", "entitled", "needed")
}


async def add(table: type[Table], **facts: Any) -> int:
    (saved,) = await table.insert(table(**facts)).returning(table._meta.primary_key)
    return int(saved["id"])


@dataclass
class Past:
    """One district's released fund with a closed meeting for each area; `project` adds what it decided."""

    district: Tenant
    now: datetime
    drafter: int
    issuer: int
    year: int = 2026
    places: list[dict[str, Any]] = field(default_factory=list)
    fund: int = 0
    call: int = 0
    dates: dict[int, int] = field(default_factory=dict)
    meetings: dict[int, int] = field(default_factory=dict)
    pots: dict[int, int] = field(default_factory=dict)
    juries: dict[int, int] = field(default_factory=dict)
    count: int = 0

    @property
    def held_at(self) -> datetime:
        return datetime(self.year, 2, 12, 17, 0, tzinfo=UTC)

    async def begin(self) -> "Past":
        self.places = await areas(self.district.id)
        rule_set = await add(
            RuleSet,
            district=self.district.id,
            name="Lichtenberg",
            version=self.year,
            preset="lichtenberg",
            schema_version=1,
            content=canonical(preset("lichtenberg")),
            sha256="0" * 64,
            created_at=self.now,
        )
        self.fund = await add(
            Fund,
            district=self.district.id,
            rule_set=rule_set,
            slug=f"kiezfonds-{self.year}",
            name="Kiezfonds",
            year=self.year,
            state="released",
            total_cents=len(self.places) * 13_000_00,
            notice_mode="civil_agreement",
            created_at=self.now,
        )
        self.call = await add(
            Call,
            district=self.district.id,
            fund=self.fund,
            number=1,
            title="Winter",
            state="published",
            created_at=self.now,
            published_at=self.now,
        )
        for number, place in enumerate(self.places, 1):
            await self._place(place["id"], number)
        return self

    async def _place(self, area: int, number: int) -> None:
        district = self.district.id
        self.dates[area] = await self._date(area, self.held_at.replace(month=1), self.held_at)
        self.juries[area] = await add(
            Jury,
            district=district,
            area=area,
            name="Jury",
            term_from_on=date(self.year, 1, 1),
            created_at=self.now,
        )
        self.meetings[area] = await self._meeting(area, self.dates[area], number, "closed", self.held_at)
        self.pots[area] = await add(AreaBudget, district=district, fund=self.fund, area=area, state="open")
        await self.book(area, "budget", 13_000_00)

    async def date(self, deadline_on: date, held_on: date, area: int | None = None) -> int:
        """One more decision date, without a meeting yet."""
        return await self._date(area or self.places[0]["id"], end_of_day(deadline_on), instant_of(held_on, time(18)))

    async def _date(self, area: int, deadline_at: datetime, held_at: datetime) -> int:
        return await add(
            DecisionDate,
            district=self.district.id,
            call=self.call,
            area=area,
            deadline_at=deadline_at,
            held_at=held_at,
            place=PLACE,
        )

    async def meeting(self, decision_date: int, held_on: date, state: str) -> int:
        """The meeting of one more date of the first area."""
        return await self._meeting(self.places[0]["id"], decision_date, 90, state, instant_of(held_on, time(18)))

    async def _meeting(self, area: int, decision_date: int, number: int, state: str, begins_at: datetime) -> int:
        return await add(
            Meeting,
            district=self.district.id,
            jury=self.juries[area],
            decision_date=decision_date,
            year=self.year,
            number=number,
            state=state,
            begins_at=begins_at,
            place=PLACE,
            is_public=True,
            created_at=self.now,
        )

    async def sit(self, members: int) -> None:
        """Members on the jury of the first area."""
        district, jury = self.district.id, self.juries[self.places[0]["id"]]
        for number in range(1, members + 1):
            person = await add(Person, district=district, name=f"Mitglied {number}", lang="de", created_at=self.now)
            await add(
                Seat,
                district=district,
                jury=jury,
                person=person,
                number=number,
                function="member",
                member_group="random",
                appointed_on=date(self.year, 1, 1),
            )

    async def release(self) -> None:
        """The legal check lets every resolution pass."""
        for row in await Resolution.select(Resolution.id).where(Resolution.district == self.district.id):
            await add(
                LegalCheck,
                district=self.district.id,
                resolution=row["id"],
                outcome="released",
                checked_by=self.issuer,
                checked_at=self.now,
            )

    async def book(self, area: int, kind: str, amount: int) -> None:
        await add(
            LedgerEntry,
            district=self.district.id,
            area_budget=self.pots[area],
            number=await LedgerEntry.count().where(LedgerEntry.area_budget == self.pots[area]) + 1,
            kind=kind,
            amount_cents=amount,
            actor_kind="system",
            actor_id=0,
            booked_at=self.now,
        )

    async def project(
        self,
        title: str,
        state: str = "notified",
        *,
        area: int | None = None,
        amount: int = 480_00,
        kind: str = "person",
        group: str = "Ayşe Geheim",
        letter: str = "issued",
        channel: str = "web",
        description: str = "Ayşe Geheim baut mit.",
        pictures: Sequence[str] = (),
    ) -> str:
        """A proposal; its letter is issued, drafted, none (only decided) or „“ (not even that). Its reference."""
        self.count += 1
        area = area or self.places[0]["id"]
        proposal = await self._proposal(area, state, channel)
        version = await add(
            ProposalVersion,
            district=self.district.id,
            proposal=proposal,
            number=1,
            lang="de",
            title=title,
            summary=f"Kurz: {title}",
            description=description,
            applicant_kind=kind,
            group_name=group,
            starts_on=date(2026, 5, 2),
            ends_on=date(2026, 6, 30),
        )
        for position, alt in enumerate(pictures, 1):
            await self._attach(version, position, alt)
        await ProposalVersion.update({ProposalVersion.submitted_at: self.now}).where(ProposalVersion.id == version)
        if letter:
            resolution = await self._resolution(area, proposal, version, amount)
            if letter != "none":
                await self._letter(proposal, resolution, amount, is_issued=letter == "issued")
        return f"{self.year}-{self.count:04d}"

    async def _attach(self, version: int, position: int, alt: str) -> None:
        blob = await store(self.district.id, f"picture {position}".encode(), "image/jpeg", now=self.now)
        await add(
            Attachment,
            district=self.district.id,
            version=version,
            blob=blob,
            position=position,
            kind="image",
            name="IMG.HEIC",
            alt=alt,
            width_count=60,
            height_count=40,
            created_at=self.now,
        )

    async def _proposal(self, area: int, state: str, channel: str) -> int:
        name, email, phone, street = SECRETS
        person = await add(
            Person,
            district=self.district.id,
            name=name,
            email=email,
            phone=phone,
            street=street,
            town="10365 Berlin",
            lang="de",
            created_at=self.now,
        )
        return await add(
            Proposal,
            district=self.district.id,
            fund=self.fund,
            area=area,
            decision_date=self.dates[area],
            applicant=person,
            year=self.year,
            number=self.count,
            state=state,
            channel=channel,
            created_at=self.now,
            submitted_at=self.now,
        )

    async def _resolution(self, area: int, proposal: int, version: int, amount: int) -> int:
        where = {"district": self.district.id, "meeting": self.meetings[area]}
        item = await add(
            AgendaItem,
            **where,
            position=self.count,
            kind="proposal",
            title="TOP",
            proposal=proposal,
            version=version,
            state="decided",
        )
        ballot = await add(
            Ballot,
            **where,
            **COUNTS,
            item=item,
            number=self.count,
            kind="full",
            method="hand",
            state="confirmed",
            is_quorate=True,
            yes_count=7,
            no_count=2,
            abstain_count=1,
            is_accepted=True,
            opened_at=self.held_at,
        )
        return await add(
            Resolution,
            **where,
            item=item,
            ballot=ballot,
            proposal=proposal,
            version=version,
            number=self.count,
            kind="full" if amount else "rejected",
            amount_cents=amount,
            reason=REASON,
            resolved_at=self.held_at,
        )

    async def _letter(self, proposal: int, resolution: int, amount: int, *, is_issued: bool) -> None:
        await add(
            Notice,
            district=self.district.id,
            proposal=proposal,
            resolution=resolution,
            year=self.year,
            number=self.count,
            kind="approval" if amount else "rejection",
            mode="civil_agreement",
            state="issued" if is_issued else "drafted",
            amount_cents=amount,
            version=1,
            drafted_by=self.drafter,
            drafted_at=self.now,
            issued_by=self.issuer if is_issued else None,
            issued_at=self.now if is_issued else None,
        )


async def past_of(world: World, year: int = 2026) -> Past:
    return await Past(world.district, world.now, world.people["bernd"], world.people["birgit"], year).begin()


async def past_elsewhere(world: World) -> Past:
    """The other district's, whose data could leak."""
    helper = await add(Person, district=world.other.id, name="Emil Anders", lang="de", created_at=world.now)
    return await Past(world.other, world.now, world.people["emine"], helper).begin()
