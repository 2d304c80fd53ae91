"""What the database refuses, in the same words on both engines. No message repeats a stored value."""

import re
from collections.abc import Callable


class DatabaseError(Exception):
    """The database refused a statement; the subclasses say why where it matters."""


class Duplicate(DatabaseError):  # noqa: N818 - read aloud: except Duplicate
    """A unique index stands against it. `columns` is empty where an index is made of expressions."""

    def __init__(self, message: str, table: str = "", columns: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.table = table
        self.columns = columns


class Forbidden(DatabaseError):  # noqa: N818 - read aloud: except Forbidden
    """A trigger of `constraints` stands against it; `rule` is its name."""

    def __init__(self, rule: str) -> None:
        super().__init__(f"forbidden by {rule}")
        self.rule = rule


class Invalid(DatabaseError):  # noqa: N818 - read aloud: except Invalid
    """A value the column or a check does not take: missing, too long, out of range."""


class Referenced(DatabaseError):  # noqa: N818 - read aloud: except Referenced
    """A foreign key points at nothing, or something still points at the row."""


class Busy(DatabaseError):  # noqa: N818 - read aloud: except Busy
    """Others held the lock too long. The same request may succeed a moment later."""


class Unreachable(DatabaseError):  # noqa: N818 - read aloud: except Unreachable
    """No connection, disk full or not writable. Nothing was stored."""


class Doomed(DatabaseError):  # noqa: N818 - read aloud: except Doomed
    """A failure inside the transaction was swallowed; it was rolled back instead of half committed."""


FORBIDDEN_STATE = "KF001"
"""SQLSTATE that the triggers of `constraints` raise on PostgreSQL."""


def _sqlite_duplicate(text: str) -> Duplicate:
    names = [name.strip() for name in text.partition(": ")[2].split(",") if "." in name]
    table = names[0].partition(".")[0] if names else ""
    return Duplicate(text, table, tuple(name.partition(".")[2] for name in names))


_SQLITE_CASES: tuple[tuple[str, Callable[[str], DatabaseError]], ...] = (
    ("UNIQUE constraint failed", _sqlite_duplicate),
    ("FOREIGN KEY constraint failed", Referenced),
    ("NOT NULL constraint failed", Invalid),
    ("CHECK constraint failed", Invalid),
    ("check:", Invalid),
    ("forbidden:", lambda text: Forbidden(text.removeprefix("forbidden:"))),
    ("database is locked", Busy),
    ("database table is locked", Busy),
    ("unable to open database", Unreachable),
    ("attempt to write a readonly", Unreachable),
    ("database or disk is full", Unreachable),
    ("disk I/O error", Unreachable),
    ("Cannot operate on a closed", Unreachable),
)

_POSTGRES_CASES: tuple[tuple[str, type[DatabaseError]], ...] = (
    ("23502", Invalid),
    ("23514", Invalid),
    ("22", Invalid),
    ("23503", Referenced),
    ("23001", Referenced),
    ("40001", Busy),
    ("40P01", Busy),
    ("55P03", Busy),
    ("57014", Busy),
    ("53300", Busy),
    ("53", Unreachable),
    ("57P", Unreachable),
    ("08", Unreachable),
)


def from_sqlite(error: Exception) -> DatabaseError:
    if isinstance(error, OverflowError):
        return Invalid(str(error))
    text = str(error)
    for start, made in _SQLITE_CASES:
        if text.startswith(start):
            return made(text)
    return DatabaseError(text)


def from_postgres(error: BaseException) -> DatabaseError:
    """DETAIL repeats stored values, so it is read for the columns and then dropped."""
    state = getattr(error, "sqlstate", None)
    if not state:
        return _from_driver(error)
    message = str(error.args[0]) if error.args else state
    if state == "23505":
        found = re.search(r"\(([^()=]+)\)=\(", getattr(error, "detail", None) or "")
        columns = tuple(name.strip(' "') for name in found[1].split(",")) if found else ()
        return Duplicate(message, getattr(error, "table_name", None) or "", columns)
    if state == FORBIDDEN_STATE:
        return Forbidden(message.removeprefix("forbidden:"))
    for start, made in _POSTGRES_CASES:
        if state.startswith(start):
            return made(message)
    return DatabaseError(message)


def _from_driver(error: BaseException) -> DatabaseError:
    """Errors of asyncpg itself: unfit arguments are ValueErrors, a lost connection is not."""
    if isinstance(error, ValueError):
        return Invalid(type(error).__name__)
    if isinstance(error, OSError | TimeoutError) or "closed" in str(error):
        return Unreachable(str(error))
    return DatabaseError(str(error))
