"""Writes a PDF from its first object to its last, and holds none of them longer than it takes to pack some hundred."""

import io
from collections.abc import Mapping
from typing import Any, BinaryIO

from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    PdfObject,
    StreamObject,
)

PACKED = 400
"""So many objects share one compressed stream: a tag is a few dozen bytes, and there are hundreds of thousands."""
LENGTHS = 1, 5, 2
ALONE, IN_A_STREAM = 1, 2


class Writer:
    """Numbers are reserved first, so that objects can name each other before they are written."""

    def __init__(self, out: BinaryIO) -> None:
        self.out, self.at = out, 0
        self.places = bytearray(sum(LENGTHS))  # of each object, by its number; nothing has the number 0
        self.packed: list[tuple[int, bytes]] = []
        self._put(b"%PDF-1.7\n%\xf0\x9f\x96\xa4\n")

    def reserve(self, count: int = 1) -> int:
        """The first of so many numbers in a row."""
        first = len(self.places) // sum(LENGTHS)
        self.places += bytes(count * sum(LENGTHS))
        return first

    def write(self, number: int, thing: PdfObject) -> None:
        data = io.BytesIO()
        thing.write_to_stream(data)
        if isinstance(thing, StreamObject):
            self._put_alone(number, data.getvalue())
            return
        self.packed.append((number, data.getvalue()))
        if len(self.packed) == PACKED:
            self._put_packed()

    def close(self, entries: Mapping[str, PdfObject]) -> None:
        """With the entries of the trailer: where the catalogue is, and what the file is called."""
        self._put_packed()
        number = self.reserve()
        self._place(number, ALONE, self.at, 0)
        began = self.at
        size = len(self.places) // sum(LENGTHS)
        told = {"/Type": NameObject("/XRef"), "/Size": NumberObject(size), "/W": numbers(LENGTHS), **entries}
        self._put_alone(number, _stream(bytes(self.places), told))
        self._put(f"startxref\n{began}\n%%EOF\n".encode())

    def _put_packed(self) -> None:
        if not self.packed:
            return
        number, at, index = self.reserve(), 0, []
        for place, (each, data) in enumerate(self.packed):
            self._place(each, IN_A_STREAM, number, place)
            index.append(f"{each} {at}")
            at += len(data) + 1
        head = (" ".join(index) + "\n").encode()
        told = {
            "/Type": NameObject("/ObjStm"),
            "/N": NumberObject(len(self.packed)),
            "/First": NumberObject(len(head)),
        }
        self._put_alone(number, _stream(head + b"\n".join(data for _, data in self.packed), told))
        self.packed = []

    def _put_alone(self, number: int, data: bytes) -> None:
        self._place(number, ALONE, self.at, 0)
        self._put(f"{number} 0 obj\n".encode() + data + b"\nendobj\n")

    def _place(self, number: int, *entry: int) -> None:
        packed = b"".join(value.to_bytes(length) for value, length in zip(entry, LENGTHS, strict=True))
        self.places[number * len(packed) : (number + 1) * len(packed)] = packed

    def _put(self, data: bytes) -> None:
        self.out.write(data)
        self.at += len(data)


def _stream(data: bytes, entries: Mapping[str, PdfObject]) -> bytes:
    stream = DecodedStreamObject()
    stream.set_data(data)
    stream.update(dictionary(entries))
    out = io.BytesIO()
    stream.flate_encode().write_to_stream(out)
    return out.getvalue()


def numbers(values: Any) -> ArrayObject:
    return ArrayObject(NumberObject(value) for value in values)


def dictionary(entries: Mapping[str, PdfObject]) -> DictionaryObject:
    return DictionaryObject({NameObject(name): value for name, value in entries.items()})


def renumbered(thing: Any, numbering: Mapping[int, int]) -> Any:
    """The same object with the references in it changed, once: they lead nowhere in the file it came from."""
    for each in named_by(thing):
        each.idnum = numbering[each.idnum]
    return thing


def named_by(thing: Any) -> list[IndirectObject]:
    """The references within an object, as they stand in it."""
    found, open_ = [], [thing]
    while open_:
        each = open_.pop()
        if isinstance(each, IndirectObject):
            found.append(each)
        elif isinstance(each, DictionaryObject):
            open_ += dict.values(each)
        elif isinstance(each, ArrayObject):
            open_ += list.__iter__(each)
    return found


def reached(reader: PdfReader, start: Any, beyond: set[int]) -> list[int]:
    """Numbers of the objects that are found from here without setting foot on those beyond, in order."""
    seen, open_ = set(beyond), [start]
    while open_:
        for reference in named_by(open_.pop()):
            if reference.idnum not in seen:
                seen.add(reference.idnum)
                open_.append(reader.get_object(reference))
    return sorted(seen - beyond)
