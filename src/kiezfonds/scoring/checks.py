"""What `verify` recomputes of the scores: the sheets of every version on which a ballot was opened."""

import json
from typing import Any

from kiezfonds.database.work import rows
from kiezfonds.scoring.queries import sealed_now

Row = dict[str, Any]


async def findings(district: int) -> list[str]:
    """Sheets against their seal, and the seal against the audit chain."""
    seals = await rows("SELECT z.* FROM score_seal z WHERE z.district = {} ORDER BY z.version", district)
    lines = await rows(
        "SELECT l.payload FROM audit_line l WHERE l.district = {} AND l.act = {} ORDER BY l.number",
        district,
        "seal_scores",
    )
    said = {fact["version"]: fact for fact in (json.loads(line["payload"])["facts"] for line in lines)}
    found = [
        f"scores of version {gone}: sealed in the audit chain, but the seal is gone" for gone in _gone(seals, said)
    ]
    for kept in seals:
        found += await _against_the_seal(district, kept, said.get(kept["version"]))
    return found


def _gone(seals: list[Row], said: dict[int, Row]) -> list[int]:
    return sorted(set(said) - {kept["version"] for kept in seals})


async def _against_the_seal(district: int, kept: Row, said: Row | None) -> list[str]:
    where = f"scores of version {kept['version']}"
    if said is None:
        return [f"{where}: no line of the audit chain seals them"]
    if said["sha256"] != kept["sha256"]:
        return [f"{where}: the seal is not the one in the audit chain"]
    now = await sealed_now(district, kept["version"])
    if (now.sheets, now.sha256) != (kept["sheets_count"], kept["sha256"]):
        return [f"{where}: the sheets are not those that were sealed"]
    return []
