"""`sanpi doctor`: what is wrong with this installation, in words, and what to do about it."""

import asyncio
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import typer
from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from backend import db, health, migrating, wiring
from backend.cli import house
from backend.cli.diagnosis import Finding, of_briefs, of_hooks, of_keys
from backend.cli.words import say
from backend.config import settings
from backend.documents.fonts import CHINESE, RARE, find
from backend.documents.overriding import TemplateBroken, in_words, own_templates
from backend.documents.places import font_folders
from backend.documents.templating import environment
from backend.errors import DomainError
from backend.feed import installation

OLDEST_SERVER = 150_000
LITTLE_ROOM = 1 << 30
LOOPBACK = {"127.0.0.1", "::1", "localhost"}
UNSETTLED = text("SELECT count(*) FROM touched")
GIVEN_UP = text("SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed'")
ADMINISTRATORS = text("SELECT count(*) FROM accounts WHERE role = 'administrator' AND disabled_at IS NULL")
SERVER = text("SELECT current_setting('server_version_num')::int, current_setting('server_version')")


def doctor() -> None:
    """检查这套系统哪里不对，怎么处理。

    有误时退出码为 1。
    """
    found = [*examine_files(), *examine_fonts(), *examine_address(), *examine_database()]
    for each in found:
        say(f"{each.mark}  {each.sentence}")
    if any(each.well is False for each in found):
        raise typer.Exit(1)


def examine_files() -> Iterator[Finding]:
    for folder in (settings.data_dir, settings.files):
        place = existing(folder)
        if not os.access(place, os.W_OK | os.X_OK):
            yield Finding(False, f"不能写入 {place}，请用平时启动本系统的用户运行，或修正目录权限")
            return
    free = shutil.disk_usage(existing(settings.data_dir)).free
    if free < LITTLE_ROOM:
        yield Finding(False, f"数据目录所在磁盘只剩 {free >> 20} MB，请清理或扩容")
    else:
        yield Finding(True, f"数据目录 {settings.data_dir} 可写，磁盘余 {free >> 30} GB")


def existing(folder: Path) -> Path:
    """The folder, or the nearest above it that there is."""
    folder = folder.resolve()
    return folder if folder.exists() else existing(folder.parent)


def examine_fonts() -> Iterator[Finding]:
    try:
        found = find(font_folders(settings.data_dir))
    except DomainError as error:
        yield Finding(False, error.message)
        return
    yield from examine_templates()
    names = "、".join(f"{family.label} {found[family].path.stem}" for family in CHINESE)
    yield Finding(True, f"公文字体齐全：{names}")
    if RARE not in found:
        yield Finding(None, "没有生僻字字体，姓名地名中的生僻字可能印不出。请安装系统软件包 fonts-noto-cjk")


def examine_templates() -> Iterator[Finding]:
    """An office's own: each that is there compiles, or is named."""
    for name in own_templates():
        try:
            with in_words():
                environment().get_template(name)
        except TemplateBroken as broken:
            yield Finding(False, broken.message)
        else:
            yield Finding(None, f"用了自备的模板 {name}：升级后请核对它是否还合用")


def examine_address() -> Iterator[Finding]:
    """Without TLS, signing in only works on this very machine."""
    url = urlsplit(settings.base_url)
    if url.scheme == "https":
        yield Finding(True, f"对外网址 {settings.base_url}")
    elif url.hostname in LOOPBACK and not settings.public_url:
        yield Finding(None, "只能在本机访问。要让别人使用，请配好 HTTPS 并设置 SANPI_PUBLIC_URL=https://…")
    else:
        yield Finding(
            False, f"{settings.base_url} 不是 HTTPS，别的机器上无法登录。请配好 HTTPS 并设置 SANPI_PUBLIC_URL"
        )


def examine_database() -> list[Finding]:
    try:
        with house.database() as url:
            return asyncio.run(_examine_database(url))
    except DomainError as error:
        return [Finding(False, error.message)]


async def _examine_database(url: str) -> list[Finding]:
    async with wiring.house_at(url), db.sessions() as session:
        number, version = (await db.sql(session, SERVER)).one()
        if number < OLDEST_SERVER:
            return [Finding(False, f"PostgreSQL {version} 太旧，请升级到 15 或更新")]
        found = [Finding(True, f"数据库 PostgreSQL {version} 可以连接")]
        if await migrating.revision(session) != migrating.newest():
            return [*found, Finding(False, "数据库不是这个版本的表结构，请运行 sanpi migrate")]
        return [*found, *await _examine_rows(session)]


async def _examine_rows(session: AsyncSession) -> list[Finding]:
    unsettled, given_up, administrators = [
        (await db.sql(session, query)).scalar_one() for query in (UNSETTLED, GIVEN_UP, ADMINISTRATORS)
    ]
    found = [Finding(True, "表结构已是最新")]
    if await installation.is_demonstration(session):
        found.append(Finding(None, "这里是演示数据，不要录入真实项目的数字"))
    if await health.worker_beats(session):
        found.append(Finding(True, "后台任务在运行"))
    else:
        found.append(Finding(False, "后台任务没有运行，周报不会生成。请用 sanpi serve 启动，或另外运行 sanpi worker"))
    if unsettled:
        found.append(Finding(None, f"有 {unsettled} 处改动还没有写入项目历史，后台任务运行后一秒内会补写"))
    if given_up:
        found.append(Finding(None, f"有 {given_up} 个后台任务多次失败后停止，原因见日志；周报可在页面上重新生成"))
    found += await of_keys(session)
    found += await of_briefs(session)
    found += await of_hooks(session)
    if not administrators:
        found.append(Finding(False, "没有可用的管理员账号，请运行 sanpi serve，或用 sanpi account add 新建"))
    return found
