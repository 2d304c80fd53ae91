from piccolo.columns import BigSerial, Serial
from piccolo.table import Table

from kiezfonds.database.columns import count, instant, line, text, word
from kiezfonds.database.constraints import Constraint, index, unique


class RequestKey(Table, tablename="request_key"):
    """The answer to a form that may be sent twice; `status` 0 while the transaction is at work."""

    id: Serial
    scope = line()
    key = word(80)
    body_sha256 = word(64)
    status = count()
    location = text()
    created_at = instant()


class Change(Table, tablename="change"):
    """What has changed, for the other processes on an SQLite file; the newest thousand are kept."""

    id: BigSerial
    topic = line()


CONSTRAINTS: tuple[Constraint, ...] = (
    unique("request_key", "scope", "key"),
    index("request_key", "created_at"),
)
