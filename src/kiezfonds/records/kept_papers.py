"""Letters and minutes that went out: still the bytes that were issued, as the audit chain says."""

import hashlib
import json
from typing import Any

from kiezfonds.database.work import rows

PAPERS = """
SELECT 'letter' AS what, n.id, n.sha256, n.blob FROM notice n WHERE n.district = {} AND n.issued_at IS NOT NULL
UNION ALL
SELECT 'minutes' AS what, e.id, e.sha256, e.blob FROM minutes_edition e WHERE e.district = {}
ORDER BY what, id
"""
ISSUING = {"issue_notice": "letter", "issue_minutes": "minutes", "publish_minutes": "minutes"}


async def findings(district: int) -> list[str]:
    """Every blob against its checksum, every paper against its blob and the chain."""
    blobs, found = await _blobs(district)
    sealed = await _sealed(district)
    for paper in await rows(PAPERS, district, district):
        where = f"{paper['what']} {paper['id']}"
        if blobs.get(paper["blob"]) != paper["sha256"]:
            found.append(f"{where}: its bytes are not the ones that were issued")
        if paper["sha256"] not in sealed[paper["what"]]:
            found.append(f"{where}: its checksum is not in the audit chain")
    return found


async def _blobs(district: int) -> tuple[dict[int, str], list[str]]:
    """The checksum of what is really there, by blob; one at a time, for they may be large."""
    really: dict[int, str] = {}
    found = []
    for blob in await rows("SELECT b.id, b.sha256 FROM blob b WHERE b.district = {} ORDER BY b.id", district):
        (row,) = await rows("SELECT b.content FROM blob b WHERE b.id = {}", blob["id"])
        really[blob["id"]] = hashlib.sha256(row["content"]).hexdigest()
        if really[blob["id"]] != blob["sha256"]:
            found.append(f"blob {blob['id']}: its content does not fit its checksum")
    return really, found


async def _sealed(district: int) -> dict[str, set[Any]]:
    sealed: dict[str, set[Any]] = {what: set() for what in ISSUING.values()}
    for act, what in ISSUING.items():
        lines = await rows(
            "SELECT l.payload FROM audit_line l WHERE l.district = {} AND l.act = {} ORDER BY l.number", district, act
        )
        sealed[what] |= {json.loads(line["payload"])["facts"]["sha256"] for line in lines}
    return sealed
