"""What `sanpi doctor` says of one thing, and what it has to say of keys, briefs and hooks."""

from dataclasses import dataclass

from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts import expiring
from backend.accounts.actor import the_house
from backend.briefs import policy, queries
from backend.briefs.life import standing
from backend.clock import now
from backend.hooks import service as hooks
from backend.weeks import Week

LAST_WEEK = 7
RECENT = 60  # briefs


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


async def of_briefs(session: AsyncSession) -> list[Finding]:
    """Those that failed and that nobody has made anew since, with the reason."""
    recent = (await session.exec(queries.visible_to(the_house("cli")).limit(RECENT))).all()
    failed = policy.alarms(await standing.of_all(session, list(recent)))
    told = ((Week(each.brief.week_start).label, each.brief.failure) for each in failed)
    return [Finding(False, f"{week} 的周报没有生成：{reason}") for week, reason in told]


async def of_hooks(session: AsyncSession) -> list[Finding]:
    """Those that are switched off, or fail at the moment."""
    found = []
    for hook, state in await hooks.in_use(session):
        if state.disabled_at:
            sentence = f"{hook.name} 的变更通知连续失败，已停发（{state.last_error}），请在 管理 → 变更通知 里处理"
            found.append(Finding(False, sentence))
        elif state.failing_since:
            found.append(Finding(None, f"{hook.name} 的变更通知没有发成（{state.last_error}），还在重试"))
    return found
