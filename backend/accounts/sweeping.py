"""What signing in leaves behind is thrown away in time: nobody needs it, and names in it are personal."""

from datetime import timedelta

from sqlmodel import col, delete, or_
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.models import SignIn, SignInFailure, SignInLink
from backend.accounts.throttle import FORGOTTEN_AFTER
from backend.clock import now

KEPT = timedelta(days=90)  # long enough to look into what happened


async def sweep(session: AsyncSession) -> None:
    """Forgotten failures, links and sessions that ended a quarter ago."""
    long_ago = now() - KEPT
    over = or_(col(SignIn.ended_at) < long_ago, col(SignIn.expires_at) < long_ago)
    await session.exec(delete(SignInFailure).where(col(SignInFailure.last_at) < now() - FORGOTTEN_AFTER))
    await session.exec(delete(SignInLink).where(col(SignInLink.expires_at) < long_ago))
    await session.exec(delete(SignIn).where(over))
