from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from backend.assignments.models import StepKind
from backend.web.schema import Blank, Input

Sentence = Annotated[str, Field(min_length=2, max_length=1000)]


class AssignmentIn(Input):
    """What is to be done, by which unit, until when."""

    id: Annotated[UUID | None, Blank] = None
    """交办方自编的 id：用同一个 id 重发是同样的答复"""
    what: Sentence
    """要办什么"""
    unit: str = Field(min_length=1, max_length=32)
    """承办单位编号"""
    account: Annotated[Annotated[str, Field(max_length=40)] | None, Blank] = None
    """承办人账号，可不填；填了要是承办单位的人"""
    due_on: date
    """办结期限，不早于今天"""


class StepIn(Input):
    """What was done about it, or what the one who gave it says to that."""

    id: Annotated[UUID | None, Blank] = None
    """自编的 id：用同一个 id 重发是同样的答复"""
    kind: StepKind
    said: Sentence
    """办理情况、办结说明，或退回、撤销的原因"""
