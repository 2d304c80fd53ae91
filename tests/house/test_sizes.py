"""Files and functions stay short; counted in lines, measured over everything."""

import ast
import statistics
import warnings
from collections.abc import Iterator
from pathlib import Path

from house.tree import SRC, STATIC, TESTS, modules, name, syntax

FILE_SOFT, FILE_HARD = 250, 400
FUNCTION_MEDIAN, FUNCTION_P95, FUNCTION_HARD = 10, 40, 60
SCRIPT_HARD, SCRIPTS_TOGETHER = 150, 600


def test_no_file_is_longer_than_the_hard_limit() -> None:
    lengths = {name(path): lines(path) for path in [*modules(), *modules(TESTS)]}
    for path, length in lengths.items():
        if length > FILE_SOFT:
            warnings.warn(f"{path} has {length} lines: split it by noun", stacklevel=1)
    assert {path: length for path, length in lengths.items() if length > FILE_HARD} == {}


def test_no_function_is_longer_than_the_hard_limit() -> None:
    every = [item for path in [*modules(), *modules(TESTS)] for item in functions(path)]
    assert [f"{where}: {length} lines" for where, length in every if length > FUNCTION_HARD] == []


def test_most_functions_are_short() -> None:
    lengths = sorted(length for path in modules() for _, length in functions(path))
    assert statistics.median(lengths) <= FUNCTION_MEDIAN
    assert lengths[int(len(lengths) * 0.95)] <= FUNCTION_P95


def test_our_own_scripts_are_few() -> None:
    lengths = {name(path): lines(path) for path in own_scripts()}
    assert {path: length for path, length in lengths.items() if length > SCRIPT_HARD} == {}
    assert sum(lengths.values()) <= SCRIPTS_TOGETHER


def own_scripts() -> list[Path]:
    return [path for path in STATIC.rglob("*.js") if "vendor" not in path.parts]


def lines(path: Path) -> int:
    return len(path.read_text().splitlines())


def functions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(syntax(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
            yield f"{name(path)}:{node.lineno} {node.name}", node.end_lineno - node.lineno + 1


def test_the_measure_counts_functions_inside_classes() -> None:
    found = [where.split()[-1] for where, _ in functions(SRC / "web" / "i18n.py")]
    assert {"gettext", "_read"} <= set(found)
