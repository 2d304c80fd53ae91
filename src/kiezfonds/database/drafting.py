"""Writes the next migration: what tables and constraints have become since the last one. Needs no database.

    python -m kiezfonds.database.drafting payments            a new file for what changed
    python -m kiezfonds.database.drafting payments --replace  the same again, while it has not left this branch

Files are added, never changed once others have them (`migrations/README.md`).
"""

import argparse
import asyncio
import contextlib
import os
import re
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from piccolo.apps.migrations.commands.base import BaseMigrationManager
from piccolo.apps.migrations.commands.new import NoChanges, _create_new_migration
from piccolo.conf.apps import AppConfig, Finder

from kiezfonds.database.constraints import drop_of
from kiezfonds.database.migrating import APP

_PICCOLO = "from piccolo.apps.migrations.auto.migration_manager import MigrationManager"
_OURS = "from kiezfonds.database.migrating import Step as MigrationManager"
_NAME = re.compile(r"[a-z]+(_[a-z]+)*")


def write_migration(name: str, *, replace: bool = False) -> Path | None:
    """The written file; None where nothing changed. Only the newest one can be replaced, and only by its name."""
    if not _NAME.fullmatch(name):
        raise ValueError("a migration's name is small letters and underscores")
    app = Finder().get_app_config(APP)
    folder = Path(app.resolved_migrations_folder_path)
    same = sorted(folder.glob(f"*_{name}.py"))
    if same and not (replace and same == sorted(folder.glob("*.py"))[-1:]):
        raise FileExistsError(f"{folder} holds {', '.join(path.name for path in same)}")
    with tempfile.TemporaryDirectory() as copy:
        for path in set(folder.glob("*.py")) - set(same):
            (Path(copy) / path.name).write_bytes(path.read_bytes())
        earlier = AppConfig(APP, migrations_folder_path=copy, table_classes=app.table_classes)
        steps, made = asyncio.run(_drafted(earlier, name.replace("_", " ")))
        text = _with_steps(Path(made).read_text(encoding="utf-8"), steps) if made else None
    for old in same:
        old.unlink()
    if text is None:
        return None
    written = folder / f"{APP}_{re.sub(r'[^0-9t]', '_', _id_of(text).rpartition(':')[0].lower())}_{name}.py"
    written.write_text(text, encoding="utf-8")
    return written


async def _drafted(earlier: AppConfig, description: str) -> tuple[dict[str, list[str]], str]:
    """The steps for each engine, and where Piccolo wrote its file: nowhere, if nothing changed."""
    written = await BaseMigrationManager().get_migration_managers(app_config=earlier)
    steps = {engine: list(_steps(written, engine)) for engine in ("sqlite", "postgres")}
    try:
        made = await _create_new_migration(earlier, auto=True, description=description, auto_input="n")
    except NoChanges:
        if not any(steps.values()):
            return steps, ""
        made = await _create_new_migration(earlier, auto=False, description=description)
    return steps, made.migration_path


def _steps(written: Iterable[Any], engine: str) -> Iterable[str]:
    """First what goes, then what comes. What stands now is told by playing the earlier steps."""
    standing: dict[str, str] = {}
    for manager in written:
        for sql in getattr(manager, engine, []):
            if sql in standing:
                del standing[sql]  # a step that drops
            else:
                standing[drop_of(sql)] = sql
    (module,) = Finder().get_app_modules()
    declared = {drop_of(sql): sql for each in module.constraints() for sql in getattr(each, engine)}
    # A function that changed is replaced where it stands: its trigger holds on to it.
    replaced = {drop for drop in declared if drop.startswith("DROP FUNCTION")}
    gone = [drop for drop, sql in standing.items() if declared.get(drop) != sql and drop not in replaced]
    yield from sorted(gone, key=lambda drop: drop.startswith("DROP FUNCTION"))
    yield from (sql for drop, sql in declared.items() if standing.get(drop) != sql)


def _with_steps(text: str, steps: dict[str, list[str]]) -> str:
    text = text.replace(_PICCOLO, _OURS)
    head, found, tail = text.rpartition("    return manager")
    if not found or _OURS not in text:
        raise RuntimeError("Piccolo writes migrations differently now: adapt this file")
    return f"{head}{''.join(_listed(engine, sql) for engine, sql in steps.items())}\n{found}{tail}"


def _listed(engine: str, steps: list[str]) -> str:
    return "\n".join([f"    manager.{engine} = [", *(f"        {sql!r}," for sql in steps), "    ]"]) + "\n"


def _id_of(text: str) -> str:
    found = re.search(r"^ID = \"(.+)\"$", text, re.MULTILINE)
    if not found:
        raise RuntimeError("Piccolo writes migrations differently now: adapt this file")
    return found[1]


def main() -> None:
    parser = argparse.ArgumentParser(prog="kiezfonds.database.drafting")
    parser.add_argument("name", help="what changes, in a word or two: whole_chain")
    parser.add_argument("--replace", action="store_true", help="write the newest one of this name again")
    os.environ.setdefault("KIEZFONDS_MODE", "dev")
    asked = parser.parse_args()
    with contextlib.suppress(KeyboardInterrupt):
        written = write_migration(asked.name, replace=asked.replace)
        sys.stdout.write(f"{written or 'nothing changed'}\n")


if __name__ == "__main__":
    main()
