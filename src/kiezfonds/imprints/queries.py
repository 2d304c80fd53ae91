"""What an office said about itself, and the barriers that were reported to it."""

from datetime import date
from typing import Any

from kiezfonds.database.paging import Asked, paged
from kiezfonds.database.work import Row, rows
from kiezfonds.imprints.tables import BarrierReport, Imprint

EMPTY: Row = {
    "responsible_body": "", "representative": "", "register": "", "supervision": "", "vat_number": "", "editor": "",
    "controller": "", "officer": "", "processors": "", "authority": "", "retention": "",
    "conformity": "", "gaps": "", "alternatives": "", "assessed_how": "", "assessed_on": None, "updated_at": None,
}  # fmt: skip
LISTED = """
SELECT r.id, r.number, r.page, r.words, r.name, r.email, r.created_at, r.due_on, r.answer, r.is_mailed, r.answered_at,
  p.name AS answered_by_name, CASE WHEN r.answered_at IS NULL THEN 'open' ELSE 'answered' END AS state
FROM barrier_report r LEFT JOIN person p ON p.id = r.answered_by WHERE r.district = {}
"""


async def imprint(district: int) -> Row:
    """All facts, empty ones where nothing was entered."""
    found = await Imprint.select().where(Imprint.district == district).first()
    return {**EMPTY, **(found or {})}


async def mail_names(district: int) -> Row:
    """Under what name mail goes out, and where answers go."""
    (found,) = await rows("SELECT mail_name, mail_reply_to FROM district WHERE id = {}", district)
    return found


async def reports_listed(district: int, asked: Asked, *, whole: bool = False) -> tuple[list[Row], int]:
    """What the office's list asks for."""
    return await paged(asked, LISTED, district, whole=whole)


async def report(district: int, number: int) -> dict[str, Any] | None:
    found = await rows(LISTED + " AND r.number = {}", district, number)
    return found[0] if found else None


async def open_reports(district: int) -> tuple[int, date | None]:
    """How many reports wait for an answer, and when the first of them is due."""
    found = (
        await BarrierReport.select(BarrierReport.due_on)
        .where(BarrierReport.district == district, BarrierReport.answered_at.is_null())
        .order_by(BarrierReport.due_on)
    )
    return len(found), found[0]["due_on"] if found else None
