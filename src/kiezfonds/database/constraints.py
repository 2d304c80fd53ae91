"""What must never be, written as SQL for both engines. Every statement may run twice.

A table is given as its class or its name, columns by their names. Conditions are SQL that both engines read
(`TRUE`, `IS NOT NULL`, `IS DISTINCT FROM`, sub-selects); in triggers they speak of OLD and NEW.
A package declares `CONSTRAINTS: tuple[Constraint, ...]` below its tables.
"""

import hashlib
import re
from dataclasses import dataclass

from piccolo.table import Table

from kiezfonds.database.errors import FORBIDDEN_STATE

Named = type[Table] | str

LONGEST_NAME = 63
"""PostgreSQL cuts longer names off, and two of them could become one."""


@dataclass(frozen=True)
class Constraint:
    name: str
    sqlite: tuple[str, ...]
    postgres: tuple[str, ...]


def unique(table: Named, *columns: str, where: str | None = None, name: str | None = None) -> Constraint:
    """A second row raises `errors.Duplicate`; with `where`, only among the rows it describes."""
    return _index("UNIQUE INDEX", table, columns, where, name or _name(_name_of(table), *columns, "unique"))


def index(table: Named, *columns: str, where: str | None = None, name: str | None = None) -> Constraint:
    return _index("INDEX", table, columns, where, name or _name(_name_of(table), *columns, "index"))


def append_only(table: Named) -> Constraint:
    """No row is changed or deleted (`errors.Forbidden`)."""
    table = _name_of(table)
    name = _name(table, "append_only")
    refused = _refusal(table, name, ("UPDATE", "DELETE"), "TRUE")
    return Constraint(name, refused.sqlite, (*refused.postgres, _no_truncate(table, name)))


def frozen_when(table: Named, condition: str, *, name: str | None = None) -> Constraint:
    """A row is neither changed nor deleted once OLD is so (`errors.Forbidden`)."""
    return _refusal(table, name or _name(_name_of(table), "frozen"), ("UPDATE", "DELETE"), condition)


def refuse_when(table: Named, condition: str, *, name: str) -> Constraint:
    """No row is written whose NEW is so (`errors.Forbidden`); sub-selects may look at other tables."""
    return _refusal(table, name, ("INSERT", "UPDATE"), condition)


def check(table: Named, condition: str, name: str) -> Constraint:
    """Every row is so (`errors.Invalid`). The condition names columns of the row alone, without NEW."""
    table = _name_of(table)
    broken = f'FROM "{table}" WHERE rowid = NEW.rowid AND NOT ({condition})'
    sqlite = tuple(
        f'CREATE TRIGGER IF NOT EXISTS "{_name(name, event.lower())}" AFTER {event} ON "{table}" '
        f"BEGIN SELECT RAISE(ABORT, 'check:{name}') {broken}; END"
        for event in ("INSERT", "UPDATE")
    )
    add = f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" CHECK ({condition})'
    is_there = f"SELECT 1 FROM pg_constraint WHERE conname = '{name}'"  # noqa: S608 - names come from our tables.py
    return Constraint(name, sqlite, (f"DO $$ BEGIN IF NOT EXISTS ({is_there}) THEN {add}; END IF; END $$",))


def drop_of(sql: str) -> str:
    """The statement that takes back one of these."""
    if found := re.match(r'CREATE (?:UNIQUE )?INDEX IF NOT EXISTS ("\w+")', sql):
        return f"DROP INDEX IF EXISTS {found[1]}"
    if found := re.match(r'CREATE TRIGGER IF NOT EXISTS ("\w+")', sql):
        return f"DROP TRIGGER IF EXISTS {found[1]}"
    if found := re.match(r'CREATE OR REPLACE TRIGGER ("\w+") BEFORE [A-Z ]+ ON ("\w+")', sql):
        return f"DROP TRIGGER IF EXISTS {found[1]} ON {found[2]}"
    if found := re.match(r'CREATE OR REPLACE FUNCTION ("\w+")', sql):
        return f"DROP FUNCTION IF EXISTS {found[1]}()"
    if found := re.search(r'ALTER TABLE ("\w+") ADD CONSTRAINT ("\w+")', sql):
        return f"ALTER TABLE {found[1]} DROP CONSTRAINT IF EXISTS {found[2]}"
    raise ValueError(f"unknown kind of constraint: {sql[:60]}")


def _name_of(table: Named) -> str:
    return table if isinstance(table, str) else table._meta.tablename


def _index(kind: str, table: Named, columns: tuple[str, ...], where: str | None, name: str) -> Constraint:
    table = _name_of(table)
    if not columns:
        raise ValueError(f"{name}: an index needs columns")
    over = ", ".join(f'"{column}"' for column in columns)
    sql = f'CREATE {kind} IF NOT EXISTS "{name}" ON "{table}" ({over})' + (f" WHERE {where}" if where else "")
    return Constraint(name, (sql,), (sql,))


def _refusal(table: Named, name: str, events: tuple[str, ...], condition: str) -> Constraint:
    """On PostgreSQL a function for each, because WHEN takes no sub-selects there."""
    table = _name_of(table)
    sqlite = tuple(
        f'CREATE TRIGGER IF NOT EXISTS "{_name(name, event.lower())}" BEFORE {event} ON "{table}" '
        f"WHEN {condition} BEGIN SELECT RAISE(ABORT, 'forbidden:{name}'); END"
        for event in events
    )
    refuse = f"RAISE EXCEPTION 'forbidden:{name}' USING ERRCODE = '{FORBIDDEN_STATE}'"
    postgres = (
        f'CREATE OR REPLACE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN '
        f"IF {condition} THEN {refuse}; END IF; "
        "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$",
        f'CREATE OR REPLACE TRIGGER "{name}" BEFORE {" OR ".join(events)} ON "{table}" '
        f'FOR EACH ROW EXECUTE FUNCTION "{name}"()',
    )
    return Constraint(name, sqlite, postgres)


def _no_truncate(table: str, name: str) -> str:
    return (
        f'CREATE OR REPLACE TRIGGER "{_name(name, "truncate")}" BEFORE TRUNCATE ON "{table}" '
        f'FOR EACH STATEMENT EXECUTE FUNCTION "{name}"()'
    )


def _name(*parts: str) -> str:
    name = "_".join(parts)
    if len(name) <= LONGEST_NAME:
        return name
    return f"{name[: LONGEST_NAME - 9]}_{hashlib.sha256(name.encode()).hexdigest()[:8]}"
