"""The ledger as a file: which columns, whose projects, and that no cell becomes a formula."""

import csv
import io
from datetime import date, datetime
from urllib.parse import unquote

import openpyxl
import pytest
from sqlalchemy import text

from backend import db
from backend.accounts.models import Permission, Role
from backend.exchange import neutral
from backend.exchange.ledger import COLUMNS
from backend.feed import installation
from backend.projects.models import Classification, Duty
from backend.projects.vocabulary import DutyKind, Scheme
from tests import factories, signing
from tests.exchange.conftest import API

TEXT = """
    序号 项目编号 项目代码 项目名称 简称 项目单位 信用代码 建设规模及主要内容 建设性质 年度类别 清单归属 级别 项目类型 行业代码
    产业集群 片区园带 建设地点 用地 标准地 总投资 其中固定资产投资 资金来源 年度计划投资 分月计划 本期完成投资 年初累计 开工累计
    年度完成率 总投资完成率 到位资金 入库状态 计划开工 实际开工 计划竣工 实际竣工 计划投产 实际投产 三个一批期次 预计年产值
    预计年税收 预计就业 实际年产值 新增产能 建设阶段 形象进度 手续办理 存在问题 下步计划 包联领导 责任单位 责任人 电话 代办单位
    联络员 灯号 灯号原因 填报人 填报时间 审核人 备注
"""
PRINTED = TEXT.split()
"""The order in which the upper levels print the ledger, word for word."""
FACTS = {
    "name": '=HYPERLINK("http://x","同德")',
    "short_name": "同德",
    "kind": "public_works",
    "industry_code": "0111",
    "content": "+年产6万吨\n@二期",
    "land_mu": "211.00",
    "total_investment_wan": "68000",
    "expected_jobs": "410",
    "planned_start_on": "2026-05-01",
    "national_code": "2201-140981-89-01-123453",
}


def sheet_of(answer):
    assert answer.status_code == 200, answer.text
    return openpyxl.load_workbook(io.BytesIO(answer.content)).active


def by_heading(sheet, line=4):
    return {sheet.cell(3, cell.column).value.split("（")[0]: cell for cell in sheet[line]}


def table_of(answer):
    assert answer.content.startswith(b"\xef\xbb\xbf")
    title, remarks, headings, *rows = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    names = [heading.split("（")[0] for heading in headings]
    return title, remarks, [dict(zip(names, row, strict=True)) for row in rows]


@pytest.fixture
async def filled(office, project):
    await office.post("/projects/ZD-901/edit", data=FACTS | {"base_version": "1"})
    await office.post("/projects/ZD-901/annual-plans/new", data={"year": "2026", "amount_wan": "9000"})
    update = {"invested_wan": "620.50", "site_progress": "-主体封顶", "next_step": "装修"}
    assert (await office.post("/projects/ZD-901/update", data=update)).status_code in {200, 303}


def test_the_columns_stand_in_the_order_of_the_upper_levels():
    names = [column.name for column in COLUMNS]
    months = [f"分月计划{month}月" for month in range(1, 13)]
    at = PRINTED.index("分月计划")
    assert names == [*PRINTED[:at], *months, *PRINTED[at + 1 :]]


async def test_a_sheet_holds_numbers_as_numbers_days_as_days_and_codes_as_texts(office, filled):
    cells = by_heading(sheet_of(await office.get("/projects.xlsx")))
    assert {
        name: cells[name].value for name in ("序号", "用地", "总投资", "本期完成投资", "年度完成率", "预计就业")
    } == {
        "序号": 1,
        "用地": 211,
        "总投资": 68000,
        "本期完成投资": 620.5,
        "年度完成率": 6.89,
        "预计就业": 410,
    }
    assert cells["计划开工"].value == datetime(2026, 5, 1)  # noqa: DTZ001  a day in a sheet has no zone
    for name, value in (("行业代码", "0111"), ("项目代码", "2201-140981-89-01-123453"), ("项目编号", "ZD-901")):
        assert (cells[name].value, cells[name].data_type) == (value, "s")
    assert cells["下步计划"].value == "装修"
    assert cells["填报时间"].value == "2026-11-25 10:32"


async def test_what_nobody_has_said_is_an_empty_cell_and_said_once_above(office, project):
    sheet = sheet_of(await office.get("/projects.xlsx"))
    cells = by_heading(sheet)
    for name in ("总投资", "本期完成投资", "开工累计", "总投资完成率", "实际开工", "三个一批期次", "标准地", "备注"):
        assert cells[name].value is None, name
    assert "空白处待填报" in sheet["A2"].value
    assert "本期为2026年第48周" in sheet["A2"].value
    assert "待填报" not in {cell.value for cell in sheet[4]}


async def test_no_cell_of_a_sheet_is_a_formula(office, filled):
    sheet = sheet_of(await office.get("/projects.xlsx"))
    assert not [cell.coordinate for row in sheet for cell in row if cell.data_type == "f"]
    assert by_heading(sheet)["项目名称"].value == FACTS["name"]


