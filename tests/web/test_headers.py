import re
from dataclasses import replace
from typing import Any

import httpx
import pytest

from browser import BASE, Browser
from kiezfonds.settings import Settings
from kiezfonds.web.csrf import comes_from_here
from kiezfonds.web.headers import Front
from world import World

HERE = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def http(app: Any) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url=BASE)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/healthz", 200),
        ("GET", "/muster", 200),
        ("GET", "/lichtenberg/anmelden", 200),
        ("GET", "/gibt/es/nicht", 404),
        ("GET", "/static/nothing.css", 404),
        ("DELETE", "/healthz", 405),
        ("POST", "/lichtenberg/anmelden", 403),
    ],
)
async def test_every_answer_carries_the_security_headers(
    world: World, http: httpx.AsyncClient, method: str, path: str, status: int
) -> None:
    answer = await http.request(method, path, headers=HERE)

    assert answer.status_code == status
    for name in ("content-security-policy", "x-content-type-options", "referrer-policy"):
        assert answer.headers.get_list(name), name
        assert len(answer.headers.get_list(name)) == 1, name
    assert "require-trusted-types-for 'script'" in answer.headers["content-security-policy"]


async def test_a_page_is_never_stored(world: World, http: httpx.AsyncClient) -> None:
    assert (await http.get("/lichtenberg/anmelden")).headers["cache-control"] == "no-store"


async def test_a_request_from_a_foreign_page_is_refused(world: World, http: httpx.AsyncClient) -> None:
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}, {}):
        answer = await http.post("/lichtenberg/anmelden", data={"email": "x"}, headers=headers)
        assert answer.status_code == 403
        assert "nicht von unserer Seite" in answer.text


@pytest.mark.parametrize(
    ("headers", "base", "host", "ours"),
    [
        ({"origin": "https://kiez.example"}, "https://kiez.example", "kiez.example", True),
        ({"origin": "https://kiez.example"}, "https://kiez.example", "10.0.0.7:8000", True),
        ({"referer": "https://kiez.example/idee"}, "https://kiez.example", "kiez.example", True),
        ({"origin": "http://kiez.example"}, "https://kiez.example", "kiez.example", False),
        ({"origin": "https://kiez.example"}, "http://127.0.0.1:8000", "kiez.example", True),
        ({"origin": "http://192.168.0.9:8000"}, "http://127.0.0.1:8000", "192.168.0.9:8000", True),
        ({"origin": "https://kiez.example.evil"}, "https://kiez.example", "kiez.example", False),
        ({"origin": "null"}, "https://kiez.example", "kiez.example", False),
        ({"origin": "http://kiez.example", "sec-fetch-site": "same-origin"}, "https://kiez.example", "x", True),
        ({"origin": "https://kiez.example", "sec-fetch-site": "same-site"}, "https://kiez.example", "x", False),
    ],
)
def test_only_our_own_pages_may_send_forms(headers: dict[str, str], base: str, host: str, ours: bool) -> None:
    assert comes_from_here(headers, base, host) is ours


async def test_the_address_of_the_sender_comes_from_our_own_proxy_only(settings: Settings) -> None:
    async def seen_as(sender: str) -> tuple[str, str]:
        scopes = []

        async def inner(scope: Any, _receive: Any, _send: Any) -> None:
            scopes.append(scope)

        front = Front(inner, replace(settings, trusted_proxy="10.0.0.0/8"), inner)
        headers = [(b"x-forwarded-for", b"203.0.113.5, 198.51.100.7"), (b"x-forwarded-proto", b"https")]
        scope = {"type": "http", "method": "GET", "path": "/", "headers": headers, "scheme": "http"}
        await front({**scope, "client": (sender, 1)}, None, None)  # type: ignore[arg-type]  # nothing is received or sent here
        return scopes[0]["client"][0], scopes[0]["scheme"]

    assert await seen_as("10.0.0.1") == ("198.51.100.7", "https")
    assert await seen_as("192.0.2.1") == ("192.0.2.1", "http")


async def test_a_form_without_token_is_refused_with_a_plain_page(world: World, http: httpx.AsyncClient) -> None:
    answer = await http.post("/lichtenberg/anmelden", data={"email": "x"}, headers=HERE)

    assert answer.status_code == 403
    assert "Was Sie eingegeben haben, ist noch da" in answer.text


async def test_a_token_of_another_browser_is_worth_nothing(world: World, app: Any, settings: Settings) -> None:
    dmitri, clara = Browser(app, settings), Browser(app, settings)
    token = (await dmitri.get("/lichtenberg/anmelden")).form().fields["_csrf"]
    await clara.get("/lichtenberg/anmelden")

    page = await clara.post("/lichtenberg/anmelden", {"_csrf": token, "email": "x", "password": "y"}, status=403)
    assert "Was Sie eingegeben haben, ist noch da" in page.text


