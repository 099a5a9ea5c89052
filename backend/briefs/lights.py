"""The lights of a week: judged in the round that follows its closing, and so never part of the state at the cut-off."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.dialects.postgresql import distinct_on
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.projects.models import Project
from backend.projects.vocabulary import Condition
from backend.signals.models import Axis, Light, LightRound
from backend.signals.parts import LightPart
from backend.signals.rounds import AFTER_CLOSING
from backend.signals.standing import worst
from backend.timeline.document import ProjectDocument
from backend.weeks import Week


async def lit(session: AsyncSession, week: Week, documents: Sequence[ProjectDocument]) -> Sequence[ProjectDocument]:
    """The documents at the cut-off with the lights that were judged right after it; as they are, if none were yet."""
    query = select(LightRound.done_at).where(LightRound.due == week.closes_at + AFTER_CLOSING)
    done_at = (await session.exec(query)).one_or_none()
    if done_at is None:
        return documents
    lights = await _lights(session, done_at)
    return [_with(document, lights[document.code]) if document.code in lights else document for document in documents]


async def _lights(session: AsyncSession, done_at: datetime) -> dict[str, list[LightPart]]:
    """By code, the newest of each axis at that moment, in the order of the axes."""
    newest = (
        select(Light, Project.code)
        .join(Project, col(Project.id) == Light.project_id)
        .where(Light.computed_at <= done_at)
        .ext(distinct_on(col(Light.project_id), col(Light.axis)))
        .order_by(col(Light.project_id), col(Light.axis), col(Light.number).desc())
    )
    found: dict[str, list[LightPart]] = defaultdict(list)
    for light, code in await session.exec(newest):
        found[code].append(LightPart.model_validate(light))
    return {code: sorted(parts, key=lambda part: tuple(Axis).index(part.axis)) for code, parts in found.items()}


def _with(document: ProjectDocument, lights: list[LightPart]) -> ProjectDocument:
    if document.condition is not Condition.UNDER_WAY:
        return document
    computed = worst(light.signal for light in lights)
    shown = document.override.signal if document.override else computed
    return document.model_copy(update={"lights": lights, "computed_signal": computed, "signal": shown})
