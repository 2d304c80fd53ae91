"""The engine for an address; nothing above this package asks which one it got."""

import functools
import os
from urllib.parse import unquote

from piccolo.engine import engine_finder

from kiezfonds.database.postgres_engine import PooledPostgres
from kiezfonds.database.sqlite_engine import PooledSQLite

Pooled = PooledSQLite | PooledPostgres

# Piccolo looks the engine up by this name when a table is first used
os.environ.setdefault("PICCOLO_CONF", "kiezfonds.piccolo_conf")


def engine_from_url(url: str) -> Pooled:
    """`sqlite:////abs/path.sqlite` or `postgres://user:word@host:port/name`."""
    scheme, found, rest = url.partition("://")
    if found and scheme == "sqlite" and rest.startswith("/") and len(rest) > 1:
        return PooledSQLite(unquote(rest[1:] if rest.startswith("//") else rest))
    if found and scheme in {"postgres", "postgresql"}:
        return PooledPostgres(url)
    raise ValueError("database address: sqlite:////path or postgres://user:word@host:port/name")


@functools.cache
def current_engine() -> Pooled:
    engine = engine_finder()
    if not isinstance(engine, PooledSQLite | PooledPostgres):
        raise TypeError("piccolo_conf names no engine of this package")
    return engine
