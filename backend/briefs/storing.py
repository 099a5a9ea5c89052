"""The PDF of a brief on the disk: whole or not there at all."""

import os
from pathlib import Path
from tempfile import NamedTemporaryFile
from uuid import UUID

from backend.config import settings


def place_of(brief_id: UUID) -> Path:
    """The draft as it was printed last."""
    return settings.files / "briefs" / f"{brief_id}.pdf"


def place_of_issued(brief_id: UUID) -> Path:
    return settings.files / "briefs" / "issued" / f"{brief_id}.pdf"


def keep(place: Path, pdf: bytes) -> None:
    """Write beside, force to the disk, then rename: nobody ever reads half a document."""
    place.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=place.parent, prefix=f".{place.stem}.", delete=False) as beside:
        try:
            beside.write(pdf)
            beside.flush()
            os.fsync(beside.fileno())
            Path(beside.name).replace(place)
        except BaseException:
            Path(beside.name).unlink(missing_ok=True)
            raise
    folder = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
