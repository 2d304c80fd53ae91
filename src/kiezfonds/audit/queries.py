"""Reading the chain."""

from typing import Any

from kiezfonds.audit.tables import AuditHead, AuditLine
from kiezfonds.database.work import rows


async def chain_end(district: int) -> str:
    """The last eight hexadecimal digits, as they are printed on minutes."""
    head = await AuditHead.select(AuditHead.hash).where(AuditHead.district == district).first()
    return str(head["hash"])[-8:] if head else ""


async def version(district: int) -> str:
    """Changes with every act in the district: what was drawn under one version is good until the next act."""
    found = await rows("SELECT hash FROM audit_head WHERE district = {}", district)
    return str(found[0]["hash"]) if found else ""


async def lines(district: int) -> list[dict[str, Any]]:
    """Every line in order."""
    return (
        await AuditLine.select(AuditLine.number, AuditLine.payload, AuditLine.hash)
        .where(AuditLine.district == district)
        .order_by(AuditLine.number)
    )
