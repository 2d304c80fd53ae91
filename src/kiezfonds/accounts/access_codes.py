"""A short code and a PIN for people without e-mail: how they get them, and how they come in with them.

The code has eight signs of Crockford's base 32 (no I, L, O, U) and is written K7M4-2X9P; what is easily misread is
forgiven. Of the code the SHA-256 is stored, of both together an argon2 hash; they are shown once.
"""

import hashlib
import re
import secrets
from datetime import datetime

from kiezfonds.accounts.actions import may_try
from kiezfonds.accounts.passwords import hash_of, is_right
from kiezfonds.accounts.sessions import open_session
from kiezfonds.accounts.tables import AccessCode, Person, Throttle
from kiezfonds.audit.actions import record
from kiezfonds.database.work import locked, rows, transaction
from kiezfonds.ground.actors import RESIDENT, Actor
from kiezfonds.ground.problems import Problem
from kiezfonds.ground.text import N_

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH, PIN_LENGTH = 8, 6
TRIES_PER_PLACE = 30
MISREAD = str.maketrans("OILU", "011V")

WRONG = Problem(N_("Code und PIN passen nicht zusammen. Bitte sehen Sie noch einmal nach."))
TOO_MANY = Problem(N_("Das waren zu viele Versuche. Bitte warten Sie 15 Minuten oder rufen Sie uns an."))


def draw_code(digest: bytes = b"") -> tuple[str, str]:
    """A new code and PIN; from the same 32 secret bytes always the same ones, so that a page can show them again."""
    drawn = digest or secrets.token_bytes(32)
    number, pin = int.from_bytes(drawn[:5]), int.from_bytes(drawn[5:21]) % 10**PIN_LENGTH
    code = "".join(SIGNS[number >> shift & 31] for shift in range(35, -1, -5))
    return printed(code), f"{pin:0{PIN_LENGTH}d}"


def printed(code: str) -> str:
    """K7M4-2X9P: two groups are easier to copy than one."""
    return f"{code[:4]}-{code[4:]}"


def read_code(typed: str) -> str:
    """The eight signs that were meant, or nothing."""
    meant = re.sub(r"[\W_]", "", typed).upper().translate(MISREAD)
    return meant if len(meant) == CODE_LENGTH and set(meant) <= set(SIGNS) else ""


def read_pin(typed: str) -> str:
    digits = re.sub(r"[\W_]", "", typed).upper().translate(MISREAD)
    return digits if len(digits) == PIN_LENGTH and digits.isascii() and digits.isdigit() else ""


async def issue_code(
    district: int, person: int, *, by: Actor, now: datetime, drawn: tuple[str, str] | None = None
) -> tuple[str, str]:
    """A new code and PIN for this person, to be shown once; the ones before end.

    `drawn` comes from `draw_code` where the caller must be able to show it again.
    """
    code, pin = drawn or draw_code()
    signs = read_code(code)
    pin_hash = await hash_of(signs + pin)
    async with transaction():
        await locked(Person, Person.district == district, Person.id == person)
        await AccessCode.update({AccessCode.ended_at: now}).where(
            AccessCode.district == district, AccessCode.person == person, AccessCode.ended_at.is_null()
        )
        issued = AccessCode(
            district=district,
            person=person,
            code_hash=hash_of_code(signs),
            pin_hash=pin_hash,
            created_at=now,
            ended_at=None,
            last_used_at=None,
        )
        await AccessCode.insert(issued)
        await record(district, "issue_access_code", by=by, now=now, person=person)
    return code, pin


async def is_current(district: int, person: int, code: str) -> bool:
    """Whether this code still lets the person in."""
    return await AccessCode.exists().where(
        AccessCode.district == district,
        AccessCode.person == person,
        AccessCode.code_hash == hash_of_code(read_code(code)),
        AccessCode.ended_at.is_null(),
    )


async def last_issued(district: int, person: int) -> dict[str, datetime | None] | None:
    """When the person's current code was issued and last used; None when there is none."""
    return (
        await AccessCode.select(AccessCode.created_at, AccessCode.last_used_at)
        .where(AccessCode.district == district, AccessCode.person == person, AccessCode.ended_at.is_null())
        .first()
    )


async def enter(district: int, code: str, pin: str, place: str, now: datetime) -> tuple[str, list[Problem]]:
    """The token of a resident's session, or the one sentence that every wrong attempt gets, in the same time.

    `place` is a keyed hash of where the attempt comes from. Tries count per place and per code.
    """
    signs, digits = read_code(code), read_pin(pin)
    code_hash = hash_of_code(signs or code)
    is_allowed = await may_try(district, f"access:{place}", now, TRIES_PER_PLACE)
    is_allowed = await may_try(district, f"code:{code_hash}", now) and is_allowed
    if not is_allowed:
        return "", [TOO_MANY]
    found = await rows(
        "SELECT c.id, c.person, c.pin_hash FROM access_code c JOIN person p ON p.id = c.person"
        " WHERE c.district = {} AND c.code_hash = {} AND c.ended_at IS NULL AND p.erased_at IS NULL",
        *(district, code_hash),
    )
    if not await is_right(found[0]["pin_hash"] if found else "", signs + digits):
        return "", [WRONG]
    person = int(found[0]["person"])
    async with transaction():
        await AccessCode.update({AccessCode.last_used_at: now}).where(AccessCode.id == found[0]["id"])
        await Throttle.delete().where(Throttle.district == district, Throttle.bucket == f"code:{code_hash}")
        token = await open_session(district, person, RESIDENT, now)
        await record(district, "enter_by_code", by=Actor(RESIDENT, person, ""), now=now, person=person)
    return token, []


def hash_of_code(signs: str) -> str:
    return hashlib.sha256(f"access code {signs}".encode()).hexdigest()
