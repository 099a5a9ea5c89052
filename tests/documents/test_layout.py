"""What a proof-reader would send back is found in the finished file."""

import pytest

from backend.documents import check
from backend.documents.press import print_pdf
from tests.documents import sample

TABLE = '<table class="grid"><thead><tr><th>甲</th><th>乙</th></tr></thead><tbody>{}</tbody></table>'


def bare(body: str, after: str = "") -> str:
    return f"<!DOCTYPE html><html lang=zh-CN><title>文件</title><body><main>{body}</main>{after}"


async def laid(html: str) -> tuple[str, ...]:
    return check.read((await print_pdf(html)).pdf).badly_laid


async def test_a_document_of_the_house_is_laid_out_well(printed):
    assert check.read(printed.pdf).badly_laid == ()


async def test_a_heading_that_is_last_on_its_page_is_found():
    body = '<h2>一、总体情况</h2><p>一段。</p><h2>二、本周变化</h2><p style="break-before:page">下一页。</p>'
    assert await laid(bare(body.replace("<h2>二", '<h2 style="break-after:auto">二'))) == (
        "第1页末只有标题“二、本周变化”",
    )


async def test_a_row_that_goes_on_over_the_page_is_found():
    whole, tall = "<tr><td>第一行</td><td>一句话</td></tr>", f"<tr><td>高行</td><td>{'很长的文字。' * 900}</td></tr>"
    assert await laid(bare(TABLE.format(whole * 3))) == ()
    found = await laid(bare(TABLE.format(whole + tall)))
    assert found[0].endswith("页的表格有一行被拆到两页")


async def test_a_colophon_alone_on_its_page_is_found():
    colophon = '<aside style="break-before:page">示范市重大项目办公室</aside>'
    assert await laid(bare("<p>一段。</p>", colophon)) == ("第2页只有版记，没有正文",)


@pytest.mark.parametrize("lines", [12, 13, 14, 35, 36])
async def test_the_colophon_never_stands_alone_however_the_text_ends(lines):
    assert await laid(sample.short("<p>一行字。</p>" * lines)) == ()
