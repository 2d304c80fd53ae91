"""What this software is made of: versions from the files beside the code, licences from what is installed."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

from kiezfonds.settings import ROOT

VENDORED = Path(__file__).parents[1] / "static" / "vendor" / "README.md"
PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^\s\\]+)", re.MULTILINE)
NAMED = re.compile(r"(@?[\w./-]+) (\d[\w.]*)")
LONGEST = 60


@dataclass(frozen=True)
class Component:
    name: str
    version: str
    licence: str


@cache
def libraries() -> list[Component]:
    """Every Python package the running system is made of, by name."""
    text = (ROOT / "requirements.lock").read_text()
    return sorted((_library(name, version) for name, version in PINNED.findall(text)), key=lambda c: c.name.lower())


@cache
def vendored() -> list[Component]:
    """What is sent to browsers and was made by others: the table in static/vendor/README.md."""
    lines = [line.split("|") for line in VENDORED.read_text().splitlines() if line.startswith("| `")]
    found = [(NAMED.search(cells[2]), cells[3].strip()) for cells in lines]
    return [Component(name[1], name[2], licence) for name, licence in found if name]


def _library(name: str, version: str) -> Component:
    try:
        known = metadata(name)
    except PackageNotFoundError:
        return Component(name, version, "")
    written = str(known["License-Expression"] or known["License"] or "")
    classified = [c.rpartition("::")[2].strip() for c in known.get_all("Classifier") or () if c.startswith("License")]
    licence = written if written and len(written) <= LONGEST else ", ".join(classified)
    return Component(name, version, " ".join(licence.split()))
