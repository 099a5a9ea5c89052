"""八、数据说明 in sentences, numbered by the template."""

from decimal import Decimal

from backend.briefs.data import BriefData, Finding, Overall, Reporting
from backend.briefs.sentences.marks import figure
from backend.briefs.sentences.wording import UNKNOWN, hour, listed, plain, week
from backend.reminders.recipients import CLIMBS_AFTER
from backend.units import rounded

FEW = 5  # names that fit into a list of findings; the page of the data checks has all


def notes(data: BriefData, digest: str) -> list[str]:
    told = [moment(data)]
    if data.notes:
        told += [_reporting(data.notes.reporting, data.week_year), _findings(data.notes.findings)]
    if data.overall:
        told.append(_reconciliation(data.overall))
    return [*told, f"版本。数据摘要{digest[:16]}，成稿所用的全部数据附在PDF文件内。"]


def moment(data: BriefData) -> str:
    if data.overall is None:
        return f"时点。数据取自{hour(data.as_of)}。"
    said = f"时点和口径。数据取自{hour(data.as_of)}，变化从{hour(data.since)}算起，此前发生、此后登记的标明补报；"
    if data.draft:
        said = f"时点和口径。本周尚未截止，这是{hour(data.as_of)}的草稿，变化从{hour(data.since)}算起；"
    rest = f"投资为调度数，不与统计数混用；{UNKNOWN}的不按零计算。"
    if data.overall and data.overall.rates.current_batch:
        year, _, ordinal = data.overall.rates.current_batch.partition("-")
        rest += f"三个率按以前各期计算，当前的{year}年第{ordinal}期不计入分母，终止的项目仍计入分母；"
        rest += "年度投资完成率按全部项目计算，本期新进的也在内，与“比率”页（不含本期）可能不同。"
    return said + rest + _ended(data)


def _ended(data: BriefData) -> str:
    rates = data.overall.rates if data.overall else None
    names = list(dict.fromkeys([*rates.start.ended, *rates.production.ended])) if rates else []
    return f"分母中已终止的有{listed(names)}。" if names else ""


def _reporting(told: Reporting, year: int) -> str:
    if not told.owed:
        return "报送。本周没有应报送的项目。" + _supplements(told, year)
    begin = f"报送。应报{figure('report.owed', told.owed)}个（签约、开工项目），"
    if not told.on_time:
        return f"{begin}{'都' if told.owed > 1 else ''}没有报送{_missing(told, year)}。" + _supplements(told, year)
    unchanged = f"，其中本周无变化{figure('report.unchanged', told.unchanged)}个" if told.unchanged else ""
    returned = (
        f"，被退回、尚未改报{figure('report.returned', len(told.returned))}个（{listed(told.returned)}），数字照计、未经审阅"
        if told.returned
        else ""
    )
    missing = (
        f"；未报{figure('report.missing', len(told.missing))}个{_missing(told, year)}。"
        if told.missing
        else "，没有未报。"
    )
    on_time = figure("report.on_time", told.on_time)
    return f"{begin}按时{on_time}个{unchanged}{returned}{missing}" + _supplements(told, year)


def _missing(told: Reporting, year: int) -> str:
    names = [each.name + (f"（上次为{week(each.last, year)}）" if each.last else "") for each in told.missing]
    if not names:
        return ""
    climbed = [each.name for each in told.missing if (each.weeks or 0) >= CLIMBS_AFTER]
    rest = f"；其中连续两周以上未报{figure('report.silent', len(climbed))}个：{listed(climbed)}" if climbed else ""
    return f"：{listed(names)}{rest}"


def _supplements(told: Reporting, year: int) -> str:
    names = [f"{each.name}（{week(each.week, year)}）" for each in told.supplements]
    return f"迟报、本周补来{figure('week.late', len(names))}份：{listed(names)}。" if names else ""


def _findings(found: list[Finding]) -> str:
    if not found:
        return "数据体检。没有发现问题。"
    said = [
        f"{each.rule.label}{figure(f'finding.{each.rule}', len(each.names))}个（{'、'.join(each.names[:FEW])}{'等' if len(each.names) > FEW else ''}）"
        for each in found
    ]
    return f"数据体检。{'；'.join(said)}。"


def _reconciliation(told: Overall) -> str:
    """Every project is in exactly one row; amounts are added up to the last 万元, where rounding cannot hide anything."""
    rows, whole = [row for row in told.rows if row.count], told.whole
    counts = "＋".join(f"{row.row.short}{figure(f'projects.{row.row}', row.count)}" for row in rows)
    said = (
        f"核对。项目数{figure('projects', whole.count)}＝{counts or 0}，每个项目只列入表1的一行，停工、终止的也在内。"
    )
    known = [(row.row, row.total.amount) for row in rows if row.total.amount is not None]
    if whole.total.amount is None or len(known) < 2:
        return said
    parts = "＋".join(figure(f"total.{row}", plain(amount)) for row, amount in known)
    return f"{said}总投资{figure('total', plain(whole.total.amount))}＝{parts}（万元）。{_rounding(told)}"


def _rounding(told: Overall) -> str:
    shown = sum((rounded(row.total.amount / 10_000) for row in told.rows if row.total.amount is not None), Decimal(0))
    exact = rounded((told.whole.total.amount or Decimal(0)) / 10_000)
    return "" if shown == exact else "表中按亿元四舍五入，各行之和与合计可能相差0.01。"
