from datetime import UTC, datetime

import pytest

from kiezfonds.accounts.queries import staff_list
from kiezfonds.accounts.sessions import redeem
from kiezfonds.districts.queries import areas, tenant
from kiezfonds.records.invitations import invite_first_administrator
from kiezfonds.records.setting_up import SetUpError, add_from_preset
from kiezfonds.rounds.queries import fund, rules_of

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


async def test_a_district_from_the_preset_has_its_areas_and_a_planned_fund(database: None) -> None:
    said = await add_from_preset("Lichtenberg", "lichtenberg", NOW)
    district = await tenant("lichtenberg")
    assert district is not None
    made = await fund(district.id, "kiezfonds-2026")
    assert made is not None

    assert said == "added lichtenberg: 13 areas, fund kiezfonds-2026 with 169000 euros, planned"
    assert [area["name"] for area in await areas(district.id)][5] == "Fennpfuhl"
    assert (made["state"], made["total_cents"], made["notice_mode"]) == ("planned", 169_000_00, "")
    assert (await rules_of(district.id, made["id"])).jury.size_min == 15


async def test_a_second_district_of_the_same_name_is_refused(database: None) -> None:
    await add_from_preset("Lichtenberg", "lichtenberg", NOW)

    with pytest.raises(SetUpError, match="already"):
        await add_from_preset("Lichtenberg", "lichtenberg", NOW)


async def test_the_first_administrator_comes_in_by_a_link_that_works_once(database: None) -> None:
    await add_from_preset("Lichtenberg", "lichtenberg", NOW)
    district = await tenant("lichtenberg")
    assert district is not None

    path = await invite_first_administrator("lichtenberg", "Chefin@amt.example", NOW)
    token = path.removeprefix("/l/")
    redeemed = await redeem(token, NOW)

    assert redeemed is not None
    assert redeemed[0]["target"] == "/lichtenberg/anmelden/passwort"
    assert await redeem(token, NOW) is None
    assert [(row["email"], row["role"]) for row in await staff_list(district.id)] == [
        ("chefin@amt.example", "administrator")
    ]


async def test_an_unknown_district_gets_no_link(database: None) -> None:
    assert await invite_first_administrator("nirgendwo", "a@amt.example", NOW) == ""
