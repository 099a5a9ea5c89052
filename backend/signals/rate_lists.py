"""The lists behind a rate. Pure."""

from collections.abc import Mapping, Sequence

from backend.labels import Labelled
from backend.signals.rates import Rate, RateKind


class Behind(Labelled):
    """A list that a rate opens: who is in it, and who is not and why."""

    NUMERATOR = "numerator", "分子"
    DENOMINATOR = "denominator", "分母"
    REST = "rest", "分母里不在分子的"
    CURRENT = "current", "本期不计的"
    WITHOUT_BATCH = "without_batch", "期次待填报的"
    UNKNOWN = "unknown", "数字待填报的"
    ENDED = "ended", "已终止的"
    WITHDRAWN = "withdrawn", "登记已撤回的"


def behind(rate: Rate, which: Behind) -> Sequence[str]:
    """The codes of a list, in their order."""
    reached = set(rate.reached)
    lists: Mapping[Behind, Sequence[str]] = {
        Behind.NUMERATOR: rate.reached,
        Behind.DENOMINATOR: rate.counted,
        Behind.REST: [code for code in rate.counted if code not in reached],
        Behind.CURRENT: rate.current,
        Behind.WITHOUT_BATCH: rate.without_batch,
        Behind.UNKNOWN: rate.unknown,
        Behind.ENDED: rate.ended,
        Behind.WITHDRAWN: rate.withdrawn,
    }
    return lists[which]


SAID = {
    RateKind.START: ("以前各期签约的项目", "已开工", "还没有开工"),
    RateKind.PRODUCTION: ("以前各期开工的项目", "已投产", "还没有投产"),
    RateKind.CAPACITY: ("以前各期投产、年产值已知的项目", "以前各期投产、年产值已知的项目", ""),
    RateKind.COMPLETION: ("今年计划和完成都已知的项目", "今年计划和完成都已知的项目", ""),
    RateKind.REGISTRATION: ("已开工的项目", "已入统计库", "还没有入统计库"),
    RateKind.FUNDS: ("总投资和到位资金都已知的项目", "总投资和到位资金都已知的项目", ""),
}
UNKNOWN = {
    RateKind.CAPACITY: "预计或实际年产值待填报",
    RateKind.COMPLETION: "今年计划或完成投资待填报",
    RateKind.FUNDS: "总投资或到位资金待填报",
}
RULES = {
    RateKind.START: "以前各期签约的项目里，已经开工的个数 ÷ 全部个数",
    RateKind.PRODUCTION: "以前各期开工的项目里，已经投产的个数 ÷ 全部个数",
    RateKind.CAPACITY: "以前各期投产的项目，最近一个整年的实际产值 ÷ 预计年产值，按金额",
    RateKind.COMPLETION: "今年1月1日以来完成投资 ÷ 年度计划投资，按金额；不含本期新进的项目，周报里的完成率含，两数可能不同",
    RateKind.REGISTRATION: "已开工的项目里，已入统计库的个数 ÷ 全部个数",
    RateKind.FUNDS: "到位资金 ÷ 总投资，按金额",
}


def title(kind: RateKind, which: Behind) -> str:
    """What a list holds, in words: 以前各期签约的项目里，还没有开工的."""
    whole, part, rest = SAID[kind]
    return {
        Behind.NUMERATOR: whole if kind.is_of_money else f"{whole}里{part}的",
        Behind.DENOMINATOR: whole,
        Behind.REST: f"{whole}里{rest}的" if rest else "",
        Behind.CURRENT: "本期新进的项目，不计",
        Behind.WITHOUT_BATCH: "期次待填报的项目，不计",
        Behind.UNKNOWN: f"{UNKNOWN.get(kind, '数字待填报')}的项目，不计",
        Behind.ENDED: "分母里已终止的项目",
        Behind.WITHDRAWN: "登记有误、已撤回的项目，不计",
    }[which] or "没有这样的项目"
