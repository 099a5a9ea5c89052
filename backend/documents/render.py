"""HTML to PDF, in the printing process only: listed files, set lines, no clock, and no warning let pass."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from weasyprint import CSS, HTML
from weasyprint import Attachment as Carried
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError

from backend.documents import fonts
from backend.documents.colophon import hang_colophon
from backend.documents.fetcher import BASE, ListedFiles
from backend.documents.job import Job, PrintingFailed, Proof, Versions
from backend.documents.paragraphs import set_paragraphs
from backend.documents.shelf import Shelf
from backend.documents.versions import made_with

TEMPLATES = Path(__file__).parents[2] / "frontend" / "templates" / "documents"
SHEETS = (TEMPLATES / "paper.css", TEMPLATES / "tables.css")
UNDATED = "2000-01-01"  # stands in where a document names no date: a clock would change the bytes
ARCHIVAL = {"pdf_variant": "pdf/a-3a", "pdf_tags": True}


def proof(job: Job) -> Proof:
    """Print one document; the same job with the same fonts and libraries gives the same bytes."""
    try:
        with _strict():
            return _proof(job)
    except FatalURLFetchingError as refused:
        raise PrintingFailed(f"文件引用了清单以外的地址，没有排版：{str(refused)[:200]}。请从文件中去掉它。") from None


def _proof(job: Job) -> Proof:
    files = ListedFiles({f"pictures/{name}": picture for name, picture in job.pictures.items()})
    html = HTML(string=job.html, base_url=BASE, url_fetcher=files)
    shelf = Shelf(fonts.find(map(Path, job.font_folders)), _text(html.etree_element))
    sheet = "\n".join(path.read_text("utf-8") for path in SHEETS)
    _refuse_others(job, Versions(fonts=shelf.used(), made_with=made_with(sheet)))
    files.listed |= shelf.files()
    set_paragraphs(html.etree_element, shelf.setter())
    hang_colophon(html.etree_element)
    _set_columns(html.etree_element)

    configuration = FontConfiguration()
    css = CSS(string=shelf.rules() + sheet, base_url=BASE, url_fetcher=files, font_config=configuration)
    document = html.render(stylesheets=[css], font_config=configuration, **ARCHIVAL)
    pdf = document.write_pdf(
        **ARCHIVAL,
        pdf_identifier=True,
        custom_metadata=True,
        attachments=_carried(job, document.metadata.created),
        finisher=_list_attachments_once,
    )
    return Proof(pdf=pdf, pages=len(document.pages), fonts=shelf.used(), made_with=made_with(sheet))


def _refuse_others(job: Job, here: Versions) -> None:
    """Made again with other versions it would be another document under the same name."""
    if job.like and (different := job.like.differences(here)):
        raise PrintingFailed(f"版本不同，未重制：{'；'.join(different)}")


def _text(root: Element) -> str:
    return "".join(text for body in root.iter("body") for text in body.itertext())


def _set_columns(root: Element) -> None:
    """Columns carry their widths as data, since a page of the site may hold no style attributes."""
    for column in root.iter("col"):
        if width := column.get("data-width"):
            column.set("style", f"width:{width}")


def _carried(job: Job, created: str | None) -> list[Carried]:
    when = datetime.fromisoformat(created or UNDATED)
    return [
        Carried(
            string=a.content,
            name=a.name,
            description=a.description,
            created=when,
            modified=when,
            relationship="Source",
        )
        for a in job.attachments
    ]


def _list_attachments_once(_document: Any, pdf: Any) -> None:
    """WeasyPrint 70 names each attachment twice in the catalogue; the first is enough."""
    if "AF" in pdf.catalog:
        pdf.catalog["AF"][:] = list(dict.fromkeys(pdf.catalog["AF"]))


class _Complaints(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: dict[str, None] = {}  # each once, in order

    def emit(self, record: logging.LogRecord) -> None:
        self.heard[record.getMessage()] = None


@contextmanager
def _strict() -> Iterator[None]:
    """A missing glyph, font, picture or alternative text fails the document; it is not a line in a log."""
    complaints, logger = _Complaints(), logging.getLogger("weasyprint")
    logger.addHandler(complaints)
    try:
        yield
    finally:
        logger.removeHandler(complaints)
    if complaints.heard:
        raise PrintingFailed(f"排版程序报告了问题，这份文件不能用，请把这句话交给管理员：{'；'.join(complaints.heard)}")
