"""A new district with the areas and the rules of a preset (`kiezfonds district add`)."""

import csv
from collections.abc import Collection, Mapping
from datetime import datetime
from pathlib import Path

from kiezfonds.accounts.actions import add_district
from kiezfonds.database.work import transaction
from kiezfonds.districts.queries import tenant
from kiezfonds.ground.actors import SYSTEM
from kiezfonds.ground.days import berlin_wall
from kiezfonds.ground.names import slug_of
from kiezfonds.rounds import queries as rounds
from kiezfonds.rounds.actions import create_fund
from kiezfonds.rounds.rules import FundDraft, preset

PRESETS = {"lichtenberg": "lichtenberg-areas.csv"}
"""Every rule set that comes with the areas it was made for."""

SOURCE = "Amt für Statistik Berlin-Brandenburg, Stand {day} (CC BY 3.0 DE), über open-lifeworlds (CC BY 4.0)"
FUND = "Kiezfonds"


class SetUpError(Exception):
    """One line that says why the district is not set up."""


async def add_from_preset(name: str, preset_name: str, now: datetime) -> str:
    """District, areas and a planned fund of this budget year; who promises the money is confirmed in the office."""
    areas = areas_of(preset_name)
    year = berlin_wall(now).year
    if not slug_of(name):
        raise SetUpError(f"a district needs a name with letters, not {name!r}")
    async with transaction():
        if await tenant(slug_of(name)):
            raise SetUpError(f"there is a district {slug_of(name)!r} already")
        district = await new_district(name, preset_name, now)
        draft = FundDraft(FUND, year, preset_name, amount_per_area_cents(preset_name) * len(areas))
        slug, problems = await create_fund(district, draft, by=SYSTEM, now=now)
        if problems:
            raise SetUpError(problems[0].said())
        fund = await rounds.fund(district, slug)
    total = fund["total_cents"] // 100 if fund else 0
    return f"added {slug_of(name)}: {len(areas)} areas, fund {slug} with {total} euros, planned"


async def new_district(
    name: str, preset_name: str, now: datetime, contact: Mapping[str, str] | None = None, only: Collection[str] = ()
) -> int:
    """The district with the preset's areas (or only the named ones of them); returns its id."""
    areas = [area for area in areas_of(preset_name) if not only or area[0] in only]
    return await add_district(name, now=now, areas=areas, contact=contact)


def areas_of(preset_name: str) -> list[tuple[str, int, str]]:
    """Name, inhabitants and where the number was read."""
    path = Path(__file__).with_name("presets") / PRESETS[preset_name]
    with path.open(encoding="utf-8", newline="") as file:
        return [
            (row["name"], int(row["inhabitants"]), SOURCE.format(day=row["inhabitants_on"]))
            for row in csv.DictReader(file)
        ]


def amount_per_area_cents(preset_name: str) -> int:
    return preset(preset_name).fund.amount_per_area_cents
