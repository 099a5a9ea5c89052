"""提醒, 请假 and 未报清单: one's own reminders and switches, leave, who did not report, and what was sent."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.accounts.auth import Person
from backend.clock import now
from backend.db import Session
from backend.reminders import leaves, own, sent, wording
from backend.reminders.listing import Step, unreported
from backend.reminders.models import Reminder, ReminderKind, Way
from backend.reminders.moments import lists_at
from backend.reminders.schemas import LeaveIn, SwitchesIn
from backend.web.forms import Form
from backend.web.schema import Blank, Input
from backend.web.templating import page, see_other
from backend.weeks import Week

router = APIRouter(include_in_schema=False)
SHOWN = 200


class Asked(Input):
    week: Annotated[str | None, Blank] = None

    @property
    def given(self) -> Week | None:
        return Week.parse(self.week) if self.week else None


@router.get("/reminders")
async def show_reminders(request: Request, session: Session, person: Person) -> Response:
    return page(
        request,
        "reminders/mine.html",
        rows=[(row, Week(row.week_start)) for row in await own.newest(session, person)],
        line=wording.line,
        on=await own.switched_on(session, person),
        kinds=ReminderKind,
        ways=Way,
        may_look=sent.may_look(person),
    )


@router.post("/reminders/read")
async def read_reminders(request: Request, session: Session, person: Person) -> Response:
    await own.read_all(session, person)
    return see_other(request, "show_reminders")


@router.post("/reminders/switches")
async def switch_reminders(request: Request, session: Session, person: Person) -> Response:
    form = await Form.read(request, SwitchesIn)
    if form.refusal:
        raise form.refusal
    await own.switch(session, person, form.value.on)
    return see_other(request, "show_reminders", notice="已保存，从下一次提醒起生效")


@router.get("/reminders/sent")
async def show_sent(request: Request, session: Session, person: Person, asked: Annotated[Asked, Query()]) -> Response:
    rows = await sent.sent(session, person, asked.given, SHOWN)
    return page(request, "reminders/sent.html", rounds=_rounds(rows), became=sent.became, week=asked.given)


@router.get("/unreported")
async def show_unreported(
    request: Request, session: Session, person: Person, asked: Annotated[Asked, Query()]
) -> Response:
    week = asked.given or Week.last_closed()
    return page(
        request,
        "reminders/unreported.html",
        found=await unreported(session, person, week),
        week=week,
        current=Week.current(),
        lists_at=lists_at(week),
        now=now(),
        steps=Step,
        may_look=sent.may_look(person),
    )


@router.get("/leave")
async def show_leave(request: Request, session: Session, person: Person) -> Response:
    return await _leave(request, session, person, Form.known())


@router.post("/leave")
async def enter_leave(request: Request, session: Session, person: Person) -> Response:
    form = await Form.read(request, LeaveIn)
    if not form.errors:
        async with form.tries(session):
            await leaves.enter(session, person, form.value)
    if form.errors:
        return await _leave(request, session, person, form)
    return see_other(request, "show_leave", notice="请假已登记，这段时间的催报发给代办的人")


@router.post("/leave/{leave_id}/withdraw")
async def withdraw_own_leave(request: Request, leave_id: UUID, session: Session, person: Person) -> Response:
    await leaves.withdraw(session, person, leave_id)
    return see_other(request, "show_leave", notice="请假登记已撤销")


async def _leave(request: Request, session: AsyncSession, person: Actor, form: Form[Any]) -> Response:
    return page(
        request,
        "reminders/leave.html",
        form.status,
        form=form,
        rows=await leaves.current(session, person),
        people=[(each.name, each.person) for each in await leaves.choices(session, person)],
        for_others=leaves.may_enter_for_others(person),
    )


def _rounds(rows: Any) -> list[tuple[Week, ReminderKind, list[Reminder]]]:
    """The reminders of one week and kind together, the newest first, however many rounds there were."""
    found: dict[tuple[date, ReminderKind], list[Reminder]] = {}
    for row in sorted(rows, key=lambda row: (row.week_start, row.made_at), reverse=True):
        found.setdefault((row.week_start, row.kind), []).append(row)
    return [(Week(start), kind, sorted(its, key=_by_person)) for (start, kind), its in found.items()]


def _by_person(row: Reminder) -> tuple[str, datetime]:
    return row.account.name, row.made_at
