"""Writes the first migration from the tables and constraints as they stand; needs no database.

    python -m kiezfonds.database.drafting --replace

Only until the first release: after it migrations are added, never replaced (`migrations/README.md`).
"""

import argparse
import asyncio
import os
import re
import sys
import tempfile
from pathlib import Path
from typing import Any

from piccolo.apps.migrations.commands.new import _create_new_migration
from piccolo.conf.apps import AppConfig, Finder

from kiezfonds.database.migrating import APP

_PICCOLO = "from piccolo.apps.migrations.auto.migration_manager import MigrationManager"
_OURS = "from kiezfonds.database.migrating import Step as MigrationManager"


def write_initial_migration(*, replace: bool = False) -> Path:
    """The written file. Refuses where another migration stands, unless it is the first one to be replaced."""
    app = Finder().get_app_config(APP)
    folder = Path(app.resolved_migrations_folder_path)
    present = sorted(folder.glob("*.py"))
    if present and not (replace and [path.stem.endswith("_first") for path in present] == [True]):
        raise FileExistsError(f"{folder} holds {', '.join(path.name for path in present)}")
    with tempfile.TemporaryDirectory() as empty:
        alone = AppConfig(APP, migrations_folder_path=empty, table_classes=app.table_classes)
        made = asyncio.run(_create_new_migration(alone, auto=True, description="the first tables"))
        text = _with_constraints(Path(made.migration_path).read_text(encoding="utf-8"))
    for old in present:
        old.unlink()
    folder.mkdir(exist_ok=True)
    written = folder / f"{re.sub(r'_[0-9]+$', '', made.migration_filename)}_first.py"
    written.write_text(text, encoding="utf-8")
    return written


def _with_constraints(text: str) -> str:
    text = text.replace(_PICCOLO, _OURS)
    head, found, tail = text.rpartition("    return manager")
    if not found or _OURS not in text:
        raise RuntimeError("Piccolo writes migrations differently now: adapt this file")
    return f"{head}{_steps()}{found}{tail}"


def _steps() -> str:
    constraints = _constraints()
    lines = []
    for engine in ("sqlite", "postgres"):
        lines.append(f"    manager.{engine} = [")
        lines += [f"        {sql!r}," for each in constraints for sql in getattr(each, engine)]
        lines.append("    ]")
    return "\n".join(lines) + "\n\n"


def _constraints() -> list[Any]:
    (module,) = Finder().get_app_modules()
    return list(module.constraints())


def main() -> None:
    parser = argparse.ArgumentParser(prog="kiezfonds.database.drafting")
    parser.add_argument("--replace", action="store_true", help="replace the first migration")
    os.environ.setdefault("KIEZFONDS_MODE", "dev")
    written = write_initial_migration(replace=parser.parse_args().replace)
    sys.stdout.write(f"{written}\n")


if __name__ == "__main__":
    main()
