"""Every setting stands in the operator's handbook, every command in the README, every target in `make`."""

import argparse
import ast
import re

from house.tree import ROOT, modules, syntax
from kiezfonds import cli


def test_every_setting_is_in_the_handbook() -> None:
    handbook = (ROOT / "docs" / "operating.md").read_text()
    assert sorted(name for name in settings() if name not in handbook) == []


def test_the_handbook_names_no_setting_that_is_none() -> None:
    handbook = (ROOT / "docs" / "operating.md").read_text()
    assert sorted(set(re.findall(r"KIEZFONDS_[A-Z_]+", handbook)) - settings()) == []


def test_every_command_is_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text()
    known = commands(cli._parser())
    assert "kiezfonds district add" in known
    assert [command for command in known if command not in readme] == []


def test_every_target_explains_itself() -> None:
    makefile = (ROOT / "Makefile").read_text()
    phony = makefile.rsplit(".PHONY:", maxsplit=1)[1].split()
    explained = re.findall(r"^([a-z-]+):.*## \S", makefile, re.MULTILINE)
    assert set(phony) - set(explained) == {"static", "quick", "setup-test", "pango"}


def settings() -> set[str]:
    """Every environment variable the code names."""
    constants = (node for path in modules() for node in ast.walk(syntax(path)) if isinstance(node, ast.Constant))
    return {node.value for node in constants if re.fullmatch(r"KIEZFONDS_[A-Z_]+|DATABASE_URL", str(node.value))}


def commands(parser: argparse.ArgumentParser, above: str = "kiezfonds") -> list[str]:
    """Every command in full, as it is typed."""
    inner = [action.choices for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    found = [(f"{above} {name}", below) for choices in inner for name, below in choices.items()]
    return [command for full, below in found for command in commands(below, full)] or [above]
