"""Which processes serve a cluster: those that live in its folder, since PostgreSQL works there."""

from pathlib import Path


def postmaster(files: Path) -> int | None:
    """The server's first process. A number that a killed server left behind, and another process has now, is none."""
    pid = noted(files / "postmaster.pid")
    return pid if pid and _lives_in(files, pid) else None


def noted(lock_file: Path) -> int | None:
    """The number on the first line of one of PostgreSQL's lock files, be it true or stale."""
    try:
        return int(lock_file.read_text().split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return None


def is_dead(pid: int) -> bool:
    """Dead for good, or only unburied: PostgreSQL takes that for alive, and in a container nobody may ever bury it."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0]
    except FileNotFoundError:
        return True
    return state == "Z"


def residents(files: Path) -> list[int]:
    pids = [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdecimal()]
    return [pid for pid in pids if _lives_in(files, pid)]


def _lives_in(files: Path, pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/cwd").samefile(files)
    except OSError:  # gone, or somebody else's
        return False
