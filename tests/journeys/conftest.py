"""A running installation and Debian's Chromium for the journeys."""

import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright

from databases import create, drop, is_sqlite
from journeys.examining import Examiner
from journeys.server import Server

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-smooth-scrolling",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(item.path).parent == Path(__file__).parent:
            item.add_marker(pytest.mark.journey)


@pytest_asyncio.fixture
async def server(template: str, tmp_path: Path) -> AsyncIterator[Server]:
    """Migrated, not yet started: a journey first brings its people."""
    url = "" if is_sqlite() else await create("journey", template)
    server = Server(tmp_path, url)
    server.run("migrate")
    yield server
    server.kill()
    if url:
        await drop(url)
    assert server.complaints() == [], server.log.read_text(errors="replace")[-4000:]


@pytest.fixture(scope="session")
def examiner() -> Iterator[Examiner]:
    return Examiner()


@pytest_asyncio.fixture(scope="session")
async def chromium() -> AsyncIterator[Browser]:
    path = shutil.which("chromium")
    assert path, "Chromium is not installed: apt-get install chromium"
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        await browser.close()
