"""What may be done with a problem in its present state, and by whom: each act has its form at an address of its own."""

from collections.abc import Set as AbstractSet

from backend.accounts.actor import Actor
from backend.errors import Conflict, DomainError, Forbidden
from backend.problems import closing, handling, policy, service
from backend.problems.queries import Standing
from backend.problems.schemas import (
    ClosureIn,
    ClosureRequestIn,
    DispatchIn,
    NoteIn,
    ProblemWithdrawalIn,
    SendBackIn,
)
from backend.problems.vocabulary import State
from backend.projects.vocabulary import DutyKind
from backend.web.acts import Act

NOTE = Act(
    "notes",
    "写进展",
    "已记下",
    NoteIn,
    handling.note,
    {"kind": "写什么", "says": "内容", "settle_on": "打算哪天办结"},
)
ASK = Act(
    "closure-requests",
    "办结申请销号",
    "已申请销号，等项目办核",
    ClosureRequestIn,
    handling.ask_closure,
    {"resolution": "怎么解决的", "resolved_on": "哪天办结", "evidence": "依据"},
    main=True,
)
CLOSE = Act("closure", "销号", "已销号", ClosureIn, closing.close, {"remark": "核实情况"}, main=True)
SEND_BACK = Act("send-backs", "退回", "已退回，单位继续办", SendBackIn, closing.send_back, {"reason": "为什么退回"})
DISPATCH = Act(
    "dispatches",
    "交办",
    "已交办",
    DispatchIn,
    service.dispatch,
    {
        "category": "类别",
        "difficulty": "难易",
        "level": "由哪一层解决",
        "lead_unit": "牵头单位",
        "supporting_units": "配合单位",
        "remedy": "解决措施",
        "due_on": "办结期限",
        "why": "说明",
    },
)
WITHDRAW = Act(
    "withdrawal", "撤回", "已撤回，记录还在", ProblemWithdrawalIn, closing.withdraw, {"reason": "为什么撤回"}
)
ACTS = {act.name: act for act in (CLOSE, SEND_BACK, ASK, NOTE, DISPATCH, WITHDRAW)}


def offered(actor: Actor, found: Standing, duties: AbstractSet[DutyKind]) -> list[Act]:
    """Exactly those that would work."""
    if not found.part.is_active:
        return []
    asked = found.part.problem_status is State.ASKED
    judges = policy.may_judge(actor) and not policy.why_not_own(actor, found.asked_by_id, found.lead_unit_id)
    may = {
        CLOSE: asked and judges,
        SEND_BACK: asked and judges,
        ASK: not asked and policy.may_settle(actor, duties, found.lead_unit_id),
        NOTE: policy.may_note(actor, duties, found.lead_unit_id),
        DISPATCH: policy.may_dispatch(actor),
        WITHDRAW: policy.may_dispatch(actor),
    }
    return [act for act in ACTS.values() if may[act]]


def why_not(actor: Actor, found: Standing, act: Act) -> DomainError:
    """Why this act would not work now, for who went to its form all the same."""
    part = found.part
    if not part.is_active:
        return Conflict(f"这个问题{part.problem_status.label}，不用再办。请回到问题页看办理情况")
    if act in (CLOSE, SEND_BACK):
        if not policy.may_judge(actor):
            return Forbidden(closing.NOT_YOURS)
        if own := policy.why_not_own(actor, found.asked_by_id, found.lead_unit_id):
            return Forbidden(own)
        return Conflict(f"单位还没有申请销号，现在不能{act.title}")
    if act is ASK and part.problem_status is State.ASKED:
        return Conflict("已经申请销号，等项目办核")
    return Forbidden(f"{act.title}由承办单位或项目办办，不由您办。请回到问题页看办理情况")
