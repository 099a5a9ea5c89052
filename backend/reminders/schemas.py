from datetime import date
from typing import Annotated

from pydantic import AfterValidator, Field

from backend.reminders.own import EVERY
from backend.web.schema import Blank, Input

Name = Annotated[str | None, Field(max_length=40), Blank]


def known(switch: str) -> str:
    if switch not in EVERY:
        raise ValueError("没有这种提醒，请从页面上勾选")
    return switch


class SwitchesIn(Input):
    """What a person still wants; what is not ticked is off."""

    on: list[Annotated[str, AfterValidator(known)]] = Field(default_factory=list)


class LeaveIn(Input):
    account: Name = None
    """谁请假；不填就是本人"""
    since: date
    """从哪天起"""
    until: date
    """到哪天为止，含当天"""
    stand_in: Name = None
    """谁代办，催报发给代办的人"""
