"""What the gallery shows: every component in every state, with made-up figures."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from backend.web.forms import Form

MONTHS = [52, 40, 130, 190, 220, 250, 240, 230, 245, 240, 200, 430]
DONE = [40, 31, 120, 170, 200, 230, 200, 180, 210, 225, 110, 0]

GALLERY: dict[str, Any] = {
    "done": Decimal(28450),
    "rate": Decimal("67.74"),
    "steps": [
        {"label": "签约", "entered": True, "date": "2024-03-18", "note": "2024年第1期", "late": ""},
        {"label": "开工", "entered": True, "date": "2024-09-26", "note": "2024年第3期", "late": ""},
        {"label": "投产", "entered": False, "date": "2027-06-30", "note": "预计", "late": "比首版晚91天"},
    ],
    "questions": [
        {"question": "手续齐不齐", "answer": "还差1项", "why": "16项办了15项，缺不动产权证", "good": False},
        {"question": "开工没开工", "answer": "已开工", "why": "有施工许可证和首桩记录", "good": True},
        {"question": "入库没入库", "answer": "待填报", "why": "没有人报过", "good": None},
        {"question": "进度快不快", "answer": "慢13.86点", "why": "完成67.74%，计划81.60%", "good": False},
    ],
    "reasons": [
        ("amber", "进度", "到本月计划81.60%，实际67.74%，慢13.86个百分点。9月起是黄灯。"),
        ("green", "开工", "已开工。"),
        (None, "资金", "到位资金待填报，不评。"),
    ],
    "nodes": [
        {
            "name": "设备到货",
            "note": "",
            "reached": True,
            "baseline": date(2026, 8, 31),
            "on": date(2026, 8, 31),
            "slip": 0,
        },
        {
            "name": "设备安装",
            "note": "承包商：设备到货晚",
            "reached": False,
            "baseline": date(2026, 10, 31),
            "on": date(2026, 12, 10),
            "slip": 40,
        },
        {"name": "达产达效", "note": "", "reached": False, "baseline": None, "on": None, "slip": None},
    ],
    "months": [
        (f"{n}月", Decimal(p * 18), Decimal(d * 18)) for n, (p, d) in enumerate(zip(MONTHS, DONE, strict=True), 1)
    ],
    "events": [
        {
            "at": datetime(2026, 11, 24, 2, tzinfo=UTC),
            "day": "11月24日",
            "who": "交通运输局",
            "what": "没有按期办结“蒸汽管线穿路许可”。",
            "why": "",
        },
        {
            "at": datetime(2026, 11, 12, 2, tzinfo=UTC),
            "day": "11月12日",
            "who": "刘建军",
            "what": "把“设备安装”的预计日期从11月20日改到12月10日。",
            "why": "原因：承包商，设备到货晚",
        },
    ],
    "ledger": [
        {
            "signal": "red",
            "name": "雷鸥照明",
            "code": "ZD-004",
            "why": "计划8月开工，已过3个月",
            "plan": None,
            "rate": None,
            "gap": None,
        },
        {
            "signal": "amber",
            "name": "同德",
            "code": "ZD-001",
            "why": "进度慢13.86个百分点",
            "plan": Decimal(42000),
            "rate": Decimal("67.74"),
            "gap": Decimal("-13.86"),
        },
        {
            "signal": "green",
            "name": "地来宝",
            "code": "ZD-002",
            "why": "",
            "plan": Decimal(36000),
            "rate": Decimal("85.50"),
            "gap": Decimal("1.2"),
        },
        {
            "signal": "stop",
            "name": "光电产业园",
            "code": "ZD-003",
            "why": "缓建（用地），自9月10日",
            "plan": None,
            "rate": None,
            "gap": None,
        },
    ],
    "board": {
        "stages": [
            {"label": "签约", "href": "#s", "count": 19, "added": 1, "sum": "86.30亿元"},
            {"label": "开工", "href": "#s", "count": 52, "added": 2, "sum": "412.75亿元"},
            {"label": "投产", "href": "#s", "count": 73, "added": 1, "sum": "365.20亿元"},
            {"label": "储备", "href": "#s", "count": 24, "added": 0, "sum": None},
        ],
        "lights": [
            {"signal": "red", "label": "红灯", "href": "#l", "count": 6, "change": "+1"},
            {"signal": "amber", "label": "黄灯", "href": "#l", "count": 23, "change": "−2"},
            {"signal": "green", "label": "绿灯", "href": "#l", "count": 111, "change": "+1"},
            {"signal": "stop", "label": "停工缓建", "href": "#l", "count": 4, "change": "0"},
            {"signal": None, "label": "储备，不评", "href": "#l", "count": 24, "change": "0"},
        ],
        "plan": [Decimal(n) for n in (4, 7, 16, 31, 49, 69, 90, 112, 136, 158, 179, 230)],
        "done": [Decimal(n) for n in (4, 6, 15, 29, 46, 67, 86, 107, 131, 154, 171)],
        "rates": [
            {"label": "开工率", "href": "#r", "rate": Decimal("87.234"), "fraction": "82/94个", "note": "签约后开工"},
            {"label": "投产率", "href": "#r", "rate": Decimal("62.617"), "fraction": "67/107个", "note": "开工后投产"},
            {"label": "达效率", "href": "#r", "rate": None, "fraction": "没有可比的项目", "note": "年产值"},
        ],
        "units": [
            {"unit": "经济技术开发区", "href": "#u", "red": 2, "amber": 6},
            {"unit": "农业农村局", "href": "#u", "red": 0, "amber": 1},
        ],
    },
    "form": Form({}),
    "bad": Form(
        {"invested": "6200000"},
        errors={"invested": "比上周大10,690倍，是不是按“元”填的？改成620，或写明原因。", "cause": "请选一个原因"},
    ),
}
