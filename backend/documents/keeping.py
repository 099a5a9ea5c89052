"""A finished PDF on the disk: whole or not there at all."""

import os
from pathlib import Path
from tempfile import NamedTemporaryFile


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
