import re
from html.parser import HTMLParser

import pytest
from jinja2 import Environment, UndefinedError

from kiezfonds.web import pages
from kiezfonds.web.muster import SampleForm, context
from web.sample_page import FILES, ROOT, frame

COMPONENTS = ROOT / "templates" / "components"
FORM_TAGS = ("input", "select", "textarea")


@pytest.fixture(scope="module")
def env() -> Environment:
    return pages.environment().overlay()


class Page(HTMLParser):
    """What the checks below ask about a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def named(self, *names: str) -> list[dict[str, str]]:
        return [attrs for tag, attrs in self.tags if tag in names]

    @property
    def ids(self) -> list[str]:
        return [attrs["id"] for _, attrs in self.tags if "id" in attrs]


@pytest.fixture(scope="module")
def muster(env: Environment) -> str:
    return env.get_template("muster/index.html").render(**frame(), **context())


def test_every_component_stands_on_the_page_of_samples() -> None:
    page = (ROOT / "templates" / "muster" / "index.html").read_text()
    layout = (ROOT / "templates" / "layout" / "base.html").read_text()
    used = "\n".join(path.read_text() for path in COMPONENTS.glob("*.html"))
    own_pages = {"confirm_panel", "_field"}  # the panel holds the page's only h1

    shown = set(re.findall(r"components/(\w+)\.html", page + layout + used))

    assert {path.stem for path in COMPONENTS.glob("*.html")} - shown - own_pages == set()


def test_ids_are_given_once(muster: str) -> None:
    ids = Page(muster).ids

    assert [name for name in set(ids) if ids.count(name) > 1] == []


def test_every_field_has_a_label(muster: str) -> None:
    page = Page(muster)
    labelled = {attrs["for"] for attrs in page.named("label")}
    fields = [a for a in page.named(*FORM_TAGS) if a.get("type") != "hidden"]

    assert {attrs["id"] for attrs in fields} - labelled == set()


def test_every_reference_leads_to_an_element(muster: str) -> None:
    page = Page(muster)
    wanted = {
        name
        for _, attrs in page.tags
        for reference in (
            "aria-describedby",
            "aria-labelledby",
            "for",
            "data-kf-opens",
            "data-kf-count",
            "data-kf-costs",
        )
        for name in attrs.get(reference, "").split()
    }
    links = {a["href"][1:] for a in page.named("a") if a["href"].startswith("#") and len(a["href"]) > 1}

    assert (wanted | links) - set(page.ids) == set()


def test_nothing_is_styled_or_scripted_in_place(muster: str) -> None:
    page = Page(muster)

    assert [a for _, a in page.tags if "style" in a or any(name.startswith("on") for name in a)] == []
    assert page.named("style") == []
    assert [a for a in page.named("script") if not a.get("src") or a.get("nonce") != "N"] == []


def test_every_htmx_element_carries_the_nonce(muster: str) -> None:
    found = [a for _, a in Page(muster).tags if any(name.startswith("data-hx-") for name in a)]

    assert len(found) == 1
    assert {a.get("data-hx-nonce") for a in found} == {"N"}


def test_a_form_carries_its_token_and_its_request_key(muster: str) -> None:
    hidden = [(a["name"], a["value"]) for a in Page(muster).named("input") if a.get("type") == "hidden"]

    assert ("_csrf", "resident.abc") in hidden
    assert ("_key", "sample") in hidden


def test_a_form_that_asks_carries_no_token(env: Environment) -> None:
    source = "{% from 'components/form.html' import form with context %}{% call form('/', 'get') %}x{% endcall %}"

    assert "_csrf" not in env.from_string(source).render(csrf_token="t")


def test_a_form_imported_without_the_page_fails_loudly(env: Environment) -> None:
    source = "{% from 'components/form.html' import form %}{% call form('/') %}x{% endcall %}"

    with pytest.raises(UndefinedError, match="csrf_token"):
        env.from_string(source).render(csrf_token="t")


def test_a_wrong_field_says_so_to_eye_and_ear(env: Environment) -> None:
    form = SampleForm("x")
    form.fill({"mail": ["ayse"]})
    source = "{% from 'components/field.html' import field %}{{ field(form.mail) }}"

    html = env.from_string(source).render(form=form)
    field = Page(html).named("input")[0]

    assert field["aria-invalid"] == "true"
    assert field["aria-describedby"] == "x-mail-hint x-mail-error"
    assert field["value"] == "ayse"
    assert "(freiwillig)" in html


def test_what_was_typed_is_never_markup(env: Environment) -> None:
    form = SampleForm("x")
    typed = "</textarea><script>alert(1)</script>\"'"
    form.fill({"title": [typed], "text": [typed]})
    source = "{% from 'components/field.html' import field %}{{ field(form.title) }}{{ field(form.text) }}"

    page = Page(env.from_string(source).render(form=form))

    assert page.named("script") == []
    assert page.named("input")[0]["value"] == typed


def test_the_title_of_a_page_with_errors_begins_with_error(env: Environment) -> None:
    form = SampleForm("x")
    form.fill({})
    source = "{% extends 'layout/narrow.html' %}{% block title %}Ihre Idee{% endblock %}"

    html = env.from_string(source).render(**frame(), form=form)

    assert "<title>Fehler: Ihre Idee – Kiezfonds Lichtenberg</title>" in html
    assert html.index("data-kf-errors") < html.index("<h1>Ihre Idee</h1>")


def test_a_page_without_live_parts_loads_no_htmx(env: Environment) -> None:
    source = "{% extends 'layout/narrow.html' %}{% block title %}x{% endblock %}"

    scripts = [a["src"] for a in Page(env.from_string(source).render(**frame())).named("script")]

    assert scripts == [FILES.asset_url("kf.js")]


def test_a_live_page_reloads_without_javascript(env: Environment) -> None:
    source = "{% set live = true %}{% extends 'layout/narrow.html' %}{% block title %}x{% endblock %}"

    html = env.from_string(source).render(**frame())

    assert '<noscript><meta http-equiv="refresh" content="10"></noscript>' in html


@pytest.mark.parametrize("status", [403, 404, 405, 409, 413, 422, 429, 500, 503])
def test_an_error_page_has_one_heading_and_a_way_on(env: Environment, status: int) -> None:
    html = env.get_template("errors/error.html").render(**frame(), status=status, request_id="a1b2c3")

    assert len(Page(html).named("h1")) == 1
    assert '<a href="/">Zur Startseite</a>' in html
    assert ("a1b2c3" in html) == (status >= 500)


def test_an_error_page_needs_no_district(env: Environment) -> None:
    bare = {name: value for name, value in frame().items() if name not in ("site", "nav", "flash", "languages")}

    assert "Diese Seite gibt es nicht" in env.get_template("errors/error.html").render(**bare, status=404)


@pytest.mark.parametrize(
    ("free", "word"),
    [(33_000, "frei"), (0, "frei"), (-100_000, "überzogen")],
    ids=["free", "empty", "overdrawn"],
)
def test_the_bar_never_leaves_its_frame(env: Environment, free: int, word: str) -> None:
    macro = "{% from 'components/money_bar.html' import money_bar %}"

    html = env.from_string(macro + "{{ money_bar(70000, 40000, 100, free, 'Topf') }}").render(free=free)
    places = [float(a[name][:-1]) for a in Page(html).named("rect", "line") for name in ("x", "x1", "x2") if name in a]

    assert all(0 <= place <= 100 for place in places)
    assert word in html


def test_every_component_is_shown_on_muster() -> None:
    """Directly, by a layout, or by `field`, which draws each field by its kind."""
    folder = ROOT / "templates"
    shown = [*(folder / "muster").glob("*.html"), *(folder / "layout").glob("*.html"), folder / "components/field.html"]
    named = "".join(file.read_text() for file in shown)
    parts = {file.name for file in (folder / "components").glob("[a-z]*.html")}

    assert sorted(name for name in parts if f"components/{name}" not in named) == []
