from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field

from backend.web.schema import Blank, Input

Key = Annotated[UUID | None, Blank]
Unit = Annotated[str, Field(min_length=1, max_length=32)]


def _each_once(units: list[str]) -> list[str]:
    return list(dict.fromkeys(units))


def _some(units: list[str]) -> list[str]:
    if not units:
        raise ValueError("至少选一个责任单位")
    return units


class MatrixIn(Input):
    """What it is called, and of which year."""

    id: Key = None
    """自编的 id：用同一个 id 重发是同样的答复"""
    year: Annotated[int, Field(ge=2000, le=2099)]
    """哪一年的"""
    title: str = Field(min_length=2, max_length=60)
    """名称，例如年度重点工作矩阵"""


class GoalIn(Input):
    id: Key = None
    """自编的 id：用同一个 id 重发是同样的答复"""
    goal_name: str = Field(min_length=2, max_length=60)
    """目标任务"""
    aim: Annotated[Annotated[str, Field(max_length=300)] | None, Blank] = None
    """到年底要达到什么，可不填"""


class MeasureIn(Input):
    """What is done for a goal, by which units, until when: each unit is given it."""

    id: Key = None
    """自编的 id：用同一个 id 重发是同样的答复"""
    what: str = Field(min_length=2, max_length=300)
    """措施"""
    due_on: date
    """完成时限，不早于今天"""
    units: Annotated[list[Unit], Field(max_length=60), AfterValidator(_some), AfterValidator(_each_once)]
    """责任单位的编号，一个或几个"""
    project: Annotated[Annotated[str, Field(max_length=32)] | None, Blank] = None
    """和哪个项目有关，项目编号，可不填"""


class MoreIn(Input):
    """The same measure for one more unit, or once more with another day."""

    id: Key = None
    """自编的 id：用同一个 id 重发是同样的答复"""
    unit: Unit
    """责任单位编号"""
    due_on: date
    """完成时限，不早于今天"""


class GoalWordsIn(Input):
    """A goal in other words."""

    goal_name: str = Field(min_length=2, max_length=60)
    """目标任务"""
    aim: Annotated[Annotated[str, Field(max_length=300)] | None, Blank] = None
    """到年底要达到什么，可不填"""


class MeasureWordsIn(Input):
    """A measure in other words. Its day stays: another day is another order to the unit."""

    what: str = Field(min_length=2, max_length=300)
    """措施"""
