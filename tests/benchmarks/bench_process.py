"""What a process costs before anybody asks (start-up, memory), and what one page costs on the wire."""

import shutil
import statistics
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from machine import Process, Result, Site, in_turns, noise_of
from playwright.async_api import CDPSession, Page, async_playwright

FIRST_VISIT, NEXT_PAGE = 90_000, 10_000
STARTS = 5


def starting(ours: Sequence[str], bare: Sequence[str], folder: Path) -> Result:
    """CPU until the port answers, with every import; files are warm."""
    commands = {"ours": ours, "bare": bare}
    figures = in_turns(STARTS, *(partial(_start, command, folder / f"{n}.log") for n, command in commands.items()))
    return Result("start-up", *(statistics.median(each) for each in figures), noise_of(*figures))


def memory(ours: Site, bare: Site, ours_path: str, bare_path: str) -> Result:
    """Resident memory after both have answered a hundred pages."""
    for site, path in ((ours, ours_path), (bare, bare_path)):
        for _ in range(100):
            site.get(path)
    return Result("memory after 100 pages", _resident(ours), _resident(bare), 0.0, unit="MB")


async def on_the_wire(site: Site, first: str, then: str) -> list[Result]:
    """All that a browser loads, headers and all: an empty cache, then a second page. Against what we promise."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = await browser.new_page(viewport={"width": 390, "height": 844})
        session = await page.context.new_cdp_session(page)
        await session.send("Network.enable")
        base = f"http://127.0.0.1:{site.process.port}"
        whole = await _loaded(page, session, base + first)
        more = await _loaded(page, session, base + then)
        await browser.close()
    return [
        Result("first visit, bytes", whole, FIRST_VISIT, 0.0, 1.0, first, "kB"),
        Result("next page, bytes", more, NEXT_PAGE, 0.0, 1.0, then, "kB"),
    ]


async def _loaded(page: Page, session: CDPSession, address: str) -> float:
    sizes: list[float] = []

    def finished(event: dict[str, Any]) -> None:
        sizes.append(event["encodedDataLength"])

    session.on("Network.loadingFinished", finished)
    await page.goto(address, wait_until="networkidle")
    session.remove_listener("Network.loadingFinished", finished)
    return sum(sizes)


def _start(command: Sequence[str], log: Path) -> float:
    with Process(command, log) as process:
        return process.cpu()


def _resident(site: Site) -> float:
    status = Path(f"/proc/{site.process.process.pid}/status").read_text()
    (line,) = (line for line in status.splitlines() if line.startswith("VmRSS:"))
    return float(line.split()[1]) * 1024
