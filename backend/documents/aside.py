"""Work on finished PDFs in a process of its own: what it takes of memory goes back with it."""

import asyncio
import os
import sys
from dataclasses import dataclass

from backend.config import ROOT


@dataclass(frozen=True)
class Done:
    failed: bool
    output: bytes
    complaint: str
    """The last line of what it said of its failure."""


async def aside(module: str, *arguments: str, seconds: float | None = None) -> Done:
    """Run a module of ours. Raises TimeoutError after so many seconds; however it ends, nothing is left running."""
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", module, *arguments),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env={name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ},
    )
    try:
        async with asyncio.timeout(seconds):
            output, complaint = await child.communicate()
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()
    last = complaint.decode(errors="replace").strip().rpartition("\n")[2]
    return Done(bool(child.returncode), output, last or f"{child.returncode}")
