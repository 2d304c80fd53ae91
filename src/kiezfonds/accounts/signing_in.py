"""Signing in, step by step: password, then the second factor. Each step opens a session of its own with a new token,
and what is not through yet opens nothing but the page of its step.
"""

import hashlib
import hmac
from datetime import datetime

from kiezfonds.accounts import queries, second_factors
from kiezfonds.accounts.actions import forget_bucket, may_try, set_password
from kiezfonds.accounts.passwords import hash_of, is_right, needs_rehash
from kiezfonds.accounts.rules import TRIES_PER_PLACE, Newcomer, Step, network_of
from kiezfonds.accounts.sessions import end_own_session, open_session
from kiezfonds.accounts.tables import StaffAccount
from kiezfonds.audit.actions import record
from kiezfonds.database.work import transaction
from kiezfonds.ground.problems import Problem
from kiezfonds.ground.text import N_

WRONG = Problem(N_("E-Mail-Adresse oder Passwort stimmen nicht."))
TOO_MANY = Problem(N_("Das waren zu viele Versuche. Bitte warten Sie 15 Minuten."))


def place_of(key: bytes, address: str) -> str:
    """Where a try came from, as a hash under the server's key: it counts, and nobody can read it back."""
    return hmac.new(key, f"sign_in|{network_of(address)}".encode(), hashlib.sha256).hexdigest()


async def sign_in(
    district: int, email: str, password: str, now: datetime, *, place: str = "", device: str = ""
) -> tuple[str, list[Problem]]:
    """The token of a session that waits for the second factor, or the one sentence every wrong attempt gets."""
    bucket = f"sign_in:{hashlib.sha256(email.lower().encode()).hexdigest()}"
    may = await may_try(district, bucket, now)
    if place:
        may &= await may_try(district, f"sign_in_from:{place}", now, TRIES_PER_PLACE)
    if not may:
        return "", [TOO_MANY]
    account = await queries.staff_by_email(district, email)
    if not await is_right(str(account["password_hash"]) if account else "", password) or account is None:
        return "", [WRONG]
    person = int(account["person"])
    rehashed = await hash_of(password) if needs_rehash(account["password_hash"]) else ""
    async with transaction():
        if rehashed:
            await StaffAccount.update({StaffAccount.password_hash: rehashed}).where(
                StaffAccount.district == district, StaffAccount.person == person
            )
        await forget_bucket(district, bucket)
        step = await _step_after_password(district, person)
        return await open_session(district, person, "office", now, device=device, waits_for=step), []


async def choose_password(who: Newcomer, password: str, now: datetime, device: str = "") -> tuple[str, list[Problem]]:
    """By an invited person; returns the token of the session that waits for the next step."""
    async with transaction():
        problems = await set_password(who.district, who.person, password, by=who.actor(), now=now)
        if problems:
            return "", problems
        step = await _step_after_password(who.district, who.person)
        return await open_session(who.district, who.person, "office", now, device=device, waits_for=step), []


async def pass_code(
    who: Newcomer, typed: str, *, key: bytes, now: datetime, device: str = ""
) -> tuple[str, list[Problem]]:
    """By the code of the app or a recovery code; returns the token of the session that opens the office."""
    if not await second_factors.may_try_code(who.district, who.person, now):
        return "", [second_factors.TOO_MANY]
    async with transaction():
        method = await second_factors.prove(who.district, who.person, typed, key=key, now=now)
        if not method:
            return "", [second_factors.WRONG]
        return await _enter(who, method, now, device), []


async def begin_factor(
    who: Newcomer, salt: str, code: str, *, key: bytes, now: datetime, device: str = ""
) -> tuple[str, list[str], list[Problem]]:
    """The first second factor; returns the token and the recovery codes."""
    async with transaction():
        codes, problems = await second_factors.set_up(
            who.district, who.person, salt, code, "", key=key, by=who.actor(), now=now
        )
        if problems:
            return "", [], problems
        return await _enter(who, "set_up", now, device), codes, []


async def _enter(who: Newcomer, method: str, now: datetime, device: str) -> str:
    await end_own_session(who.district, who.person, who.session, now)
    token = await open_session(who.district, who.person, "office", now, device=device)
    await record(who.district, "sign_in", by=who.actor(), now=now, person=who.person, method=method)
    return token


async def _step_after_password(district: int, person: int) -> Step:
    return Step.CODE if await second_factors.factor_of(district, person) else Step.FACTOR
