"""`sanpi serve`, `sanpi worker`"""

import asyncio
import signal
from typing import Annotated

import typer
from sqlmodel import select

import seed as seeds
from backend import logs, migrating
from backend.accounts import links, service
from backend.accounts.models import Account
from backend.cli import house
from backend.cli.accounts import print_link
from backend.cli.words import progress, say
from backend.config import settings
from backend.db import begin


def serve(
    *, no_worker: Annotated[bool, typer.Option("--no-worker", help="只启动网站，不启动后台任务")] = False
) -> None:
    """启动网站和后台任务。

    首次运行会建立数据库、写入初始数据，并印出管理员的登录链接。按 Ctrl-C 停止。
    """
    from backend import serving

    signal.signal(signal.SIGTERM, signal.default_int_handler)  # until the event loop takes over
    try:
        with serving.reserve_port() as place, house.database(say) as url:
            migrating.migrate(url)
            asyncio.run(house.in_house(url, first_run))
            say(f"网站：{settings.base_url}（按 Ctrl-C 停止）")
            logs.configure()
            asyncio.run(serving.serve(url, place, with_worker=not no_worker))
    except KeyboardInterrupt:
        pass
    say("已停止")


async def first_run() -> None:
    """An installation begins with the list of projects and one administrator, who is made last: a first run that
    was interrupted is a first run again."""
    async with begin() as session:
        if (await session.exec(select(Account.id).limit(1))).first():
            return
    with progress("首次运行，写入初始数据", seeds.size()) as step:
        await seeds.plant(step)
    async with begin(via="cli") as session:
        administrator = await service.first_administrator(session)
        print_link("管理员 admin", await links.make_link(session, administrator))


def worker(*, parent: Annotated[int | None, typer.Option(hidden=True)] = None) -> None:
    """只启动后台任务。

    做简报、补写项目历史、整理任务队列。可以同时启动几个。
    """
    from backend import worker as working

    logs.configure()
    try:
        with house.database() as url:
            asyncio.run(working.work(url, parent))
    except KeyboardInterrupt:
        pass
