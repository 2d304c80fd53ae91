"""Names, packages and their map: a clerk of the office can guess the file."""

import ast
import re
from pathlib import Path

import kiezfonds
from house.tree import SRC, TESTS, modules, name, packages, syntax

DRAWERS = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "base",
    "misc",
    "manager",
    "service",
    "core",
    "data",
}
PRIVATE = {"routes", "forms", "messages", "papers", "checks"}
COMPOSERS = {"app", "records", "worker"}
PLUMBING = {"web", "database", "documents", "ground"}
VERBS = ("index_", "show_", "new_", "create_", "edit_", "update_", "delete_")
HTTP = {"get", "post", "put", "patch", "delete"}


def test_no_module_is_a_drawer() -> None:
    parts = {name(path): {*path.parts, path.stem} for path in [*modules(), *modules(TESTS)]}
    assert [path for path, names in parts.items() if names & DRAWERS] == []


def test_no_module_is_a_numbered_rest() -> None:
    assert [name(path) for path in modules() if re.search(r"_\d+$", path.stem)] == []


def test_a_package_says_what_it_is_about_and_nothing_else() -> None:
    trees = {name(path): syntax(path) for path in modules() if path.name == "__init__.py"}
    assert [path for path, tree in trees.items() if not ast.get_docstring(tree) or len(tree.body) > 1] == []


def test_every_folder_with_code_is_a_package() -> None:
    assert [name(path) for path in modules() if not (path.parent / "__init__.py").exists()] == []


def test_the_map_lists_every_package_lowest_first() -> None:
    listed = re.findall(r"^    (\w+)  +\S", kiezfonds.__doc__ or "", re.MULTILINE)
    assert listed == packages()
    assert sorted(listed) == sorted(path.parent.name for path in SRC.glob("*/__init__.py"))


def test_a_package_keeps_its_routes_forms_messages_papers_and_checks_to_itself() -> None:
    reached = {(path, target) for path in modules() for target in imported(syntax(path))}
    assert [f"{name(path)}: {target}" for path, target in reached if trespasses(owner(path), target)] == []


def test_the_border_is_seen_to_hold() -> None:
    sample = ast.parse("from kiezfonds.juries import papers\nfrom kiezfonds.juries.forms import Seat")
    assert {target for target in imported(sample) if trespasses("meetings", target)} == {
        "kiezfonds.juries.papers",
        "kiezfonds.juries.forms",
        "kiezfonds.juries.forms.Seat",
    }
    assert [target for target in imported(sample) if trespasses("juries", target)] == []


def test_handlers_begin_with_one_of_seven_verbs() -> None:
    handlers = [
        node.name
        for path in modules()
        for node in ast.walk(syntax(path))
        if isinstance(node, ast.AsyncFunctionDef | ast.FunctionDef) and any(map(is_http, node.decorator_list))
    ]
    assert [handler for handler in handlers if not handler.startswith(VERBS)] == []


def imported(tree: ast.Module) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def owner(path: Path) -> str:
    """The package, or the single module on its storey."""
    return path.relative_to(SRC).with_suffix("").parts[0]


def trespasses(by: str, target: str) -> bool:
    parts = target.split(".")
    return (
        parts[0] == "kiezfonds"
        and len(parts) > 2
        and parts[2] in PRIVATE
        and parts[1] not in {by, *PLUMBING}
        and by not in COMPOSERS
    )


def is_http(decorator: ast.expr) -> bool:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return isinstance(called, ast.Name) and called.id in HTTP
