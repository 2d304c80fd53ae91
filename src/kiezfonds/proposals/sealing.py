"""A version that is handed in, as one digest in the audit chain: what the jury votes on is what was written."""

import hashlib
import json
from datetime import date, datetime

from kiezfonds.audit.actions import record
from kiezfonds.database.work import Row, rows
from kiezfonds.ground.actors import Actor

ACT = "hand_in_version"
OUTSIDE = ("id", "submitted_at")


async def seal_version(district: int, proposal: int, version: int, *, by: Actor, now: datetime) -> None:
    """Once, when it is handed in. Last in its transaction."""
    digest = digest_of(*(await contents(district, version)))
    await record(district, ACT, by=by, now=now, proposal=proposal, version=version, sha256=digest)


async def contents(district: int, version: int) -> tuple[Row, list[Row], list[Row]]:
    """Everything of one version: its own columns, its costs, its attachments."""
    (own,) = await rows("SELECT v.* FROM proposal_version v WHERE v.district = {} AND v.id = {}", district, version)
    costs = await rows(
        "SELECT c.position, c.label, c.quantity_count, c.unit_cents FROM cost_item c"
        " WHERE c.district = {} AND c.version = {} ORDER BY c.position",
        district,
        version,
    )
    files = await rows(
        "SELECT t.position, t.kind, t.name, t.alt, b.sha256 FROM attachment t JOIN blob b ON b.id = t.blob"
        " WHERE t.district = {} AND t.version = {} ORDER BY t.position",
        district,
        version,
    )
    return own, costs, files


def digest_of(own: Row, costs: list[Row], files: list[Row]) -> str:
    """The same on both engines: days and flags in one spelling."""
    kept = {name: _plain(value) for name, value in own.items() if name not in OUTSIDE}
    text = json.dumps([kept, costs, files], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
