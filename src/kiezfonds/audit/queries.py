"""Reading the chain."""

from typing import Any

from kiezfonds.audit.tables import AuditHead, AuditLine


async def chain_end(district: int) -> str:
    """The last eight hexadecimal digits, as they are printed on minutes."""
    head = await AuditHead.select(AuditHead.hash).where(AuditHead.district == district).first()
    return str(head["hash"])[-8:] if head else ""


async def lines(district: int) -> list[dict[str, Any]]:
    """Every line in order."""
    return (
        await AuditLine.select(AuditLine.number, AuditLine.payload, AuditLine.hash)
        .where(AuditLine.district == district)
        .order_by(AuditLine.number)
    )
