"""People's devices: a phone, tablets, a desk. Each says what it saw, and a journey reads it to the end."""

import contextlib
import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import Browser, ConsoleMessage, Locator, Page, Request, Response, TimeoutError

from journeys.examining import Examiner

SIZES = {
    "phone": {"width": 390, "height": 844},
    "tablet": {"width": 820, "height": 1180},
    "desk": {"width": 1280, "height": 900},
}
PATIENCE_MS = 30_000


@dataclass
class Device:
    """One browser in somebody's hands, with its own cookies."""

    name: str
    kind: str
    page: Page
    url: str
    examiner: Examiner
    has_scripts: bool = True
    is_cut: bool = False
    notes: list[str] = field(default_factory=list)
    expected_status: int = 200

    async def open(self, path: str) -> None:
        await self.page.goto(path if path.startswith("http") else self.url + path)
        await self._arrived()

    async def follow(self, text: str, *, within: str = "body") -> None:
        """Click the link with this text."""
        await self._go(self.page.locator(within).get_by_role("link", name=text).first)

    async def press(self, text: str, *, within: str = "body", status: int = 200) -> None:
        """Press the button with this text and arrive at the page that answers."""
        self.expected_status = status
        await self._go(self.page.locator(within).get_by_role("button", name=text).first)
        self.expected_status = 200

    async def send(self, text: str, **fields: Any) -> None:
        """Fill in the form and press the button with this text; names of fields are those of the form."""
        form = self.page.locator("form").filter(has=self.page.get_by_role("button", name=text)).first
        for name, value in fields.items():
            await self._fill(form, name, value)
        await self._go(form.get_by_role("button", name=text).first)

    async def sees(self, *texts: str) -> None:
        """Now or soon: what is pushed needs a moment."""
        for _ in range(PATIENCE_MS // 100):
            shown = await self.text("body")
            if all(text in shown for text in texts):
                return
            await self.page.wait_for_timeout(100)
        missing = [text for text in texts if text not in shown]
        raise AssertionError(self._where(f"{missing} is not in: {shown}"))

    async def comes_to_see(self, text: str) -> None:
        """What is made in the background is there after loading the page again."""
        for _ in range(PATIENCE_MS // 500):
            if text in await self.text():
                return
            await self.page.wait_for_timeout(500)
            await self.reload()
        raise AssertionError(self._where(f"„{text}“ does not come: {await self.text()}"))

    async def does_not_see(self, text: str) -> None:
        assert text not in await self.text("body"), self._where(f"„{text}“ is there")

    async def text(self, selector: str = "main") -> str:
        return " ".join((await self.page.locator(selector).inner_text()).split())

    async def again(self) -> None:
        """Without JavaScript live pages come anew by themselves; nobody waits for that here."""
        if not self.has_scripts:
            await self.reload()

    async def reload(self) -> None:
        await self.page.reload()
        await self._arrived()

    async def tap(self, text: str) -> None:
        """A vote: with JavaScript it is sent in the background, and the page says when it is counted."""
        await self.page.get_by_role("button", name=text, exact=True).click()
        await self.sees(f"Ihre Stimme ist gezählt: {text}")

    async def tap_twice(self, text: str) -> None:
        """As impatient people do; what follows is for the journey to see."""
        await self.page.get_by_role("button", name=text, exact=True).dblclick()

    async def switch_on(self, text: str) -> None:
        """A button that stays pressed; with JavaScript the page stays where it is."""
        button = self.page.get_by_role("button", name=text).first
        if not self.has_scripts:
            await self._go(button)
        else:
            await button.click()
        await self.page.locator("button[aria-pressed=true]", has_text=text).wait_for()
        await self.examine()

    async def download(self, text: str) -> bytes:
        """What the link with this text brings, asked for with this browser's cookies."""
        link = self.page.get_by_role("link", name=text).first
        return await self.fetch(str(await link.get_attribute("href")))

    async def fetch(self, path: str) -> bytes:
        answer = await self.page.request.get(path if path.startswith("http") else self.url + path)
        assert answer.status == 200, f"{path}: {answer.status}"
        return await answer.body()

    async def examine(self) -> None:
        found = await self.examiner.examine(self.page, self._label)
        self.notes += [self._where(note) for note in found]

    @contextlib.contextmanager
    def deaf(self) -> Iterator[None]:
        """The network is cut on purpose: what the console says meanwhile is no news."""
        self.is_cut = True
        yield
        self.is_cut = False

    def heard_console(self, message: ConsoleMessage) -> None:
        is_expected = self.expected_status != 200 and f"status of {self.expected_status}" in message.text
        if message.type in ("error", "warning") and not self.is_cut and not is_expected:
            self.notes.append(self._where(f"console {message.type}: {message.text}"))

    def heard_failure(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED" and not self.is_cut:
            self.notes.append(self._where(f"failed: {request.url} {request.failure}"))

    def heard_error(self, error: Any) -> None:
        if str(error).startswith("Transition was"):
            return  # the browser left out a fade between two pages, which is all that is lost
        self.notes.append(self._where(f"error on the page: {error}"))

    def heard_answer(self, answer: Response) -> None:
        if answer.status >= 400 and answer.status != self.expected_status and not self.is_cut:
            self.notes.append(self._where(f"{answer.status} {answer.url}"))

    @property
    def _label(self) -> str:
        return self.kind if self.has_scripts else f"{self.kind}-plain"

    def _where(self, note: str) -> str:
        return f"{self.name} on {self.page.url.removeprefix(self.url)}: {note}"

    async def _fill(self, form: Locator, name: str, value: Any) -> None:
        control = form.locator(f"[name='{name}']")
        kind = str(await control.first.get_attribute("type") or "")
        tag = await control.first.evaluate("e => e.tagName")
        if kind in ("radio", "checkbox"):
            for one in value if isinstance(value, list | tuple) else [value]:
                await form.locator(f"[name='{name}'][value='{one}']").check()
        elif kind == "file":
            await control.set_input_files(value)
        elif tag == "SELECT":
            chosen = control.locator("option", has_text=str(value)).first
            await control.select_option(value=str(await chosen.get_attribute("value")))
        else:
            await control.first.fill(str(value))

    async def _go(self, element: Locator) -> None:
        try:
            async with self.page.expect_navigation():
                await element.click()
        except TimeoutError as error:
            raise AssertionError(self._where(f"{error.message}\n{await self.text()}")) from None
        await self._arrived()

    async def _arrived(self) -> None:
        if not self.has_scripts:
            await self.page.evaluate("window.stop()")  # live pages come anew every ten seconds, amid what a test does
        title = self.page.locator("h1")
        if await title.count() == 1 and re.match(r"5\d\d|Fehler", await title.inner_text()):
            self.notes.append(self._where(await self.text()))
        await self.examine()


@dataclass
class Devices:
    """Hands them out, and collects what they noticed."""

    browser: Browser
    url: str
    examiner: Examiner
    has_scripts: bool = True
    handed_out: list[Device] = field(default_factory=list)

    async def take(self, name: str, kind: str) -> Device:
        context = await self.browser.new_context(
            viewport=SIZES[kind],
            locale="de-DE",
            timezone_id="Europe/Berlin",
            java_script_enabled=self.has_scripts,
            has_touch=kind != "desk",
        )
        context.set_default_timeout(PATIENCE_MS)
        page = await context.new_page()
        device = Device(name, kind, page, self.url, self.examiner, self.has_scripts)
        page.on("console", device.heard_console)
        page.on("requestfailed", device.heard_failure)
        page.on("pageerror", device.heard_error)
        page.on("response", device.heard_answer)
        self.handed_out.append(device)
        return device

    @property
    def notes(self) -> list[str]:
        return [note for device in self.handed_out for note in device.notes]

    async def put_away(self) -> None:
        for device in self.handed_out:
            await device.page.context.close()


@contextlib.asynccontextmanager
async def devices_of(
    browser: Browser, url: str, examiner: Examiner, *, has_scripts: bool = True
) -> AsyncIterator[Devices]:
    """At the end nothing may have been noticed, and everything that was is told at once."""
    devices = Devices(browser, url, examiner, has_scripts)
    try:
        yield devices
    except BaseException as error:
        error.add_note("\n".join(devices.notes))
        raise
    finally:
        await devices.put_away()
    assert devices.notes == [], "\n".join(devices.notes)
