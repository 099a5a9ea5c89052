"""How often a key may ask: so many requests a second, with bursts, counted in PostgreSQL for all processes together.

A process takes some requests at a time from the key's bucket and spends them by itself, so that most requests cost no
statement and together the processes never allow more than the bucket held. What is counted for the administrators
(calls a day, last use) is written along with it. A request takes its share before its own transaction begins: the row
of the bucket is locked for a moment only, never for as long as a slow request takes."""

import asyncio
import math
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from backend import clock, db
from backend.config import settings
from backend.errors import TooManyRequests

AT_ONCE = 20
"""Requests that a process takes at a time, and never more than a fiftieth of the burst."""
KEPT_FOR = timedelta(seconds=10)
LONG_AGO = datetime.min.replace(tzinfo=UTC)

TAKE = text("""
WITH had AS (
    SELECT a.key_id, least(CAST(:burst AS float), a.tokens + CAST(:rate AS float)
        * greatest(0, extract(epoch FROM statement_timestamp() - a.filled_at))) AS tokens
    FROM key_allowances a JOIN api_keys k ON k.id = a.key_id WHERE k.secret_hash = :hash FOR UPDATE OF a
), counted AS (
    INSERT INTO key_uses AS u (key_id, day, calls)
    SELECT key_id, day, calls FROM had, unnest(CAST(:days AS date[]), CAST(:calls AS int[])) AS used (day, calls)
    ON CONFLICT (key_id, day) DO UPDATE SET calls = u.calls + excluded.calls
), seen AS (
    UPDATE api_keys SET last_used_at = CAST(:now AS timestamptz)
    WHERE secret_hash = :hash AND revoked_at IS NULL AND expires_at > CAST(:now AS timestamptz)
    AND (last_used_at IS NULL OR last_used_at < CAST(:now AS timestamptz) - interval '1 minute')
)
UPDATE key_allowances a SET filled_at = greatest(a.filled_at, statement_timestamp()),
    granted = least(:wanted, floor(had.tokens)), tokens = had.tokens - least(:wanted, floor(had.tokens))
FROM had WHERE a.key_id = had.key_id RETURNING a.granted, a.tokens
""")
OPEN = text("""
INSERT INTO key_allowances (key_id, tokens, granted, filled_at)
SELECT id, :burst, 0, statement_timestamp() FROM api_keys WHERE secret_hash = :hash ON CONFLICT DO NOTHING
""")


@dataclass
class Share:
    """What this process may still spend of one key's bucket."""

    left: int = 0
    rest: float = 0
    """What was in the bucket when the share was taken from it."""
    until: datetime = LONG_AGO
    closed_until: datetime = LONG_AGO
    """The bucket was found empty, and before that moment it need not be asked again."""
    calls: Counter[date] = field(default_factory=Counter)
    """Made, and not yet written down."""
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    def charge(self) -> None:
        if self.left <= 0:
            seconds = max(1, math.ceil((1 - self.rest) / settings.api_rate))
            raise TooManyRequests(f"请求太密，请过{seconds}秒再试", retry_after=seconds)
        self.left -= 1
        self.calls[clock.today()] += 1

    def give_back(self) -> None:
        self.left += 1

    def headers(self) -> dict[str, str]:
        burst, rate = settings.api_burst, settings.api_rate
        remaining = min(burst, self.left + math.floor(self.rest))
        return {
            "ratelimit-policy": f'"key";q={burst};w={math.ceil(burst / rate)}',
            "ratelimit": f'"key";r={remaining};t={math.ceil((burst - remaining) / rate)}',
        }


shares: dict[str, Share] = {}
"""By the hash of the key. Only keys that there are have one."""


async def share_of(secret_hash: str) -> Share | None:
    """Of the key with that hash; none if there is no such key. Those who ask at once wait for one statement."""
    share = shares.setdefault(secret_hash, Share())
    async with share.turn:
        now = clock.now()
        if (now >= share.until or share.left <= 0) and now >= share.closed_until:
            await _take(secret_hash, share)
    return shares.get(secret_hash)


async def _take(secret_hash: str, share: Share) -> None:
    given = await _ask(secret_hash, share.calls)
    if given is None:
        shares.pop(secret_hash, None)
        return
    share.calls.clear()
    share.left, share.rest = given
    share.until = clock.now() + KEPT_FOR
    if share.left == 0:
        share.closed_until = clock.now() + timedelta(seconds=(1 - share.rest) / settings.api_rate)


async def _ask(secret_hash: str, calls: Mapping[date, int]) -> tuple[int, float] | None:
    given: dict[str, Any] = {"hash": secret_hash, "burst": float(settings.api_burst), "rate": settings.api_rate}
    asked = given | {
        "wanted": max(1, min(AT_ONCE, settings.api_burst // 50)),
        "days": list(calls.keys()),
        "calls": list(calls.values()),
        "now": clock.now(),
    }
    async with db.sessions.begin() as session:
        for _ in range(2):
            if row := (await db.ask(session, TAKE, **asked)).one_or_none():
                return row.granted, row.tokens
            await db.ask(session, OPEN, hash=secret_hash, burst=float(settings.api_burst))
    return None


async def write_down() -> None:
    """What was called and is not yet counted, when the house closes."""
    with suppress(OSError, DBAPIError):  # a count that is a little low is no reason not to close
        for secret_hash, share in shares.items():
            if share.calls:
                await _ask(secret_hash, share.calls)
    shares.clear()
