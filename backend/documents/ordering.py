"""Orders to the printer that stands by: it is started with the first one, and ends with this process."""

import asyncio
import atexit
import os
import socket
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from backend.config import ROOT
from backend.documents.workplaces import COMPLAINT, ORDER, Workplace

MOMENT = 5  # seconds
KEPT = ("PATH", "LD_LIBRARY_PATH")


@dataclass(frozen=True)
class Done:
    """`code` is how the printing ended: negative by a signal; none if whoever would tell it is gone himself."""

    code: int | None
    answer: bytes
    complaint: str


async def order(job: bytes, place: Workplace, font_folders: list[str]) -> Done:
    """Have a job printed. However this ends, nothing of it is left running."""
    done = await _order(job, place, font_folders)
    return done if done.code is not None else await _order(job, place, font_folders)  # it was just going home


async def _order(job: bytes, place: Workplace, font_folders: list[str]) -> Done:
    (place.folder / ORDER).write_bytes(job)
    line, theirs = socket.socketpair()
    with theirs:
        printer.hand_over(theirs, place, font_folders)
    reader, writer = await asyncio.open_unix_connection(sock=line)
    heard = b""
    try:
        heard = await reader.read()
    finally:
        if not heard:
            writer.write_eof()  # it is not wanted any more
            await reader.read()  # until it is gone, and nothing is written any more to its folder
        writer.close()
    answer, _, code = heard.rpartition(b"\n")
    ended = int(code) if code.removeprefix(b"-").isdigit() else None
    return Done(ended, answer, _last_words(place.folder))


def _last_words(folder: Path) -> str:
    said = folder / COMPLAINT
    return said.read_text("utf-8", "replace").strip().rpartition("\n")[2] if said.exists() else ""


@dataclass
class Printer:
    """The process that stands by, as it is seen from here."""

    process: subprocess.Popen[bytes] | None = None
    door: socket.socket | None = None

    def hand_over(self, line: socket.socket, place: Workplace, font_folders: list[str]) -> None:
        for _ in range(2):
            with suppress(ConnectionError):  # it has just gone home
                socket.send_fds(self._door(font_folders), [str(place.folder).encode()], [line.fileno(), place.held])
                return
            self.dismiss()

    def _door(self, font_folders: list[str]) -> socket.socket:
        if self.door is not None and self.process is not None and self.process.poll() is None:
            return self.door
        self.dismiss()
        self.door, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        kept = {name: os.environ[name] for name in KEPT if name in os.environ}
        with theirs:
            self.process = subprocess.Popen(  # noqa: S603  our own module
                [sys.executable, "-m", "backend.documents.standby", str(theirs.fileno()), *font_folders],
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=(theirs.fileno(),),
                env=kept | {"LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"},
            )
        return self.door

    def dismiss(self) -> None:
        """It goes when its door is shut, and takes with it whatever it is printing."""
        if self.door is not None:
            self.door.close()
        if self.process is None:
            return
        try:
            self.process.wait(MOMENT)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.door = self.process = None


printer = Printer()
atexit.register(printer.dismiss)
