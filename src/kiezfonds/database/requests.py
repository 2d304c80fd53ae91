"""A form sent twice is answered twice and carried out once.

The key comes from the browser, one per submission; `scope` is what the server knows (route and session).
Remember, work and settle in one transaction. A second request with the same key waits for the first and then
gets its answer. Where the body is secret (a vote) pass a hash under a key that is destroyed with the ballot,
never the plain one: it would tell the vote.
"""

from dataclasses import dataclass
from datetime import datetime

from kiezfonds.database.tables import RequestKey
from kiezfonds.database.work import in_transaction, locked, rows


class KeyReused(Exception):  # noqa: N818 - read aloud: except KeyReused
    """The same key came with another body: answer 422, store nothing."""


@dataclass(frozen=True)
class Remembered:
    status: int
    location: str


async def remember(scope: str, key: str, body_sha256: str, now: datetime) -> Remembered | None:
    """The answer given before, or None: the work is ours, and `settle` must follow in this transaction."""
    in_transaction("remember")
    taken = await rows(
        "INSERT INTO request_key (scope, key, body_sha256, status, location, created_at)"
        " VALUES ({}, {}, {}, 0, '', {}) ON CONFLICT (scope, key) DO NOTHING RETURNING id",
        *(scope, key, body_sha256, now),
    )
    found = await locked(RequestKey, RequestKey.scope == scope, RequestKey.key == key)
    if taken:
        return None
    before = found[0]
    if before["body_sha256"] != body_sha256:
        raise KeyReused(scope)
    if not before["status"]:
        raise RuntimeError(f"{scope}: a request was committed without settle()")
    return Remembered(before["status"], before["location"])


async def settle(scope: str, key: str, *, status: int, location: str) -> None:
    settled = await rows(
        "UPDATE request_key SET status = {}, location = {} WHERE scope = {} AND key = {} AND status = 0 RETURNING id",
        *(status, location, scope, key),
    )
    if not settled:
        raise RuntimeError(f"{scope}: settle() without remember()")


async def forget(before: datetime) -> int:
    """Answers older than this are no longer given; returns how many went."""
    return len(await rows("DELETE FROM request_key WHERE created_at < {} RETURNING id", before))
