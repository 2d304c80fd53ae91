"""Staff who have passwords and apps."""

from datetime import datetime, timedelta
from typing import Any

from browser import Browser, Page
from kiezfonds.accounts import actions, one_time, queries, second_factors
from kiezfonds.accounts.rules import Role
from kiezfonds.accounts.sessions import open_session
from kiezfonds.ground.actors import SYSTEM
from kiezfonds.settings import Settings
from world import World

PASSWORD = "vier lange Wörter hier"
KEY = b"k" * 32
SALT = "a" * 64
STEP = timedelta(seconds=one_time.SECONDS)


async def give_password(world: World, name: str) -> None:
    assert await actions.set_password(world.district.id, world.people[name], PASSWORD, by=SYSTEM, now=world.now) == []


async def give_app(world: World, name: str, key: bytes = KEY, at: datetime | None = None) -> list[str]:
    """An app set up long enough ago that its codes of now are new; returns the recovery codes."""
    before = (at or world.now) - 10 * STEP
    codes, problems = await second_factors.set_up(
        world.district.id, world.people[name], SALT, code_at(before, key), "", key=key, by=SYSTEM, now=before
    )
    assert problems == []
    return codes


def code_at(now: datetime, key: bytes = KEY, salt: str = SALT) -> str:
    return one_time.code_at(second_factors.secret_of(key, salt), one_time.step_at(now))


def wrong_code(now: datetime, key: bytes = KEY) -> str:
    secret, here = second_factors.secret_of(key, SALT), one_time.step_at(now)
    near = {one_time.code_at(secret, here + n) for n in (-1, 0, 1)}
    return next(code for code in ("000000", "111111", "222222", "333333") if code not in near)


def shown_code(page: Page, now: datetime) -> str:
    """What an app shows that was given the key on this page."""
    import base64

    (key,) = [e.text_content() for e in page.tree.xpath("//details//p[@dir='ltr']")]
    letters = key.replace(" ", "")
    secret = base64.b32decode(letters + "=" * (-len(letters) % 8))
    return one_time.code_at(secret, one_time.step_at(now))


async def hire(world: World, name: str, *roles: Role, district: int = 0) -> int:
    """One more member of staff; also in `world.people`."""
    mail = f"{name}@kiez.example"
    place = district or world.district.id
    await actions.invite_staff(place, "lichtenberg", name.title(), mail, roles, by=SYSTEM, now=world.now)
    known = await queries.account_by_email(place, mail)
    assert known is not None
    world.people[name] = int(known["person"])
    return world.people[name]


async def at_desk(app: Any, settings: Settings, world: World, name: str, now: datetime | None = None) -> Browser:
    browser = Browser(app, settings)
    token = await open_session(world.district.id, world.people[name], "office", now or world.now)
    browser.hold("office", token)
    return browser
