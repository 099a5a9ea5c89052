"""`sanpi account`"""

from typing import Annotated

import typer
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts import holding, service
from backend.accounts.actor import the_house
from backend.accounts.models import Account, Role
from backend.accounts.schemas import AccountIn
from backend.cli.chinese import Command, Group
from backend.cli.house import in_one_transaction
from backend.cli.words import show_table
from backend.config import settings

app = typer.Typer(cls=Group, help="账号：新建、登录链接、停用。", no_args_is_help=True)
HOUSE = the_house("cli")

Name = Annotated[str, typer.Argument(help="账号名，例如 wangmin", show_default=False)]


@app.command(cls=Command)
def link(name: Name) -> None:
    """做一个一次性登录链接，单独印在最后一行；以前没用过的链接随即作废。"""
    address = in_one_transaction(lambda session: service.link_for(session, HOUSE, name))
    print_link(name, address)


def print_link(name: str, address: str) -> None:
    typer.echo(f"{name} 的登录链接，{settings.link_hours} 小时内有效，只能用一次：")
    typer.echo(address)


@app.command(cls=Command)
def add(  # noqa: PLR0913, PLR0917  typer reads the options from the arguments
    name: Name,
    person: Annotated[str, typer.Option(help="姓名", show_default=False)],
    role: Annotated[Role, typer.Option(help="角色", show_default=False)],
    unit: Annotated[str | None, typer.Option(help="单位编码，例如 transport")] = None,
    title: Annotated[str | None, typer.Option(help="职务")] = None,
    phone: Annotated[str | None, typer.Option(help="电话")] = None,
    email: Annotated[str | None, typer.Option(help="邮箱")] = None,
    scope: Annotated[str | None, typer.Option(help="查阅账号能看什么：all、area:core、unit:zone 等")] = None,
) -> None:
    """新建账号，并印出登录链接。"""
    facts = {"person": person, "role": role, "unit": unit, "title": title}
    new = AccountIn(name=name, phone=phone, email=email, scope=scope, **facts)

    async def work(session: AsyncSession) -> str:
        account = await service.create(session, HOUSE, new)
        return await service.link_for(session, HOUSE, account.name)

    print_link(new.name, in_one_transaction(work))


@app.command("list", cls=Command)
def list_all() -> None:
    """列出全部账号。"""
    found = in_one_transaction(lambda session: service.all_accounts(session, HOUSE))
    show_table(["账号", "姓名", "角色", "单位", "状态"], [row(account) for account in found])


def row(account: Account) -> list[str]:
    unit = account.unit.called if account.unit else ""
    return [account.name, account.person, account.role.label, unit, "停用" if account.disabled_at else "可用"]


@app.command(cls=Command)
def disable(name: Name) -> None:
    """停用账号：立即退出登录，做过的事仍记在名下。"""
    for each in in_one_transaction(lambda session: _disabled(session, name)):
        typer.echo(f"还没有移交，请在“移交职责”里移交给接任的人。{each.said}")
    typer.echo(f"已停用 {name}")


async def _disabled(session: AsyncSession, name: str) -> list[holding.Holding]:
    return await holding.of(session, await service.disable(session, HOUSE, name))


@app.command(cls=Command)
def enable(name: Name) -> None:
    """重新启用账号。"""
    in_one_transaction(lambda session: service.enable(session, HOUSE, name))
    typer.echo(f"已启用 {name}，请用 sanpi account link {name} 做登录链接")
