"""Rule sets and handed-in versions: still what they were when people relied on them."""

import hashlib
from typing import Any

from kiezfonds.database.work import rows

Row = dict[str, Any]


async def findings(district: int) -> list[str]:
    """Every rule set against its checksum."""
    found = await rows("SELECT r.id, r.content, r.sha256 FROM rule_set r WHERE r.district = {} ORDER BY r.id", district)
    return [
        f"rule set {row['id']}: its text does not fit its checksum"
        for row in found
        if hashlib.sha256(row["content"].encode()).hexdigest() != row["sha256"]
    ]
