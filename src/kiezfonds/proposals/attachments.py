"""Pictures and PDFs of a version: which there are, and who may see them.

The office sees all, the applicant their own, the jury the pictures of what was admitted, everybody the pictures that
the office released. A PDF is never shown, only handed out for saving.
"""

from typing import Any
from urllib.parse import quote

from litestar import Response

from kiezfonds.database.work import rows
from kiezfonds.files.queries import blob
from kiezfonds.proposals.rules import IMAGE

Row = dict[str, Any]

SHOWN = """
SELECT t.id, t.version, t.blob, t.position, t.kind, t.name, t.alt, t.width_count, t.height_count, t.created_at,
  b.size_count, b.media_type, r.released_at
FROM attachment t JOIN blob b ON b.id = t.blob
LEFT JOIN attachment_release r ON r.attachment = t.id AND r.ended_at IS NULL
WHERE t.district = {} AND t.version = {}"""


async def attachments(district: int, version: int) -> list[Row]:
    """All of one version in their order; `released_at` is empty for what is not public."""
    return await rows(SHOWN + " ORDER BY t.position", district, version)


async def images(district: int, version: int) -> list[Row]:
    """What the jury sees."""
    return await rows(SHOWN + " AND t.kind = {} ORDER BY t.position", district, version, IMAGE)


async def released_images(district: int, version: int) -> list[Row]:
    """What everybody sees."""
    return await rows(SHOWN + " AND t.kind = {} AND r.id IS NOT NULL ORDER BY t.position", district, version, IMAGE)


async def attachment_bytes(district: int, row: Row) -> Response[bytes]:
    """The file itself. A picture may be shown, anything else is saved; nothing in it can run."""
    found = await blob(district, row["blob"])
    content = bytes(found["content"]) if found else b""
    place = "inline" if row["kind"] == IMAGE else "attachment"
    headers = {
        "Content-Disposition": f"{place}; filename*=UTF-8''{quote(_file_name(row), safe='')}",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cache-Control": "private, max-age=3600",
    }
    return Response(content, media_type=row["media_type"], headers=headers)


def at_position(found: list[Row], position: int) -> Row | None:
    return next((row for row in found if row["position"] == position), None)


def _file_name(row: Row) -> str:
    """A picture is a JPEG now, whatever it was called when it came."""
    name = str(row["name"])
    return f"{name.rpartition('.')[0] or name}.jpg" if row["kind"] == IMAGE else name
