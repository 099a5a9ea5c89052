"""Pages of a finished PDF as pictures, for phones whose in-app browser shows no PDF. A process of its own: the library
is not made for threads, and its memory goes back with it."""

import asyncio
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree

from backend.config import ROOT
from backend.documents.job import PrintingFailed

WIDTH = 1080
SECONDS = 120


async def picture(pdf: Path, folder: Path) -> None:
    """`folder` gets `1.webp`, `2.webp` … or is not there at all."""
    with _made_beside(folder) as beside:
        await _run([str(pdf), str(beside)])


@contextmanager
def _made_beside(folder: Path) -> Iterator[Path]:
    """What a killed process left here goes with the next try."""
    beside = folder.with_name(f".{folder.name}")
    rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    try:
        yield beside.resolve()
        rmtree(folder, ignore_errors=True)
        beside.replace(folder)
    finally:
        rmtree(beside, ignore_errors=True)


async def _run(paths: list[str]) -> None:
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "backend.documents.pictures", *paths),
        cwd=ROOT,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
        env={name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ},
    )
    try:
        async with asyncio.timeout(SECONDS):
            _, complaint = await child.communicate()
    except TimeoutError:
        raise PrintingFailed(f"把PDF变成图片超过{SECONDS}秒没有完成，已停止") from None
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()
    if child.returncode:
        last = complaint.decode(errors="replace").strip().rpartition("\n")[2]
        raise PrintingFailed(f"PDF变不成图片：{last}")


def main(pdf: str, folder: str) -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    for number in range(len(document)):
        page = document[number]
        drawn = page.render(scale=WIDTH / page.get_width()).to_pil().convert("RGB")
        drawn.save(Path(folder) / f"{number + 1}.webp", lossless=True, quality=60, method=4)
        page.close()
    document.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
