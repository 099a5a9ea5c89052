"""What the API says of a review meeting."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from backend.accounts.models import Account, Unit
from backend.assignments.parts import AssignmentOut
from backend.meetings.models import AgendaSection, MeetingState, ReviewMeeting
from backend.meetings.pack import Item
from backend.projects.vocabulary import Signal
from backend.web.schema import Output


class AgendaFactPart(Output):
    label: str
    value: str


class AgendaItemPart(Output):
    """One item of the agenda with what the pack says of it."""

    id: UUID
    section: AgendaSection
    title: str
    words: str | None
    signal: Signal | None
    facts: list[AgendaFactPart]

    @classmethod
    def of(cls, item: Item) -> "AgendaItemPart":
        facts = [AgendaFactPart(label=label, value=value) for label, value in item.facts]
        return cls(facts=facts, section=item.part, **item.model_dump(exclude={"facts", "part"}))


class MeetingPart(Output):
    id: UUID
    meeting: str
    """Such as `2026-3`."""
    held_on: date
    place: str
    chair: str
    meeting_state: MeetingState

    @classmethod
    def of(cls, meeting: ReviewMeeting) -> "MeetingPart":
        return cls(
            id=meeting.id,
            meeting=meeting.code,
            held_on=meeting.held_on,
            place=meeting.place,
            chair=meeting.chair.person,
            meeting_state=meeting.state,
        )


class WholeMeetingPart(MeetingPart):
    """With who takes part, the agenda, and what was decided and became of it."""

    units: list[str]
    people: list[str]
    agenda: list[AgendaItemPart]
    decisions: list[AssignmentOut]

    @classmethod
    def whole(
        cls,
        meeting: ReviewMeeting,
        who: tuple[Sequence[Unit], Sequence[Account]],
        items: Sequence[Item],
        decisions: list[AssignmentOut],
    ) -> "WholeMeetingPart":
        units, people = who
        return cls(
            **MeetingPart.of(meeting).model_dump(),
            units=[unit.code for unit in units],
            people=[account.person for account in people],
            agenda=[AgendaItemPart.of(item) for item in items],
            decisions=decisions,
        )
