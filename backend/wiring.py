"""What every transaction does last, for app, worker, command line and tests alike."""

from backend import db
from backend.timeline import settling


def install() -> None:
    db.before_commit[:] = [settling.settle]
