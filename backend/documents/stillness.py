"""Copies of the printer that neither work nor end: a library in C may wait for ever for memory that it did not get."""

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

STILL = 30
"""Seconds without any work of the processor; on a busy machine as well, each gets a little in that time."""
WORK = slice(11, 13)  # utime and stime among what follows the name in `/proc/PID/stat` (proc_pid_stat(5))


@dataclass
class Stillness:
    seen: dict[int, tuple[list[str], float]] = field(default_factory=dict)
    """What each had worked when it was last seen to have worked more, and when that was."""

    def found(self, copies: Iterable[int]) -> list[int]:
        now = time.monotonic()
        worked = {copy: _worked(copy) for copy in copies}
        self.seen = {
            copy: self.seen[copy] if copy in self.seen and self.seen[copy][0] == work else (work, now)
            for copy, work in worked.items()
        }
        return [copy for copy, (_, since) in self.seen.items() if now - since > STILL]


def _worked(copy: int) -> list[str]:
    return Path(f"/proc/{copy}/stat").read_text("utf-8").rpartition(")")[2].split()[WORK]
