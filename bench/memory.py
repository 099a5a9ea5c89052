"""How much memory a family of processes takes at its highest, each page of it counted once."""

import os
import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

MOMENT = 0.02  # seconds between two looks
KB = 1024


@dataclass
class Peak:
    mb: float = 0


def children(of: int | None = None) -> set[int]:
    """Processes that this one has started and that are still there, with theirs."""
    found: set[int] = set()
    with suppress(OSError):
        for thread in Path(f"/proc/{of or os.getpid()}/task").iterdir():
            found |= {int(word) for word in (thread / "children").read_text().split()}
    return found.union(*map(children, found))


@contextmanager
def peak_of_children(besides: Collection[int]) -> Iterator[Peak]:
    """Of all others that this process starts, in proportional set size: what several share is counted in parts."""
    peak, over = Peak(), threading.Event()

    def watch() -> None:
        while not over.wait(MOMENT):
            peak.mb = max(peak.mb, sum(map(_share_of, children() - set(besides))) / KB)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield peak
    finally:
        over.set()
        watcher.join()


def _share_of(pid: int) -> int:
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0
