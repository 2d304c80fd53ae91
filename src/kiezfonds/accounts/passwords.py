"""Passwords: argon2id with the library's current settings (RFC 9106), in a thread, one at a time."""

import asyncio
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_hasher = PasswordHasher()
_one_at_a_time = asyncio.Semaphore(1)


async def hash_of(password: str) -> str:
    async with _one_at_a_time:
        return await asyncio.to_thread(_hasher.hash, password)


async def is_right(password_hash: str, password: str) -> bool:
    """Takes the same time whether or not there is such an account: pass an empty hash for „unknown"."""
    async with _one_at_a_time:
        return await asyncio.to_thread(_matches, password_hash or _nobody(), password) and bool(password_hash)


def needs_rehash(password_hash: str) -> bool:
    return _hasher.check_needs_rehash(password_hash)


def _matches(password_hash: str, password: str) -> bool:
    try:
        return _hasher.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobody() -> str:
    return _hasher.hash("nobody has this password")
