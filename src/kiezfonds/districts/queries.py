"""Which districts and areas there are."""

from typing import Any

from kiezfonds.database.work import rows
from kiezfonds.districts.rules import Tenant
from kiezfonds.districts.tables import Area

COLUMNS = "id, slug, name, office_name, phone, office_hours, mail, street, town, note"


async def tenants() -> list[Tenant]:
    return [Tenant(**row) for row in await rows(f"SELECT {COLUMNS} FROM district ORDER BY name")]  # noqa: S608 - a constant


async def tenant(slug: str) -> Tenant | None:
    found = await rows(f"SELECT {COLUMNS} FROM district WHERE slug = {{}}", slug)  # noqa: S608 - a constant
    return Tenant(**found[0]) if found else None


async def tenant_by_id(id: int) -> Tenant | None:
    found = await rows(f"SELECT {COLUMNS} FROM district WHERE id = {{}}", id)  # noqa: S608 - a constant
    return Tenant(**found[0]) if found else None


async def areas(district: int) -> list[dict[str, Any]]:
    return await rows(
        "SELECT id, slug, name, inhabitants_count FROM area WHERE district = {} ORDER BY position", district
    )


async def area(district: int, slug: str) -> dict[str, Any] | None:
    return (
        await Area.select(Area.id, Area.slug, Area.name, Area.inhabitants_count)
        .where(Area.district == district, Area.slug == slug)
        .first()
    )
