"""The idea form by keyboard alone, what happens after a mistake, and the main pages on the smallest screen."""

from datetime import date

import pytest
from playwright.async_api import Browser

from journeys.cast import AREA, HOME, Dates, bring_an_open_call, dates_from
from journeys.devices import Device, devices_of
from journeys.examining import Examiner
from journeys.server import Server

# A visible ring is an outline or a shadow; on the map the shape of the area itself gets a thick line.
FOCUS = """() => {
  const e = document.activeElement, holder = e.closest('.kern-form-check, .kern-form-input, label') ?? e;
  const box = e.getClientRects()[0] ?? e.getBoundingClientRect();
  const top = document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height / 2, 20));
  const ring = part => { const s = getComputedStyle(part);
    return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0 || s.boxShadow !== 'none'; };
  const shapes = [...e.querySelectorAll('path')].some(p => parseFloat(getComputedStyle(p).strokeWidth) >= 3);
  return {name: e.name || e.innerText || e.outerHTML.slice(0, 80), is_body: e === document.body,
    has_ring: shapes || [e, holder, ...(e.labels ?? [])].some(ring),
    is_on_top: Boolean(top) && (top === e || e.contains(top) || holder.contains(top)),
    place: [...document.querySelectorAll('*')].indexOf(e)}; }"""
MAIN_PAGES = ("", "/idee", "/projekte", "/sitzungen", "/gebiete/fennpfuhl", "/anmelden")


@pytest.fixture
def dates() -> Dates:
    return dates_from(date.today())  # noqa: DTZ011 - the server's day is the machine's


async def test_an_idea_can_be_written_by_keyboard_alone(
    server: Server, chromium: Browser, examiner: Examiner, dates: Dates
) -> None:
    await bring_an_open_call(server, dates)
    server.start()
    async with devices_of(chromium, server.url, examiner) as devices:
        desk = await devices.take("Ayşe", "desk")
        await desk.open(f"{HOME}/idee")
        await type_into(desk, "title", "Chor im Hof")
        await type_into(desk, "summary", "Wir singen zusammen.")
        await type_into(desk, "description", "Jeden Freitag im Mai, für alle.")
        await enter_on(desk, "Speichern und weiter")
        await type_into(desk, "area", AREA)
        await type_into(desk, "place", "Hof")
        await enter_on(desk, "Speichern und weiter")
        await type_into(desk, "starts_on", typed(dates.starts_on))
        await type_into(desk, "ends_on", typed(dates.ends_on))
        await enter_on(desk, "Speichern und weiter")
        await desk.sees("Was wird es kosten?")
        await type_into(desk, "cost_what", "Noten")
        await type_into(desk, "cost_count", "20")
        await type_into(desk, "cost_each", "5")
        await desk.sees("100 €")
        await type_into(desk, "requested", "100")
        await type_into(desk, "has_other", " ")
        await enter_on(desk, "Speichern und weiter")
        await desk.sees("Bilder und Unterlagen")
        await enter_on(desk, "Speichern und weiter")
        await desk.sees("Wer sind Sie?")


async def test_focus_is_always_seen_and_goes_down_the_page(
    server: Server, chromium: Browser, examiner: Examiner, dates: Dates
) -> None:
    await bring_an_open_call(server, dates)
    server.start()
    async with devices_of(chromium, server.url, examiner) as devices:
        desk = await devices.take("Ayşe", "desk")
        for page in MAIN_PAGES:
            await desk.open(HOME + page)
            stops = await walk(desk)
            unseen = [stop["name"] for stop in stops if not (stop["has_ring"] and stop["is_on_top"])]
            assert unseen == [], f"no visible focus on {page}: {unseen}"
            places = [stop["place"] for stop in stops]
            assert places == sorted(places), f"another order than on the page: {page}"


async def test_after_a_mistake_the_summary_leads_to_each_field(
    server: Server, chromium: Browser, examiner: Examiner, dates: Dates
) -> None:
    await bring_an_open_call(server, dates)
    server.start()
    async with devices_of(chromium, server.url, examiner) as devices:
        phone = await devices.take("Ayşe", "phone")
        await phone.open(f"{HOME}/idee")
        await phone.press("Speichern und weiter", status=422)
        assert (await phone.page.title()).startswith("Fehler")
        assert await phone.page.evaluate("document.activeElement.matches('[data-kf-errors]')")
        links = phone.page.locator("[data-kf-errors] a")
        assert await links.count() == 3
        for link in await links.all():
            await link.click()
            target = str(await link.get_attribute("href"))
            assert await phone.page.evaluate("document.activeElement.id") == target.removeprefix("#")


async def type_into(device: Device, name: str, text: str) -> None:
    """Tab until the field has the focus, then type; radios are chosen by the space bar."""
    await tab_to(device, "name", name)
    await device.page.keyboard.type(text)


async def enter_on(device: Device, text: str) -> None:
    await tab_to(device, "innerText", text)
    async with device.page.expect_navigation():
        await device.page.keyboard.press("Enter")
    await device.examine()


async def tab_to(device: Device, property: str, value: str) -> None:
    for _ in range(60):
        await device.page.keyboard.press("Tab")
        if str(await device.page.evaluate(f"document.activeElement.{property} ?? ''")).strip() == value:
            return
    raise AssertionError(f"{value} cannot be reached with Tab on {device.page.url}")


async def walk(device: Device) -> list[dict[str, object]]:
    """Every stop of the Tab key, from the top of the page until it leaves it."""
    stops: list[dict[str, object]] = []
    for _ in range(150):
        await device.page.keyboard.press("Tab")
        stop = await device.page.evaluate(FOCUS)
        if stop["is_body"] or (stops and stop["place"] == stops[0]["place"]):
            return stops
        if not stops or stop["place"] != stops[-1]["place"]:  # a date has three stops in one field
            stops.append(stop)
    raise AssertionError(f"the keyboard does not get out of {device.page.url}")


def typed(day: date) -> str:
    """As Chromium's own calendar field takes it in its English form."""
    return f"{day:%m%d%Y}"
