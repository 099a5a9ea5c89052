"""Printed parts joined into one PDF, tags and all. A process of its own: its memory goes back with it."""

import io
import resource
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from backend.config import settings
from backend.documents.aside import aside
from backend.documents.job import Printed, PrintingFailed

MB = 2**20


async def join(parts: Sequence[Path]) -> bytes:
    """Each path is a `Printed` as JSON. The first brings the metadata and the attachments of the whole."""
    limits = str(settings.print_memory_mb), str(settings.print_seconds)
    done = await aside(__name__, *limits, *(str(path.resolve()) for path in parts))
    if done.failed:
        raise PrintingFailed(f"各部分已排好，合成一份时出错，请把这句话交给管理员：{done.complaint}")
    return done.output


def main(memory_mb: str, seconds: str, *paths: str) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (int(memory_mb) * MB,) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds),) * 2)
    sys.stdout.buffer.write(joined(Printed.model_validate_json(Path(path).read_bytes()).pdf for path in paths))


def joined(pdfs: Any) -> bytes:
    import pypdf

    first, *others = pdfs
    whole = pypdf.PdfWriter(clone_from=io.BytesIO(first))
    for other in others:
        _append(whole, pypdf.PdfReader(io.BytesIO(other)))
    out = io.BytesIO()
    whole.write(out)
    return out.getvalue()


def _append(whole: Any, part: Any) -> None:
    """The pages, and then their tags: pypdf brings the pages alone, so the numbers by which a page finds its tags are
    moved behind those that are taken, and the tree of the part becomes a branch of the whole."""
    from pypdf.generic import NameObject, NumberObject

    before = len(whole.pages)
    whole.append(part, import_outline=False)
    tree = whole.root_object["/StructTreeRoot"]
    branch = part.trailer["/Root"]["/StructTreeRoot"].clone(whole)
    numbers, theirs = tree["/ParentTree"]["/Nums"], branch["/ParentTree"]["/Nums"]
    taken = max(int(number) for number in numbers[::2]) + 1
    for page, source in zip(whole.pages[before:], part.pages, strict=True):
        page[NameObject("/StructParents")] = NumberObject(int(source["/StructParents"]) + taken)
    for number, parents in zip(theirs[::2], theirs[1::2], strict=True):
        numbers.extend([NumberObject(int(number) + taken), parents])
    for kid in branch["/K"]:
        kid.get_object()[NameObject("/P")] = tree.indirect_reference
        tree["/K"].append(kid)


if __name__ == "__main__":
    main(*sys.argv[1:])
