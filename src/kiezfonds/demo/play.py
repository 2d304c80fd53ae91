"""Loading the demo, and the links that open it in every role."""

from datetime import datetime, timedelta

from kiezfonds.accounts.access_codes import issue_code
from kiezfonds.accounts.queries import staff_list
from kiezfonds.accounts.rules import Role
from kiezfonds.accounts.sessions import end_links, new_link
from kiezfonds.database.work import rows, transaction
from kiezfonds.demo.cast import NEIGHBOUR, STAFF
from kiezfonds.demo.dates import calendar_of
from kiezfonds.demo.neighbour import put_down_neighbour
from kiezfonds.demo.past_year import put_down_past
from kiezfonds.demo.setting import FENNPFUHL, set_up
from kiezfonds.demo.stage import FULL, Size, Stage
from kiezfonds.demo.today import put_down_open_call, put_down_today
from kiezfonds.districts.queries import area, tenant, tenants
from kiezfonds.districts.rules import Tenant
from kiezfonds.documents.press import close_press
from kiezfonds.ground.actors import SYSTEM
from kiezfonds.ground.days import berlin_day
from kiezfonds.ground.names import slug_of
from kiezfonds.juries.queries import jury_of_area, seats
from kiezfonds.meetings.queries import next_meetings
from kiezfonds.proposals.rules import PAPER

PURPOSE = "demo"
LIFETIME = timedelta(days=1)
HOME = "lichtenberg"


class DemoError(Exception):
    """One line that says why the demo is not loaded."""


async def load_demo(now: datetime, *, if_empty: bool, base_url: str = "") -> str:
    """All of it or nothing; returns a line to print."""
    if await tenants():
        if if_empty:
            return "demo: there is a district already, nothing loaded"
        raise DemoError("the demo goes into an empty database only; there is a district already")
    stage = await play(now, base_url=base_url)
    return f"demo: loaded {', '.join(district.slug for district in await tenants())}, {len(stage.areas)} areas"


async def play(now: datetime, size: Size = FULL, base_url: str = "") -> Stage:
    """In one transaction, so that a load that breaks off leaves nothing behind."""
    stage = Stage(calendar_of(now), size, base_url)
    set_up(stage)
    put_down_past(stage)
    put_down_today(stage)
    put_down_open_call(stage)
    put_down_neighbour(stage)
    try:
        async with transaction():
            await stage.play()
    finally:
        await close_press()
    return stage


async def role_links(now: datetime) -> list[tuple[str, str]]:
    """A new sign-in link for each role; those of before end. Empty where the demo is not loaded."""
    home = await tenant(HOME)
    if home is None:
        return []
    async with transaction():
        links = [
            *await _staff_links(home, now),
            *await _juror_links(home, now),
            *await _applicant_links(home, now),
            *await _code_and_pin(home, now),
        ]
        neighbour = await tenant(slug_of("Pankow"))
        if neighbour is not None:
            links += await _staff_links(neighbour, now)
    return links


async def _staff_links(district: Tenant, now: datetime) -> list[tuple[str, str]]:
    """In the order of the cast; other accounts get none."""
    people = (*STAFF, NEIGHBOUR)
    persons = {row["name"]: row["id"] for row in await staff_list(district.id)}
    where = "" if district.slug == HOME else f" {district.name}"
    return [
        (f"{role.label}{where} ({name})", await _link(district, persons[name], "office", _desk(district, role), now))
        for _, name, role in people
        if name in persons
    ]


def _desk(district: Tenant, role: Role) -> str:
    return district.path("buero", "team") if role is Role.ADMINISTRATOR else district.path("buero")


async def _juror_links(district: Tenant, now: datetime) -> list[tuple[str, str]]:
    """The chair at the desk of the next meeting of the area, and two members."""
    place = await area(district.id, slug_of(FENNPFUHL))
    jury = await jury_of_area(district.id, place["id"], berlin_day(now)) if place else None
    if jury is None:
        return []
    listed = await seats(district.id, jury["id"], berlin_day(now))
    meetings = [m for m in await next_meetings(district.id, now - LIFETIME) if m["jury"] == jury["id"]]
    desk = district.path("jury")
    if meetings:
        desk = district.path("sitzungen", f"{meetings[0]['year']}-{meetings[0]['number']}", "leitung")
    chair, members = listed[0], listed[2:4]
    links = [
        (f"Vorsitz der Jury {FENNPFUHL} ({chair['name']})", await _link(district, chair["person"], "juror", desk, now))
    ]
    for seat in members:
        path = await _link(district, seat["person"], "juror", district.path("jury"), now)
        links.append((f"Jurymitglied {FENNPFUHL} ({seat['name']})", path))
    return links


async def _applicant_links(district: Tenant, now: datetime) -> list[tuple[str, str]]:
    """Whoever got the last letter with money in it."""
    found = await rows(
        "SELECT p.applicant, o.name FROM notice n JOIN proposal p ON p.id = n.proposal"
        " JOIN person o ON o.id = p.applicant"
        " WHERE n.district = {} AND n.issued_at IS NOT NULL AND n.amount_cents > 0 ORDER BY n.id DESC LIMIT 1",
        district.id,
    )
    return [
        (
            f"Antrag mit Brief ({row['name']})",
            await _link(district, row["applicant"], "resident", district.path("mein-antrag"), now),
        )
        for row in found
    ]


async def _code_and_pin(district: Tenant, now: datetime) -> list[tuple[str, str]]:
    """A new code with its PIN for somebody who came with paper and has no e-mail; the one of before ends."""
    found = await rows(
        "SELECT p.applicant, o.name FROM proposal p JOIN person o ON o.id = p.applicant"
        " WHERE p.district = {} AND p.channel = {} AND o.email = '' AND o.erased_at IS NULL ORDER BY p.id LIMIT 1",
        *(district.id, PAPER),
    )
    lines = []
    for row in found:
        code, pin = await issue_code(district.id, row["applicant"], by=SYSTEM, now=now)
        where = district.path("mein-antrag", "zugang")
        lines.append((f"Antrag auf Papier ({row['name']})", f"{where}  Code {code}, PIN {pin}"))
    return lines


async def _link(district: Tenant, person: int, kind: str, target: str, now: datetime) -> str:
    await end_links(district.id, person, PURPOSE, now)
    return await new_link(district.id, person, kind, PURPOSE, target, lifetime=LIFETIME, is_reusable=True, now=now)
