"""The door to the printing process: HTML in, a PDF or a reason out. The renderer itself is never loaded here."""

import asyncio
import signal
import time
from collections.abc import Mapping, Sequence

import structlog

from backend.config import settings
from backend.documents.job import Attachment, Job, Printed, PrinterKilled, PrintingFailed, Proof, Versions, Wanted
from backend.documents.ordering import Done, order
from backend.documents.places import font_folders
from backend.documents.workplaces import workplace

log = structlog.get_logger()
PATIENCE = 20
"""What ends a printing is the processor's time; by the clock it may take so many times that, since others print too."""
BY_OTHERS = {-signal.SIGKILL, -signal.SIGTERM}
"""By a person, or by the machine when memory is short: the document need not be at fault, so it gets another try."""


async def print_pdf(
    html: str,
    *,
    attachments: Sequence[Attachment] = (),
    pictures: Mapping[str, bytes] | None = None,
    like: Versions | None = None,
    wanted: Wanted | None = None,
) -> Printed:
    """Print a document as PDF/A-3a in a process of its own.

    `pictures` are the images that the HTML names as `pictures/<name>`; with `like` it is printed by these versions
    or not at all, with `wanted` only if all that is found in it. Raises PrintingFailed, which says why.
    """
    job = Job(
        html=html,
        font_folders=[str(place) for place in font_folders(settings.data_dir)],
        attachments=list(attachments),
        pictures=dict(pictures or {}),
        memory_mb=settings.print_memory_mb,
        cpu_seconds=settings.print_seconds,
        like=like,
        wanted=wanted,
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
    most = job.cpu_seconds * PATIENCE
    with workplace(settings.data_dir / "cache" / "printing") as place:
        try:
            async with asyncio.timeout(most):
                done = await order(job.model_dump_json().encode(), place, job.font_folders)
        except TimeoutError:
            raise PrintingFailed(f"排版超过{most}秒没有完成，已停止。请稍后再试，或减少文件的内容。") from None
    if done.code in BY_OTHERS:
        raise PrinterKilled(_why(done, job))
    if done.code != 0:
        raise PrintingFailed(_why(done, job))
    return Proof.model_validate_json(done.answer)


def _why(done: Done, job: Job) -> str:
    if done.code is None:
        return "排版进程没有启动，或一再中断。请运行 sanpi doctor 看一看，再试一次。"
    if done.code == -signal.SIGXCPU:
        return f"排版用了超过{job.cpu_seconds}秒的处理器时间，已停止。请稍后再试，或减少文件的内容。"
    if done.code < 0:
        return (
            f"排版进程意外结束（{signal.Signals(-done.code).name}），多半是内存不够（限{job.memory_mb} MB）。"
            "请减少文件的内容或照片，再试一次。"
        )
    return f"排版程序出错，请把这句话交给管理员：{done.complaint}"
