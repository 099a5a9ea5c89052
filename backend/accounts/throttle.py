"""Guessing passwords takes for ever: five failures, then one minute, two, four … fifteen; never a lock for good."""

from datetime import timedelta

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.models import SignInFailure
from backend.clock import now

FREE = 5
LONGEST = 15
FORGOTTEN_AFTER = timedelta(days=1)


async def take_turn(session: AsyncSession, name: str) -> SignInFailure:
    """How often this name failed. The row stays locked: guesses sent at once are counted one after the other."""
    key = name.strip().casefold()[:120]
    await session.exec(insert(SignInFailure).values(name=key, failures=0, last_at=now()).on_conflict_do_nothing())
    query = select(SignInFailure).where(col(SignInFailure.name) == key).with_for_update()
    found = (await session.exec(query.execution_options(populate_existing=True))).one()
    if found.last_at < now() - FORGOTTEN_AFTER:
        found.failures = 0
    return found


def seconds_to_wait(found: SignInFailure) -> int:
    if found.wait_until is None:
        return 0
    return max(0, round((found.wait_until - now()).total_seconds()))


def count(found: SignInFailure) -> int:
    """One more failure; the minutes to wait after it."""
    found.failures += 1
    found.last_at = now()
    minutes = min(2 ** (found.failures - FREE), LONGEST) if found.failures >= FREE else 0
    found.wait_until = now() + timedelta(minutes=minutes) if minutes else None
    return minutes
