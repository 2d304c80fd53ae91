"""Districts, persons, staff; how often something may be tried."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from kiezfonds.accounts import queries
from kiezfonds.accounts.messages import Changed, tell_of_access
from kiezfonds.accounts.passwords import hash_of, is_right
from kiezfonds.accounts.rules import (
    DAY_WINDOW,
    INVITATION_LIFETIME,
    TRIES,
    TRIES_WINDOW,
    Role,
    problems_with_password,
)
from kiezfonds.accounts.sessions import end_links, end_other_sessions, new_link
from kiezfonds.accounts.tables import Person, StaffAccount, StaffRole, Throttle
from kiezfonds.audit.actions import begin_chain, record
from kiezfonds.database.work import locked, transaction
from kiezfonds.districts.tables import Area, District
from kiezfonds.ground.actors import SYSTEM, Actor
from kiezfonds.ground.names import slug_of
from kiezfonds.ground.problems import Problem
from kiezfonds.ground.text import N_


async def add_district(
    name: str, *, now: datetime, areas: Sequence[tuple[str, int, str]] = (), contact: Mapping[str, str] | None = None
) -> int:
    """A new tenant with its areas (name, inhabitants, source) and an empty audit chain; returns its id."""
    async with transaction():
        facts: dict[str, Any] = {"slug": slug_of(name), "name": name, "created_at": now, **(contact or {})}
        row = District(**facts)
        (saved,) = await District.insert(row).returning(District.id)
        district = int(saved["id"])
        for position, (area, inhabitants, source) in enumerate(areas, start=1):
            await Area.insert(
                Area(
                    district=district,
                    slug=slug_of(area),
                    name=area,
                    position=position,
                    inhabitants_count=inhabitants,
                    source=source,
                )
            )
        await begin_chain(district)
        await record(district, "add_district", by=SYSTEM, now=now, areas=len(areas))
    return district


async def add_person(
    district: int,
    *,
    now: datetime,
    name: str = "",
    email: str = "",
    phone: str = "",
    street: str = "",
    town: str = "",
    lang: str = "de",
) -> int:
    row = Person(
        district=district,
        name=name,
        email=email,
        phone=phone,
        street=street,
        town=town,
        lang=lang,
        created_at=now,
        erased_at=None,
    )
    (saved,) = await Person.insert(row).returning(Person.id)
    return int(saved["id"])


async def update_person(district: int, person: int, **facts: str) -> None:
    """Change the named facts of a person."""
    columns = {getattr(Person, name): value for name, value in facts.items()}
    await Person.update(columns).where(Person.district == district, Person.id == person)


async def invite_staff(
    district: int, slug: str, name: str, email: str, roles: Sequence[Role], *, by: Actor, now: datetime
) -> str:
    """A staff member, new or known; returns the path of the one-time link that sets a password."""
    async with transaction():
        known = await queries.account_by_email(district, email)
        if known:
            person = int(known["person"])
            await StaffAccount.update({StaffAccount.disabled_at: None}).where(
                StaffAccount.district == district, StaffAccount.person == person
            )
        else:
            person = await add_person(district, name=name, email=email.lower(), now=now)
            account = StaffAccount(
                district=district, person=person, email=email.lower(), created_at=now, disabled_at=None
            )
            await StaffAccount.insert(account)
        for role in roles:
            await StaffRole.insert(
                StaffRole(district=district, person=person, role=role.value, given_at=now)
            ).on_conflict(target=(StaffRole.district, StaffRole.person, StaffRole.role), action="DO NOTHING")
        path = await new_invitation(district, slug, person, now)
        await record(district, "invite_staff", by=by, now=now, person=person, roles=[r.value for r in roles])
    return path


async def new_invitation(district: int, slug: str, person: int, now: datetime) -> str:
    """The path of a link that sets a password; the ones before end."""
    await end_links(district, person, "invitation", now)
    return await new_link(
        district,
        person,
        "office",
        "invitation",
        f"/{slug}/anmelden/passwort",
        lifetime=INVITATION_LIFETIME,
        is_reusable=False,
        now=now,
    )


async def set_password(
    district: int, person: int, password: str, *, by: Actor, now: datetime, session: int = 0
) -> list[Problem]:
    """Ends every other session of the person; `session` is the one it is set in. A change is told by mail."""
    account = await queries.staff_account(district, person)
    problems = problems_with_password(password, account["email"] if account else "")
    if problems:
        return problems
    hashed = await hash_of(password)
    async with transaction():
        await StaffAccount.update({StaffAccount.password_hash: hashed}).where(
            StaffAccount.district == district, StaffAccount.person == person
        )
        await end_other_sessions(district, person, "office", session, now)
        await end_links(district, person, "invitation", now)
        if account and account["password_hash"]:
            await tell_of_access(district, person, Changed.PASSWORD, now)
        await record(district, "set_password", by=by, now=now, person=person)
    return []


async def change_name(district: int, person: int, name: str, *, by: Actor, now: datetime) -> None:
    """As somebody wants to be called; letters that are out keep the name they went out with."""
    async with transaction():
        await Person.update({Person.name: name}).where(Person.district == district, Person.id == person)
        await record(district, "change_name", by=by, now=now, secret={"name": name}, person=person)


async def change_password(
    district: int, person: int, old: str, new: str, *, by: Actor, now: datetime, session: int
) -> list[Problem]:
    """By the person, who knows the old one; ends every other session."""
    if not await may_try(district, f"password:{person}", now):
        return [Problem(N_("Das waren zu viele Versuche. Bitte warten Sie 15 Minuten."), field="old")]
    account = await queries.staff_account(district, person)
    if not await is_right(str(account["password_hash"]) if account else "", old):
        return [Problem(N_("Das bisherige Passwort stimmt nicht."), field="old")]
    problems = await set_password(district, person, new, by=by, now=now, session=session)
    if not problems:
        await forget_bucket(district, f"password:{person}")
    return problems


async def may_try(
    district: int, bucket: str, now: datetime, limit: int = TRIES, window: timedelta = TRIES_WINDOW
) -> bool:
    """Counts one try under the key; False when there were too many within the window."""
    async with transaction():
        known = next(iter(await locked(Throttle, Throttle.district == district, Throttle.bucket == bucket)), None)
        is_fresh = known is not None and known["since_at"] > now - window
        count = int(known["tries_count"]) + 1 if known and is_fresh else 1
        since = known["since_at"] if known and is_fresh else now
        row = Throttle(district=district, bucket=bucket, tries_count=count, since_at=since)
        await Throttle.insert(row).on_conflict(
            target=(Throttle.district, Throttle.bucket),
            action="DO UPDATE",
            values=[Throttle.tries_count, Throttle.since_at],
        )
    return count <= limit


async def forget_bucket(district: int, *buckets: str) -> None:
    """It worked: what was tried before does not count any more."""
    await Throttle.delete().where(Throttle.district == district, Throttle.bucket.is_in(list(buckets)))


async def forget_tries(now: datetime) -> None:
    """Counts whose window is over say nothing any more."""
    await Throttle.delete().where(Throttle.since_at <= now - DAY_WINDOW)
