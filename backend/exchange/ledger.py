"""The ledger (台账) in the order of columns that the upper levels print. What the house does not keep yet stays empty."""

from collections.abc import Callable
from functools import partial

from backend.exchange import cells
from backend.exchange.columns import Book, Column, Kind, Value
from backend.labels import Labelled
from backend.projects.vocabulary import DutyKind, Scheme, Stage
from backend.timeline.document import ProjectDocument
from backend.web.formats import moment, week_label

NUMBER = "序号"
WAN, PERCENT = "万元", "%"
MONTHS = range(1, 13)
Of = Callable[[ProjectDocument, Book], Value]


def own(name: str) -> Of:
    """A field of the document as it stands there."""

    def of(document: ProjectDocument, _: Book) -> Value:
        value: Value = getattr(document, name)
        return value.label if isinstance(value, Labelled) else value

    return of


def listed(name: str, scheme: Scheme) -> Of:
    return partial(cells.named, name, scheme)


def text(name: str, of: Of | str, width: int = 12) -> Column:
    return Column(name, own(of) if isinstance(of, str) else of, width=width)


def long(name: str, of: Of | str, width: int = 30) -> Column:
    return Column(name, own(of) if isinstance(of, str) else of, Kind.LONG, width=width)


def amount(name: str, of: Of | str, unit: str = WAN) -> Column:
    return Column(name, own(of) if isinstance(of, str) else of, Kind.AMOUNT, unit, 13)


def day(name: str, of: Of | str) -> Column:
    return Column(name, own(of) if isinstance(of, str) else of, Kind.DATE, width=11)


def held(name: str, width: int = 12, **kinds: str) -> Column:
    """Who has a duty: each kind with the word that is printed behind a name."""
    return text(name, partial(cells.holders, {DutyKind(kind): word for kind, word in kinds.items()}), width)


def nothing(_: ProjectDocument, __: Book) -> Value:
    """Not kept by the house yet; the column keeps its place."""
    return None


COLUMNS: list[Column] = [
    Column(NUMBER, nothing, Kind.COUNT, width=5),
    text("项目编号", "code", 10),
    text("项目代码", "national_code", 14),
    long("项目名称", "name", 28),
    text("简称", "short_name", 14),
    text("项目单位", cells.developers, 20),
    text("信用代码", cells.credit_codes, 21),
    long("建设规模及主要内容", "content", 40),
    text("建设性质", "nature", 9),
    text("年度类别", "year_category", 9),
    text("清单归属", cells.annual_lists, 18),
    text("级别", "level", 6),
    text("项目类型", listed("kind", Scheme.KIND), 11),
    text("行业代码", "industry_code", 9),
    text("产业集群", listed("cluster", Scheme.CLUSTER), 12),
    text("片区园带", listed("area", Scheme.AREA), 18),
    text("建设地点", "site", 18),
    amount("用地", "land_mu", "亩"),
    text("标准地", lambda document, _: cells.yes_or_no(document.standard_land), 7),
    amount("总投资", "total_investment_wan"),
    amount("其中固定资产投资", "fixed_investment_wan"),
    text("资金来源", "funds_source", 16),
    amount("年度计划投资", cells.annual_plan),
    *(amount(f"分月计划{month}月", partial(cells.monthly_plan, month)) for month in MONTHS),
    amount("本期完成投资", cells.invested_in_week),
    amount("年初累计", cells.invested_in_year),
    amount("开工累计", "invested_total_wan"),
    amount(
        "年度完成率",
        lambda document, book: cells.rate(cells.invested_in_year(document, book), cells.annual_plan(document, book)),
        PERCENT,
    ),
    amount(
        "总投资完成率",
        lambda document, _: cells.rate(document.invested_total_wan, document.total_investment_wan),
        PERCENT,
    ),
    amount("到位资金", "funds_arrived_wan"),
    text("入库状态", cells.in_statistics, 15),
    day("计划开工", "planned_start_on"),
    day("实际开工", partial(cells.entered_on, Stage.STARTED)),
    day("计划竣工", "planned_completion_on"),
    day("实际竣工", "completed_on"),
    day("计划投产", "planned_production_on"),
    day("实际投产", partial(cells.entered_on, Stage.PRODUCING)),
    text("三个一批期次", cells.batches, 18),
    amount("预计年产值", "expected_output_wan"),
    amount("预计年税收", "expected_tax_wan"),
    Column("预计就业", own("expected_jobs"), Kind.COUNT, "人", 10),
    amount("实际年产值", "actual_output_wan"),
    text("新增产能", "new_capacity", 16),
    text("建设阶段", cells.stage, 10),
    long("形象进度", cells.progress),
    long("手续办理", cells.permits),
    long("存在问题", cells.trouble),
    long("下步计划", lambda document, _: document.last_update.next_step if document.last_update else None),
    held("包联领导", sponsor=""),
    held("责任单位", 16, responsible=""),
    held("责任人", owner=""),
    text("电话", cells.phones, 14),
    held("代办单位", 16, agent=""),
    held("联络员", 16, steward="（专员）", agent_person="（代办员）"),
    text("灯号", cells.light, 6),
    long("灯号原因", cells.why),
    text("填报人", cells.reported_by),
    text("填报时间", cells.reported_at, 17),
    text("审核人", nothing),
    long("备注", "remark"),
]


def row(number: int, document: ProjectDocument, book: Book) -> list[Value]:
    return [number, *(column.of(document, book) for column in COLUMNS[1:])]


def title(place: str) -> str:
    return f"{place}重大项目台账"


def remarks(book: Book) -> str:
    """What is said once above the table, so that no cell has to say it."""
    said = f"截至{moment(book.at, year=True)}；本期为{week_label(book.week.start)}；金额单位万元；空白处待填报"
    return f"演示数据，数字均为虚构；{said}" if book.demonstration else said
