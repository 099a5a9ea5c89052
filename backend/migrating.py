"""Bringing a database to the tables of this version, and telling whether it is there."""

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.config import ROOT


def migrate(url: str) -> None:
    """To the newest tables; a database that has them is left alone. Not from within a running event loop."""
    command.upgrade(config(url), "head")


def config(url: str) -> Config:
    alembic = Config(ROOT / "alembic.ini")
    alembic.set_main_option("script_location", str(ROOT / "migrations"))
    alembic.attributes["url"] = url
    return alembic


def newest() -> str | None:
    """The revision that this version of the program works with."""
    return ScriptDirectory.from_config(config("")).get_current_head()


async def revision(session: AsyncSession) -> str | None:
    """The revision of the database; none if it has no tables yet."""
    connection = await session.connection()
    if (await connection.execute(text("SELECT to_regclass('alembic_version')"))).scalar() is None:
        return None
    found: str | None = (await connection.execute(text("SELECT version_num FROM alembic_version"))).scalar()
    return found
