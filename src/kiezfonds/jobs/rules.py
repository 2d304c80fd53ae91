"""When a job is tried again, and when it is given up."""

from dataclasses import dataclass
from datetime import timedelta

LEASE = timedelta(seconds=90)
MAX_ATTEMPTS = 6


@dataclass(frozen=True)
class Task:
    """A due job, taken with a lease."""

    id: int
    district: int
    name: str
    payload: dict[str, object]
    attempts: int


def pause_after(attempts: int) -> timedelta:
    """1, 2, 4, 8 … minutes."""
    return timedelta(minutes=2 ** max(attempts - 1, 0))


def is_given_up(attempts: int) -> bool:
    return attempts >= MAX_ATTEMPTS
