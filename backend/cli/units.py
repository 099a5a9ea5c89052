"""`sanpi unit`"""

import typer

from backend.accounts import units
from backend.accounts.models import Unit
from backend.cli.chinese import Command, Group
from backend.cli.house import in_one_transaction
from backend.cli.words import show_table

app = typer.Typer(cls=Group, help="单位：列出编码和名称。", no_args_is_help=True)


@app.callback()
def group() -> None:
    """Keeps `list` a command of its own while it is the only one."""


@app.command("list", cls=Command)
def list_all() -> None:
    """列出全部单位的编码，新建账号和密钥时要用。"""
    show_table(["编码", "全称", "简称", "状态"], [row(unit) for unit in in_one_transaction(units.all_units)])


def row(unit: Unit) -> list[str]:
    ended = f"{unit.dissolved_on}撤销" if unit.dissolved_on else None
    return [unit.code, unit.name, unit.short_name or "", ended or ("已确认" if unit.confirmed_on else "待确认")]
