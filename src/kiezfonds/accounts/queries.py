"""Persons and staff."""

from typing import Any

from kiezfonds.accounts.rules import Role
from kiezfonds.accounts.tables import Person, StaffAccount
from kiezfonds.database.paging import Asked, paged
from kiezfonds.database.work import Row, rows

STAFF = """
SELECT p.id, p.name, a.email, a.disabled_at, f.confirmed_at AS factor_at,
(SELECT MAX(s.seen_at) FROM session s WHERE s.person = p.id AND s.kind = 'office' AND s.waits_for = '') AS seen,
CASE WHEN a.disabled_at IS NOT NULL THEN 'disabled' WHEN a.password_hash = '' THEN 'invited' ELSE 'active' END AS state,
(SELECT COUNT(*) FROM staff_role r WHERE r.person = p.id AND r.role = {}) AS coordinator,
(SELECT COUNT(*) FROM staff_role r WHERE r.person = p.id AND r.role = {}) AS district_office,
(SELECT COUNT(*) FROM staff_role r WHERE r.person = p.id AND r.role = {}) AS auditor,
(SELECT COUNT(*) FROM staff_role r WHERE r.person = p.id AND r.role = {}) AS administrator
FROM staff_account a JOIN person p ON p.id = a.person LEFT JOIN second_factor f ON f.person = p.id
WHERE a.district = {}
"""


async def staff_by_email(district: int, email: str) -> dict[str, Any] | None:
    """An account that may sign in."""
    found = await rows(
        "SELECT a.person, a.email, a.password_hash FROM staff_account a"
        " WHERE a.district = {} AND a.email = {} AND a.disabled_at IS NULL",
        district,
        email.lower(),
    )
    return found[0] if found else None


async def account_by_email(district: int, email: str) -> dict[str, Any] | None:
    """Whether or not it may sign in."""
    found = await rows(
        "SELECT person, password_hash, disabled_at FROM staff_account WHERE district = {} AND email = {}",
        district,
        email.lower(),
    )
    return found[0] if found else None


async def staff_account(district: int, person: int) -> dict[str, Any] | None:
    return (
        await StaffAccount.select(StaffAccount.email, StaffAccount.password_hash)
        .where(StaffAccount.district == district, StaffAccount.person == person)
        .first()
    )


async def staff_list(district: int) -> list[dict[str, Any]]:
    return await rows(
        "SELECT p.id, p.name, a.email, r.role FROM staff_account a JOIN person p ON p.id = a.person"
        " JOIN staff_role r ON r.district = a.district AND r.person = p.id"
        " WHERE a.district = {} ORDER BY p.name, r.role",
        district,
    )


async def staff_listed(district: int, asked: Asked, *, whole: bool = False) -> tuple[list[Row], int]:
    """Every account with its roles as flags, when it was last seen, and how it stands."""
    return await paged(asked, STAFF, *(role.value for role in Role), district, whole=whole)


async def staff_member(district: int, person: int) -> Row | None:
    """With `roles`, a frozenset of its own; those of people it stands in for are not in it."""
    found = await rows(
        "SELECT p.id, p.name, a.email, a.password_hash <> {} AS has_password, a.disabled_at, a.created_at,"
        " f.confirmed_at AS factor_at, r.role FROM staff_account a JOIN person p ON p.id = a.person"
        " LEFT JOIN staff_role r ON r.person = a.person LEFT JOIN second_factor f ON f.person = a.person"
        " WHERE a.district = {} AND a.person = {}",
        *("", district, person),
    )
    return {**found[0], "roles": frozenset(Role(row["role"]) for row in found if row["role"])} if found else None


async def open_invitations(district: int) -> list[Row]:
    """People who were invited and have not set a password; the link may have run out."""
    return await rows(
        "SELECT p.id, p.name, a.email, l.created_at, l.expires_at FROM staff_account a JOIN person p ON p.id = a.person"
        " JOIN access_link l ON l.person = a.person AND l.purpose = {} AND l.ended_at IS NULL AND l.used_at IS NULL"
        " WHERE a.district = {} AND a.disabled_at IS NULL AND a.password_hash = {} ORDER BY l.expires_at, p.id",
        *("invitation", district, ""),
    )


async def person(district: int, id: int) -> dict[str, Any] | None:
    return (
        await Person.select(Person.id, Person.name, Person.email, Person.phone, Person.street, Person.town, Person.lang)
        .where(Person.district == district, Person.id == id)
        .first()
    )


async def active_staff(district: int) -> list[Row]:
    """Whose access is not disabled."""
    return await rows(
        "SELECT p.id, p.name FROM staff_account a JOIN person p ON p.id = a.person"
        " WHERE a.district = {} AND a.disabled_at IS NULL ORDER BY p.name, p.id",
        district,
    )
