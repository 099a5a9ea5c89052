"""Passwords as they are stored: argon2id, two at a time, so that a rush of sign-ins cannot take all the memory."""

import unicodedata
from functools import cache, partial

from anyio import CapacityLimiter, to_thread
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

hasher = PasswordHasher()
two_at_a_time = CapacityLimiter(2)


async def hash_of(password: str) -> str:
    return await to_thread.run_sync(hasher.hash, normal(password), limiter=two_at_a_time)


async def matches(stored: str | None, password: str) -> bool:
    """Without a stored password it takes as long, so that nobody learns which names exist."""
    return await to_thread.run_sync(partial(_verify, stored, normal(password)), limiter=two_at_a_time)


def normal(password: str) -> str:
    """A Chinese keyboard types full-width digits and letters without saying so."""
    return unicodedata.normalize("NFKC", password)


@cache
def _nobodys() -> str:
    return hasher.hash("nobody has this password")


def _verify(stored: str | None, password: str) -> bool:
    try:
        return hasher.verify(stored or _nobodys(), password) and stored is not None
    except (VerificationError, InvalidHashError):
        return False
