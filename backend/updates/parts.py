"""What the API says of a weekly update: the same in the project's document and as an answer of its own."""

from collections.abc import Sequence
from datetime import datetime
from typing import Self
from uuid import UUID

from pydantic import Field

from backend.units import Wan
from backend.updates.models import ReviewVerdict, Update, UpdateReview
from backend.updates.photos.models import Photo
from backend.updates.photos.parts import PhotoPart
from backend.web.schema import Output
from backend.weeks import Week


class ReviewPart(Output):
    """What a reviewer said of an update as it stood in that version."""

    verdict: ReviewVerdict
    reason: str | None
    version: int
    reviewed_by: str | None
    reviewed_at: datetime

    @classmethod
    def of(cls, review: UpdateReview) -> Self:
        return cls(
            verdict=review.verdict,
            reason=review.reason,
            version=review.version,
            reviewed_by=review.reviewed_by.person if review.reviewed_by else None,
            reviewed_at=review.reviewed_at,
        )


class UpdatePart(Output):
    """The weekly update of a week."""

    id: UUID
    week: str
    unchanged: bool
    unchanged_reason: str | None = None
    invested_wan: Wan
    site_progress: str | None
    next_step: str | None
    milestones_reached: list[str]
    late: bool
    submitted_by: str | None
    submitted_at: datetime
    version: int
    photos: list[PhotoPart] = Field(default_factory=list)
    review: ReviewPart | None = None
    """Of the version that stands; null as long as nobody has reviewed it."""

    @classmethod
    def of(cls, update: Update, photos: Sequence[Photo] = (), review: UpdateReview | None = None) -> Self:
        return cls(
            id=update.id,
            week=Week(update.week_start).label,
            unchanged=update.unchanged,
            unchanged_reason=update.unchanged_reason,
            invested_wan=update.invested,
            site_progress=update.site_progress,
            next_step=update.next_step,
            milestones_reached=update.milestones_reached,
            late=update.late,
            submitted_by=update.submitted_by.person if update.submitted_by else None,
            submitted_at=update.submitted_at,
            version=update.version,
            photos=[PhotoPart.model_validate(photo) for photo in photos],
            review=ReviewPart.of(review) if review else None,
        )
