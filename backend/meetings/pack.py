"""调度会材料 as data: what screen and paper say of each item, taken at one moment and kept when the meeting begins."""

from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from backend.assignments.models import AssignmentStanding
from backend.meetings.models import AgendaSection
from backend.projects.vocabulary import Signal


class Slip(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class FollowedUp(Slip):
    """What became of a decision of the last meeting."""

    number: int
    what: str
    about: str | None
    unit: str
    due_on: date
    standing: AssignmentStanding
    days_over: int
    last_word: str | None

    @property
    def state(self) -> str:
        return f"超期{self.days_over}天" if self.days_over else self.standing.label


class Item(Slip):
    """One thing to talk about: `facts` are names and values, each a line on the screen and on paper."""

    id: UUID
    part: AgendaSection
    title: str
    words: str | None
    signal: Signal | None
    facts: list[tuple[str, str]]


class Pack(Slip):
    meeting: str
    held_on: date
    place: str
    chair: str
    units: list[str]
    people: list[str]
    as_of: datetime
    demonstration: bool
    last_meeting: str | None
    """Whose decisions are followed up; none when this is the first."""
    followed: list[FollowedUp]
    earlier: list[FollowedUp] = []
    """What meetings before the last one decided and is still not done: it is not lost sight of."""
    situation: list[str]
    """通报: sentences that are counted, never typed."""
    items: list[Item]

    @property
    def followed_up(self) -> str:
        """上次会议定3项：已办结1项，办理中1项，超期1项。"""
        done = sum(each.standing is AssignmentStanding.DONE for each in self.followed)
        gone = sum(each.standing is AssignmentStanding.WITHDRAWN for each in self.followed)
        late = sum(each.days_over > 0 for each in self.followed)
        parts = [f"已办结{done}项", f"办理中{len(self.followed) - done - gone - late}项", f"超期{late}项"]
        parts += [f"已撤销{gone}项"] if gone else []
        return f"{self.last_meeting}议定{len(self.followed)}项：{'，'.join(parts)}。"

    @property
    def left_over(self) -> str:
        late = sum(each.days_over > 0 for each in self.earlier)
        return f"更早的会议议定、还没有办结的{len(self.earlier)}项" + (f"，超期{late}项。" if late else "。")

    def by_part(self) -> list[tuple[AgendaSection, list[Item]]]:
        """In the order of the agenda, those without an item too."""
        return [(part, [item for item in self.items if item.part is part]) for part in AgendaSection]
