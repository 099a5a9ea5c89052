"""`sanpi brief`"""

from pathlib import Path
from typing import Annotated

import typer
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import the_house
from backend.briefs import reading, service
from backend.briefs.life import remaking, standing
from backend.briefs.life.remaking import Remade
from backend.briefs.life.standing import Standing
from backend.briefs.models import Brief
from backend.cli.chinese import Command, Group
from backend.cli.house import at_home, in_one_transaction
from backend.cli.words import progress, say
from backend.config import settings
from backend.errors import Conflict, Unavailable
from backend.weeks import Week
from backend.working_days import use

UNFINISHED = "没有排完，请再运行一次"
app = typer.Typer(cls=Group, help="周报：生成 PDF、重制、演示数据各周一次做齐。", no_args_is_help=True)


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


@app.command(cls=Command)
def remake(
    number: Annotated[str, typer.Argument(help="期号，例如 2026-47", show_default=False)],
    out: Annotated[Path | None, typer.Option(help="把重制的 PDF 写到哪个文件", dir_okay=False)] = None,
) -> None:
    """用签发时存档的数据重制一期，与原件逐字节比较。

    排版程序、字体或模板与签发时不同，就不重制，存档的 PDF 仍是原件。不同于原件时退出码为 1。
    """

    async def work(session: AsyncSession) -> Remade:
        brief = await reading.get(session, the_house("cli"), number)
        issued = (await standing.of(session, brief)).issuance
        if issued is None:
            raise Conflict(f"{number} 还没有签发，没有可以重制的原件")
        return await remaking.remake(issued)

    found = in_one_transaction(work)
    say(found.words)
    if out and found.pdf:
        out.write_bytes(found.pdf)
    if found.same is False:
        raise typer.Exit(1)


@app.command(cls=Command)
def year() -> None:
    """把演示数据各周的周报一次做齐：取数、排版、核对、编号、签发。

    只用于演示数据；已签发的各周不动，可重复运行。
    """
    from seed.demo import OFFICIAL, Found, briefing

    use(OFFICIAL)

    async def work() -> None:
        found = await Found.here()
        briefing.refuse_if_in_use(demonstration=found.demonstration)
        weeks = await briefing.lacking(found.span.weeks if found.span else [])
        with progress(f"做 {len(weeks)} 周的周报", len(weeks)) as step:
            failed = await briefing.issue_all(weeks, step)
        for brief in failed:
            say(f"{Week(brief.week_start).label} 没有做成：{brief.failure or UNFINISHED}")
        if failed:
            raise typer.Exit(1)
        say(f"签发了 {len(weeks)} 期，PDF 在 {settings.files / 'briefs' / 'issued'}")

    at_home(work)
