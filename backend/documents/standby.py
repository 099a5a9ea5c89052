"""The printer that stands by: it has loaded what every printing needs, and each document is printed by a copy of it.

A copy (fork) begins warm, keeps to limits of its own, and is gone with its document: so nothing of one document is
left for the next. Orders come through the door: a folder with the job, and the line on which the copy answers. When it has
ended, this process adds with which code; and who gave the order hangs up if he does not want it any more.
"""

import gc
import os
import select
import signal
import socket
import sys
import tempfile
import warnings
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from backend.documents import child
from backend.documents.job import Job, PrintingFailed
from backend.documents.stillness import Stillness
from backend.documents.workplaces import COMPLAINT, ORDER, surroundings

IDLE = 300
"""Seconds without an order, after which it goes home: it holds a hundred megabytes."""
LOOK = 5  # seconds between two looks whether the copies work
GARBAGE = 50_000  # new objects between two looks for garbage: a document makes millions that all stay
EVERYTHING = """<!DOCTYPE html><html lang=zh-CN><title>一</title><body><main><h1>一</h1><h2>一、二</h2><p>三，“四”5。</p>
<table><thead><tr><th>六<tbody><tr><td>7.00</table><svg xmlns="http://www.w3.org/2000/svg" role="img" width="9" height="9">
<title>八</title><rect width="9" height="9"/><text x="1" y="9" font-family="Brief Hei">九</text></svg></main>"""


def main(door: str, *font_folders: str) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # meant for whoever gives the orders; the door closes behind him
    _warm_up(list(font_folders))
    _serve(socket.socket(fileno=int(door)))


def _warm_up(font_folders: list[str]) -> None:
    """Print something with everything in it: what that loads and reckons, no copy needs to load and reckon again."""
    with tempfile.TemporaryDirectory() as folder:
        _work_in(folder)
        # fontconfig is given no fonts of the system, so that nothing but the listed files can be used
        warnings.filterwarnings("ignore", message="No fonts configured")
        from backend.documents import check, render

        with suppress(PrintingFailed):  # a copy says it in its answer
            job = Job(html=EVERYTHING, font_folders=font_folders, memory_mb=1, cpu_seconds=1)
            check.read(render.proof(job).pdf)
    gc.collect()
    gc.freeze()  # what was loaded stays to the end, and need not be looked through for what does not
    gc.set_threshold(GARBAGE)


def _work_in(folder: str) -> None:
    os.environ |= surroundings(Path(folder))
    tempfile.tempdir = None


def _serve(door: socket.socket) -> None:
    bell, rung = socket.socketpair()
    for each in (bell, rung):
        each.setblocking(False)
    signal.set_wakeup_fd(bell.fileno(), warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    lines: dict[int, socket.socket] = {}  # of the copies at work
    still = Stillness()
    while ready := _heard(door, rung, lines):
        for copy in still.found(lines):
            os.kill(copy, signal.SIGKILL)
        if rung in ready:
            rung.recv(4096)
        for copy, line in list(lines.items()):
            if line in ready:
                os.kill(copy, signal.SIGKILL)  # who gave the order has hung up
            if _has_ended(copy, line, wait=line in ready):
                lines.pop(copy).close()
        if door in ready and not _take_order(door, lines):
            break
    for copy in lines:
        os.kill(copy, signal.SIGKILL)  # nobody is there any more to take what they print


def _heard(door: socket.socket, rung: socket.socket, lines: dict[int, socket.socket]) -> list[socket.socket | None]:
    """Who has something to say; nobody, while copies are at work, is somebody as well: they are to be looked at."""
    heard: list[socket.socket | None] = [
        *select.select([door, rung, *lines.values()], [], [], LOOK if lines else IDLE)[0]
    ]
    return heard or [None] * bool(lines)


def _has_ended(copy: int, line: socket.socket, *, wait: bool) -> bool:
    ended, status = os.waitpid(copy, 0 if wait else os.WNOHANG)
    if ended:
        with suppress(OSError):
            line.sendall(f"\n{os.waitstatus_to_exitcode(status)}".encode())
    return bool(ended)


def _take_order(door: socket.socket, lines: dict[int, socket.socket]) -> bool:
    folder, given, *_ = socket.recv_fds(door, 4096, 2)
    if not folder:
        return False
    number, held = given
    line = socket.socket(fileno=number)
    if not (copy := os.fork()):
        for other in lines.values():
            other.close()
        _print(folder.decode(), line)
    os.close(held)  # the copy holds its folder as long as it lives
    lines[copy] = line
    return True


def _print(folder: str, line: socket.socket) -> NoReturn:
    """What goes wrong here ends the copy like any program, with its last words on the disk."""
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    if not Path(folder).exists():
        os._exit(1)  # who gave the order has gone meanwhile
    os.dup2(os.open(Path(folder) / COMPLAINT, os.O_WRONLY | os.O_CREAT), sys.stderr.fileno())
    _work_in(folder)
    line.sendall(child.answer((Path(folder) / ORDER).read_bytes()))
    os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:])
