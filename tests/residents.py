"""A resident's way through the pages of an idea, as far as a test needs it."""

from browser import Browser, Page
from kiezfonds.database.work import rows
from world import World

IDEE = "/lichtenberg/idee"
WHEN = {"starts_on": "2026-05-02", "ends_on": "2026-06-30"}
DECLARED = {"is_not_begun": "on", "is_true": "on", "has_read_rules": "on", "has_read_privacy": "on"}


async def check_page(world: World, browser: Browser) -> Page:
    page = await person_page(world, browser)
    return await browser.press(page, "/person", **person_fields())


async def person_page(world: World, browser: Browser) -> Page:
    page = await costs_page(world, browser)
    lines = {"cost_what": ["Holz", "Farbe", ""], "cost_count": ["10", "1", ""], "cost_each": ["40", "80,00", ""]}
    page = await browser.press(page, "/kosten", **lines, requested="480", smallest="300", has_other="no")
    return await browser.press(page, "/bilder")


async def costs_page(world: World, browser: Browser, title: str = "Hofbank") -> Page:
    page = await browser.press(await browser.get(IDEE), "/idee", **{**what_fields(), "title": title})
    page = await browser.press(page, "/wo", **where_fields(world))
    return await browser.press(page, "/wann", **WHEN)


def first_line() -> dict[str, str]:
    return {"cost_what": "Holz", "cost_count": "10", "cost_each": "40"}


def what_fields() -> dict[str, str]:
    return {
        "title": "Hofbank",
        "summary": "Eine Bank für alle.",
        "description": "Wir bauen eine Bank, damit sich Nachbarn treffen.",
    }


def where_fields(world: World) -> dict[str, str]:
    return {"area": str(world.areas[0]["id"]), "place": "Hof"}


def person_fields() -> dict[str, str]:
    return {
        "kind": "person",
        "name": "Ayşe Yılmaz",
        "street": "Mustergasse 7",
        "town": "10365 Berlin",
        "email": "ayse@post.example",
    }


async def count(world: World, where: str = "1 = 1") -> int:
    found = await rows(f"SELECT COUNT(*) AS n FROM proposal WHERE district = {{}} AND {where}", world.district.id)
    return int(found[0]["n"])
