"""Texts that came for a week that had its update already: set aside, so that a person can look at both."""

from collections.abc import Sequence

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import joinedload
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.clock import now
from backend.ids import digest, uuid7
from backend.projects.models import Project
from backend.updates.models import OtherText, Update
from backend.updates.schemas import UpdateIn
from backend.weeks import Week

SAID = set(UpdateIn.model_fields) - {"id", "week"}


async def set_aside(
    session: AsyncSession, actor: Actor, standing: Update, given: UpdateIn, *, merged: str | None = None
) -> None:
    """Keep what was sent beside the update that stands; sent again it is kept once. `merged` says whose words were
    kept where it was put together with them."""
    row = {
        "id": uuid7(),
        "project_id": standing.project_id,
        "week_start": standing.week_start,
        "sent_id": given.id,
        "said": given.model_dump(mode="json", include=SAID),
        "digest": digest_of(given),
        "sent_by_id": actor.person_id,
        "sent_at": now(),
        "merged_version": standing.version if merged else None,
        "merged_words": merged,
    }
    await session.exec(insert(OtherText).values(row).on_conflict_do_nothing())


async def of_week(session: AsyncSession, project: Project, week: Week) -> Sequence[OtherText]:
    query = select(OtherText).where(OtherText.project_id == project.id, OtherText.week_start == week.start)
    return (await session.exec(query.order_by(col(OtherText.sent_at)).options(joinedload(OtherText.sent_by)))).all()


async def merged_into(session: AsyncSession, update: Update) -> str | None:
    """Whose words the version that stands has beside those of who sent it; none where nobody else wrote any."""
    query = select(OtherText.merged_words).where(OtherText.project_id == update.project_id)
    query = query.where(OtherText.week_start == update.week_start, OtherText.merged_version == update.version)
    return (await session.exec(query.order_by(col(OtherText.sent_at).desc()).limit(1))).first()


def digest_of(given: UpdateIn) -> str:
    """Of what is said; two that say the same have the same."""
    return digest(given.model_dump_json(include=SAID))
