"""全部项目一览: as many projects as there are, in parts that nobody sees in the document."""

import io
from decimal import Decimal
from hashlib import sha256

import pdfplumber
import pypdf
import pytest

from backend.accounts.actor import the_house
from backend.accounts.models import Role
from backend.briefs import jobs, service, storing
from backend.briefs.appendix import laying, printing
from backend.briefs.data import Edition, Edits
from backend.briefs.figures.composing import compose
from backend.briefs.models import Brief, BriefKind, BriefState
from backend.briefs.rendering import sheet_of
from backend.config import Settings
from backend.documents import check
from backend.documents.job import PrintingFailed
from backend.ids import uuid7
from backend.weeks import Week
from tests import factories
from tests.briefs.builders import CUT_OFF, document, money, snapshot, started

MM = 72 / 25.4
ROWS = 240


def edition(*documents):
    data = compose(snapshot(*documents, demonstration=True), Settings(), BriefKind.APPENDIX)
    return Edition(dated=CUT_OFF, imprint=None, corrects=None, data=data, edits=Edits())


def many(count):
    long = "一段名称很长的跨两县三乡镇生态修复和综合治理工程（二期）"
    known = {"total_investment_wan": Decimal(12345), "years": money(1000, 500)}
    return [started(f"P-{n:04}", **known | ({"name": f"{n}{long}"} if n % 7 == 0 else {})) for n in range(count)]


@pytest.fixture(scope="module")
async def pdf(data_dir):
    with pytest.MonkeyPatch.context() as small:
        small.setattr(laying, "PAGES", 6)
        return (await printing.printed(edition(*many(ROWS)), uuid7())).pdf


def test_every_project_has_a_row_and_the_last_says_the_sum():
    sheet = sheet_of(edition(*many(3), document("Q")))
    assert [cells[1] for cells in sheet.listed] == ["P-0000", "P-0001", "P-0002", "Q"]
    assert sheet.listed[1][3:] == ("开工", "1.23", "0.10", "0.05", "50.00%", "未评")
    assert sheet.listed[3][3:] == ("储备", "待填报", "待填报", "待填报", "—", "未评")
    assert sheet.overall[0].startswith("截至11月20日18时，重大项目4个，按编号列出，金额单位为亿元。")
    assert sheet.whole[1:3] == ("4", "3.70（3个）")


def test_without_projects_it_says_so():
    assert sheet_of(edition()).overall == ["截至11月20日18时，没有登记的重大项目。"]


def test_joined_parts_are_one_tagged_document_in_which_everything_is_found(pdf):
    reading = check.read(pdf)
    assert (reading.faults(60), reading.pages) == ([], len(pypdf.PdfReader(io.BytesIO(pdf)).pages))
    sheet = sheet_of(edition(*many(ROWS)))
    assert reading.missing([*(cell for row in sheet.listed for cell in row), *sheet.whole]) == []
    positions = [reading.text.index(f"P-{n:04}") for n in range(ROWS)]
    assert positions == sorted(positions)
    whole = pypdf.PdfReader(io.BytesIO(pdf))
    assert (whole.trailer["/Root"]["/Lang"], list(whole.attachments)) == ("zh-CN", ["2026-W47.json"])
    assert whole.metadata.title == "全部项目一览 2026年第47周"


def test_pages_go_on_over_the_parts_with_their_head_and_their_number_where_an_upright_sheet_has_it(pdf):
    with pdfplumber.open(io.BytesIO(pdf)) as paper:
        counts = []
        for number, page in enumerate(paper.pages, 1):
            assert page.width > page.height
            turned = [c for c in page.chars if not c["upright"] and c["text"] in "—0123456789"]
            assert "".join(c["text"] for c in sorted(turned, key=lambda c: c["top"])) == f"—{number}—"
            assert all(c["x0"] < 35 * MM for c in turned)
            middle = sum(c["top"] for c in turned) / len(turned) / page.height
            assert (middle > 0.5) == (number % 2 == 1)  # odd: the right end of the sheet held upright
            text = page.extract_text().replace(" ", "")
            assert "序号编号项目阶段总投资年度计划今年完成完成率灯号" in text
            assert "演示数据" in "".join(c["text"] for c in page.chars)
            counts.append(text.count("P-0") - text.count("XP-0"))
    assert min(counts[1:-1]) >= 20  # no page is left half empty where a part ends


async def test_a_part_that_was_printed_before_an_interruption_is_not_printed_again(data_dir, monkeypatch):
    monkeypatch.setattr(laying, "PAGES", 1)
    told, brief_id = edition(*many(30)), uuid7()
    print_pdf, printed = printing.print_pdf, []

    async def once(html, **given):
        if len(printed) == 1:
            raise PrintingFailed("断电")
        printed.append(html)
        return await print_pdf(html, **given)

    with monkeypatch.context() as cut:
        cut.setattr(printing, "print_pdf", once)
        with pytest.raises(PrintingFailed):
            await printing.printed(told, brief_id)
    assert printing.progress(brief_id, told.data.listed) == (1, 2)

    async def counted(html, **given):
        printed.append(html)
        return await print_pdf(html, **given)

    monkeypatch.setattr(printing, "print_pdf", counted)
    assert (await printing.printed(told, brief_id)).pages == 2
    assert len(printed) == 2
    assert printing.progress(brief_id, told.data.listed) == (0, 2)  # nothing is left lying


async def test_it_is_ordered_on_the_page_of_a_brief_and_tells_of_the_same_moment(client, session, everybody, at):
    async with at("2026-11-10 10:00"):
        await factories.project(session, name="甲项目")
    brief = await service._snapshot(session, the_house("cli"), Week.parse("2026-W46"))
    brief.state, brief.pages = BriefState.READY, 3
    await session.commit()
    office, leader = client(everybody[Role.OFFICE]), client(everybody[Role.LEADER])
    assert "生成项目一览" in (await office.get(f"/briefs/{brief.id}")).text
    assert "生成项目一览" not in (await leader.get(f"/briefs/{brief.id}")).text
    assert (await leader.post(f"/briefs/{brief.id}/appendix")).status_code == 403

    ordered = await office.post(f"/briefs/{brief.id}/appendix")
    again = await office.post(f"/briefs/{brief.id}/appendix")
    assert (ordered.status_code, ordered.headers["location"]) == (303, again.headers["location"])
    page = ordered.headers["location"].partition("?")[0]
    assert "已排好0部分，共1部分" in (await office.get(page)).text
    appendix = await session.get_one(Brief, page.rpartition("/")[2])
    assert (appendix.as_of, appendix.kind) == (brief.as_of, BriefKind.APPENDIX)

    await jobs.print_brief(str(appendix.id))
    await session.refresh(appendix)
    assert (appendix.state, appendix.pages) == (BriefState.READY, 1)
    assert sha256(storing.place_of(appendix.id).read_bytes()).hexdigest() == appendix.sha256
    assert page in (await leader.get(f"/briefs/{brief.id}")).text
    assert "甲项目" in (await leader.get(page)).text
