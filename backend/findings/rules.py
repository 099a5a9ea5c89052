"""What the data checks (数据体检) look for: each rule with its name, what it asks, and where one mends it."""

from dataclasses import dataclass

from backend.labels import Labelled


class Rule(Labelled):
    """In the order of a list: what may be one project twice, what cannot be true, what is behind, what is missing."""

    NATIONAL_CODE = "national_code", "国家项目代码重复"
    CREDIT_CODE = "credit_code", "信用代码重复"
    SIMILAR_NAME = "similar_name", "名称相近"
    START_EVIDENCE = "start_evidence", "开工没有依据"
    OVER = "over", "累计完成投资超过总投资"
    BACKWARDS = "backwards", "进度倒退"
    JUMP = "jump", "疑似把元填成万元"
    TOTAL_CHANGED = "total_changed", "总投资变化超过20%没有文件"
    FUNDING = "funding", "资金来源合计不等于总投资"
    DURATION = "duration", "计划工期不可能"
    PASSED = "passed", "预计节点已过、没有登记到达"
    PROBLEM_STUCK = "problem_stuck", "问题超期、两周没有进展"
    PROBLEM_UNIT = "problem_unit", "问题没有牵头单位"
    REGISTER = "register", "开工超过一个月没有入库"
    NO_OUTPUT = "no_output", "投产一年没有报产值"
    SILENT = "silent", "连续两周没有报送"
    UNIT = "unit", "没有责任单位"
    SPONSOR = "sponsor", "没有包联领导"
    OWNER = "owner", "没有责任人"
    STEWARD = "steward", "没有专员"
    TOTAL = "total", "总投资待填报"
    PLAN = "plan", "年度计划待填报"
    DAY = "day", "阶段日期待填报"
    BATCH = "batch", "阶段期次待填报"
    EVIDENCE = "evidence", "签约或投产依据待填报"


@dataclass(frozen=True)
class Told:
    """`asks` says when a project is found, and which projects are left alone; `path` is the page that mends it."""

    asks: str
    path: str
    mends: str


EDIT, DUTY, WITHDRAW = (
    "/projects/{code}/edit",
    "/projects/{code}/duties/new",
    "/projects/{code}/stages/{item}/withdrawal",
)
AGAIN = "撤回后重新登记"
LEDGER = "改台账"
ENDED = "终止的不查"
STILL = "停工缓建和终止的不查"
DUTIES = f"现在没有人担任，或担任的人账号已停用、没有移交；{ENDED}"
TOLD = {
    Rule.NATIONAL_CODE: Told("两个项目现在用同一个国家项目代码；终止的也查", EDIT, LEDGER),
    Rule.CREDIT_CODE: Told(
        f"同一信用代码登记成两个单位名称，或同一单位有两个项目、名称有一半以上相同。各有国家项目代码的不算；{ENDED}",
        EDIT,
        LEDGER,
    ),
    Rule.SIMILAR_NAME: Told(
        f"名称、别名或曾用名很像另一个项目。期数、路名不同，或各有国家项目代码的不算；{ENDED}", EDIT, LEDGER
    ),
    Rule.START_EVIDENCE: Told("登记了开工，没有施工许可或同类依据；终止的仍在开工率分母里，也查", WITHDRAW, AGAIN),
    Rule.OVER: Told("开工以来完成的投资比总投资多；终止的也查", EDIT, LEDGER),
    Rule.BACKWARDS: Told(
        "统计数的累计比前面的月份少，或同一句形象进度的百分比比上次小而没有写明更正；终止的也查",
        "/projects/{code}/statistics/new",
        "核对统计数",
    ),
    Rule.JUMP: Told(
        "一个数是同类数的一千倍以上：某月投资或产值比平常月份，总投资比改前，年度计划比总投资，统计数比调度数；终止的也查",
        EDIT,
        LEDGER,
    ),
    Rule.TOTAL_CHANGED: Told(
        "总投资比最近一次有文件的数（没有过文件的，比最早的数）增减超过20%，这以后没有批复或纪要文号；终止的也查",
        EDIT,
        "补文件",
    ),
    Rule.FUNDING: Told(
        f"填了资金来源，合计和总投资不相等；{ENDED}", "/projects/{code}/funding-sources/new", "改资金来源"
    ),
    Rule.DURATION: Told(
        "计划投产（投用）早于开工，或工期、剩余时间少于这类项目的最短工期（铁路720天，机场540天，铁路专用线240天，"
        f"能源、片区开发180天，产业、道路120天，其他60天）；投产的、{STILL}",
        EDIT,
        LEDGER,
    ),
    Rule.PASSED: Told(
        f"节点的预计日期已过，没有登记到达，也没有改预计；{STILL}", "/milestones/{item}", "登记到达或改预计"
    ),
    Rule.PROBLEM_STUCK: Told(
        f"问题过了办结期限还在办理，两周没有人写方案、答复或进展。等项目办销号的不算；{ENDED}",
        "/problems/{item}",
        "写进展",
    ),
    Rule.PROBLEM_UNIT: Told(f"未销号的问题没有牵头单位；{ENDED}", "/problems/{item}", "交办"),
    Rule.REGISTER: Told(f"开工日期过了一个月还没有统计入库；{ENDED}，停工的照查", EDIT, LEDGER),
    Rule.NO_OUTPUT: Told(
        f"投产后、或上次报产值后过了一年。没有填预计产值的道路、铁路、机场、片区、市政、生态项目不查；{STILL}",
        "/projects/{code}/results/new",
        "报产值",
    ),
    Rule.SILENT: Told(
        f"签约、开工项目，截止的周连续缺两周以上；停工的周不算，{STILL}", "/projects/{code}/update", "填写本周"
    ),
    Rule.UNIT: Told(f"没有责任单位，也没有牵头单位；{ENDED}", DUTY, "分派职责"),
    Rule.SPONSOR: Told(DUTIES, DUTY, "分派职责"),
    Rule.OWNER: Told(DUTIES, DUTY, "分派职责"),
    Rule.STEWARD: Told(DUTIES, DUTY, "分派职责"),
    Rule.TOTAL: Told(f"总投资没有填；{ENDED}", EDIT, LEDGER),
    Rule.PLAN: Told(f"签约、开工项目没有今年的计划投资；{STILL}", "/projects/{code}/annual-plans/new", "定年度计划"),
    Rule.DAY: Told("登记了阶段，没有日期；终止的仍在分母里，也查", WITHDRAW, AGAIN),
    Rule.BATCH: Told("登记了阶段，没有期次，算不进三个率；终止的也查", WITHDRAW, AGAIN),
    Rule.EVIDENCE: Told("登记了签约或投产，没有协议、验收或试生产记录；终止的也查", WITHDRAW, AGAIN),
}
BLOCKED = ("第二次开工", "一个项目只能开工一次：数据库不收第二次，登记错了先撤回。所以体检里不会出现")
"""Asked for too, but never found: the database itself refuses it."""
