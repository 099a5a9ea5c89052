"""What may be done with an order in its present state, and by whom: each act has its form at an address of its own."""

from backend.accounts.actor import Actor
from backend.errors import Conflict, DomainError, Forbidden
from backend.supervision import handling, policy
from backend.supervision.queries import Standing
from backend.supervision.schemas import SupervisionAnswerIn, SupervisionCheckIn, SupervisionClosureIn
from backend.web.acts import Act

ANSWER = Act(
    "answers",
    "答复",
    "答复已记下，等项目办核验",
    SupervisionAnswerIn,
    handling.answer,
    {"says": "方案和办理情况", "settle_on": "打算哪天办结"},
)
CHECK = Act(
    "checks",
    "记核查",
    "核查情况已记下",
    SupervisionCheckIn,
    handling.check,
    {"checked_on": "哪天核查的", "finding": "查到什么"},
)
CLOSE = Act(
    "closure",
    "销号",
    "已办，记录还在",
    SupervisionClosureIn,
    handling.close,
    {"outcome": "怎么结束", "remark": "核验意见"},
)
ACTS = {act.name: act for act in (ANSWER, CHECK, CLOSE)}


def offered(actor: Actor, found: Standing) -> list[Act]:
    """Exactly those that would work."""
    if not found.part.is_active:
        return []
    may = {
        ANSWER: policy.may_answer(actor, found.unit_id),
        CHECK: policy.may_check(actor, found.unit_id),
        CLOSE: policy.may_close(actor) and not policy.why_not_own(actor, found.unit_id, found.answered_by_id),
    }
    return [act for act in ACTS.values() if may[act]]


def why_not(actor: Actor, found: Standing, act: Act) -> DomainError:
    """Why this act would not work now, for who went to its form all the same."""
    if not found.part.is_active:
        return Conflict(f"{found.part.called}{found.part.supervision_status.label}，不用再办。请回到督办单看办理情况")
    if act is CLOSE:
        own = policy.why_not_own(actor, found.unit_id, found.answered_by_id) if policy.may_close(actor) else ""
        return Forbidden(own or handling.NOT_YOURS)
    if act is CHECK:
        return Forbidden(handling.NO_CHECK)
    return Forbidden(f"这张督办单由{found.part.unit_name}承办，答复由{found.part.unit_name}的人写")
