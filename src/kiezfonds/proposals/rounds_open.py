"""Which areas take ideas now: what the first page offers."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kiezfonds.districts.queries import areas
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

    def fund_of(self, area: int | None) -> int:
        """The fund a new idea begins in; the page about the place puts it right."""
        date = self.dates[area] if area in self.dates else next(iter(self.dates.values()))
        return int(date["fund"])

    def _offer(self, area: Row) -> str:
        if area["id"] in self.dates:
            until = day(self.dates[area["id"]]["deadline_at"])
            return _("{area} – bis {day}").format(area=area["name"], day=until)
        return _("{area} – zurzeit keine Frist").format(area=area["name"])


async def open_rounds(district: int, now: datetime) -> OpenRounds:
    dates: dict[int, Row] = {}
    for row in await open_dates(district, now):
        dates.setdefault(row["area"], row)
    return OpenRounds(await areas(district), dates)
