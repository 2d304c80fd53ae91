from typing import Any

import httpx
import pytest

from browser import BASE, Browser
from kiezfonds.settings import Settings
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


async def test_a_form_without_token_is_refused_with_a_plain_page(world: World, http: httpx.AsyncClient) -> None:
    answer = await http.post("/lichtenberg/anmelden", data={"email": "x"}, headers=HERE)

    assert answer.status_code == 403
    assert "laden Sie die Seite neu" in answer.text


async def test_a_token_of_another_browser_is_worth_nothing(world: World, app: Any, settings: Settings) -> None:
    dmitri, clara = Browser(app, settings), Browser(app, settings)
    token = (await dmitri.get("/lichtenberg/anmelden")).form().fields["_csrf"]
    await clara.get("/lichtenberg/anmelden")

    page = await clara.post("/lichtenberg/anmelden", {"_csrf": token, "email": "x", "password": "y"}, status=403)
    assert "laden Sie die Seite neu" in page.text


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


@pytest.mark.parametrize(
    ("accepted", "coding"), [("br, gzip", "br"), ("gzip", "gzip"), ("br;q=0, gzip", "gzip"), ("", None)]
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
