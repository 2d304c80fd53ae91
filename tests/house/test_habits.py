"""Habits the linters do not know: one clock, exceptions with a reason, one place for kinds of columns."""

import ast
import io
import re
import tokenize

from house.tree import SRC, TESTS, modules, name, syntax

CLOCKS = {SRC / "web" / "clock.py", SRC / "cli.py", SRC / "worker.py"}
NOW = {
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("time", "time"),
}
NOQA = re.compile(r"#\s*noqa(?!: [A-Z]+\d+(, ?[A-Z]+\d+)*\s+(-|#)\s*\w)", re.IGNORECASE)
IGNORE = re.compile(r"#\s*type:\s*ignore(?!\[[a-z-]+(, ?[a-z-]+)*\]\s+(-|#)\s*\w)")


def test_time_comes_as_an_argument() -> None:
    readings = {name(path): clock_readings(syntax(path)) for path in modules() if path not in CLOCKS}
    assert {path: lines for path, lines in readings.items() if lines} == {}


def test_an_exception_to_a_rule_names_the_rule_and_the_reason() -> None:
    found = {name(path): unreasoned(path.read_text()) for path in [*modules(), *modules(TESTS)]}
    assert {path: comments for path, comments in found.items() if comments} == {}


def test_tables_take_their_columns_from_one_place() -> None:
    taken = [
        f"{name(path)}: {alias.name}"
        for path in modules()
        if path.name == "tables.py" and path.parent.name != "database"
        for node in ast.walk(syntax(path))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("piccolo.columns")
        for alias in node.names
        if alias.name != "Serial"
    ]
    assert taken == []


def test_tables_have_no_methods() -> None:
    methods = [
        f"{name(path)}: {node.name}.{item.name}"
        for path in modules()
        for node in ast.walk(syntax(path))
        if path.name == "tables.py" and isinstance(node, ast.ClassDef)
        for item in node.body
        if isinstance(item, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    assert methods == []


def test_the_clock_is_seen_to_be_found() -> None:
    sample = "from datetime import datetime\na = datetime.now(UTC)\nimport datetime as d\nb = d.date.today()\n"
    assert clock_readings(ast.parse(sample)) == [2, 4]


def test_a_missing_reason_is_seen_to_be_found() -> None:
    ignore = "x = 1  # type: " + "ignore"
    noqa = "x = 1  # " + "noqa"
    bad = [noqa, f"{noqa}: S608", ignore, f"{ignore}[misc]"]
    good = [f"{noqa}: S608 - table names are ours", f"{ignore}[misc]  # untyped library", 's = "# noqa"']
    assert [line for line in bad if not unreasoned(line)] == []
    assert [line for line in good if unreasoned(line)] == []


def clock_readings(tree: ast.Module) -> list[int]:
    """Lines that ask the machine for the time of day."""
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and (last_name(node.value), node.attr) in NOW
    ]


def last_name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def unreasoned(source: str) -> list[str]:
    comments = [
        token.string
        for token in tokenize.generate_tokens(io.StringIO(source).readline)
        if token.type == tokenize.COMMENT
    ]
    return [comment for comment in comments if NOQA.search(comment) or IGNORE.search(comment)]
