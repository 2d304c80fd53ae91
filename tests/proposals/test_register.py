from typing import Any

import pytest

from browser import Browser, Page
from kiezfonds.proposals import actions
from kiezfonds.proposals.handling import IntakeDraft
from kiezfonds.proposals.intake import enter_idea
from kiezfonds.proposals.register import ORDERS
from kiezfonds.proposals.rules import ProposalState
from world import World, costs, idea, person_part

DESK = "/lichtenberg/buero/antraege"


@pytest.mark.parametrize(
    ("order", "titles"),
    [
        ("", ["Cafe", "abend", "Beete"]),
        ("nummer", ["Beete", "abend", "Cafe"]),
        ("titel", ["abend", "Beete", "Cafe"]),
        ("-titel", ["Cafe", "Beete", "abend"]),
        ("betrag", ["abend", "Cafe", "Beete"]),
        ("-betrag", ["Beete", "Cafe", "abend"]),
        ("stand", ["Cafe", "Beete", "abend"]),
        ("-stand", ["abend", "Cafe", "Beete"]),
        ("gebiet", ["Cafe", "abend", "Beete"]),
        ("-eingang", ["Cafe", "Beete", "abend"]),
        ("eingang", ["abend", "Cafe", "Beete"]),
        ("unsinn", ["Cafe", "abend", "Beete"]),
    ],
)
async def test_the_list_is_sorted_by_each_column(world: World, desk: Browser, order: str, titles: list[str]) -> None:
    await three(world)
    assert titles_of(await desk.get(f"{DESK}?ordnung={order}")) == titles


async def test_pressed_again_a_column_turns_round_and_keeps_what_was_asked(world: World, desk: Browser) -> None:
    await three(world)
    page = await desk.get(f"{DESK}?weg=web&ordnung=titel")
    (link,) = [link for link in page.links() if "ordnung=-titel" in link]

    assert titles_of(await desk.get(link)) == ["Cafe", "Beete"]
    assert page.tree.xpath("//th[@aria-sort='ascending']")[0].text_content().strip().startswith("Titel")
    others = set(ORDERS) - {"titel", "nummer"}  # by number, the newest first, is what stands there unasked
    assert all(f"ordnung={name}" in page.html or f"ordnung=-{name}" in page.html for name in others)


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ("weg=paper", ["abend"]),
        ("weg=web", ["Cafe", "Beete"]),
        ("weg=fax", ["Cafe", "abend", "Beete"]),
        ("frist=danach", []),
        ("frist=rechtzeitig", ["Cafe", "abend", "Beete"]),
        ("sitzung=2026-03-26", ["Cafe", "abend", "Beete"]),
        ("sitzung=2026-03-25", []),
        ("sitzung=0001-01-01", ["Cafe", "abend", "Beete"]),
        ("stand=admitted&weg=paper", ["abend"]),
        ("q=2026-0001&ordnung=titel", ["Beete"]),
    ],
)
async def test_the_list_is_narrowed(world: World, desk: Browser, asked: str, titles: list[str]) -> None:
    await three(world)
    page = await desk.get(f"{DESK}?{asked}")
    table = await desk.get(f"{DESK}/liste.csv?{asked}")

    assert titles_of(page) == titles
    assert [line.split(";")[1] for line in table.html.splitlines()[1:]] == titles


def titles_of(page: Page) -> list[str]:
    return [row.text_content().strip() for row in page.tree.xpath("//tbody/tr/td[1]")]


async def three(world: World) -> list[Any]:
    """Beete and Cafe by web, abend on paper and admitted."""
    call = await world.open_call()
    first = await world.proposal(call, "Beete")
    parts = (idea(world.areas[0]["id"], "abend"), costs(100_00), person_part())
    by, now = world.actor("bernd"), world.now
    paper, problems = await enter_idea(world.district, parts, IntakeDraft(now.date().replace(day=1)), by=by, now=now)
    assert problems == []
    await actions.move(world.district.id, paper, ProposalState.IN_FORMAL_CHECK, by=by, now=now)
    await actions.move(world.district.id, paper, ProposalState.ADMITTED, by=by, now=now)
    draft = await world.draft(call, "Cafe")
    await actions.save_page(world.district.id, draft, costs(300_00), now=now)
    await actions.submit(world.district, draft, by=by, now=now)
    return [first, paper, draft]
