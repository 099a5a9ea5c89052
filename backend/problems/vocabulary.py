"""The words of the problem register (问题台账)."""

from backend.labels import Labelled


class Category(Labelled):
    """What a problem is about."""

    LAND = "land", "用地"
    PLANNING = "planning", "规划"
    ASSESSMENT = "assessment", "环评能评安评"
    FUNDS = "funds", "资金"
    RELOCATION = "relocation", "征拆"
    UTILITIES = "utilities", "水电气暖"
    ROADS = "roads", "道路"
    LABOUR = "labour", "用工"
    DESIGN = "design", "设计"
    COMPANY = "company", "企业自身"
    POLICY = "policy", "政策"


class ProblemLevel(Labelled):
    """Who has to take it up."""

    PROJECT = "project", "项目层面"
    DEPARTMENT = "department", "部门层面"
    LEADER = "leader", "分管领导层面"
    CHIEF = "chief", "主要领导层面"


class Difficulty(Labelled):
    """Which of the 13710 timers runs: seven working days, or a month."""

    ORDINARY = "ordinary", "一般问题"
    HARD = "hard", "难题"


class State(Labelled):
    OPEN = "open", "办理中"
    ASKED = "asked", "待销号"
    CLOSED = "closed", "已销号"
    WITHDRAWN = "withdrawn", "已撤回"


class NoteKind(Labelled):
    """What a unit says of its work on a problem."""

    PLAN = "plan", "方案"
    ANSWER = "answer", "答复"
    PROGRESS = "progress", "进展"


class Rung(Labelled):
    """Where an overdue problem climbs to, in this order."""

    UNIT_HEAD = "unit_head", "单位负责人"
    SPONSOR = "sponsor", "包联领导"
    LEADER = "leader", "分管领导"
    CIRCULAR = "circular", "通报"
