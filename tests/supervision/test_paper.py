"""The sheet of an order: one page that says all of it, the same bytes whenever it is asked for."""

import io

import pdfplumber

from backend import clock
from backend.documents import check
from tests.problems.conftest import MONDAY, WHAT
from tests.supervision.conftest import order

LONG = "\n".join(f"{n}日前把{n}号塔基的征地手续、青苗补偿和施工合同办齐，由承办单位每日登记进展。" for n in range(1, 7))


async def test_the_sheet_says_everything_on_one_page(doors, ordered):
    answer = await doors.steward.get(f"/supervisions/{ordered}.pdf")
    assert answer.headers["content-type"] == "application/pdf"
    read = check.read(answer.content)
    said = ["重大项目督办单", "督办〔2026〕1号", "2026年11月23日", "同德科创项目（ZD-901）", WHAT, "分管领导督办"]
    said += ["1.11月24日前报迁改方案", "2.11月30日前完成迁改", "开发区管委会", "陈立新", "11月23日10时"]
    said += ["日内报计划", "11月24日", "11月26日", "11月30日", "□同意销号", "领导批示"]
    assert (read.pages, read.missing(said), read.faults(1)) == (1, [], [])


async def test_a_long_order_still_fits_on_one_page_and_lies_in_its_frame(doors, red):
    made = await order(doors, "light:funds", what=LONG)
    pdf = (await doors.office.get(f"{made.headers['location']}.pdf")).content
    with pdfplumber.open(io.BytesIO(pdf)) as paper:
        (page,) = paper.pages
        chars = [char for char in page.chars if char["text"].strip()]
        assert min(char["x0"] for char in chars) >= 28 * 72 / 25.4 - 1
        assert max(char["x1"] for char in chars) <= 184 * 72 / 25.4 + 1


async def test_it_stays_the_same_paper_after_everything_that_comes_of_the_order(doors, answered):
    before = (await doors.office.get(f"/supervisions/{answered}.pdf")).content
    await doors.office.post(f"/supervisions/{answered}/closure", data={"remark": "已核实"})
    with clock.set_to(MONDAY):
        program = await doors.read_key.get(f"/api/v1/supervisions/{answered}.pdf")
    assert program.content == before


async def test_who_may_not_see_the_order_does_not_see_its_paper(doors, ordered):
    for who in ("land_head", "stranger"):
        assert (await getattr(doors, who).get(f"/supervisions/{ordered}.pdf")).status_code == 404
