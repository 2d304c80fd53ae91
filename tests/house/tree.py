"""The tree as the house tests see it: its files, its packages in their order, its syntax."""

import ast
import tomllib
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src" / "kiezfonds"
TESTS = ROOT / "tests"
TEMPLATES = ROOT / "templates"
STATIC = SRC / "static"


def modules(folder: Path = SRC) -> list[Path]:
    return sorted(path for path in folder.rglob("*.py") if "__pycache__" not in path.parts)


def templates() -> list[Path]:
    return sorted(path for path in TEMPLATES.rglob("*") if path.is_file() and not path.name.startswith("."))


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@cache
def syntax(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), str(path))


def packages() -> list[str]:
    """The packages that exist, lowest first, in the order the first contract gives them."""
    return [package for package in order() if (SRC / package / "__init__.py").exists()]


@cache
def order() -> list[str]:
    """Every name the first contract knows, lowest first; neighbours on one storey as written."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    storeys = next(contract for contract in contracts if contract["id"] == "storeys")["layers"]
    return [name.strip(" ()") for storey in reversed(storeys) for name in storey.split("|")]


def dotted(path: Path) -> str:
    parts = path.relative_to(SRC.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
