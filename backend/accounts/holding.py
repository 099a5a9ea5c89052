"""What a person still has on their hands, told before their account is disabled. Who knows of it fills `known`."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.models import Account

NAMED = 8


@dataclass(frozen=True)
class Holding:
    """One duty, the projects that go on in which the person has it, and how many of these have nobody else."""

    kind: str
    label: str
    projects: Sequence[str]
    alone: int

    @property
    def said(self) -> str:
        """专员：同德化工、纬三路，共2个项目，其中1个没有别的专员."""
        more = "等" if len(self.projects) > NAMED else ""
        alone = f"，其中{self.alone}个没有别的{self.label}" if self.alone else ""
        return f"{self.label}：{'、'.join(self.projects[:NAMED])}{more}，共{len(self.projects)}个项目{alone}"


known: list[Callable[[AsyncSession, Account], Awaitable[Sequence[Holding]]]] = []


async def of(session: AsyncSession, account: Account) -> list[Holding]:
    return [each for asked in known for each in await asked(session, account)]
