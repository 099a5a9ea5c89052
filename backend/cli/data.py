"""`sanpi migrate`, `sanpi seed`, `sanpi demo`"""

import asyncio
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import seed as seeds
from backend import db, migrating
from backend.accounts import service
from backend.accounts.actor import the_house
from backend.cli import house
from backend.cli.words import progress, say
from backend.clock import today
from backend.config import settings
from backend.errors import Conflict, Invalid
from backend.working_days import use

if TYPE_CHECKING:  # the demonstration is a lot to load for those who migrate
    from seed.demo import Found, Span

USUAL_WEEKS = 12


def migrate() -> None:
    """升级数据库的表结构。

    已是最新时什么也不做。
    """
    with house.database(say) as url:
        migrating.migrate(url)
    say("数据库表结构已是最新")


def seed() -> None:
    """写入初始数据，可重复运行。

    包括重大项目清单、分类、单位和节点模板；已有的一概不动。
    """
    with progress("写入初始数据", seeds.size()) as step:
        added = house.at_home(lambda: seeds.plant(step))
    say(f"新写入项目 {added} 个" if added else "初始数据已经齐全，没有改动")


def demo(
    weeks: Annotated[int | None, typer.Option(help="写几周的历史，默认 12", show_default=False)] = None,
    until: Annotated[
        str | None, typer.Option(help="写到哪一天以前，例如 2026-11-24，默认今天", show_default=False)
    ] = None,
) -> None:
    """写入演示数据，印出各角色的登录链接。

    真实的项目名加虚构的项目、数字和历史。没有设 SANPI_DATA_DIR 时放在 ./data-demo。
    """
    from seed.demo import OFFICIAL, Span

    use(OFFICIAL)
    if "data_dir" not in settings.model_fields_set:
        settings.data_dir = Path("data-demo")
    wanted = Span.ending(weeks or USUAL_WEEKS, day_of(until) if until else today())
    with house.database(say) as url:
        migrating.migrate(url)
        asyncio.run(house.in_house(url, lambda: make_demo(wanted, asked=bool(weeks or until))))


async def make_demo(wanted: "Span", *, asked: bool) -> None:
    """Write the history unless there is one, and let everybody in."""
    from seed.demo import SHOWN, Found, Telling

    found = await Found.here()
    refuse_if_other(found, wanted, asked=asked)
    if not found.whole:
        telling = Telling(wanted)
        with progress(f"写入演示数据（{wanted.first.label} 至 {wanted.last.label}）", telling.size) as step:
            await telling.write(step)
    say(f"演示数据在 {settings.data_dir}。各角色的登录链接，{settings.link_hours} 小时内有效，只能用一次：")
    async with db.begin(via="cli") as session:
        for name in SHOWN:
            say(f"{name:9} {await service.link_for(session, the_house('cli'), name)}")


def refuse_if_other(found: "Found", wanted: "Span", *, asked: bool) -> None:
    """A demonstration never mixes with data in use, and is never written twice."""
    elsewhere = "请换一个空目录，例如 SANPI_DATA_DIR=./data-demo-2 sanpi demo"
    if found.in_use and not found.demonstration:
        raise Conflict(f"这里已是正式使用的数据，不能写入演示数据。{elsewhere}")
    if found.demonstration and not found.whole:
        raise Conflict(
            f"上次的演示数据没有写完。请删除 {settings.data_dir} 后重新运行，或{elsewhere.removeprefix('请')}"
        )
    if found.whole and asked and found.span != wanted:
        has = f"{found.span.first.label} 至 {found.span.last.label}" if found.span else "没有周报的"
        raise Conflict(f"这里已有 {has} 的演示数据，与要求的不同。{elsewhere}；或不带参数运行，只取登录链接")


def day_of(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Invalid.field("until", "日期要写成 2026-11-24 这样", text) from None
