"""Persons and staff."""

from typing import Any

from kiezfonds.accounts.tables import Person, StaffAccount
from kiezfonds.database.work import rows


async def staff_by_email(district: int, email: str) -> dict[str, Any] | None:
    """An account that may sign in."""
    found = await rows(
        "SELECT a.person, a.email, a.password_hash FROM staff_account a"
        " WHERE a.district = {} AND a.email = {} AND a.disabled_at IS NULL",
        district,
        email.lower(),
    )
    return found[0] if found else None


async def staff_account(district: int, person: int) -> dict[str, Any] | None:
    return (
        await StaffAccount.select(StaffAccount.email)
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


async def person(district: int, id: int) -> dict[str, Any] | None:
    return (
        await Person.select(Person.id, Person.name, Person.email, Person.phone, Person.street, Person.town, Person.lang)
        .where(Person.district == district, Person.id == id)
        .first()
    )
