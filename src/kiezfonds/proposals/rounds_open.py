"""Which areas take ideas now: what the first page offers."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from kiezfonds.districts.queries import areas
from kiezfonds.ground.days import berlin_day
from kiezfonds.rounds.queries import open_dates
from kiezfonds.web.filters import day
from kiezfonds.web.i18n import gettext as _

Row = dict[str, Any]


@dataclass(frozen=True)
class OpenRounds:
    """`dates`: the next open date of each area that has one."""

    areas: list[Row]
    dates: dict[int, Row]

    @property
    def options(self) -> dict[str, list[tuple[str, str]]]:
        return {"area": [(str(area["id"]), self._offer(area)) for area in self.areas]}

    def area_of(self, slug: str) -> int | None:
        return next((area["id"] for area in self.areas if area["slug"] == slug), None)

    def fund_of(self, area: int, draft: Row | None) -> int:
        """The fund an idea of this area belongs to; without a date of its own, that of the next date there is."""
        if area in self.dates:
            return int(self.dates[area]["fund"])
        return int(draft["fund"]) if draft else int(next(iter(self.dates.values()))["fund"])

    def held_on(self, area: int) -> date | None:
        return berlin_day(self.dates[area]["held_at"]) if area in self.dates else None

    def _offer(self, area: Row) -> str:
        if area["id"] in self.dates:
            until = day(self.dates[area["id"]]["deadline_at"])
            return _("{area} – Ideen bis {day}").format(area=area["name"], day=until)
        return _("{area} – zurzeit keine Frist").format(area=area["name"])


async def open_rounds(district: int, now: datetime) -> OpenRounds:
    dates: dict[int, Row] = {}
    for row in await open_dates(district, now):
        dates.setdefault(row["area"], row)
    return OpenRounds(await areas(district), dates)
