"""What a finished PDF holds: a document is ready only when this says what was meant."""

import io
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

import pypdf

from backend.documents import layout
from backend.documents.job import PrintingFailed, Wanted
from backend.documents.reading import Reader

OWN_FONTS = "Brief-"
UNSEEN = {"Cc", "Cf"}


@dataclass(frozen=True)
class Reading:
    """A PDF read back. `empty_boxes` counts glyphs that stand for nothing; `text` holds no blanks."""

    pages: int
    text: str
    fonts: frozenset[str]
    not_embedded: tuple[str, ...]
    empty_boxes: int
    badly_laid: tuple[str, ...] = ()
    """Headings last on a page, rows in two parts, a colophon alone: each in words."""

    def missing(self, texts: Iterable[str]) -> list[str]:
        """Which of these are not in the document, each once. Lines, cells and pages part no name."""
        wanted = {text: without_blanks(text) for text in texts}
        return [text for text, inked in wanted.items() if inked not in self.text]

    def faults(self, most_pages: int) -> list[str]:
        """Say in words what is wrong with the file itself, whatever it is about."""
        strange = sorted(name for name in self.fonts if not name.startswith(OWN_FONTS))
        found = [
            (not 0 < self.pages <= most_pages, f"页数不合理：{self.pages}页（最多{most_pages}页）"),
            (not self.text, "读不出文字"),
            (self.empty_boxes > 0, f"有{self.empty_boxes}个字没有字形"),
            (bool(self.not_embedded), f"字体没有嵌入：{'、'.join(self.not_embedded)}"),
            (bool(strange), f"用了清单以外的字体：{'、'.join(strange)}"),
        ]
        return [*(words for wrong, words in found if wrong), *self.badly_laid]


def read(pdf: bytes) -> Reading:
    reader = Reader(pypdf.PdfReader(io.BytesIO(pdf)))
    return Reading(
        pages=len(reader.pdf.pages),
        text=without_blanks(reader.text()),
        fonts=frozenset(font.name for font in reader.fonts.values()),
        not_embedded=tuple(sorted({font.name for font in reader.fonts.values() if not font.embedded})),
        empty_boxes=reader.empty_boxes,
        badly_laid=tuple(layout.faults(reader)),
    )


def missing_from(pdf: bytes, texts: Iterable[str]) -> list[str]:
    return read(pdf).missing(texts)


def approve(pdf: bytes, wanted: Wanted) -> None:
    """Nobody gets a document that has not passed: raises PrintingFailed, which says in words what is wrong with it."""
    reading = read(pdf)
    faults = reading.faults(wanted.most_pages)
    if missing := reading.missing(text for text in wanted.texts if text):
        faults.append(f"有{len(missing)}处内容没有印出，第一处是“{missing[0][:40]}”")
    if faults:
        raise PrintingFailed(f"{wanted.called}没有通过核对：{'；'.join(faults)}。请把这句话交给管理员")


def without_blanks(text: str) -> str:
    """Text as it is compared: the setter drops blanks beside Chinese, and what draws nothing is not in the file."""
    return "".join(c for c in text if not c.isspace() and unicodedata.category(c) not in UNSEEN)
