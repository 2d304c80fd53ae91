"""The way in for a district's first administrator; there is no default password anywhere."""

from datetime import datetime

from kiezfonds.accounts.actions import invite_staff
from kiezfonds.accounts.queries import account_by_email
from kiezfonds.accounts.rules import Role
from kiezfonds.accounts.team import reset_factor
from kiezfonds.districts.queries import tenant
from kiezfonds.ground.actors import SYSTEM


async def invite_first_administrator(district_slug: str, mail: str, now: datetime) -> str:
    """The path of a one-time link that sets a password; empty when there is no such district."""
    district = await tenant(district_slug)
    if district is None:
        return ""
    return await invite_staff(district.id, district.slug, mail, mail, [Role.ADMINISTRATOR], by=SYSTEM, now=now)


async def reset_second_factor(district_slug: str, mail: str, now: datetime) -> bool:
    """For the administrator whom nobody else can help; False when there is no such account."""
    district = await tenant(district_slug)
    account = await account_by_email(district.id, mail) if district else None
    if district is None or account is None:
        return False
    await reset_factor(district.id, int(account["person"]), by=SYSTEM, now=now)
    return True
