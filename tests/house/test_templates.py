"""Templates: no style or script in the page, nothing unescaped, nothing unused, every word translated."""

import ast
import re
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

from jinja2 import Environment, nodes

from house.tree import TEMPLATES, modules, syntax, templates

INLINE = {
    "a style attribute": re.compile(r"<[^>{%]*\sstyle\s*=", re.IGNORECASE),
    "an event attribute": re.compile(r"<[^>]*?\s(on[a-z]+|hx-on[:\w-]*|data-hx-on[:\w-]*)\s*=", re.IGNORECASE),
    "a script without address or nonce": re.compile(r"<script(?![^>]*\b(src|nonce)\s*=)", re.IGNORECASE),
    "a style element without nonce": re.compile(r"<style(?![^>]*\bnonce\s*=)", re.IGNORECASE),
    "a javascript address": re.compile(r"javascript:", re.IGNORECASE),
}
UNESCAPED = re.compile(r"\|\s*safe\b|autoescape\s+false")
MAY_BE_UNESCAPED = ("components/",)
# Papers carry their style inside; letters and minutes are written in the office's language (§ 23 VwVfG).
PAPERS = ("pdf/",)
# Shown to developers only, never in production.
SAMPLES = ("muster/",)
PROPER_NAMES = {"Kiezfonds", "IBAN", "BIC", "PDF", "CSV", "QR", "SHA", "Deutsch", "English"}
SPOKEN = re.compile(r"\b(?:alt|title|placeholder|aria-label|aria-description)=\"([^\"]*)\"")
WORD = re.compile(r"[A-Za-zÄÖÜäöüß]{2,}")
# Tags, entities, attributes that a macro writes, classes that a block hands up.
NOT_SEEN = re.compile(r"<[^>]*>|&\w+;|[\w-]+=\"[^\"]*\"|\bkf-[\w-]+")
GAP = "\0"
PARSER = Environment(autoescape=True, extensions=["jinja2.ext.i18n", "jinja2.ext.do"])


def test_pages_hold_no_inline_style_or_script() -> None:
    assert [f"{name}: {what}" for name, text in pages() for what in inline(text)] == []


def test_nothing_goes_unescaped_outside_the_components() -> None:
    found = [name for name, text in sources() if UNESCAPED.search(text) and not name.startswith(MAY_BE_UNESCAPED)]
    assert found == []


def test_every_template_is_used() -> None:
    exact, patterns = referenced()
    exact |= {f"pdf/{name}" for name in exact}
    unused = {name for name, _ in sources()} - exact
    assert sorted(name for name in unused if not any(fnmatch(name, pattern) for pattern in patterns)) == []


def test_every_template_named_in_the_code_exists() -> None:
    exact, _ = referenced()
    there = {name for name, _ in sources()}
    assert sorted(name for name in exact if name not in there and f"pdf/{name}" not in there) == []


def test_every_word_of_a_page_can_be_translated() -> None:
    assert {name: words for name, text in pages() if not name.startswith(SAMPLES) and (words := bare(text))} == {}


def test_inline_code_and_bare_words_are_seen_to_be_found() -> None:
    bad = [
        '<p style="x">',
        '<a onclick="x()">',
        "<script>x</script>",
        '<a href="javascript:x">',
        "<style>p{}</style>",
    ]
    assert [text for text in bad if not inline(text)] == []
    assert inline('<script src="a.js" nonce="x"></script><p data-on="1">{% trans %}Eins{% endtrans %}</p>') == []
    assert bare('<p title="Hilfe">Guten {{ x }} Tag {% trans %}Ja{% endtrans %}</p>') == [
        "Guten",
        "Tag",
        "Hilfe",
    ]


@cache
def sources() -> list[tuple[str, str]]:
    kinds = {".html", ".txt", ".xml", ".svg"}
    return [(relative(path), path.read_text()) for path in templates() if path.suffix in kinds]


def pages() -> list[tuple[str, str]]:
    return [(name, text) for name, text in sources() if not name.startswith(PAPERS)]


def relative(path: Path) -> str:
    return path.relative_to(TEMPLATES).as_posix()


def inline(text: str) -> list[str]:
    markup = re.sub(r"\{#.*?#\}", "", text, flags=re.DOTALL)
    return [what for what, pattern in INLINE.items() if pattern.search(markup)]


def referenced() -> tuple[set[str], set[str]]:
    """Template names in code and templates, and patterns where a part of the name is computed."""
    named = {found for path in modules() for node in ast.walk(syntax(path)) for found in in_python(node)}
    for name, text in sources():
        home = "pdf/" if name.startswith(PAPERS) else ""
        kinds = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)
        named |= {home + found for node in PARSER.parse(text).find_all(kinds) for found in in_jinja(node.template)}
    return {name for name in named if "*" not in name}, {name for name in named if "*" in name}


def in_python(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Constant):
        found = str(node.value)
    elif isinstance(node, ast.JoinedStr):
        parts = [part.value if isinstance(part, ast.Constant) else "*" for part in node.values]
        found = "".join(str(part) for part in parts)
    else:
        return
    if re.fullmatch(r"[a-z_*]+/[a-z_/*0-9-]+\.(html|txt|xml|svg)", found):
        yield found


def in_jinja(node: nodes.Node) -> Iterator[str]:
    if isinstance(node, nodes.Const):
        yield str(node.value)
    elif isinstance(node, nodes.Concat):
        yield "".join(str(part.value) if isinstance(part, nodes.Const) else "*" for part in node.nodes)
    else:
        for part in node.iter_child_nodes():
            yield from in_jinja(part)


def bare(text: str) -> list[str]:
    """Words that stand in the page without going through gettext."""
    outputs = PARSER.parse(text).find_all(nodes.Output)
    parts = [part.data if isinstance(part, nodes.TemplateData) else GAP for output in outputs for part in output.nodes]
    markup = re.sub(r"<(script|style)\b.*?</\1>|<!--.*?-->", "", "".join(parts), flags=re.DOTALL)
    seen = WORD.findall(NOT_SEEN.sub(" ", markup))
    spoken = [word for value in SPOKEN.findall(markup) for word in WORD.findall(value)]
    return [word for word in [*seen, *spoken] if word not in PROPER_NAMES]
