"""The few kinds of columns the tables are made of, with their nulls and deletes decided once."""

from typing import Any

from piccolo.columns import BigInt, Boolean, Bytea, Date, ForeignKey, Integer, Text, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.table import Table


def foreign(table: type[Table]) -> ForeignKey[Any]:
    """Points down to a row that must be there and stays while it is pointed at."""
    return ForeignKey(table, default=None, null=False, on_delete=OnDelete.restrict)


def optional(table: type[Table] | str) -> ForeignKey[Any]:
    return ForeignKey(table, default=None, null=True, on_delete=OnDelete.restrict)


def cents() -> BigInt:
    """An amount of money; the column's name ends in `_cents`."""
    return BigInt(default=None, null=False)


def optional_cents() -> BigInt:
    return BigInt(default=None, null=True)


def instant() -> Timestamptz:
    """A moment in UTC; the column's name ends in `_at`. Never set by the database."""
    return Timestamptz(default=None, null=False)


def optional_instant() -> Timestamptz:
    return Timestamptz(default=None, null=True)


def day() -> Date:
    """A day in Berlin; the column's name ends in `_on`."""
    return Date(default=None, null=False)


def optional_day() -> Date:
    return Date(default=None, null=True)


def word(length: int = 40) -> Varchar:
    """A short word of a fixed vocabulary, or a slug."""
    return Varchar(length=length, default=None, null=False)


def line(length: int = 200) -> Varchar:
    """One line that may be empty."""
    return Varchar(length=length, default="", null=False)


def text() -> Text:
    return Text(default="", null=False)


def count() -> Integer:
    return Integer(default=None, null=False)


def optional_count() -> Integer:
    return Integer(default=None, null=True)


def flag() -> Boolean:
    return Boolean(default=False, null=False)


def optional_flag() -> Boolean:
    return Boolean(default=None, null=True)


def content() -> Bytea:
    return Bytea(default=None, null=False)
