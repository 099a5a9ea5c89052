from datetime import date
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, model_validator

from backend.assignments.schemas import AssignmentIn
from backend.meetings.models import AgendaSection, MeetingState
from backend.web.schema import Blank, Input

Key = Annotated[UUID | None, Blank]
Words = Annotated[Annotated[str, Field(min_length=2, max_length=500)] | None, Blank]


class MeetingIn(Input):
    """When and where, who is in the chair, who takes part."""

    id: Key = None
    """自编的 id：用同一个 id 重发是同样的答复"""
    held_on: date
    """哪天开，不早于今天"""
    place: str = Field(min_length=2, max_length=80)
    """地点"""
    chair: str = Field(min_length=1, max_length=40)
    """主持人的账号，领导或项目办的人"""
    units: Annotated[list[str], Field(max_length=60)] = Field(default_factory=list)
    """参加单位的编号"""
    people: Annotated[list[str], Field(max_length=60)] = Field(default_factory=list)
    """参加人的账号"""


class AgendaItemIn(Input):
    """One thing to bring up: a project, a problem, or a matter in words."""

    id: Key = None
    """自编的 id：用同一个 id 重发是同样的答复"""
    section: AgendaSection
    """议程的哪一段"""
    project: Annotated[Annotated[str, Field(max_length=32)] | None, Blank] = None
    """项目编号"""
    problem: Key = None
    """问题的 id"""
    words: Words = None
    """要说什么，或者请谁协调什么；不选项目和问题时要写"""

    @model_validator(mode="after")
    def something_is_named(self) -> Self:
        if not (self.project or self.problem or self.words):
            raise ValueError("请选项目、问题，或写一句要说的事")
        return self


class ChoiceIn(Input):
    """Several things at once, as a person ticks them: each is `project` or `problem` and its key."""

    progress: Annotated[list[str], Field(max_length=100)] = Field(default_factory=list)
    """列入进展的项目编号"""
    problems: Annotated[list[UUID], Field(max_length=100)] = Field(default_factory=list)
    """列入问题的问题 id"""


class DecisionIn(AssignmentIn):
    """议定事项: what is to be done, by which unit, until when, and about which item of the agenda."""

    item: Key = None
    """议程里哪一项；不写就是其他议定事项"""


class MeetingStepIn(Input):
    """开始 or 结束."""

    becomes: MeetingState
    """running 开始，closed 结束"""
    said: Annotated[Annotated[str, Field(min_length=2, max_length=1000)] | None, Blank] = None
    """结束时的小结，写进纪要，可不填"""
