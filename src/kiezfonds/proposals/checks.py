"""What `verify` recomputes of the proposals: every version handed in is still what was written."""

import json

from kiezfonds.database.work import rows
from kiezfonds.proposals.sealing import ACT, contents, digest_of

SENT = "SELECT v.id FROM proposal_version v WHERE v.district = {} AND v.submitted_at IS NOT NULL ORDER BY v.id"


async def findings(district: int) -> list[str]:
    """Text, costs and attachments against the digest in the audit chain."""
    lines = await rows(
        "SELECT l.payload FROM audit_line l WHERE l.district = {} AND l.act = {} ORDER BY l.number", district, ACT
    )
    sealed = {fact["version"]: fact["sha256"] for fact in (json.loads(line["payload"])["facts"] for line in lines)}
    sent = [row["id"] for row in await rows(SENT, district)]
    found = [
        f"version {gone}: handed in by the audit chain, but it is gone" for gone in sorted(set(sealed) - set(sent))
    ]
    for version in sent:
        if version not in sealed:
            found.append(f"version {version}: no line of the audit chain hands it in")
        elif digest_of(*(await contents(district, version))) != sealed[version]:
            found.append(f"version {version}: it is not what was handed in")
    return found
