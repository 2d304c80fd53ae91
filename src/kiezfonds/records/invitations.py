"""The way in for a district's first administrator; there is no default password anywhere."""

from datetime import datetime

from kiezfonds.accounts.actions import invite_staff
from kiezfonds.accounts.rules import Role
from kiezfonds.districts.queries import tenant
from kiezfonds.ground.actors import SYSTEM


async def invite_first_administrator(district_slug: str, mail: str, now: datetime) -> str:
    """The path of a one-time link that sets a password; empty when there is no such district."""
    district = await tenant(district_slug)
    if district is None:
        return ""
    return await invite_staff(district.id, district.slug, mail, mail, [Role.ADMINISTRATOR], by=SYSTEM, now=now)
