"""All packages are one Piccolo app with one line of migrations; their tables are found, not listed."""

import pkgutil
from collections import Counter
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from piccolo.conf.apps import AppConfig, table_finder

_SOURCE = Path(__file__).parent
MIGRATIONS = _SOURCE.parents[1] / "migrations"


def table_modules() -> list[str]:
    """`kiezfonds.<package>.tables` of every package that has one, by name."""
    packages = sorted(found.name for found in pkgutil.iter_modules([str(_SOURCE)]) if found.ispkg)
    names = [f"kiezfonds.{package}.tables" for package in packages]
    return [name for name in names if find_spec(name) is not None]


def constraints() -> list[object]:
    """Every package's CONSTRAINTS in the order of the packages."""
    found = [item for name in table_modules() for item in getattr(import_module(name), "CONSTRAINTS", ())]
    twice = [name for name, count in Counter(item.name for item in found).items() if count > 1]
    if twice:
        raise ValueError(f"two constraints of one name: {', '.join(twice)}")
    return found


APP_CONFIG = AppConfig(
    app_name="kiezfonds",
    migrations_folder_path=str(MIGRATIONS),
    table_classes=table_finder(table_modules(), exclude_imported=True),
)
