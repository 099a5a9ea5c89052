"""What every transaction does last, for app, worker, command line and tests alike."""

from backend import db


def install() -> None:
    db.before_commit[:] = []
