"""Who did it: a kind with a number and a role, without knowing accounts, juries or residents."""

from dataclasses import dataclass
from typing import Final

STAFF: Final = "staff"
JUROR: Final = "juror"
RESIDENT: Final = "resident"
KINDS: Final = frozenset({STAFF, JUROR, RESIDENT, "system"})


@dataclass(frozen=True)
class Actor:
    kind: str
    id: int
    role: str

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"unknown kind of actor: {self.kind!r}")


SYSTEM: Final = Actor(kind="system", id=0, role="system")
