"""Checks of a finished PDF: what is meant must be in it, and nothing else may be wrong with it."""

import io

import pypdf
import pytest
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from backend.documents.check import missing_from, read
from backend.documents.press import print_pdf
from tests.documents import sample


@pytest.fixture(scope="module")
def foreign() -> bytes:
    """A PDF of another maker: a font that is not embedded, and no tags."""
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(595, 842)
    content = DecodedStreamObject()
    content.set_data(b"BT /F1 12 Tf 72 720 Td (Total 437.44) Tj ET")
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    fonts = DictionaryObject({NameObject("/F1"): writer._add_object(font)})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    page[NameObject("/Contents")] = content
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


async def test_a_name_that_runs_over_a_line_and_a_page_is_found():
    name = "城北片区热源管网改造及附属设施提升项目" * 4
    printed = await print_pdf(sample.short(f"<p>{'逐项核对' * 70}</p><p>{name}</p>"))
    first, second = pypdf.PdfReader(io.BytesIO(printed.pdf)).pages
    assert "城北" in first.extract_text()
    assert "项目" in second.extract_text()
    assert missing_from(printed.pdf, [name]) == []


async def test_names_and_figures_that_are_not_there_are_called_missing(printed):
    texts = ["437.44亿元", "第 70 个项目", "第71个项目", "437.45", "第71个项目"]
    assert missing_from(printed.pdf, texts) == ["第71个项目", "437.45"]


async def test_what_the_sheet_adds_to_each_page_is_not_text_of_the_document(printed):
    assert "—2—" not in read(printed.pdf).text


async def test_too_many_pages_are_a_fault(printed):
    assert read(printed.pdf).faults(most_pages=13) == []
    assert read(printed.pdf).faults(most_pages=12) == ["页数不合理：13页（最多12页）"]


def test_foreign_fonts_missing_tags_and_empty_boxes_are_faults(foreign):
    faults = read(foreign).faults(most_pages=9)
    assert "读不出文字" in faults
    assert "字体没有嵌入：Helvetica" in faults
    assert "用了清单以外的字体：Helvetica" in faults
    assert any("没有字形" in fault for fault in faults)


@pytest.mark.parametrize("lines", [8, 11, 33])
async def test_the_colophon_never_stands_alone_on_its_page(lines):
    """With 8, the colophon no longer fits on page 1; with 11 and 33, a page is exactly full."""
    body = "<h1>标题</h1>" + "".join(f"<p>第{n}段。</p>" for n in range(1, lines + 1))
    printed = await print_pdf(sample.short(body))
    *before, last = pypdf.PdfReader(io.BytesIO(printed.pdf)).pages
    assert f"第{lines}段" in squeezed(last)
    assert "共印80份" in squeezed(last)
    assert all("段" in squeezed(page) for page in before)


def squeezed(page: pypdf.PageObject) -> str:
    return "".join(page.extract_text().split())