async def test_no_cell_of_a_csv_begins_as_a_formula_and_codes_keep_their_zeros(office, filled):
    answer = await office.get("/projects.csv")
    _, _, [row] = table_of(answer)
    assert row["项目名称"] == f"'{FACTS['name']}"
    assert row["建设规模及主要内容"] == "'+年产6万吨\n@二期"
    assert row["形象进度"] == "'-主体封顶"
    assert row["行业代码"] == "'0111"
    assert (row["总投资"], row["计划开工"]) == ("68000.00", "2026-05-01")
    for line in csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))):
        assert not [cell for cell in line if cell[:1] in tuple("=+-@\t\r")]


@pytest.mark.parametrize(
    "meant", ["=1+1", "'=1", "'", "''", "0", "007", "911000093440414591", "＝A1", "\t1", "同德", ""]
)
def test_a_text_that_was_made_neutral_can_be_read_back(meant):
    assert neutral.plain(neutral.neutral(meant)) == meant


async def test_a_sheet_prints_on_a3_with_its_heading_on_each_page_and_stays_in_sight(office, project):
    sheet = sheet_of(await office.get("/projects.xlsx"))
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 8)
    assert (sheet.print_title_rows, sheet.print_title_cols, sheet.freeze_panes) == ("$3:$3", "$A:$D", "E4")
    assert sheet.column_dimensions["H"].width == pytest.approx(40, abs=1)


async def test_a_demonstration_says_so_in_both_files(office, session, project):
    assert "演示数据" not in sheet_of(await office.get("/projects.xlsx"))["A2"].value
    await installation.become_demonstration(session)
    assert "演示数据" in sheet_of(await office.get("/projects.xlsx"))["A2"].value
    assert "演示数据" in table_of(await office.get("/projects.csv"))[1][0]


async def test_it_is_saved_under_a_name_that_says_what_and_when(office, project):
    said = unquote((await office.get("/projects.xlsx")).headers["content-disposition"])
    assert "重大项目台账-2026-11-25.xlsx" in said


async def test_the_list_leads_to_the_files_of_just_what_it_shows(office, session, project):
    await factories.add(session, Classification(scheme=Scheme.KIND, code="road", label="道路"))
    await factories.project(session, code="ZD-902", kind="road")
    await factories.settle(session)
    page = (await office.get("/projects?kind=road&sort=name")).text
    href = page.split('href="/projects.csv')[1].split('"')[0].replace("&amp;", "&")
    _, _, rows = table_of(await office.get(f"/projects.csv{href}"))
    assert [(row["项目编号"], row["项目类型"]) for row in rows] == [("ZD-902", "道路")]


async def test_everybody_gets_only_what_they_may_see(client, cast, session, project):
    for somebody, codes in ((cast.steward, ["ZD-901"]), (cast.stranger, []), (cast.leader, ["ZD-901"])):
        _, _, rows = table_of(await client(somebody).get("/projects.csv"))
        assert [row["项目编号"] for row in rows] == codes
    assert (await client().get("/projects.csv")).status_code == 303
    narrow = client(await signing.key(session, Permission.READ, scope={"area": "core"}))
    assert table_of(await narrow.get(f"{API}/projects.csv"))[2] == []


async def test_telephones_are_for_the_project_office_and_not_for_programs(client, cast, session, project, reader):
    owner = await factories.account(session, Role.REVIEWER, person="任伟", phone="13803501234")
    duty = Duty(project_id=project.id, kind=DutyKind.OWNER, account_id=owner.id, since=date(2026, 1, 4))
    await factories.add(session, duty)
    await factories.settle(session)
    for browser, address, phone in (
        (client(cast.office), "/projects.csv", "13803501234"),
        (client(cast.leader), "/projects.csv", ""),
        (client(cast.steward), "/projects.csv", ""),
        (reader, f"{API}/projects.csv", ""),
    ):
        _, _, [row] = table_of(await browser.get(address))
        assert (row["责任人"], row["电话"]) == ("任伟", phone)


async def test_a_standing_project_says_so_and_why(office, project):
    await office.post("/projects/ZD-901/suspensions/new", data={"cause": "funds", "since": "2026-09-10"})
    _, _, [row] = table_of(await office.get("/projects.csv"))
    assert (row["建设阶段"], row["灯号"]) == ("储备（停工缓建）", "停")
    assert row["存在问题"] == "停工缓建（资金），自2026-09-10"


async def test_that_it_left_the_house_is_an_event_without_names_or_numbers(office, cast, project, events):
    await office.get("/projects.xlsx")
    [event] = events("exported")
    assert (event["what"], event["to"], event["projects"]) == ("projects.xlsx", str(cast.office.id), 1)


async def test_an_export_is_of_one_moment_and_can_write_nothing(committed):
    statement = text("SELECT current_setting('transaction_isolation'), current_setting('transaction_read_only')")
    async with db.snapshots.begin() as session:
        assert (await session.exec(statement)).one() == ("repeatable read", "on")
