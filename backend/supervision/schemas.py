from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from backend.projects.schemas import OptionalCode
from backend.supervision.vocabulary import Outcome, SupervisionLevel
from backend.web.schema import Blank, Input

Words = Annotated[str, Field(min_length=2, max_length=500)]
Demands = Annotated[str, Field(min_length=2, max_length=1000)]


class SupervisionIn(Input):
    """An order: from what, who has to do what until when."""

    id: Annotated[UUID | None, Blank] = None
    """自编的 id：用同一个 id 重发是同样的答复"""
    origin: Annotated[str, Field(min_length=1, max_length=60)]
    """由什么督办：problem:问题id、light:轴（红灯）或 assignment:批示id"""
    level: SupervisionLevel = SupervisionLevel.OFFICE
    """由谁督办"""
    what: Demands
    """办理要求，一条一行"""
    unit: OptionalCode = None
    """承办单位编号；不填就是问题的牵头单位、批示的承办单位或项目的责任单位"""
    due_on: date
    """办结期限，不早于今天"""


class SupervisionAnswerIn(Input):
    id: Annotated[UUID | None, Blank] = None
    """自编的 id：用同一个 id 重发是同样的答复"""
    says: Demands
    """方案和办理情况"""
    settle_on: Annotated[date | None, Blank] = None
    """打算哪天办结，可不填"""


class SupervisionCheckIn(Input):
    id: Annotated[UUID | None, Blank] = None
    """自编的 id：用同一个 id 重发是同样的答复"""
    checked_on: date
    """哪天去核查的"""
    finding: Words
    """查到什么"""


class SupervisionClosureIn(Input):
    outcome: Outcome = Outcome.DONE
    """办结销号，或撤销（开错了）"""
    remark: Words
    """核验意见；撤销写原因"""
