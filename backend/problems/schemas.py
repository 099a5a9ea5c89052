from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from backend.problems.vocabulary import Category, Difficulty, NoteKind, ProblemLevel
from backend.projects.schemas import OptionalCode, OptionalDate
from backend.web.schema import Blank, Input

Words = Annotated[str, Field(min_length=2, max_length=500)]
OptionalWords = Annotated[str | None, Field(max_length=500), Blank]


class ProblemIn(Input):
    """What holds the project up. Everything else may come later."""

    id: Annotated[UUID | None, Blank] = None
    """手机或程序自己生成的 UUIDv7；同一个 id 再发一次是同样的答复"""
    what: Words
    """卡在哪里，一句话"""
    category: Annotated[Category | None, Blank] = None
    """不知道就不填，由项目办交办时定"""


class DispatchIn(Input):
    """Who settles it, how, until when."""

    category: Annotated[Category | None, Blank] = None
    level: ProblemLevel = ProblemLevel.PROJECT
    """由哪一层解决"""
    difficulty: Difficulty = Difficulty.ORDINARY
    """一般问题 7 个工作日，难题 1 个月"""
    lead_unit: OptionalCode = None
    """牵头单位的代码"""
    supporting_units: Annotated[list[str], Field(max_length=20)] = Field(default_factory=list)
    """配合单位的代码"""
    remedy: OptionalWords = None
    """解决措施"""
    due_on: OptionalDate = None
    """办结期限；不填按 13710 推算"""
    why: OptionalWords = None
    """为什么改，例如会议纪要"""


class NoteIn(Input):
    kind: NoteKind = NoteKind.PROGRESS
    """方案、答复或进展"""
    says: Words
    """一两句话"""
    settle_on: OptionalDate = None
    """只在方案里填：打算哪天办结。难题以这一天为期限"""


class ClosureRequestIn(Input):
    """Settled, and to be struck off."""

    resolution: Words
    """怎么解决的"""
    resolved_on: date
    """哪天办结"""
    evidence: Annotated[str | None, Field(max_length=200), Blank] = None
    """依据：文号、记录或照片说明"""


class SendBackIn(Input):
    reason: Words
    """为什么退回，还差什么"""


class ClosureIn(Input):
    remark: OptionalWords = None
    """核实情况，可不填"""


class ProblemWithdrawalIn(Input):
    reason: Words
    """为什么撤回：重复、登记有误"""
