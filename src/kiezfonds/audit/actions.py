"""Adding a line to a district's chain, in the transaction of the act itself."""

import json
import secrets
from collections.abc import Mapping
from datetime import datetime

from kiezfonds.audit.chain import START, canonical, commitment, link
from kiezfonds.audit.tables import AuditHead, AuditLine, AuditSecret
from kiezfonds.database.work import locked
from kiezfonds.ground.actors import Actor


async def record(
    district: int,
    act: str,
    *,
    by: Actor,
    now: datetime,
    secret: Mapping[str, object] | None = None,
    **facts: object,
) -> int:
    """Append one act to the chain; returns the line's number.

    `facts` are ids and plain numbers. What is personal goes into `secret`: only a salted commitment of it enters
    the chain, the clear text lies in an erasable row. Call it last in a transaction: it locks the chain's head.
    """
    number, previous = await _head(district)
    payload: dict[str, object] = {
        "act": act,
        "actor": [by.kind, by.id, by.role],
        "at": now.isoformat(),
        "facts": dict(facts),
    }
    salt = secrets.token_hex(32)
    if secret:
        payload["secret"] = commitment(salt, secret)
    digest = link(previous, number, payload)
    row = AuditLine(district=district, number=number, happened_at=now, act=act, payload=canonical(payload), hash=digest)
    saved = await AuditLine.insert(row).returning(AuditLine.id)
    if secret:
        clear = json.dumps(dict(secret), ensure_ascii=False, sort_keys=True, default=str)
        await AuditSecret.insert(AuditSecret(district=district, line=saved[0]["id"], salt=salt, clear=clear))
    await AuditHead.update({AuditHead.number: number + 1, AuditHead.hash: digest}).where(AuditHead.district == district)
    return number


async def begin_chain(district: int) -> None:
    """A new district's chain starts empty."""
    await AuditHead.insert(AuditHead(district=district, number=0, hash=START))


async def _head(district: int) -> tuple[int, str]:
    (head,) = await locked(AuditHead, AuditHead.district == district)
    return int(head["number"]), str(head["hash"])
