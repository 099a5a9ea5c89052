"""One-time codes of a telephone (TOTP, RFC 6238), for administrators and the project office."""

from hmac import compare_digest

import pyotp
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.models import Account, SignIn
from backend.accounts.passwords import normal
from backend.clock import now

ISSUER = "三批"
HALF_MINUTE = 30


def new_secret() -> str:
    return pyotp.random_base32()


def address(secret: str, name: str) -> str:
    """What an authenticator app reads: `otpauth://totp/…`."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=ISSUER)


def step_of(secret: str, code: str) -> int | None:
    """The half minute that the code belongs to; the one before and after count, for clocks that differ."""
    this = int(now().timestamp()) // HALF_MINUTE
    totp = pyotp.TOTP(secret)
    typed = normal(code).replace(" ", "").encode()
    steps = (step for step in (this, this - 1, this + 1) if compare_digest(totp.generate_otp(step).encode(), typed))
    return next(steps, None)


async def fresh_step(session: AsyncSession, account: Account, code: str) -> int | None:
    """As `step_of`, but no code signs in twice: somebody may have looked over the shoulder."""
    step = step_of(account.totp_secret or "", code)
    if step is None:
        return None
    used = select(SignIn.id).where(SignIn.account_id == account.id, col(SignIn.totp_step) >= step)
    return None if (await session.exec(used.limit(1))).first() else step
