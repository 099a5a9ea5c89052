"""What `sanpi doctor` says of one thing, and what it has to say of the doors to other platforms."""

from dataclasses import dataclass

from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts import expiring
from backend.clock import now

LAST_WEEK = 7


@dataclass(frozen=True)
class Finding:
    """`well` is false where something does not work, none where it works and could be better."""

    well: bool | None
    sentence: str

    @property
    def mark(self) -> str:
        return {True: "正常", None: "留意", False: "有误"}[self.well]


async def of_keys(session: AsyncSession) -> list[Finding]:
    """Those that end soon. In its last week that is an error: a platform is about to stand still."""
    found = []
    for key in await expiring.expiring(session):
        left = expiring.days_left(key, now())
        when = f"还有{left}天到期" if left else "一天内到期"
        sentence = f"{key.name} 的密钥 {key.prefix} {when}，请在 管理 → 密钥 里换一把"
        found.append(Finding(None if left > LAST_WEEK else False, sentence))
    return found
