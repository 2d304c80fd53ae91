"""Storing a blob once."""

import hashlib
from datetime import datetime

from kiezfonds.files.tables import Blob


async def store(district: int, content: bytes, media_type: str, *, now: datetime) -> int:
    """The blob's id; the same bytes are stored once per district."""
    digest = hashlib.sha256(content).hexdigest()
    blob = Blob(
        district=district,
        sha256=digest,
        media_type=media_type,
        size_count=len(content),
        content=content,
        created_at=now,
    )
    await Blob.insert(blob).on_conflict(target=(Blob.district, Blob.sha256), action="DO NOTHING")
    found = await Blob.select(Blob.id).where(Blob.district == district, Blob.sha256 == digest).first()
    return int(found["id"]) if found else 0
