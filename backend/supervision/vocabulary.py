"""The words of supervision (督办)."""

from backend.labels import Labelled


class Origin(Labelled):
    """From what an order was made."""

    PROBLEM = "problem", "问题"
    LIGHT = "light", "红灯"
    ASSIGNMENT = "assignment", "批示"


class SupervisionLevel(Labelled):
    """Who has it supervised."""

    OFFICE = "office", "项目办督办"
    LEADER = "leader", "分管领导督办"
    CHIEF = "chief", "主要领导督办"


class SupervisionState(Labelled):
    """It follows from what was recorded, never from the clock."""

    OPEN = "open", "待答复"
    ANSWERED = "answered", "办理中"
    CLOSED = "closed", "已销号"
    WITHDRAWN = "withdrawn", "已撤销"


class Outcome(Labelled):
    """How an order ended: it was done, or it should not have been made."""

    DONE = "done", "办结销号"
    WITHDRAWN = "withdrawn", "撤销"
