import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import uvicorn
from jinja2 import Environment
from playwright.sync_api import Browser, sync_playwright

from kiezfonds.web import pages
from kiezfonds.web.headers import CSP
from kiezfonds.web.muster import context
from web.sample_page import FILES, ROOT, frame

AXE = (ROOT / "tests" / "assets" / "axe.min.js").read_text()


@pytest.fixture(scope="module")
def env() -> Environment:
    return pages.environment().overlay()


@pytest.fixture(scope="module")
def address(env: Environment) -> Iterator[str]:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            return
        if scope["path"].startswith("/static/") or scope["path"] == "/favicon.ico":
            await FILES(scope, receive, send)
            return
        html = _answer(env, scope["path"])
        kind = b"text/event-stream" if scope["path"].endswith("/strom") else b"text/html; charset=utf-8"
        headers = [(b"content-type", kind), (b"content-security-policy", CSP.format(nonce="N").encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send(
            {
                "type": "http.response.body",
                "body": html.encode(),
                "more_body": scope["path"].endswith("/strom"),
            }
        )
        while scope["path"].endswith("/strom") and (await receive())["type"] != "http.disconnect":
            pass

    with _running(app) as found:
        yield found


def _answer(env: Environment, path: str) -> str:
    if path == "/muster/strom":
        return "data: <p>8 von 8 haben abgestimmt.</p>\n\n"
    if path == "/muster/stand":
        return "<p>nachgefragt</p>"
    direction = "rtl" if path == "/rtl" else "ltr"
    return env.get_template("muster/index.html").render(**frame(direction), **context())


@contextmanager
def _running(app: Any) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(5)


@contextmanager
def _browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


def _in_thread(work: Any) -> Any:
    """Playwright's plain interface refuses to run inside an event loop."""
    found: list[Any] = []
    thread = threading.Thread(target=lambda: found.append(work()))
    thread.start()
    thread.join(60)
    return found[0]


@pytest.mark.journey
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/muster", "/rtl"])
def test_axe_finds_nothing(address: str, path: str, scheme: Any) -> None:
    def work() -> Any:
        with _browser() as browser:
            page = browser.new_context(bypass_csp=True, color_scheme=scheme).new_page()
            page.goto(address + path)
            page.evaluate(AXE)
            return page.evaluate("axe.run().then(r => r.violations.map(v => [v.id, v.nodes.map(n => n.html)]))")

    assert _in_thread(work) == []


@pytest.mark.journey
def test_the_page_works_under_its_policy_at_every_width(address: str) -> None:
    def work() -> Any:
        said: list[str] = []
        over = {}
        with _browser() as browser:
            page = browser.new_page()
            page.on("console", lambda message: said.append(message.text))
            for width in (320, 390, 820, 1280):
                page.set_viewport_size({"width": width, "height": 900})
                page.goto(address + "/muster")
                page.get_by_text("8 von 8 haben abgestimmt.").wait_for()
                root = "document.documentElement"
                over[width] = page.evaluate(f"{root}.scrollWidth - {root}.clientWidth") > 0
        return said, over

    assert _in_thread(work) == ([], {320: False, 390: False, 820: False, 1280: False})


@pytest.mark.journey
def test_costs_are_added_up_while_typing_and_rows_appear(address: str) -> None:
    def work() -> Any:
        with _browser() as browser:
            page = browser.new_page(locale="de-DE")
            page.goto(address + "/muster")
            page.click("#k1-add")
            page.keyboard.type("Farbe")
            page.fill("#k1-count-2", "2")
            page.fill("#k1-each-2", "1.012,50")
            total = page.locator("[data-kf-costs=k1-add] [data-kf-total]").inner_text()
            return page.input_value("#k1-what-2"), total.replace("\u00a0", " ")

    assert _in_thread(work) == ("Farbe", "2.025 €")


@pytest.mark.journey
def test_a_broken_stream_is_replaced_by_asking(address: str) -> None:
    def work() -> Any:
        with _browser() as browser:
            page = browser.new_page()
            page.route("**/muster/strom", lambda route: route.abort())
            page.goto(address + "/muster")
            page.get_by_text("nachgefragt").wait_for()
            return page.locator("[data-kf-state]").inner_text()

    assert _in_thread(work) == "Wird alle 5 Sekunden erneuert"


@pytest.mark.journey
def test_a_dialog_opens_and_closes(address: str) -> None:
    def work() -> Any:
        with _browser() as browser:
            page = browser.new_page()
            page.goto(address + "/muster")
            page.click("[data-kf-opens=fenster]")
            was_open = page.locator("#fenster").is_visible()
            page.click("#fenster button")
            return was_open, page.locator("#fenster").is_visible()

    assert _in_thread(work) == (True, False)
