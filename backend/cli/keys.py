"""`sanpi key`"""

from datetime import datetime
from typing import Annotated

import typer

from backend.accounts import keys, scopes
from backend.accounts.actor import the_house
from backend.accounts.models import ApiKey, Permission
from backend.cli.chinese import Command, Group
from backend.cli.house import in_one_transaction
from backend.cli.words import show_table
from backend.clock import BEIJING, now
from backend.errors import Invalid

app = typer.Typer(cls=Group, help="接口密钥：新建、列出、作废。", no_args_is_help=True)
HOUSE = the_house("cli")


@app.command(cls=Command)
def create(  # noqa: PLR0913, PLR0917  typer reads the options from the arguments
    name: Annotated[str, typer.Argument(help="给谁用，例如 开发区平台", show_default=False)],
    permission: Annotated[Permission, typer.Option(help="权限：read 只读，write 读写", show_default=False)],
    zone: Annotated[str | None, typer.Option(help="只限一个片区，例如 core")] = None,
    unit: Annotated[str | None, typer.Option(help="只限一个单位，例如 zone")] = None,
    programme: Annotated[str | None, typer.Option(help="只限一个项目群，例如 four_spurs")] = None,
    days: Annotated[int, typer.Option(help="有效天数，最多 365")] = 180,
) -> None:
    """新建密钥，单独印在最后一行。只显示这一次，请立即保存。"""
    given = {"area": zone, "unit": unit, "programme": programme}
    scope = {kind: code for kind, code in given.items() if code}
    if len(scope) > 1:
        raise Invalid("--zone、--unit、--programme 只能选一个")
    key = in_one_transaction(lambda session: keys.create_key(session, HOUSE, name, permission, scope, days=days))
    typer.echo(f"{name} 的密钥（{permission.label}，{scopes.in_words(scope)}，{days} 天有效），只显示这一次：")
    typer.echo(key)


@app.command("list", cls=Command)
def list_all() -> None:
    """列出全部密钥（不含密钥本身）。"""
    found = in_one_transaction(lambda session: keys.all_keys(session, HOUSE))
    show_table(["编号", "名称", "权限", "范围", "有效至", "最近使用", "状态"], [row(key) for key in found])


def row(key: ApiKey) -> list[str]:
    state = "作废" if key.revoked_at else "过期" if key.expires_at <= now() else "可用"
    days = [day(key.expires_at), day(key.last_used_at)]
    return [key.prefix, key.name, key.permission.label, scopes.in_words(key.scope), *days, state]


def day(moment: datetime | None) -> str:
    return f"{moment.astimezone(BEIJING):%Y-%m-%d}" if moment else "从未"


@app.command(cls=Command)
def revoke(prefix: Annotated[str, typer.Argument(help="密钥编号，见 sanpi key list", show_default=False)]) -> None:
    """作废密钥，立即生效。"""
    in_one_transaction(lambda session: keys.revoke_key(session, HOUSE, prefix))
    typer.echo(f"已作废 {prefix}")