async def test_head_answers_like_get_without_a_body(world: World, http: httpx.AsyncClient) -> None:
    answer = await http.head("/lichtenberg/anmelden")

    assert answer.status_code == 200
    assert answer.content == b""


async def test_a_language_is_a_prefix_of_the_address(world: World, http: httpx.AsyncClient) -> None:
    answer = await http.get("/en/lichtenberg/anmelden")

    assert answer.status_code == 200
    assert 'lang="en"' in answer.text


async def test_a_bug_gets_a_plain_page_with_its_number(world: World, app: Any, http: httpx.AsyncClient) -> None:
    app.app.state.clock = None  # every page asks for the time: now each of them is a bug
    answer = await http.get("/lichtenberg/anmelden")

    assert answer.status_code == 500
    assert answer.headers["x-request-id"] in answer.text
    assert "Traceback" not in answer.text
    assert "NoneType" not in answer.text


async def test_the_log_says_where_a_bug_is_but_not_what_was_typed(
    world: World, app: Any, http: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    typed = ("ayse@kiez.example", "Gürtelstraße 1", "geheim")

    def broken_clock() -> None:
        try:
            raise LookupError(typed[0])
        except LookupError as error:
            raise ValueError(typed[1]) from error

    app.app.state.clock = broken_clock
    await http.get("/lichtenberg/anmelden?weiter=/geheim")

    assert "in broken_clock" in caplog.text
    assert "builtins.LookupError" in caplog.text
    assert [word for word in typed if word in caplog.text] == []


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("br, gzip", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br; q=0.5", "br"),
        ("BR;q=0.00", None),
        ("", None),
    ],
)
async def test_a_page_goes_out_packed_as_the_browser_asks(
    world: World, http: httpx.AsyncClient, accepted: str, coding: str | None
) -> None:
    answer = await http.get("/lichtenberg/anmelden", headers={"Accept-Encoding": accepted})

    assert answer.headers.get("content-encoding") == coding
    assert "Anmelden" in answer.text
    assert int(answer.headers["content-length"]) < 10_000


async def test_no_two_pages_write_the_same_token(world: World, browser: Browser) -> None:
    tokens = {(await browser.get("/lichtenberg/anmelden")).form().fields["_csrf"] for _ in range(3)}

    assert len(tokens) == 3


async def test_a_form_that_was_open_too_long_loses_nothing(world: World, browser: Browser) -> None:
    await world.open_call()
    page = await browser.get("/lichtenberg/idee")
    browser.http.cookies.clear()
    page = await browser.press(page, "/idee", status=403, title="Hofbank für alle", summary="Eine <b>Bank</b>")
    page = await browser.press(page, "/idee", status=422)

    assert page.form("/idee").fields["title"] == "Hofbank für alle"
    assert page.form("/idee").fields["summary"].strip() == "Eine <b>Bank</b>"


async def test_a_password_is_not_kept_on_an_error_page(world: World, browser: Browser) -> None:
    page = await browser.get("/lichtenberg/anmelden")
    browser.http.cookies.clear()
    page = await browser.press(page, "/anmelden", status=403, email="b@kiez.example", password="geheim geheim geheim")

    assert "b@kiez.example" in page.html
    assert "geheim" not in page.html


@pytest.mark.parametrize(
    "path", ["/en//evil.example/x", "//evil.example/x", "/en/%5Cevil.example/x", "/%09/evil.example"]
)
async def test_no_address_makes_a_link_of_ours_lead_to_another_host(http: httpx.AsyncClient, path: str) -> None:
    answer = await http.get(httpx.URL(BASE).copy_with(raw_path=path.encode()))
    links = re.findall('(?:href|action)="([^"]*)"', answer.text)

    assert answer.status_code == 404
    assert any("evil.example" in link for link in links)
    assert [link for link in links if re.match(r"/[\s/\\]", link)] == []


async def test_a_forged_sentence_in_a_cookie_is_not_shown_and_breaks_nothing(http: httpx.AsyncClient) -> None:
    answer = await http.get("/muster", headers=[(b"cookie", "kf-flash=eyJ4.ä".encode())])

    assert answer.status_code == 200


@pytest.mark.parametrize("path", ["/%00", "/lichtenberg/projekte/%00", "/lichtenberg/gebiete/%00"])
async def test_an_address_that_no_database_can_hold_is_not_there(
    world: World, http: httpx.AsyncClient, path: str
) -> None:
    assert (await http.get(path)).status_code == 404


async def test_a_search_that_no_database_can_hold_finds_nothing(world: World, http: httpx.AsyncClient) -> None:
    assert (await http.get("/lichtenberg/gebiete?gebiet=%00")).status_code == 303
