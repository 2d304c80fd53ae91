"""The hash chain in its pure form: each line seals the one before it.

The chain holds ids and salted commitments. Clear text and salt lie in rows that can be erased, and the
chain stays whole after an erasure.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

START: Final = "0" * 64


@dataclass(frozen=True)
class Line:
    number: int
    payload: Mapping[str, object]
    hash: str


def canonical(payload: object) -> str:
    """JSON that has only one spelling: keys sorted by code point, no blanks, text as it is, no fractions."""
    _refuse_what_has_two_spellings(payload)
    return json.dumps(payload, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def link(previous_hash: str, number: int, payload: Mapping[str, object]) -> str:
    """The hash of line `number`, which begins with 0 after START."""
    return sha256(f"{previous_hash}\n{number}\n{canonical(payload)}".encode()).hexdigest()


def commitment(salt: str, clear: object) -> str:
    """Says nothing about `clear` without the salt and cannot be met by anything else with it.

    The salt is fresh for each commitment and has 16 bytes or more, here as 32 hex digits or more.
    """
    if len(salt) < 32:
        raise ValueError("a salt has at least 32 hex digits")
    return sha256(f"{salt}\n{canonical(clear)}".encode()).hexdigest()


def first_break(lines: Iterable[Line], *, count: int, head: str) -> int | None:
    """Number of the first line that is changed, missing or out of place; None if the chain is whole.

    `count` and `head` are kept apart from the lines, else a cut-off end would not show.
    """
    previous, number = START, 0
    for line in lines:
        if line.number != number or line.hash != link(previous, number, line.payload):
            return number
        previous, number = line.hash, number + 1
    return None if (number, previous) == (count, head) else number


def _refuse_what_has_two_spellings(value: object) -> None:
    match value:
        case None | bool() | int() | str():
            return
        case dict():
            for key, inner in value.items():
                if not isinstance(key, str):
                    raise TypeError(f"keys are text, not {key!r}")
                _refuse_what_has_two_spellings(inner)
        case list() | tuple():
            for inner in value:
                _refuse_what_has_two_spellings(inner)
        case _:
            raise TypeError(f"no one spelling in canonical JSON: {value!r}")
