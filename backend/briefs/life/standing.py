"""How far a brief has come: its rows read together."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import and_, func, or_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.models import Account
from backend.briefs.data.ranking import Naming
from backend.briefs.models import Brief, BriefKind, BriefNumber, BriefReview, BriefState, Issuance, series_of


@dataclass(frozen=True)
class Standing:
    """`review` is the last one of the revision that stands; one of an earlier revision says nothing any more."""

    brief: Brief
    number: BriefNumber | None = None
    issuance: Issuance | None = None
    review: BriefReview | None = None
    corrected_by: BriefNumber | None = None
    """The issued correction that came in its place."""
    rival: BriefNumber | None = None
    """Another brief of the same week, or another correction of the same one, that has taken its number first."""

    @property
    def is_reviewed(self) -> bool:
        return self.review is not None and self.review.passed

    @property
    def is_being_issued(self) -> bool:
        return self.brief.signed_at is not None and self.issuance is None and self.brief.state is BriefState.WAITING

    @property
    def word(self) -> str:
        """In one word, for lists."""
        if self.issuance:
            return "已更正" if self.corrected_by else "已签发"
        if self.brief.state is not BriefState.READY:
            return "签发中" if self.is_being_issued else self.brief.state.label
        if not self.brief.kind.is_issued:
            return self.brief.state.label
        if self.brief.draft:
            return "草稿"
        return "待签发" if self.is_reviewed else "退回" if self.review else "待核稿"


async def of(session: AsyncSession, brief: Brief) -> Standing:
    return (await of_all(session, [brief]))[0]


async def of_all(session: AsyncSession, briefs: list[Brief]) -> list[Standing]:
    """In the same order, with four statements however many they are."""
    ids = [brief.id for brief in briefs]
    numbered = select(BriefNumber).where(col(BriefNumber.brief_id).in_(ids))
    numbers = {row.brief_id: row for row in await session.exec(numbered)}
    issued = select(Issuance).where(col(Issuance.brief_id).in_(ids))
    issuances = {row.brief_id: row for row in await session.exec(issued)}
    reviewed = select(BriefReview).where(col(BriefReview.brief_id).in_(ids)).order_by(col(BriefReview.reviewed_at))
    reviews = {(row.brief_id, row.revision): row for row in await session.exec(reviewed)}
    others = await _others(session, briefs)
    return [
        Standing(
            brief=brief,
            number=numbers.get(brief.id),
            issuance=issuances.get(brief.id),
            review=reviews.get((brief.id, brief.revision)),
            corrected_by=next((n for n, is_out in others if is_out and n.corrects_id == brief.id), None),
            rival=next((number for number, _ in others if _is_rival(number, brief)), None),
        )
        for brief in briefs
    ]


async def _others(session: AsyncSession, briefs: list[Brief]) -> list[tuple[BriefNumber, bool]]:
    """Numbers that stand in the way of these briefs or came in their place, and whether they are issued."""
    corrected = [brief.id for brief in briefs] + [brief.corrects_id for brief in briefs if brief.corrects_id]
    weeks = {brief.week_start for brief in briefs}
    first_of_week = and_(col(BriefNumber.corrects_id).is_(None), col(BriefNumber.week_start).in_(weeks))
    period = func.split_part(BriefNumber.subject, ".", 1)
    periods = {brief.subject.partition(".")[0] for brief in briefs if brief.subject}
    first_of_period = and_(col(BriefNumber.corrects_id).is_(None), period.in_(periods))
    query = (
        select(BriefNumber, col(Issuance.brief_id).is_not(None))
        .outerjoin(Issuance, col(Issuance.brief_id) == BriefNumber.brief_id)
        .where(or_(first_of_week, first_of_period, col(BriefNumber.corrects_id).in_(corrected)))
    )
    return [(number, is_out) for number, is_out in await session.exec(query)]


def _is_rival(number: BriefNumber, brief: Brief) -> bool:
    if number.brief_id == brief.id or number.corrects_id != brief.corrects_id:
        return False
    if brief.corrects_id is not None:
        return True
    if number.series != series_of(brief) or brief.kind is BriefKind.SPECIAL:
        return False
    if number.subject and brief.subject:
        return _overlap(number.subject, brief.subject)
    return number.week_start == brief.week_start


def _overlap(one: str, other: str) -> bool:
    """Whether two circulars would name the same units for the same: who praises and criticises in one does both."""
    (period, _, naming), (same, _, others) = one.partition("."), other.partition(".")
    return period == same and (naming == others or Naming.BOTH in (naming, others))


async def names_of(session: AsyncSession, standing: Standing) -> dict[UUID, str]:
    """The persons of its rows."""
    rows = (standing.review and standing.review.reviewed_by_id, standing.issuance and standing.issuance.issued_by_id)
    return await persons(session, [row for row in rows if row])


async def persons(session: AsyncSession, ids: Collection[UUID]) -> dict[UUID, str]:
    query = select(Account.id, Account.person).where(col(Account.id).in_(ids))
    return dict((await session.exec(query)).all())
