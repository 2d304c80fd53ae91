"""The personal link to „Mein Antrag“."""

from datetime import datetime

from kiezfonds.accounts.sessions import new_link
from kiezfonds.districts.rules import Tenant
from kiezfonds.proposals.rules import STATUS_LINK_LIFETIME


async def status_link(district: Tenant, person: int, *, now: datetime, token: str = "") -> str:
    """The path of a link to „Mein Antrag“, good for years and as often as wanted."""
    return await new_link(
        district.id,
        person,
        "resident",
        "status",
        district.path("mein-antrag"),
        lifetime=STATUS_LINK_LIFETIME,
        is_reusable=True,
        now=now,
        token=token,
    )
