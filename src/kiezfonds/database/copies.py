"""One consistent copy of the whole database in one file, and back; checked before it counts."""

import contextlib
import os
import secrets
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from kiezfonds.database.engines import engine_from_url
from kiezfonds.database.sqlite_connection import best_driver, create_private
from kiezfonds.database.sqlite_engine import PooledSQLite

ROOT_TABLE = "district"
"""A database with a row in it is in use."""


class CopyError(Exception):
    """One line that says why there is no copy."""


def copy_out(url: str, file: Path) -> None:
    """While others write: the copy is the state of one moment. Replaces `file` only by a checked copy."""
    with _beside(file) as unfinished:
        if _is_sqlite(url):
            _copy_sqlite(_path_of(url), unfinished)
        else:
            _run("pg_dump", url, ["--format=custom", "--no-owner", f"--file={unfinished}", _dsn(url)])
            _run("pg_restore", url, ["--list", str(unfinished)])


def copy_in(url: str, file: Path) -> None:
    """Only into a missing or empty database that nobody has open."""
    if not file.is_file():
        raise CopyError(f"{file}: no such file")
    if _is_sqlite(url):
        _replace_sqlite(_path_of(url), file)
        return
    _refuse_full_postgres(url)
    _run(
        "pg_restore",
        url,
        ["--clean", "--if-exists", "--no-owner", "--single-transaction", f"--dbname={_dsn(url)}", str(file)],
    )


def _copy_sqlite(path: Path, copy: Path) -> None:
    if not path.is_file():
        raise CopyError(f"{path}: no such database")
    with _opened(path) as connection:
        connection.execute("VACUUM INTO ?", (str(copy),))
    _check_sqlite(copy)


def _replace_sqlite(path: Path, file: Path) -> None:
    _check_sqlite(file)
    if path.exists() and path.stat().st_size:
        with _opened(path) as connection:
            if _has_rows(connection):
                raise CopyError(f"{path} is not empty; a backup is put back into an empty database only")
            _refuse_open_elsewhere(connection, path)
    with _beside(path) as unfinished:
        with unfinished.open("wb") as target, file.open("rb") as source:
            shutil.copyfileobj(source, target)
        _check_sqlite(unfinished)
        for side in ("-wal", "-shm"):
            path.with_name(path.name + side).unlink(missing_ok=True)


def _check_sqlite(path: Path) -> None:
    """Sound, no foreign key into nothing, and ours."""
    driver = best_driver()
    try:
        with _opened(path) as connection:
            sound = [row[0] for row in connection.execute("PRAGMA integrity_check(3)")]
            dangling = connection.execute("PRAGMA foreign_key_check").fetchall()
            is_ours = _has_table(connection)
    except driver.DatabaseError as error:
        raise CopyError(f"{path}: {error}") from error
    if sound != ["ok"]:
        raise CopyError(f"{path} is damaged: {sound[0]}")
    if dangling:
        raise CopyError(f"{path}: {len(dangling)} foreign keys point at nothing, the first in {dangling[0][0]}")
    if not is_ours:
        raise CopyError(f"{path} is no database of kiezfonds")


def _refuse_open_elsewhere(connection: Any, path: Path) -> None:
    """Leaving the write-ahead log needs the file for oneself."""
    driver = best_driver()
    with contextlib.suppress(driver.OperationalError):
        if connection.execute("PRAGMA journal_mode=DELETE").fetchone()[0] == "delete":
            return
    raise CopyError(f"{path} is open in another process; stop kiezfonds first")


def _has_rows(connection: Any) -> bool:
    if not _has_table(connection):
        return False
    return connection.execute(f"SELECT 1 FROM {ROOT_TABLE} LIMIT 1").fetchone() is not None  # noqa: S608 - a constant


def _has_table(connection: Any) -> bool:
    found = connection.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (ROOT_TABLE,))
    return found.fetchone() is not None


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[Any]:
    connection = best_driver().connect(str(path), timeout=5, isolation_level=None)
    try:
        yield connection
    finally:
        connection.close()


@contextlib.contextmanager
def _beside(file: Path) -> Iterator[Path]:
    """A private file in the same folder that takes the place of `file` when all went well, and is on the disk."""
    file = file.absolute()
    unfinished = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    try:
        create_private(unfinished)
        yield unfinished
        _to_disk(unfinished)
        unfinished.replace(file)
        _to_disk(file.parent)
    except OSError as error:
        raise CopyError(f"{file}: {error.strerror or error}") from error
    finally:
        unfinished.unlink(missing_ok=True)


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _refuse_full_postgres(url: str) -> None:
    is_there = f"SELECT count(*) FROM pg_tables WHERE tablename = '{ROOT_TABLE}' AND schemaname = current_schema()"  # noqa: S608 - a constant
    for question in (is_there, f"SELECT count(*) FROM {ROOT_TABLE}"):  # noqa: S608 - a constant
        answer = _run("psql", url, ["--no-psqlrc", "--tuples-only", "--no-align", f"--command={question}", _dsn(url)])
        if answer.strip() == "0":
            return
    raise CopyError("the database is not empty; a backup is put back into an empty database only")


def _run(program: str, url: str, arguments: Sequence[str]) -> str:
    """The password goes by the environment, where other users do not see it."""
    environment = {**os.environ, "PGPASSWORD": unquote(urlsplit(url).password or ""), "PGCONNECT_TIMEOUT": "10"}
    done = subprocess.run(  # noqa: S603 - our own list of arguments, no shell
        [_find(program), *arguments], capture_output=True, text=True, check=False, env=environment
    )
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if line.strip()]
        raise CopyError(said[0] if said else f"{program} failed")
    return done.stdout


def _find(program: str) -> str:
    """The newest one Debian has; a dump can be read by the same or a newer version only."""
    debian = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"), key=lambda path: float(path.parts[4]))
    found = str(debian[-1]) if debian else shutil.which(program)
    if not found:
        raise CopyError(f"{program} is missing: install Debian's package postgresql-client")
    return found


def _dsn(url: str) -> str:
    """The address without the password."""
    parts = urlsplit(url)
    server = parts.netloc.rpartition("@")[2]
    user = parts.username or ""
    query = "&".join(f"{name}={value}" for name, value in parse_qsl(parts.query))
    return f"postgresql://{user + '@' if user else ''}{server}{parts.path}" + (f"?{query}" if query else "")


def _is_sqlite(url: str) -> bool:
    return url.startswith("sqlite:")


def _path_of(url: str) -> Path:
    engine = engine_from_url(url)
    if not isinstance(engine, PooledSQLite):
        raise TypeError("no SQLite address")
    return Path(engine.path)
