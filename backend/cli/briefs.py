"""`sanpi brief`"""

from pathlib import Path
from typing import Annotated

import typer
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import the_house
from backend.briefs import reading, service
from backend.briefs.life.standing import Standing
from backend.briefs.models import Brief
from backend.cli.chinese import Command, Group
from backend.cli.house import in_one_transaction
from backend.cli.words import say
from backend.errors import Unavailable
from backend.weeks import Week

app = typer.Typer(cls=Group, help="周报：生成 PDF。", no_args_is_help=True)


@app.callback()
def group() -> None:
    """Keeps `make` a command of its own while it is the only one."""


@app.command(cls=Command)
def make(
    week: Annotated[
        str, typer.Option(help="哪一周，例如 2026-W48；没有截止的一周得到截至此刻的草稿", show_default=False)
    ],
    out: Annotated[Path, typer.Option(help="写到哪个文件，例如 周报.pdf", show_default=False, dir_okay=False)],
) -> None:
    """生成一周的周报，存入系统并写成 PDF 文件。"""
    wanted = Week.parse(week)

    async def work(session: AsyncSession) -> tuple[Brief, bytes]:
        return await service.make_and_print(session, the_house("cli"), wanted)

    brief, pdf = in_one_transaction(work)
    name = reading.file_name(Standing(brief)).removesuffix(".pdf")
    try:
        out.write_bytes(pdf)
    except OSError as error:
        raise Unavailable(f"周报已存入系统，但写不了 {out}（{error.strerror}），请换一个位置再生成") from error
    say(f"{name}：{brief.pages} 页，已写到 {out}")
