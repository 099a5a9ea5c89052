"""Targets come in from a sheet: pasted, or as a file; looked at first, kept then."""

from datetime import date
from io import BytesIO

import pytest
import xlsxwriter
from sqlalchemy import text

from backend import db
from tests import factories
from tests.pages.reading import words

SHEET = "单位\t指标\t11月\t四季度\t全年\n管委会\t开工项目\t1\t3\t12\nroads\t完成投资\t\t1,200.50\t5000\n"

pytestmark = pytest.mark.usefixtures("busy")


async def stored(session):
    rows = await db.ask(
        session,
        text(
            "SELECT u.code, t.measure, t.period, t.amount FROM targets t JOIN units u ON u.id = t.unit_id ORDER BY 1, 2, 3"
        ),
    )
    return [(row.code, row.measure, row.period, str(row.amount)) for row in rows]


async def test_a_sheet_is_shown_first_and_kept_then(office, session):
    looked = await office.post("/targets/import", data={"year": "2026", "sheet": SHEET})
    assert "共5个目标" in looked.text
    assert await stored(session) == []

    kept = await office.post("/targets/import", data={"year": "2026", "sheet": SHEET, "keep": "yes"})
    assert kept.status_code == 303
    assert await stored(session) == [
        ("roads", "invested", "2026", "5000.00"),
        ("roads", "invested", "2026-Q4", "1200.50"),
        ("zone", "started", "2026", "12.00"),
        ("zone", "started", "2026-11", "1.00"),
        ("zone", "started", "2026-Q4", "3.00"),
    ]
    again = await office.post("/targets/import", data={"year": "2026", "sheet": SHEET, "keep": "yes"})
    assert again.status_code == 303
    assert len(await stored(session)) == 5, "what was so already is no new row"


async def test_all_that_is_wrong_in_a_sheet_is_told_at_once_and_nothing_is_kept(office, session):
    sheet = "单位\t指标\t11月\t13月\n无名局\t开工项目\t1\t\n管委会\t速度\t1\t\n管委会\t开工项目\t多\t\n"
    answer = await office.post("/targets/import", data={"year": "2026", "sheet": sheet, "keep": "yes"})
    assert answer.status_code == 422
    for said in ("列“13月”", "第2行：没有单位“无名局”", "第3行：没有指标“速度”", "第4行“11月”"):
        assert said in answer.text
    assert await stored(session) == []


@pytest.mark.parametrize("kind", ["xlsx", "csv", "gbk.csv"])
async def test_a_file_reads_like_what_is_pasted(office, kind):
    rows = [line.split("\t") for line in SHEET.splitlines()]
    answer = await office.post(
        "/targets/import", data={"year": "2026"}, files={"file": (f"目标.{kind}", a_file(kind, rows))}
    )
    assert "共5个目标" in answer.text
    assert "1,200.50" in answer.text


def a_file(kind, rows):
    if kind == "xlsx":
        made = BytesIO()
        with xlsxwriter.Workbook(made) as book:
            sheet = book.add_worksheet()
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    plain = cell.replace(",", "")
                    sheet.write(number, column, float(plain) if plain.replace(".", "").isdigit() else cell)
        return made.getvalue()
    quoted = "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows)
    return quoted.encode("gb18030" if kind.startswith("gbk") else "utf-8-sig")


@pytest.mark.parametrize("content", [b"PK\x03\x04 broken", b"\x89PNG\r\n\x1a\n\x00\xff\xfe\xfa", b""])
async def test_what_is_no_sheet_is_refused_in_words(office, content):
    answer = await office.post("/targets/import", data={"year": "2026"}, files={"file": ("目标.xlsx", content)})
    assert answer.status_code == 422
    assert "请" in answer.text


async def test_a_sheet_without_its_columns_is_told_which_it_needs(office):
    answer = await office.post("/targets/import", data={"year": "2026", "sheet": "a\tb\n1\t2"})
    assert answer.status_code == 422
    assert "第一行要有列名" in answer.text


@pytest.mark.parametrize(
    ("sheet", "words_of"),
    [
        ("单位\t指标\t1月\n管委会\t开工项目\t1\n管委会\t开工项目\t2", "第3行和第2行都是"),
        ("单位\t指标\t1月\t1月\n管委会\t开工项目\t1\t2", "列“1月”写了不止一次"),
        ("单位\t指标\t1月\n管委会\t开工项目\t1.5", "第2行“1月”：开工项目请填整数"),
        ("单位\t指标\t1月\n管委会\t开工项目\t-1", "第2行“1月”："),
        ("单位\t指标\t1月\n管委会\t开工项目\t1\t7", "第2行比列名多出一格“7”"),
        ("单位\t指标\t1月\n撤了的局\t开工项目\t1", "第2行“1月”：撤了的局已于2025-12-31撤销，不能再定2026年1月的目标"),
    ],
)
async def test_each_cell_that_cannot_be_is_told_with_its_place_before_anything_is_kept(
    office, session, sheet, words_of
):
    await factories.unit(session, code="gone", name="撤了的局", dissolved_on=date(2025, 12, 31))
    for keep in ("", "yes"):
        answer = await office.post("/targets/import", data={"year": 2026, "sheet": sheet, "keep": keep})
        assert answer.status_code == 422
        assert words_of in words(answer), words(answer)
    assert await stored(session) == []
