"""What all scenes share: who and what is there already, and the list of acts in the order of their days."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from kiezfonds.demo.dates import Calendar
from kiezfonds.districts.rules import Tenant
from kiezfonds.ground.actors import Actor
from kiezfonds.ground.problems import Problem

T = TypeVar("T")
Act = Callable[[datetime], Awaitable[None]]
PRESET = "lichtenberg"


class Stuck(Exception):  # noqa: N818 - a bug of the demo: an action refused what the play asked of it
    pass


@dataclass(frozen=True)
class Size:
    """How much of the year is played. Tests take a smaller one."""

    areas: tuple[str, ...] = ()
    """All of them when empty."""
    is_printed: bool = True
    """Whether minutes and letters become paper; drafts there are in any case."""


FULL = Size()
SMALL = Size(areas=("Fennpfuhl", "Karlshorst"), is_printed=False)


@dataclass
class Stage:
    calendar: Calendar
    size: Size = FULL
    base_url: str = ""
    tenants: list[Tenant] = field(default_factory=list)
    areas: dict[str, int] = field(default_factory=dict)
    staff: dict[str, Actor] = field(default_factory=dict)
    funds: dict[int, dict[str, Any]] = field(default_factory=dict)
    """By budget year."""
    acts: list[tuple[datetime, Act]] = field(default_factory=list)

    @property
    def tenant(self) -> Tenant:
        return self.tenants[0]

    @property
    def district(self) -> int:
        return self.tenant.id

    def plays(self, area: str) -> bool:
        return not self.size.areas or area in self.size.areas

    def at(self, when: datetime, act: Act) -> None:
        if when > self.calendar.now:
            raise Stuck(f"{when} is not over yet")
        self.acts.append((when, act))

    async def play(self) -> None:
        """In the order of time; what was put down first goes first at the same moment. Acts may add later ones."""
        while self.acts:
            when, act = min(self.acts, key=lambda entry: entry[0])
            self.acts.remove((when, act))
            await act(when)


def fine(problems: Sequence[Problem]) -> None:
    """The play is written so that no action refuses anything."""
    if problems:
        raise Stuck("; ".join(problem.said() for problem in problems))


def found(thing: T | None) -> T:
    if thing is None:
        raise Stuck("something the play has made is not there")
    return thing
