"""What `verify` recomputes of the proposals: every version handed in is still what was written."""

import json

from kiezfonds.database.work import rows
from kiezfonds.proposals.sealing import ACT, contents, digest_of

SENT = "SELECT v.id, v.submitted_at FROM proposal_version v WHERE v.district = {} AND v.submitted_at IS NOT NULL"


async def findings(district: int) -> list[str]:
    """Text, costs and attachments against the digest in the audit chain.

    Versions from before the district's first digest have none; the chain itself tells if lines are gone.
    """
    lines = await rows(
        "SELECT l.payload, l.happened_at FROM audit_line l WHERE l.district = {} AND l.act = {} ORDER BY l.number",
        district,
        ACT,
    )
    if not lines:
        return []
    sealed = {fact["version"]: fact["sha256"] for fact in (json.loads(line["payload"])["facts"] for line in lines)}
    sent = await rows(SENT + " ORDER BY v.id", district)
    gone = sorted(set(sealed) - {row["id"] for row in sent})
    found = [f"version {version}: handed in by the audit chain, but it is gone" for version in gone]
    for row in sent:
        version = row["id"]
        if version not in sealed:
            if row["submitted_at"] >= lines[0]["happened_at"]:
                found.append(f"version {version}: no line of the audit chain hands it in")
        elif digest_of(*(await contents(district, version))) != sealed[version]:
            found.append(f"version {version}: it is not what was handed in")
    return found
