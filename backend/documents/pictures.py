"""Pages of a finished PDF as pictures, for phones whose in-app browser shows no PDF. A process of its own: the library
is not made for threads, and its memory goes back with it."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree

from backend.documents.aside import aside
from backend.documents.job import PrintingFailed

WIDTH = 1080
SECONDS = 120


async def picture(pdf: Path, folder: Path) -> None:
    """`folder` gets `1.webp`, `2.webp` … or is not there at all."""
    with _made_beside(folder) as beside:
        await _run(pdf, beside)


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


async def _run(pdf: Path, folder: Path) -> None:
    try:
        done = await aside(__name__, str(pdf), str(folder), seconds=SECONDS)
    except TimeoutError:
        raise PrintingFailed(f"把PDF变成图片超过{SECONDS}秒没有完成，已停止") from None
    if done.failed:
        raise PrintingFailed(f"PDF变不成图片：{done.complaint}")


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
