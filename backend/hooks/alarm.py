"""That a hook was switched off is told by mail to every administrator who has an address: nobody looks at a page daily."""

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.models import Account, Role
from backend.hooks.models import Hook, HookState
from backend.outgoing import posting
from backend.outgoing.models import Channel
from backend.web.formats import moment

TEXT = """通知地址“{hook.name}”已停发。

地址：{hook.url}
从{since}起没有成功送达。最后一次的原因：{state.last_error}

变更仍在 /changes 里，对方凭 cursor 可以接着读，不会缺。请联系对方修好后，在“密钥”下的“变更通知”里重新启用。
"""


async def tell_administrators(session: AsyncSession, hook: Hook, state: HookState) -> None:
    """Once for each time that it is switched off."""
    if not posting.is_ready(Channel.MAIL):
        return
    since = moment(state.failing_since, year=True)
    for account in await _administrators(session):
        message = posting.Message(
            channel=Channel.MAIL,
            to=account.email or "",
            subject=f"三批：通知地址“{hook.name}”已停发",
            text=TEXT.format(hook=hook, state=state, since=since),
            why="变更通知已停发",
            key=f"hook {hook.id} {state.disabled_at:%Y%m%d%H%M%S} {account.id}",
        )
        await posting.post(session, message)


async def _administrators(session: AsyncSession) -> list[Account]:
    able = (
        col(Account.role) == Role.ADMINISTRATOR,
        col(Account.disabled_at).is_(None),
        col(Account.email).is_not(None),
    )
    return list((await session.exec(select(Account).where(*able).order_by(col(Account.name)))).all())
