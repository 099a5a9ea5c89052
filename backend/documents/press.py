"""The door to the printing process: HTML in, a PDF or a reason out. The renderer itself is never loaded here."""

import asyncio
import fcntl
import os
import signal
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import NamedTuple
from xml.sax.saxutils import escape

import structlog

from backend.config import ROOT, settings
from backend.documents.job import Attachment, Job, Printed, PrinterKilled, PrintingFailed, Proof, Versions
from backend.documents.places import font_folders

log = structlog.get_logger()
MOMENT = 5  # seconds
PATIENCE = 20
"""What ends a printing is the processor's time; by the clock it may take so many times that, since others print too."""
BY_OTHERS = {-signal.SIGKILL, -signal.SIGTERM}
"""By a person, or by the machine when memory is short: the document need not be at fault, so it gets another try."""
FONTS_CONF = "<fontconfig><cachedir>{folder}</cachedir></fontconfig>"


async def print_pdf(
    html: str,
    *,
    attachments: Sequence[Attachment] = (),
    pictures: Mapping[str, bytes] | None = None,
    like: Versions | None = None,
) -> Printed:
    """Print a document as PDF/A-3a in a process of its own.

    `pictures` are the images that the HTML names as `pictures/<name>`; with `like` it is printed by these versions
    or not at all. Raises PrintingFailed, which says why.
    """
    job = Job(
        html=html,
        font_folders=[str(place) for place in font_folders(settings.data_dir)],
        attachments=list(attachments),
        pictures=dict(pictures or {}),
        memory_mb=settings.print_memory_mb,
        cpu_seconds=settings.print_seconds,
        like=like,
    )
    began = time.monotonic()
    try:
        proof = await _proof(job)
    except PrinterKilled:
        log.warning("the printer was killed and prints once more")
        proof = await _proof(job)
    if proof.failed:
        raise PrintingFailed(proof.failed)
    return Printed(seconds=time.monotonic() - began, **proof.model_dump(exclude={"failed"}))


async def _proof(job: Job) -> Proof:
    with _workplace(settings.data_dir / "cache" / "printing") as place:
        return await _run(job, place)


class Workplace(NamedTuple):
    """A folder that goes with the job, since a renderer that is killed leaves 55 MB of fonts behind. `held` is locked
    as long as this process or the printer lives: so the next one sees what nobody will clear away any more."""

    folder: Path
    held: int


@contextmanager
def _workplace(rooms: Path) -> Iterator[Workplace]:
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


async def _run(job: Job, place: Workplace) -> Proof:
    folder = place.folder
    (folder / "fonts.conf").write_text(FONTS_CONF.format(folder=escape(str(folder))), "utf-8")
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "backend.documents.child"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        cwd=ROOT,
        pass_fds=(place.held,),
        env={
            **{name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ},
            "LANG": "C.UTF-8",
            "TMPDIR": str(folder),
            "FONTCONFIG_FILE": str(folder / "fonts.conf"),
            "PYTHONDONTWRITEBYTECODE": "1",
        },
    )
    most = job.cpu_seconds * PATIENCE
    try:
        async with asyncio.timeout(most):
            answer, complaint = await child.communicate(job.model_dump_json().encode())
    except TimeoutError:
        raise PrintingFailed(f"排版超过{most}秒没有完成，已停止。请稍后再试，或减少文件的内容。") from None
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()
    if child.returncode in BY_OTHERS:
        raise PrinterKilled(_why(child.returncode, job, complaint))
    if child.returncode:
        raise PrintingFailed(_why(child.returncode, job, complaint))
    return Proof.model_validate_json(answer)


def _why(code: int, job: Job, complaint: bytes) -> str:
    if code == -signal.SIGXCPU:
        return f"排版用了超过{job.cpu_seconds}秒的处理器时间，已停止。请稍后再试，或减少文件的内容。"
    if code < 0:
        return (
            f"排版进程意外结束（{signal.Signals(-code).name}），多半是内存不够（限{job.memory_mb} MB）。"
            "请减少文件的内容或照片，再试一次。"
        )
    last = complaint.decode(errors="replace").strip().rpartition("\n")[2]
    return f"排版程序出错，请把这句话交给管理员：{last}"
