"""一、总体情况 in sentences."""

from backend.briefs.data import BriefData, CapacityRate, CountRate, Overall, Rates, Row, StageRow, YearProgress
from backend.briefs.sentences.marks import figure
from backend.briefs.sentences.wording import UNKNOWN, amount, completed, hour, money, percent
from backend.signals.rates import RateKind

THREE = (Row.SIGNED, Row.STARTED, Row.PRODUCING)
APART = (Row.PIPELINE, Row.SUSPENDED, Row.TERMINATED)


def overall(data: BriefData) -> list[str]:
    """The paragraphs before the table of stages."""
    told = data.overall
    if told is None:
        return [f"截至{hour(data.as_of)}，系统内尚无任何登记，本周没有可以反映的情况。"]
    if not told.whole.count:
        return [f"截至{hour(data.as_of)}，{data.head.place if data.scope else ''}没有{_which(data)}重大项目。"]
    return [_whole(data, told), _stages(told), _rates(told.rates)]


OWN = {"unit": "承担的", "sponsor": "包联的"}


def _which(data: BriefData) -> str:
    """纳入调度的重大项目; of a unit 承担的重大项目."""
    return (OWN.get(data.scope.kind) if data.scope else None) or "纳入调度的"


def _whole(data: BriefData, told: Overall) -> str:
    whole = told.whole
    begin = f"截至{hour(data.as_of)}，{data.head.place}{_which(data)}重大项目{figure('projects', whole.count)}个"
    if not (whole.total.known or whole.plan.known or whole.invested.known):
        return f"{begin}，总投资、年度计划和今年完成投资均{UNKNOWN}。{_time(told.year, whole.completion.known)}"
    share = completed(whole.completion, whole.count)
    same = whole.completion.known == whole.count
    done = money("今年完成投资", whole.invested, "invested")
    lines = [
        f"{begin}，{money('总投资', whole.total, 'total')}，{money('年度计划', whole.plan, 'plan')}。",
        f"{done}，{share}。" if share and same else f"{done}。",
        f"{share}。" if share and not same else "",
    ]
    return "".join(lines) + _time(told.year, whole.completion.known)


def _time(year: YearProgress, known: int) -> str:
    said = f"序时进度{percent(year.time_percent)}（{year.months}个月）"
    if year.points is None:
        return f"{said}。"
    against = "序时进度"
    if year.by_month and year.plan_now is not None:
        against = "计划"
        said += (
            f"，按分月计划应完成{figure('due', amount(year.plan_now))}，占{figure('due', percent(year.plan_percent))}"
            f"{_spread(known - year.by_month)}"
        )
    if not year.points:
        return f"{said}，完成率与{against}持平。"
    return f"{said}，完成率比{against}{'快' if year.points > 0 else '慢'}{figure('done', abs(year.points))}个百分点。"


def _spread(rest: int) -> str:
    return f"（{figure('due.spread', rest)}个项目没有分月计划，按月均分）" if rest else ""


def _stages(told: Overall) -> str:
    rows = {row.row: row for row in told.rows}
    count = sum(rows[row].count for row in THREE)
    said = f"“三个一批”项目{figure('projects.three', count)}个：" + "；".join(
        _stage(rows[row]) for row in THREE if rows[row].count
    )
    if not count:
        stopped = any(rows[row].count for row in (Row.SUSPENDED, Row.TERMINATED))
        said = "没有正常推进的签约、开工、投产项目" if stopped else "尚无签约、开工、投产的项目"
    elif absent := [row.short for row in THREE if not rows[row].count]:
        said += f"；暂无{'、'.join(absent)}项目"
    apart = [f"{row.short}{figure(f'projects.{row}', rows[row].count)}个" for row in APART if rows[row].count]
    return f"{said}。" + (f"另有{'、'.join(apart)}。" if apart else "")


def _stage(row: StageRow) -> str:
    said = f"{row.row.short}{figure(f'projects.{row.row}', row.count)}个"
    return said + (f"，{money('总投资', row.total, f'total.{row.row}')}" if row.total.known else "")


def _rates(told: Rates) -> str:
    said = [
        _rate(told.start, RateKind.START, "签约", "开工"),
        _rate(told.production, RateKind.PRODUCTION, "开工", "投产"),
        _capacity(told.capacity),
    ]
    lines = [line for line in said if line]
    stages = (
        ("签约", "start", told.start),
        ("开工", "production", told.production),
        ("投产", "capacity", told.capacity),
    )
    beside = [
        f"{stage}{figure(f'rate.{kind}.without_batch', rate.without_batch)}个"
        for stage, kind, rate in stages
        if rate.without_batch
    ]
    if lines:
        rest = f"期次{UNKNOWN}的{'、'.join(beside)}，不计入以上各率。" if beside else ""
        return "；".join(lines) + f"。{rest}"
    rest = f"（{'、'.join(beside)}期次{UNKNOWN}）" if beside else ""
    return f"没有登记以前各期进入三个阶段的项目，开工率、投产率和达效率暂不计算{rest}。"


def _rate(rate: CountRate, kind: RateKind, entered: str, reaches: str) -> str:
    if rate.percent is None:
        return ""
    whole = figure(f"rate.{kind}.denominator", rate.denominator)
    part = figure(f"rate.{kind}.numerator", rate.numerator)
    many = f"已{reaches}{part}个" if rate.numerator else f"都还没有{reaches}"
    share = figure(f"rate.{kind}.denominator", percent(rate.percent))
    return f"以前各期{entered}的{whole}个项目{many}，{kind.label}{share}"


def _capacity(rate: CapacityRate) -> str:
    if rate.percent is None:
        unknown = figure("rate.capacity.unknown", rate.unknown)
        return f"以前各期投产的{unknown}个项目年产值{UNKNOWN}，达效率暂不计算" if rate.unknown else ""
    rest = f"（另有{figure('rate.capacity.unknown', rate.unknown)}个年产值{UNKNOWN}）" if rate.unknown else ""
    whole, part = "rate.capacity.denominator", "rate.capacity.numerator"
    return (
        f"以前各期投产的{figure(whole, rate.counted)}个项目预期年产值{figure(whole, amount(rate.expected))}，"
        f"实际{figure(part, amount(rate.actual))}，达效率{figure(whole, percent(rate.percent))}{rest}"
    )
