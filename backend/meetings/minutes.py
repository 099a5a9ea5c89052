"""会议纪要 in words, made from what was decided: by item of the agenda, then what belongs to none."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from backend.clock import now
from backend.meetings import composing, queries
from backend.meetings.models import MeetingState, MeetingStep, ReviewMeeting
from backend.meetings.pack import Pack
from backend.meetings.queries import Decided
from backend.web.formats import md

OTHER = "其他议定事项"
NONE = "会议没有议定事项。"


@dataclass(frozen=True)
class Section:
    title: str
    decided: list[str]


@dataclass(frozen=True)
class Minutes:
    opening: str
    sections: list[Section]
    closing: str
    """What the meeting was summed up with when it ended."""
    present: list[tuple[str, str]]
    dated: datetime
    draft: bool
    demonstration: bool

    def texts(self) -> Iterator[str]:
        """Everything that the paper must be found to say."""
        yield self.opening
        for section in self.sections:
            yield from (section.title, *section.decided)
        yield from (label + names for label, names in self.present)
        yield self.closing


async def of(session: AsyncSession, meeting: ReviewMeeting) -> Minutes:
    pack = await composing.of(session, meeting)
    steps = {step.becomes: step for step in await queries.steps(session, meeting)}
    ended = steps.get(MeetingState.CLOSED)
    decided = await queries.decisions(session, meeting)
    return Minutes(
        opening=_opening(meeting, pack, decided),
        sections=list(_sections(pack, decided)),
        closing=(ended.said if ended else None) or "",
        present=_present(pack),
        dated=_dated(steps),
        draft=ended is None,
        demonstration=pack.demonstration,
    )


def _dated(steps: dict[MeetingState, MeetingStep]) -> datetime:
    ended = steps.get(MeetingState.CLOSED)
    return ended.made_at if ended else now()


def _opening(meeting: ReviewMeeting, pack: Pack, decided: Sequence[Decided]) -> str:
    heard = f"会议听取了{len(pack.items)}项议程的情况，" if pack.items else ""
    held = f"{md(meeting.held_on, year=True)}，{pack.chair}在{meeting.place}主持召开{meeting.called}。"
    if not decided:
        return f"{held}{heard}{NONE}" if not heard else f"{held}{heard}没有议定事项。"
    return f"{held}{heard}议定{len(decided)}项，纪要如下。"


def _sections(pack: Pack, decided: Sequence[Decided]) -> Iterator[Section]:
    by_item: dict[UUID | None, list[str]] = {}
    for each in decided:
        by_item.setdefault(each.decision.item_id, []).append(_said(each))
    for item in pack.items:
        if item.id in by_item:
            yield Section(f"{item.part.label}：{item.title}", by_item[item.id])
    if None in by_item:
        yield Section(OTHER, by_item[None])


def _said(each: Decided) -> str:
    given = each.assignment
    person = f"（{given.account.person}）" if given.account else ""
    what = given.what.rstrip("。；;.")
    return f"由{given.unit.name}{person}在{md(given.due_on, year=True)}前办结：{what}。"


def _present(pack: Pack) -> list[tuple[str, str]]:
    return [
        ("主持：", f"{pack.chair}。"),
        *([("参加人员：", f"{'、'.join(pack.people)}。")] if pack.people else []),
        *([("参加单位：", f"{'、'.join(pack.units)}。")] if pack.units else []),
    ]
