"""Each contract of pyproject is seen to break: a copy of the tree, violations planted, one run."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from house.tree import ROOT, SRC

# contract, file to plant in, what it imports, how the report names the broken import
PLANTS = [
    ("Imports only go down", "ground/planted", "kiezfonds.web", "ground.planted -> kiezfonds.web"),
    ("Imports only go down", "home/planted", "kiezfonds.portal", "home.planted -> kiezfonds.portal"),
    (
        "Imports only go down",
        "calendar/planted",
        "kiezfonds.payments",
        "calendar.planted -> kiezfonds.payments",
    ),
    ("Imports only go down", "utensils/__init__", "", "kiezfonds.utensils"),
    (
        "Inside a package",
        "planted/rules",
        "kiezfonds.planted.tables",
        "planted.rules -> kiezfonds.planted.tables",
    ),
    (
        "Inside a package",
        "planted/tables",
        "kiezfonds.planted.queries",
        "planted.tables -> kiezfonds.planted.queries",
    ),
    (
        "Inside a package",
        "planted/papers",
        "kiezfonds.planted.messages",
        "papers -> kiezfonds.planted.messages",
    ),
    (
        "Inside a package",
        "planted/queries",
        "kiezfonds.planted.actions",
        "queries -> kiezfonds.planted.actions",
    ),
    ("Inside a package", "planted/actions", "kiezfonds.planted.forms", "actions -> kiezfonds.planted.forms"),
    ("Inside a package", "planted/forms", "kiezfonds.planted.routes", "forms -> kiezfonds.planted.routes"),
    (
        "Forms look nothing up",
        "seeds/forms",
        "kiezfonds.seeds.queries",
        "seeds.forms -> kiezfonds.seeds.queries",
    ),
    ("Routes are known to the app", "seeds/drafts", "kiezfonds.planted.routes", "kiezfonds.seeds.drafts"),
    ("no framework and no database", "ground/cuttings", "litestar", "ground.cuttings -> litestar"),
    (
        "no framework and no database",
        "seeds/rules",
        "kiezfonds.seeds.soil",
        "seeds.rules -> kiezfonds.seeds.soil",
    ),
    ("no framework and no database", "seeds/soil", "jinja2", "seeds.soil -> jinja2"),
    ("no framework and no database", "seeds/sortition", "piccolo", "seeds.sortition -> piccolo"),
    ("no framework and no database", "seeds/methods/greedy", "weasyprint", "methods.greedy -> weasyprint"),
]


def test_the_tree_keeps_every_contract() -> None:
    report = lint(ROOT, ROOT / "src")
    assert report.returncode == 0, report.stdout


@pytest.mark.parametrize(("contract", "file", "imported", "named"), PLANTS)
def test_a_contract_breaks_on(contract: str, file: str, imported: str, named: str, planted: str) -> None:
    assert re.search(rf"^.*{contract}.* BROKEN\b", planted, re.MULTILINE)
    heading = re.search(rf"^.*{contract}.*\n-+$", planted, re.MULTILINE)
    assert heading
    assert named in re.split(r"^-{9,}$", planted[heading.end() :], maxsplit=1, flags=re.MULTILINE)[0]


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("planted")
    copy = folder / "kiezfonds"
    shutil.copytree(SRC, copy, ignore=shutil.ignore_patterns("static", "locale", "__pycache__"))
    for _, file, imported, _ in PLANTS:
        plant(copy, file, imported)
    report = lint(ROOT, folder)
    assert report.returncode == 1, report.stdout
    return report.stdout


def plant(root: Path, file: str, imported: str) -> None:
    for module in [
        file,
        *([imported.removeprefix("kiezfonds.").replace(".", "/")] if "kiezfonds" in imported else []),
    ]:
        path = root / f"{module}.py"
        if (root / module).is_dir():
            continue
        for parent in [*path.parents][: len(Path(module).parts) - 1]:
            parent.mkdir(exist_ok=True)
            (parent / "__init__.py").touch()
        path.touch()
    with (root / f"{file}.py").open("a") as source:
        source.write(f"import {imported}\n" if imported else "")


def lint(where: Path, source: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()"]
    return subprocess.run(
        [*command, "--no-cache", "--no-logo"],
        cwd=where,
        env={"PYTHONPATH": str(source), "COLUMNS": "200", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
