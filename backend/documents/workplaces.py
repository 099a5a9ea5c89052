"""Where a document is printed: a folder that goes with its job, since a renderer that is killed leaves 55 MB of fonts
behind."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import NamedTuple
from xml.sax.saxutils import escape

MOMENT = 5  # seconds
ORDER, COMPLAINT = "order", "complaint"
"""Names of the files with the job, and with what a printer said of its failure."""
FONTS_CONF = "<fontconfig><cachedir>{folder}</cachedir></fontconfig>"


class Workplace(NamedTuple):
    """`held` is locked as long as this process or the printer lives: so the next one sees what nobody will clear away
    any more."""

    folder: Path
    held: int


@contextmanager
def workplace(rooms: Path) -> Iterator[Workplace]:
    rooms = rooms.resolve()
    rooms.mkdir(parents=True, exist_ok=True)
    for left in rooms.iterdir():
        _clear_if_left(left)
    folder = Path(mkdtemp(dir=rooms))
    held = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield Workplace(folder, held)
    finally:
        os.close(held)
        rmtree(folder, ignore_errors=True)


def surroundings(folder: Path) -> dict[str, str]:
    """What a printer finds in its environment; to fontconfig a folder for its notes, and none of the system's fonts."""
    listed = folder / "fonts.conf"
    listed.write_text(FONTS_CONF.format(folder=escape(str(folder))), "utf-8")
    return {"TMPDIR": str(folder), "FONTCONFIG_FILE": str(listed)}


def _clear_if_left(folder: Path) -> None:
    try:
        held = os.open(folder, os.O_RDONLY)
    except FileNotFoundError:
        return
    try:
        if folder.stat().st_mtime < time.time() - MOMENT:  # who has just made it is about to lock it
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            rmtree(folder, ignore_errors=True)
    except (BlockingIOError, FileNotFoundError):
        pass
    finally:
        os.close(held)
