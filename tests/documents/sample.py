"""A document with everything in it, from figures that are made up and say so."""

import io
import random
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, FileSystemLoader
from PIL import Image

from backend.clock import BEIJING
from backend.documents import templating
from backend.documents.charts import (
    StageBar,
    Step,
    YearLine,
    milestone_bar,
    stacked_stages,
    year_against_plan,
)
from backend.documents.front import Front
from backend.documents.overriding import OwnFirst

FRONT = Front(
    kind="周报",
    name="重大项目建设周报",
    title=("全市重大项目建设情况（第47周）",),
    unit="市重大项目建设办公室",
    dated=datetime(2026, 11, 23, 9, tzinfo=BEIJING),
    as_of=datetime(2026, 11, 20, 18, tzinfo=BEIJING),
    template="sample-1.0",
    data_sha256="0" * 64,
    issue="第47期（总第99期）",
    number="2026-47",
    mark="内部资料",
    demo=True,
    circulation=(
        ("报", "市委书记、市长，市委、市政府分管领导。"),
        ("送", "市人大常委会办公室，市政府办公室，市政协办公室。"),
        ("发", "各乡镇、街道，开发区管委会，市直有关单位。"),
    ),
    copies=80,
)
PHRASES = (
    "“三个一批”项目",
    "（以下简称“专班”）",
    "开发区管委会、",
    "交通局，",
    "按照《重大项目调度办法》（试行）的规定，",
    "完成投资12.36亿元，",
    "占年度计划的87.5%，",
    "由市重大项目建设办公室登记督办；",
    "逾期10天、退回2次，",
)
PLAN = (8000, 16000, 69000, 132000, 204000, 286000, 365000, 447000, 531000, 612000, 692000, 754000)
DONE = (4200, 9500, 48800, 103600, 170200, 257100, 339000, 420800, 506400, 583300)
STAGES = (("签约", 14, 887500), ("开工", 27, 1768600), ("投产", 11, 623800))
STEPS = (
    Step("签约", date(2025, 3, 18), date(2025, 3, 18)),
    Step("开工", date(2025, 6, 20), date(2025, 6, 25)),
    Step("设备安装", date(2026, 12, 10), expected=date(2026, 12, 10)),
    Step("投产", date(2027, 5, 31), expected=date(2027, 6, 15)),
    Step("达产", None),
)


def year() -> YearLine:
    plan, done = ([Decimal(wan) for wan in sums] for sums in (PLAN, DONE))
    return YearLine(done, Decimal(625600), 10.67, plan, Decimal(665300))


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (424, 264), "#8aa").save(out, "PNG")
    return out.getvalue()


def paragraphs() -> list[str]:
    """Three pages of text that tries the setter, and a paragraph of Chinese characters alone."""
    pick = random.Random(7)
    mixed = ["".join(pick.choice(PHRASES) for _ in range(20)) + "明确牵头单位和办理时限。" for _ in range(9)]
    return [*mixed[:3], "重大项目建设周报字格校验" * 40, *mixed[3:]]


def html(front: Front = FRONT, **changes: Any) -> str:
    values = {
        "stage_columns": [("阶段", 40, ""), ("项目数", 30, "number"), ("总投资", 30, "number")],
        "stages": [(name, count, f"{Decimal(wan) / 10000:.2f}") for name, count, wan in STAGES],
        "stage_chart": stacked_stages([StageBar(name, count, Decimal(wan)) for name, count, wan in STAGES]),
        "year_chart": year_against_plan(year()),
        "milestones": milestone_bar("演示塑料项目", STEPS),
        "photos": [("pictures/site.png", "钢结构吊装（11月18日）"), ("pictures/site.png", "地坪浇筑（11月19日）")],
        "paragraphs": paragraphs(),
        "flag_columns": [("灯号", 12, ""), ("项目", 24, ""), ("原因", 48, ""), ("起始", 16, "centre")],
        "flags": [
            ("红黄绿停"[n % 4], f"第{n}个项目", "等供电公司定线，" * (n % 5 + 1), "11月5日") for n in range(1, 71)
        ],
        "problem_columns": [("序号", 8, "centre"), ("项目", 30, ""), ("措施", 62, "")],
        "problems": [(n, f"第{n}个问题", "现场核对，限期销号") for n in range(1, 6)],
    }
    environment = templating.environment()
    environment.loader = ChoiceLoader([OwnFirst(), FileSystemLoader(Path(__file__).parent)])
    return templating.document("sample.j2", front, **(values | changes))


def short(body: str, **front: Any) -> str:
    """A document of the usual head and foot with another body."""
    before, main, after = html(replace(FRONT, **front)).partition("<main>")
    end = after[after.index('<div class="end">') :]
    return f"{before}{main}{body}{end}"
