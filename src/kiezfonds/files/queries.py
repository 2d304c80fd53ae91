"""Reading blobs; who may is decided by the package that owns them."""

from typing import Any

from kiezfonds.files.tables import Blob


async def blob(district: int, id: int) -> dict[str, Any] | None:
    """Content, media type and SHA-256."""
    return (
        await Blob.select(Blob.content, Blob.media_type, Blob.sha256)
        .where(Blob.district == district, Blob.id == id)
        .first()
    )
