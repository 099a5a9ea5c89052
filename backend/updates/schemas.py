from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, model_validator

from backend.milestones.schemas import ReachedIn
from backend.projects.schemas import OptionalWan
from backend.web.schema import Blank, Input

Sentence = Annotated[str | None, Field(max_length=1000), Blank]


class MilestoneReached(ReachedIn):
    """A milestone ticked in the weekly update."""

    key: str = Field(max_length=40)


class UpdateIn(Input):
    """What moved this week: one number, one sentence, the milestones reached; or 本周无变化."""

    id: UUID | None = None
    """Made by the sender, if it wants to send the same again and be sure of one row."""
    week: Annotated[str | None, Blank] = None
    """Such as `2026-W48`; without it the running week."""
    unchanged: bool = False
    unchanged_reason: Sentence = None
    """为什么没有变化；只在计划本周应有进展时要填"""
    invested_wan: OptionalWan = None
    site_progress: Sentence = None
    next_step: Sentence = None
    milestones_reached: list[MilestoneReached] = Field(default_factory=list, max_length=40)

    @model_validator(mode="after")
    def says_something_or_that_nothing_moved(self) -> Self:
        said = self.invested_wan is not None or self.site_progress or self.milestones_reached
        if self.unchanged and (self.invested_wan or self.site_progress or self.milestones_reached):
            raise ValueError("勾了“本周无变化”就不用再填，请去掉其中一个")
        if self.unchanged_reason and not self.unchanged:
            raise ValueError("没有变化的原因只在选“本周无变化”时填")
        if not self.unchanged and not said:
            raise ValueError("请填本周完成投资或一句话进展；没有变化请选“本周无变化”")
        if not self.unchanged and self.invested_wan is None:
            raise ValueError("请填本周完成投资；本周没有投资就填 0")
        return self
