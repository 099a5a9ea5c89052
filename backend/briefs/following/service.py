"""Following a figure of a brief: its snapshot is taken again as of the same moment, and the rows are read from it."""

from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.briefs import policy, reading
from backend.briefs.data import BriefData
from backend.briefs.following.followed import Followed
from backend.briefs.following.registry import follow
from backend.briefs.life import editions
from backend.briefs.snapshot import take
from backend.errors import NotFound, require
from backend.targets.periods import Period
from backend.weeks import Week

NEEDS_SIGHT = "数字背后的名单，要能查看全部项目的人才能看"


async def followed(session: AsyncSession, actor: Actor, reference: str, key: str) -> tuple[BriefData, Followed]:
    brief = await reading.get(session, actor, reference)
    require(policy.may_follow(actor), NEEDS_SIGHT)
    data = (await editions.of(session, brief)).data
    period = Period.parse(data.ranking.period) if data.ranking else None
    taken = await take(session, actor, Week(brief.week_start), data.as_of, data.scope, period=period)
    found = follow(taken, key)
    if found is None:
        raise NotFound(f"这份周报里没有名为“{key[:60]}”的数")
    return data, found
