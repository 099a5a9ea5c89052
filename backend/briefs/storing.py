"""Where the PDF of a brief lies on the disk."""

from pathlib import Path
from uuid import UUID

from backend.config import settings


def place_of(brief_id: UUID) -> Path:
    """The draft as it was printed last."""
    return settings.files / "briefs" / f"{brief_id}.pdf"


def place_of_issued(brief_id: UUID) -> Path:
    return settings.files / "briefs" / "issued" / f"{brief_id}.pdf"
