"""Draws that anybody can repeat with pencil, dice and any SHA-256 tool.

The office commits to a secret (publishes its hash), then dice are thrown in public; both make the seed.
Neither side alone can steer it. The same seed serves for panels and for every tie.
"""

from collections.abc import Iterable
from hashlib import sha256


def commitment_of(secret: str) -> str:
    """Published before the dice are thrown."""
    return _hash(secret)


def seed_of(secret: str, dice: str) -> str:
    return _hash(f"{secret}|{dice}")


def order(seed: str, ids: Iterable[str]) -> list[str]:
    """The ids in drawn order: sorted by SHA-256 of "seed|id", so an id's place needs no other id."""
    listed = list(ids)
    if len(set(listed)) != len(listed):
        raise ValueError("an id may lie in the bowl only once")
    return sorted(listed, key=lambda one: _hash(f"{seed}|{one}"))


def ball(seed: str, name: str, n: int) -> int:
    """One of the balls 0 … n-1, equally likely: a number beyond the last full multiple of n is redrawn."""
    if n < 1:
        raise ValueError("there must be at least one ball")
    fair = 2**256 - 2**256 % n
    attempt = 0
    while (number := int(_hash(f"{seed}|{name}|{attempt}"), 16)) >= fair:
        attempt += 1
    return number % n


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()
