"""The second factor: an app that shows codes, and ten recovery codes on paper for the day it is not there.

The secret of the app is HMAC-SHA256 of a stored salt under the server's key: neither the database nor a backup alone
can make a code. Recovery codes carry 80 random bits and are stored as SHA-256, so they work even if the key is lost.
"""

import base64
import hashlib
import hmac
import re
import secrets
from datetime import datetime

from kiezfonds.accounts import one_time
from kiezfonds.accounts.actions import forget_bucket, may_try
from kiezfonds.accounts.messages import Changed, tell_of_access
from kiezfonds.accounts.rules import CODE_TRIES, CODE_TRIES_A_DAY, DAY_WINDOW
from kiezfonds.accounts.tables import RecoveryCode, SecondFactor
from kiezfonds.audit.actions import record
from kiezfonds.database.work import Row, locked, transaction
from kiezfonds.ground.actors import Actor
from kiezfonds.ground.problems import Problem
from kiezfonds.ground.text import N_

RECOVERY_CODES = 10
RECOVERY_BYTES = 10
SECRET_BYTES = 20
MISREAD = str.maketrans("018", "OIB")

WRONG = Problem(N_("Dieser Code stimmt nicht oder wurde schon benutzt. Bitte nehmen Sie den nächsten."), field="code")
NOT_PROVED = Problem(WRONG.text, field="current")
TOO_MANY = Problem(N_("Das waren zu viele falsche Codes. Bitte warten Sie 15 Minuten."), field="code")


async def factor_of(district: int, person: int) -> Row | None:
    return (
        await SecondFactor.select(SecondFactor.salt, SecondFactor.last_step, SecondFactor.confirmed_at)
        .where(SecondFactor.district == district, SecondFactor.person == person)
        .first()
    )


async def recovery_codes_left(district: int, person: int) -> int:
    return int(
        await RecoveryCode.count().where(
            RecoveryCode.district == district, RecoveryCode.person == person, RecoveryCode.used_at.is_null()
        )
    )


def proposed_salt(key: bytes, session: int, known: Row | None) -> str:
    """For the page that sets one up: the same for this session however often it is shown, and written nowhere."""
    before = known["salt"] if known else ""
    return hmac.new(key, f"second-factor|{session}|{before}".encode(), hashlib.sha256).hexdigest()


def secret_of(key: bytes, salt: str) -> bytes:
    return hmac.new(key, f"totp|{salt}".encode(), hashlib.sha256).digest()[:SECRET_BYTES]


async def may_try_code(district: int, person: int, now: datetime) -> bool:
    """Few tries in a quarter of an hour, and few in a day: whoever guesses knows the password already."""
    soon = await may_try(district, f"code:{person}", now, CODE_TRIES)
    return await may_try(district, f"code_day:{person}", now, CODE_TRIES_A_DAY, DAY_WINDOW) and soon


async def prove(district: int, person: int, typed: str, *, key: bytes, now: datetime) -> str:
    """„code" or „recovery", whichever this was, used up by it; nothing when it was neither. Count the try before."""
    meant = re.sub(r"[\W_]", "", typed)
    async with transaction():
        if len(meant) == one_time.DIGITS and meant.isascii() and meant.isdigit():
            is_right, method = await _use_step(district, person, meant, key, now), "code"
        else:
            is_right, method = await _use_recovery(district, person, meant, now), "recovery"
        if is_right:
            await forget_bucket(district, f"code:{person}", f"code_day:{person}")
    return method if is_right else ""


async def set_up(
    district: int, person: int, salt: str, code: str, current: str, *, key: bytes, by: Actor, now: datetime
) -> tuple[list[str], list[Problem]]:
    """The new app, proved by its code, in place of the old one, proved by `current`; ten new recovery codes."""
    if not await may_try_code(district, person, now):
        return [], [TOO_MANY]
    async with transaction():
        known = next(iter(await _locked(district, person)), None)
        step = one_time.accepted_step(secret_of(key, salt), re.sub(r"\W", "", code), now, after=0)
        if step is None:
            return [], [WRONG]
        if known and not await prove(district, person, current, key=key, now=now):
            return [], [NOT_PROVED]
        row = SecondFactor(district=district, person=person, salt=salt, last_step=step, confirmed_at=now)
        await SecondFactor.insert(row).on_conflict(
            target=SecondFactor.person,
            action="DO UPDATE",
            values=[SecondFactor.salt, SecondFactor.last_step, SecondFactor.confirmed_at],
        )
        await forget_bucket(district, f"code:{person}", f"code_day:{person}")
        codes = await _new_codes(district, person, now)
        if known:
            await tell_of_access(district, person, Changed.FACTOR, now)
        await record(district, "set_up_second_factor", by=by, now=now, person=person)
    return codes, []


async def renew_recovery_codes(
    district: int, person: int, current: str, *, key: bytes, by: Actor, now: datetime
) -> tuple[list[str], list[Problem]]:
    """Ten new ones; the old ones are worth nothing any more."""
    if not await may_try_code(district, person, now):
        return [], [Problem(TOO_MANY.text, field="current")]
    async with transaction():
        if not await prove(district, person, current, key=key, now=now):
            return [], [NOT_PROVED]
        codes = await _new_codes(district, person, now)
        await record(district, "renew_recovery_codes", by=by, now=now, person=person)
    return codes, []


async def remove_factor(district: int, person: int) -> None:
    """Inside the act of somebody else: at the next sign-in a new one is set up."""
    await SecondFactor.delete().where(SecondFactor.district == district, SecondFactor.person == person)
    await RecoveryCode.delete().where(RecoveryCode.district == district, RecoveryCode.person == person)
    await forget_bucket(district, f"code:{person}", f"code_day:{person}")


async def _locked(district: int, person: int) -> list[Row]:
    return await locked(SecondFactor, SecondFactor.district == district, SecondFactor.person == person)


async def _use_step(district: int, person: int, code: str, key: bytes, now: datetime) -> bool:
    """Two requests with the same code: the second one waits for the lock and finds the step used."""
    known = next(iter(await _locked(district, person)), None)
    if known is None:
        return False
    step = one_time.accepted_step(secret_of(key, known["salt"]), code, now, known["last_step"])
    if step is None:
        return False
    await SecondFactor.update({SecondFactor.last_step: step}).where(SecondFactor.id == known["id"])
    return True


async def _use_recovery(district: int, person: int, typed: str, now: datetime) -> bool:
    used = (
        await RecoveryCode.update({RecoveryCode.used_at: now})
        .where(
            RecoveryCode.district == district,
            RecoveryCode.person == person,
            RecoveryCode.code_hash == _hash(typed.upper().translate(MISREAD)),
            RecoveryCode.used_at.is_null(),
        )
        .returning(RecoveryCode.id)
    )
    return bool(used)


async def _new_codes(district: int, person: int, now: datetime) -> list[str]:
    await RecoveryCode.delete().where(RecoveryCode.district == district, RecoveryCode.person == person)
    drawn = [base64.b32encode(secrets.token_bytes(RECOVERY_BYTES)).decode() for _ in range(RECOVERY_CODES)]
    await RecoveryCode.insert(
        *(
            RecoveryCode(district=district, person=person, code_hash=_hash(code), created_at=now, used_at=None)
            for code in drawn
        )
    )
    return ["-".join(code[start : start + 4] for start in range(0, len(code), 4)) for code in drawn]


def _hash(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
