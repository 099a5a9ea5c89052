"""Printed parts joined into one PDF, tags and all. A process of its own: its memory goes back with it.

One part is held at a time: what it holds is written under numbers of the whole, and forgotten. What a catalogue names
(attachments, metadata, outline, places that links lead to) is taken from the first part alone.
"""

import io
import resource
import sys
from collections.abc import Iterable, Sequence
from hashlib import md5
from pathlib import Path
from typing import Any, BinaryIO

from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    IndirectObject,
    NameObject,
    NumberObject,
)

from backend.config import settings
from backend.documents.aside import aside
from backend.documents.job import Printed, PrintingFailed
from backend.documents.writing import Writer, dictionary, numbers, reached, renumbered

MB = 2**20


async def join(parts: Sequence[Path]) -> bytes:
    """Each path is a `Printed` as JSON."""
    limits = str(settings.print_memory_mb), str(settings.print_seconds)
    done = await aside(__name__, *limits, *(str(path.resolve()) for path in parts))
    if done.failed:
        raise PrintingFailed(f"各部分已排好，合成一份时出错，请把这句话交给管理员：{done.complaint}")
    return done.output


def main(memory_mb: str, seconds: str, *paths: str) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (int(memory_mb) * MB,) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds),) * 2)
    write_joined((Printed.model_validate_json(Path(path).read_bytes()).pdf for path in paths), sys.stdout.buffer)


def write_joined(pdfs: Iterable[bytes], out: BinaryIO) -> None:
    whole = _Whole(Writer(out))
    for pdf in pdfs:
        whole.add(PdfReader(io.BytesIO(pdf)))
    whole.close()


class _Whole:
    """What joins the parts: one tree of pages, and one tree of tags with another by which a page finds its tags."""

    def __init__(self, writer: Writer) -> None:
        self.writer = writer
        self.pages_at, self.tags_at, self.root_at, self.info_at = (writer.reserve() for _ in range(4))
        self.pages, self.tags, self.found_by = ArrayObject(), ArrayObject(), ArrayObject()
        self.taken = 0  # numbers by which pages find their tags
        self.parts = 0
        self.marks: list[bytes] = []

    def add(self, part: PdfReader) -> None:
        root: Any = part.trailer["/Root"]
        pages, tags = root["/Pages"], root["/StructTreeRoot"]
        found_by = tags["/ParentTree"]["/Nums"]
        head = [] if self.parts else [root, part.trailer["/Info"]]
        known = {pages.indirect_reference.idnum: self.pages_at, tags.indirect_reference.idnum: self.tags_at}
        held = reached(part, ArrayObject([*pages["/Kids"], *tags["/K"], found_by, *head]), set(known))
        first = self.writer.reserve(max(held) + 1)
        numbering = {number: first + number for number in held} | known
        things = {number: part.get_object(number) for number in held}
        for thing in things.values():
            self._name_anew(thing)
        self.found_by.append(self._leaf(found_by, numbering))
        self.pages.extend(_reference(numbering[each.idnum]) for each in pages["/Kids"])
        self.tags.extend(_reference(numbering[each.idnum]) for each in tags["/K"])
        for number, thing in things.items():
            self.writer.write(numbering[number], renumbered(thing, numbering))
        for number, thing in zip((self.root_at, self.info_at), head, strict=False):
            self.writer.write(number, renumbered(thing, numbering))
        mark: Any = part.trailer["/ID"]
        self.marks.append(bytes(mark[0].original_bytes))
        self.parts += 1

    def _name_anew(self, thing: Any) -> None:
        """What a part counts from nought begins behind what is taken: the numbers by which a page or a link finds its
        tags, and the names by which cells of a table find their heads."""
        for name in ("/StructParents", "/StructParent") if isinstance(thing, dict) else ():
            if name in thing:
                thing[NameObject(name)] = NumberObject(int(thing[name]) + self.taken)
        if self.parts and isinstance(thing, dict) and thing.get("/Type") == "/StructElem":
            if "/ID" in thing:
                thing[NameObject("/ID")] = self._own(thing["/ID"])
            if "/Headers" in (told := thing.get("/A", {})):
                told[NameObject("/Headers")] = ArrayObject(self._own(each) for each in told["/Headers"])

    def _own(self, name: Any) -> ByteStringObject:
        return ByteStringObject(f"{self.parts}.{name}".encode())

    def _leaf(self, found_by: Any, numbering: dict[int, int]) -> IndirectObject:
        """One part's branch of the tree by which pages find their tags."""
        taken = [int(number) + self.taken for number in found_by[::2]]
        pairs = zip(numbers(taken), found_by[1::2], strict=True)
        told = {
            "/Limits": numbers((taken[0], taken[-1])),
            "/Nums": ArrayObject(each for pair in pairs for each in pair),
        }
        self.taken = taken[-1] + 1
        at = self.writer.reserve()
        self.writer.write(at, renumbered(dictionary(told), numbering))
        return _reference(at)

    def close(self) -> None:
        found_by = dictionary({"/Kids": self.found_by})
        tags: dict[str, Any] = {"/Type": NameObject("/StructTreeRoot"), "/K": self.tags, "/ParentTree": found_by}
        self.writer.write(self.tags_at, dictionary(tags))
        count = NumberObject(len(self.pages))
        pages: dict[str, Any] = {"/Type": NameObject("/Pages"), "/Count": count, "/Kids": self.pages}
        self.writer.write(self.pages_at, dictionary(pages))
        mark = md5(b"".join(self.marks), usedforsecurity=False).hexdigest().encode()
        names = ArrayObject([ByteStringObject(mark), ByteStringObject(mark)])
        self.writer.close({"/Root": _reference(self.root_at), "/Info": _reference(self.info_at), "/ID": names})


def _reference(number: int) -> IndirectObject:
    return IndirectObject(number, 0, None)


if __name__ == "__main__":
    main(*sys.argv[1:])
