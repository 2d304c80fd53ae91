"""Haushaltssperre: nothing is reserved or promised, what is reserved stays, and everyone reads why."""

from typing import Any

import pytest

from browser import Browser
from kiezfonds.database.errors import Forbidden
from kiezfonds.database.work import rows
from kiezfonds.ledger import actions, checks, freezing, queries
from kiezfonds.ledger.rules import FROZEN, PotState
from world import World, signed_in

FUND = "/lichtenberg/buero/fonds/kiezfonds-2026"
WHY = "Der Haushalt ist noch nicht beschlossen."


async def released(world: World) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    fund = await world.fund()
    await actions.release_fund(world.district.id, fund["id"], by=world.actor("doris"), now=world.now)
    return fund, await queries.area_budgets(world.district.id, fund["id"])


async def reserve(world: World, pot: int, cents: int = 100_00) -> tuple[int, list[Any]]:
    by = world.actor("bernd")
    return await actions.reserve(world.district.id, pot, cents, proposal=None, reason="", by=by, now=world.now)


async def test_a_frozen_fund_neither_reserves_nor_promises(world: World) -> None:
    fund, pots = await released(world)
    by, now, district = world.actor("doris"), world.now, world.district.id
    entry, _ = await reserve(world, pots[0]["id"])
    assert await freezing.freeze_fund(district, fund["id"], WHY, by=by, now=now) == []

    assert [(await reserve(world, pot["id"]))[1] for pot in pots] == [[FROZEN], [FROZEN]]
    assert await actions.commit(district, entry, 100_00, reason="Brief 1", by=by, now=now) == (0, [FROZEN])
    assert (await queries.balance(district, pots[0]["id"])).reserved == 100_00
    assert await queries.frozen_areas(district, now) == {pot["area"]: WHY for pot in pots}

    assert await freezing.unfreeze_fund(district, fund["id"], "Beschlossen.", by=by, now=now) == []
    made, problems = await actions.commit(district, entry, 100_00, reason="Brief 1", by=by, now=now)
    assert (made > 0, problems) == (True, [])
    assert await queries.frozen_areas(district, now) == {}
    assert await checks.findings(district) == []


async def test_a_reservation_may_be_given_up_while_frozen(world: World) -> None:
    fund, pots = await released(world)
    entry, _ = await reserve(world, pots[0]["id"])
    await freezing.freeze_fund(world.district.id, fund["id"], WHY, by=world.actor("doris"), now=world.now)

    assert (
        await actions.release_reservation(
            world.district.id, entry, reason="zurückgezogen", by=world.actor("bernd"), now=world.now
        )
        == []
    )


async def test_one_area_is_frozen_alone_and_outlives_the_freeze_of_all(world: World) -> None:
    fund, (first, second) = await released(world)
    by, now, district = world.actor("doris"), world.now, world.district.id
    assert await freezing.freeze_pot(district, first["id"], "Prüfung läuft.", by=by, now=now) == []
    assert (await reserve(world, first["id"]))[1] == [FROZEN]
    assert (await reserve(world, second["id"]))[1] == []

    assert await freezing.freeze_fund(district, fund["id"], WHY, by=by, now=now) == []
    assert await freezing.unfreeze_pot(district, first["id"], "Fertig.", by=by, now=now) == [freezing.WHOLE_FUND]
    assert await freezing.unfreeze_fund(district, fund["id"], "Beschlossen.", by=by, now=now) == []

    states = [pot["state"] for pot in await queries.area_budgets(district, fund["id"])]
    assert states == [PotState.FROZEN, PotState.OPEN]
    assert await freezing.unfreeze_pot(district, first["id"], "Fertig.", by=by, now=now) == []
    assert (await reserve(world, first["id"]))[1] == []


async def test_a_freeze_needs_a_reason_money_and_an_end(world: World) -> None:
    fund = await world.fund()
    by, now, district = world.actor("doris"), world.now, world.district.id
    assert await freezing.freeze_fund(district, fund["id"], WHY, by=by, now=now) == [freezing.NOT_RELEASED]
    await actions.release_fund(district, fund["id"], by=by, now=now)
    assert await freezing.unfreeze_fund(district, fund["id"], WHY, by=by, now=now) == [freezing.NOT_FROZEN]
    assert await freezing.freeze_fund(district, fund["id"], " ", by=by, now=now) == [freezing.NO_REASON]
    assert await freezing.freeze_fund(district, fund["id"], WHY, by=by, now=now) == []
    assert await freezing.freeze_fund(district, fund["id"], WHY, by=by, now=now) == [freezing.FROZEN_ALREADY]


async def test_the_history_of_freezes_is_never_changed(world: World) -> None:
    fund, _ = await released(world)
    await freezing.freeze_fund(world.district.id, fund["id"], WHY, by=world.actor("doris"), now=world.now)

    with pytest.raises(Forbidden):
        await rows("UPDATE budget_freeze SET reason = {}", "anders")


async def test_ideas_still_come_in_and_every_page_says_so(
    world: World, district_desk: Browser, desk: Browser, browser: Browser
) -> None:
    call = await world.open_call()
    page = await district_desk.get(f"{FUND}/sperre")
    page = await district_desk.press(page, "/sperre", status=422, reason="")
    page = await district_desk.press(page, "/sperre", reason=WHY)
    assert "Die Haushaltssperre gilt ab jetzt." in page.text
    assert WHY in page.text

    for there in (FUND, f"{FUND}/kassenbuch", f"{FUND}/kassenbuch/fennpfuhl"):
        page = await desk.get(there)
        assert "Haushaltssperre" in page.text
        assert WHY in page.text
    assert WHY in (await browser.get("/lichtenberg/fonds/kiezfonds-2026")).text
    assert (await world.proposal(call))["state"] == "submitted"

    page = await district_desk.get(f"{FUND}/sperre")
    page = await district_desk.press(page, "/sperre", reason="Der Haushalt gilt.")
    assert "Die Haushaltssperre ist aufgehoben." in page.text
    page = await district_desk.get(f"{FUND}/kassenbuch/fennpfuhl/sperre")
    page = await district_desk.press(page, "/sperre", reason="Prüfung läuft.")
    assert "Prüfung läuft." in page.text


async def test_only_the_district_office_freezes(world: World, desk: Browser, app: Any, settings: Any) -> None:
    await released(world)
    for there in ("sperre", "kassenbuch/fennpfuhl/sperre", "kassenbuch/uebertrag", "kassenbuch/fennpfuhl/kuerzung"):
        await desk.get(f"{FUND}/{there}", status=403)
    emine = await signed_in(app, settings, world, "emine")
    await emine.get("/pankow/buero/fonds/kiezfonds-2026/kassenbuch/fennpfuhl", status=404)
