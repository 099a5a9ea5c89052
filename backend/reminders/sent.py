"""What was sent: every reminder with what became of it, for the office. Who read it is nobody's business."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.orm import selectinload
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.accounts.models import Account
from backend.errors import require
from backend.reminders.models import Reminder
from backend.weeks import Week

NOT_YOURS = "发送情况由项目办查看"


def may_look(actor: Actor) -> bool:
    return actor.runs_projects and actor.sees_all


async def sent(
    session: AsyncSession, actor: Actor, week: Week | None, limit: int, after: UUID | None = None
) -> Sequence[Reminder]:
    """The newest first."""
    require(may_look(actor), NOT_YOURS)
    query = select(Reminder).order_by(col(Reminder.id).desc()).limit(limit)
    if week:
        query = query.where(Reminder.week_start == week.start)
    if after:
        query = query.where(Reminder.id < after)
    query = query.options(selectinload(Reminder.account).selectinload(Account.unit), selectinload(Reminder.mail))
    return (await session.exec(query)).all()


def became(row: Reminder) -> str:
    """In words: 站内，邮件已发送."""
    ways = ["站内"] if row.here else []
    if row.mail:
        ways.append(f"邮件{row.mail.state.label}")
    return "，".join(ways) or "本人已关闭"
