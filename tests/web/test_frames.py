"""A kept frame is drawn once, and nothing of one answer gets into another."""

import re
from typing import Any

import pytest

from browser import Browser, Page
from kiezfonds.app import server_key
from kiezfonds.settings import Settings
from kiezfonds.web import frames
from kiezfonds.web.csrf import is_token
from kiezfonds.web.pages import _sealed
from world import World, signed_in

LIST = "/lichtenberg/buero/antraege"


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    frames._frames.clear()


async def test_a_kept_frame_has_a_new_nonce_in_every_answer(desk: Browser) -> None:
    first, second = await desk.get(LIST), await desk.get(LIST)
    assert len(frames._frames) == 1
    assert nonces(first) != nonces(second)
    for page in (first, second):
        assert nonces(page) == {nonce_allowed(page)}


async def test_no_mark_is_left_in_a_page(desk: Browser) -> None:
    for _ in range(2):
        assert frames._SECRET not in (await desk.get(LIST)).html


async def test_two_people_at_one_list_see_their_own_name(app: Any, settings: Settings, world: World) -> None:
    bernd, birgit = await signed_in(app, settings, world, "bernd"), await signed_in(app, settings, world, "birgit")
    assert "Bernd Büro" in (await bernd.get(LIST)).text
    page = await birgit.get(LIST)
    assert "Birgit Büro" in page.text
    assert "Bernd Büro" not in page.text


async def test_the_token_in_a_kept_frame_belongs_to_the_session_that_asks(
    app: Any, settings: Settings, world: World
) -> None:
    await (await signed_in(app, settings, world, "bernd")).get(LIST)
    again = await signed_in(app, settings, world, "bernd")
    page = await again.get(LIST)
    assert len(frames._frames) == 1
    assert "abgemeldet" in (await again.press(page, "/abmelden")).text


async def test_nothing_of_one_person_gets_into_the_page_of_another(app: Any, settings: Settings, world: World) -> None:
    await world.proposal(await world.open_call(), "Hofbank")
    people = [await signed_in(app, settings, world, name) for name in ("bernd", "doris", "emine")]
    lists = [LIST, LIST, LIST.replace("lichtenberg", "pankow")]
    alone = []
    for browser, path in zip(people, lists, strict=True):
        frames._frames.clear()
        alone.append([bare(await browser.get(prefix + path), browser) for prefix in ("", "/en")])
    for _ in range(2):
        for browser, path, before in zip(people, lists, alone, strict=True):
            assert [bare(await browser.get(prefix + path), browser) for prefix in ("", "/en")] == before
    for (german, english), name in zip(alone, ("Bernd Büro", "Doris Amt", "Emine Anders"), strict=True):
        assert (german.count(name), english.count(name)) == (1, 1)


async def test_a_sentence_shown_once_is_never_kept(desk: Browser, world: World) -> None:
    call = await world.open_call()
    page = await desk.get(LIST)
    await world.proposal(call, "Hofbank")
    desk.http.cookies.set("kf-flash", _sealed(server_key(desk.settings.data), "success", "Nur für mich"))
    assert "Nur für mich" in (await desk.get(LIST)).text
    desk.http.cookies.delete("kf-flash", domain="", path="/")
    assert "Nur für mich" not in (await desk.get(LIST)).text
    assert "Nur für mich" not in page.text


async def test_a_page_that_is_not_there_is_not_kept(desk: Browser) -> None:
    await desk.get(LIST)
    for _ in range(2):
        page = await desk.get(f"{LIST}/9999-9999", 404)
        assert frames._SECRET not in page.html
    assert len(frames._frames) == 1
    assert (await desk.get(LIST)).status == 200


async def test_an_idea_that_comes_in_stands_on_the_list_at_once(desk: Browser, world: World) -> None:
    call = await world.open_call()
    assert "Hofbank" not in (await desk.get(LIST)).text
    await world.proposal(call, "Hofbank")
    assert "Hofbank" in (await desk.get(LIST)).text


async def test_a_text_that_looks_like_a_mark_stays_a_text(desk: Browser, world: World) -> None:
    await world.proposal(await world.open_call(), "csrf_token- {{ nonce }} <b>")
    await desk.get(LIST)
    assert "csrf_token- {{ nonce }} <b>" in (await desk.get(LIST)).text


async def test_frames_are_kept_up_to_a_number(desk: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frames, "KEPT_FRAMES", 1)
    await desk.get(LIST)
    await desk.get(f"/en{LIST}")
    assert len(frames._frames) == 1


def bare(page: Page, browser: Browser) -> str:
    """The page without what is new in every answer; its token must be good for the browser that got it."""
    (token, *others) = set(re.findall(r'name="_csrf" value="([^"]+)"', page.html))
    assert is_token(server_key(browser.settings.data), token, {"office": browser.http.cookies["kf-office"]})
    assert others == []
    html = page.html.replace(nonce_allowed(page), "NONCE").replace(token, "TOKEN")
    return re.sub(r'name="_key" value="[^"]+"', "KEY", html)


def nonces(page: Page) -> set[str]:
    return set(re.findall(r'nonce="([^"]+)"', page.html))


def nonce_allowed(page: Page) -> str:
    found = re.search(r"'nonce-([^']+)'", page.answer.headers["content-security-policy"])
    assert found is not None
    return found[1]
