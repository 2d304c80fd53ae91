"""The printed bytes of minutes, kept for ever with their checksum and the end of the audit chain."""

import hashlib
from datetime import datetime

from kiezfonds.files.actions import store
from kiezfonds.ground.actors import Actor
from kiezfonds.minutes.queries import Row
from kiezfonds.minutes.tables import MinutesEdition


async def keep_edition(
    minutes: Row, number: int, pdf: bytes, chain: str, *, is_public: bool, by: Actor, now: datetime
) -> str:
    """`minutes` is the locked row; returns the edition's SHA-256. Part of a transaction that says so in the chain."""
    digest = hashlib.sha256(pdf).hexdigest()
    edition = MinutesEdition(
        district=minutes["district"],
        minutes=minutes["id"],
        number=number,
        blob=await store(minutes["district"], pdf, "application/pdf", now=now),
        sha256=digest,
        chain_end=chain,
        made_by=by.id,
        made_at=now,
        is_public=is_public,
        correction=minutes["correction"],
    )
    await MinutesEdition.insert(edition)
    return digest
