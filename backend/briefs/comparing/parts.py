from datetime import datetime
from uuid import UUID

from pydantic import Field

from backend.briefs.data import Section
from backend.web.schema import Output


class Difference(Output):
    """One thing that the two briefs say differently, in their words."""

    key: str = Field(description="数的名字，可接在 /figures/ 后面看名单；不是数的为空")
    what: str = Field(description="什么")
    was: str = Field(description="上期")
    now: str = Field(description="本期")
    by: str = Field(description="增减；说不出的为空")


class SectionPart(Output):
    section: Section
    differences: list[Difference]


class BriefComparisonPart(Output):
    """`previous` is the last issued brief before this one, else the last that was made."""

    brief: UUID
    previous: UUID
    previous_label: str = Field(description="上期是哪一期")
    previous_as_of: datetime
    sections: list[SectionPart]
