"""What every page that a journey shows must pass: axe in light and dark, nothing too wide, nothing too small to hit."""

import os
import re
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from playwright.async_api import Page

# Timers stand still in a browser without JavaScript; promises do not.
AXE = "self.setTimeout = act => { Promise.resolve().then(act); return 0 };" + (
    Path(__file__).parent.parent / "assets" / "axe.min.js"
).read_text(encoding="utf-8")
# Live pages come anew by themselves where there is no JavaScript: a real-time event (WCAG 2.2.1).
RUN_AXE = """(only => axe.run(document, {
  preload: false,
  resultTypes: ['violations'],
  rules: {'meta-refresh': {enabled: false}},
  runOnly: only,
}).then(found => found.violations.map(v =>
  v.id + ': ' + v.nodes.slice(0, 3).map(n => n.target.join(' ') + ' ' + (n.any[0]?.message ?? '')).join(' | '))))"""
EVERYTHING = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]  # nothing else differs in the other scheme
SCHEMES: tuple[tuple[Literal["dark", "light"], list[str]], ...] = (("dark", COLOURS), ("light", EVERYTHING))
OVERFLOW = """(() => { const edge = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= edge) return [];
  const wide = [...document.body.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > edge + 1);
  return [`too wide at ${edge} px: ` + wide.slice(-3).map(e => e.tagName + '.' + e.className).join(', ')]; })()"""
# What fades is measured as it will be.
SETTLE = "document.getAnimations().filter(a => a.effect?.getComputedTiming().endTime < 1e4).forEach(a => a.finish())"
SMALL = """(() => [...document.querySelectorAll('a,button,input,select,textarea,summary')].filter(e => {
  const r = e.getBoundingClientRect();
  return r.width && r.height && !(e.tagName === 'A' && getComputedStyle(e).display === 'inline')
    && !e.closest('.kern-sr-only, .kf-skip') && Math.min(r.width, r.height) < 24;
}).slice(0, 5).map(e => 'target under 24 px: ' + e.tagName + ' ' + (e.innerText || e.name || e.className)))()"""
FORMS = "[...document.forms].map(f => f.getAttribute('action') ?? '')"


class Examiner:
    """Examines each kind of page once: the same address pattern with the same forms on it is the same page."""

    def __init__(self) -> None:
        self.seen: set[tuple[str, ...]] = set()
        self.pictures = Path(os.environ["PICTURES"]) if os.environ.get("PICTURES") else None

    async def examine(self, page: Page, device: str) -> list[str]:
        """What is wrong with the page as it stands there now."""
        forms = await page.evaluate(FORMS)
        kind = (device, pattern(page.url), *sorted({pattern(action) for action in forms}))
        if kind in self.seen:
            return []
        self.seen.add(kind)
        world = await IsolatedWorld.of(page)
        found = await world.evaluate(SMALL) + await world.evaluate(OVERFLOW)
        await world.evaluate(AXE + ";0")
        for scheme, rules in SCHEMES:
            await page.emulate_media(color_scheme=scheme)
            await world.evaluate(SETTLE)
            found += [f"{note} ({scheme})" for note in await world.evaluate(f"{RUN_AXE}({rules})")]
            await self._take_picture(page, f"{device}-{scheme}")
        found += await overflow(page, world)
        await world.session.detach()
        return list(dict.fromkeys(found))

    async def _take_picture(self, page: Page, how: str) -> None:
        if self.pictures is None:
            return
        self.pictures.mkdir(parents=True, exist_ok=True)
        name = re.sub(r"[^\w]+", "-", pattern(page.url)).strip("-") or "start"
        await page.screenshot(path=self.pictures / f"{len(self.seen):03}-{name}-{how}.png", full_page=True)


class IsolatedWorld:
    """Scripts of ours beside the page's own, so that its content security policy stays as it is."""

    def __init__(self, session: Any, context: int) -> None:
        self.session = session
        self.context = context

    @classmethod
    async def of(cls, page: Page) -> "IsolatedWorld":
        session = await page.context.new_cdp_session(page)
        tree = await session.send("Page.getFrameTree")
        made = await session.send("Page.createIsolatedWorld", {"frameId": tree["frameTree"]["frame"]["id"]})
        return cls(session, made["executionContextId"])

    async def evaluate(self, expression: str) -> Any:
        answer = await self.session.send(
            "Runtime.evaluate",
            {"expression": expression, "contextId": self.context, "awaitPromise": True, "returnByValue": True},
        )
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")


async def overflow(page: Page, world: IsolatedWorld) -> list[str]:
    """Reflow (WCAG 1.4.10): at 320 px nothing but the page's length scrolls."""
    usual = page.viewport_size
    await page.set_viewport_size({"width": 320, "height": 640})
    found = await world.evaluate(OVERFLOW)
    if usual is not None:
        await page.set_viewport_size(usual)
    return list(found)


def pattern(url: str) -> str:
    """The address with its numbers and tokens taken out."""
    path = re.sub(r"^/l/[\w-]+", "/l/*", urlsplit(url).path)
    return re.sub(r"(?<=[/-])\d+", "*", path)
