"""The PDF of a brief on the disk: whole or not there at all."""

import os
from pathlib import Path
from tempfile import NamedTemporaryFile
from uuid import UUID

from backend.config import settings


def place_of(brief_id: UUID) -> Path:
    return settings.files / "briefs" / f"{brief_id}.pdf"


def keep(brief_id: UUID, pdf: bytes) -> Path:
    """Write beside, force to the disk, then rename: nobody ever reads half a document."""
    place = place_of(brief_id)
    place.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=place.parent, prefix=f".{brief_id}.", delete=False) as beside:
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
    return place
