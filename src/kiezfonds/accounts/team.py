"""The staff of a district as its administrators keep it: who is in, with which roles, and who is out."""

from collections.abc import Collection
from datetime import datetime

from kiezfonds.accounts import queries
from kiezfonds.accounts.actions import invite_staff, new_invitation
from kiezfonds.accounts.deputies import end_deputyships_of
from kiezfonds.accounts.messages import Changed, send_invitation, tell_of_access
from kiezfonds.accounts.rules import Role
from kiezfonds.accounts.second_factors import remove_factor
from kiezfonds.accounts.sessions import end_links, end_other_sessions
from kiezfonds.accounts.tables import StaffAccount, StaffRole
from kiezfonds.audit.actions import record
from kiezfonds.database.work import Row, locked, rows, transaction
from kiezfonds.districts.rules import Tenant
from kiezfonds.ground.actors import Actor
from kiezfonds.ground.problems import Problem
from kiezfonds.ground.text import N_

KNOWN = Problem(N_("Unter dieser E-Mail-Adresse gibt es schon einen Zugang."), field="email")
LAST_ADMINISTRATOR = Problem(N_("Mindestens eine Person muss die Zugänge verwalten können."), field="roles")
NO_ROLE = Problem(N_("Bitte wählen Sie mindestens eine Aufgabe."), field="roles")
IS_DISABLED = Problem(N_("Der Zugang ist gesperrt. Geben Sie ihn zuerst wieder frei."))


async def invite(
    district: Tenant, name: str, email: str, roles: Collection[Role], *, base_url: str, by: Actor, now: datetime
) -> list[Problem]:
    """A new staff member, told by mail."""
    if not roles:
        return [NO_ROLE]
    if await queries.account_by_email(district.id, email):
        return [KNOWN]
    async with transaction():
        path = await invite_staff(district.id, district.slug, name, email, sorted(roles), by=by, now=now)
        await send_invitation(district, name, email.lower(), f"{base_url}{path}", now, is_new=True)
    return []


async def invite_again(district: Tenant, person: int, *, base_url: str, by: Actor, now: datetime) -> list[Problem]:
    """A new link that sets a password, for an invitation that ran out as for a forgotten password."""
    async with transaction():
        (account,) = await _locked_account(district.id, person)
        if account["disabled_at"]:
            return [IS_DISABLED]
        path = await new_invitation(district.id, district.slug, person, now)
        known = await queries.person(district.id, person)
        name, is_new = (known["name"] if known else ""), not account["password_hash"]
        await send_invitation(district, name, account["email"], f"{base_url}{path}", now, is_new=is_new)
        await record(district.id, "invite_staff_again", by=by, now=now, person=person)
    return []


async def withdraw_invitation(district: int, person: int, *, by: Actor, now: datetime) -> list[Problem]:
    """The link opens nothing any more; without a password the account is disabled."""
    async with transaction():
        (account,) = await _locked_account(district, person)
        if account["password_hash"]:
            await end_links(district, person, "invitation", now)
        else:
            problems = await _shut_out(district, person, now)
            if problems:
                return problems
        await record(district, "withdraw_invitation", by=by, now=now, person=person)
    return []


async def set_roles(district: int, person: int, roles: Collection[Role], *, by: Actor, now: datetime) -> list[Problem]:
    if not roles:
        return [NO_ROLE]
    async with transaction():
        if Role.ADMINISTRATOR not in roles and await _is_last_administrator(district, person):
            return [LAST_ADMINISTRATOR]
        held = {Role(row["role"]) for row in await _locked_roles(district, person)}
        if held == set(roles):
            return []
        await StaffRole.delete().where(
            StaffRole.district == district,
            StaffRole.person == person,
            StaffRole.role.is_in([role.value for role in held - set(roles)]),
        )
        for role in sorted(set(roles) - held):
            row = StaffRole(district=district, person=person, role=role.value, given_at=now)
            await StaffRole.insert(row)
        given, taken = sorted(set(roles) - held), sorted(held - set(roles))
        await record(district, "set_roles", by=by, now=now, person=person, given=given, taken=taken)
    return []


async def disable(district: int, person: int, *, by: Actor, now: datetime) -> list[Problem]:
    """Out at once: sessions, links and deputyships end; what the person did stays theirs."""
    async with transaction():
        problems = await _shut_out(district, person, now)
        if problems:
            return problems
        await record(district, "disable_staff", by=by, now=now, person=person)
    return []


async def enable(district: int, person: int, *, by: Actor, now: datetime) -> None:
    async with transaction():
        await _locked_account(district, person)
        await StaffAccount.update({StaffAccount.disabled_at: None}).where(
            StaffAccount.district == district, StaffAccount.person == person
        )
        await record(district, "enable_staff", by=by, now=now, person=person)


async def end_sessions(district: int, person: int, *, kept: int = 0, by: Actor, now: datetime) -> None:
    async with transaction():
        await end_other_sessions(district, person, "office", kept, now)
        await record(district, "end_sessions", by=by, now=now, person=person)


async def reset_factor(district: int, person: int, *, by: Actor, now: datetime) -> None:
    """For a lost telephone: at the next sign-in a new app is set up. Sessions end, the password stays."""
    async with transaction():
        await _locked_account(district, person)
        await remove_factor(district, person)
        await end_other_sessions(district, person, "office", 0, now)
        await tell_of_access(district, person, Changed.FACTOR, now)
        await record(district, "reset_second_factor", by=by, now=now, person=person)


async def _shut_out(district: int, person: int, now: datetime) -> list[Problem]:
    await _locked_account(district, person)
    if await _is_last_administrator(district, person):
        return [Problem(LAST_ADMINISTRATOR.text)]
    await StaffAccount.update({StaffAccount.disabled_at: now}).where(
        StaffAccount.district == district, StaffAccount.person == person
    )
    await end_other_sessions(district, person, "office", 0, now)
    await end_links(district, person, "invitation", now)
    await end_deputyships_of(district, person, now)
    return []


async def _is_last_administrator(district: int, person: int) -> bool:
    """Whether nobody else could sign in to help: who was invited and never came, does not count. Under a lock on all
    of them, so that two cannot leave at the same time."""
    await locked(StaffRole, StaffRole.district == district, StaffRole.role == Role.ADMINISTRATOR.value)
    known = await rows(
        "SELECT r.person, a.password_hash FROM staff_role r JOIN staff_account a ON a.person = r.person"
        " WHERE r.district = {} AND r.role = {} AND a.disabled_at IS NULL",
        district,
        Role.ADMINISTRATOR.value,
    )
    others = [row for row in known if row["person"] != person and row["password_hash"]]
    return not others and person in [row["person"] for row in known]


async def _locked_account(district: int, person: int) -> list[Row]:
    return await locked(StaffAccount, StaffAccount.district == district, StaffAccount.person == person)


async def _locked_roles(district: int, person: int) -> list[Row]:
    return await locked(StaffRole, StaffRole.district == district, StaffRole.person == person)
