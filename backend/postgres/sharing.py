"""Who uses a server, told by locks on files that the kernel releases even after kill -9."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def turn(folder: Path) -> Iterator[None]:
    """Starting and stopping happen one at a time, across processes."""
    lock = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def take_share(folder: Path) -> int:
    """Say that the server is in use, until the file that is returned is closed."""
    lock = _shares(folder)
    fcntl.flock(lock, fcntl.LOCK_SH)
    return lock


def is_unused(folder: Path) -> bool:
    lock = _shares(folder)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(lock)
    return True


def _shares(folder: Path) -> int:
    lock = os.open(folder / "postgres.lock", os.O_RDWR | os.O_CREAT, 0o600)
    owner = folder.stat()
    if os.geteuid() == 0:  # when root lends a hand, the folder's owner can still go on afterwards
        os.fchown(lock, owner.st_uid, owner.st_gid)
    return lock
