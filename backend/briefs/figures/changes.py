"""二、本周变化: the state at this cut-off against the state at the one before."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from backend.board.nodes import course
from backend.briefs.data import (
    Arrival,
    Changes,
    Entered,
    Reached,
    Standstill,
    TotalChange,
    Totals,
    WeekMoney,
    Withdrawn,
)
from backend.briefs.figures.overall import live
from backend.briefs.figures.sums import owes, row_of, total
from backend.briefs.snapshot import Report, Snapshot
from backend.milestones.parts import MilestonePart
from backend.money.changes import is_large, shift
from backend.timeline.document import ProjectDocument


def changes(snapshot: Snapshot) -> Changes:
    present = {document.code for document in snapshot.now}
    return Changes(
        arrivals=[
            Arrival(code=d.code, name=d.name, row=row_of(d), moved=d.code in snapshot.outside_then)
            for d in snapshot.now
            if d.code not in snapshot.before
        ],
        left=[d.name for d in snapshot.then if d.code not in present | snapshot.outside_now],
        moved_out=[document.name for document in snapshot.then if document.code in snapshot.outside_now],
        entered=list(_entered(snapshot)),
        withdrawn=list(_withdrawn(snapshot)),
        reached=[
            Reached(
                code=document.code,
                name=document.short_name,
                milestone=milestone.label,
                reached_on=milestone.reached_on,
                **slipped(snapshot, document, milestone),
                late=snapshot.is_late(milestone.reached_on),
            )
            for document in snapshot.now
            for milestone in newly_reached(snapshot, document)
            if milestone.reached_on
        ],
        standstills=list(_standstills(snapshot)),
        money=_money(snapshot),
        totals=_totals(snapshot),
    )


def _entered(snapshot: Snapshot) -> Iterator[Entered]:
    """Entries that were not there before. What a project had long entered when it came in, came in with it."""
    for document in snapshot.now:
        before = snapshot.before.get(document.code)
        known = {entry.id for entry in live(before)} if before else set()
        for entry in live(document):
            late = snapshot.is_late(entry.occurred_on)
            if entry.id in known or (before is None and (late or entry.occurred_on is None)):
                continue
            yield Entered(
                code=document.code,
                name=document.name,
                stage=entry.stage,
                occurred_on=entry.occurred_on,
                batch=entry.batch,
                evidence=entry.evidence,
                late=late,
            )


def _withdrawn(snapshot: Snapshot) -> Iterator[Withdrawn]:
    for document, before in _both(snapshot):
        stood = {entry.id for entry in live(before)}
        for entry in document.stages:
            if entry.withdrawn and entry.id in stood:
                yield Withdrawn(
                    code=document.code, name=document.name, stage=entry.stage, reason=entry.withdrawn.reason
                )


def slipped(snapshot: Snapshot, document: ProjectDocument, milestone: MilestonePart) -> dict[str, Any]:
    """How late a milestone is against the first and, where it is another, the current baseline."""
    first = course(document, snapshot.day).against_first(milestone)
    again = milestone.baseline_on != milestone.first_baseline_on
    return {
        "slip_days": milestone.slip_days,
        "current_slip_days": milestone.slip_current_days if again else None,
        "stopped_days": first.stopped if first else 0,
    }


def newly_reached(snapshot: Snapshot, document: ProjectDocument) -> list[MilestonePart]:
    before = snapshot.before.get(document.code)
    had = {milestone.id for milestone in before.milestones if milestone.reached_on} if before else set()
    return [
        milestone
        for milestone in document.milestones
        if milestone.reached_on
        and milestone.id not in had
        and (before is not None or not snapshot.is_late(milestone.reached_on))
    ]


def _standstills(snapshot: Snapshot) -> Iterator[Standstill]:
    for document, before in _both(snapshot):
        who = {"code": document.code, "name": document.name}
        was, is_now = before.suspension, document.suspension
        if is_now and not was:
            late = snapshot.is_late(is_now.since)
            yield Standstill(**who, kind="suspended", on=is_now.since, cause=is_now.cause, late=late)
        if was and not is_now:
            resumed = max((each.resumed_on for each in document.suspensions if each.resumed_on), default=None)
            yield Standstill(**who, kind="resumed", on=resumed, cause=None, late=snapshot.is_late(resumed))
        if document.termination and not before.termination:
            ended = document.termination.ended_on
            yield Standstill(**who, kind="terminated", on=ended, cause=None, late=snapshot.is_late(ended))


def _money(snapshot: Snapshot) -> WeekMoney:
    amounts = (snapshot.of_week[code].invested if code in snapshot.of_week else None for code in asked_for(snapshot))
    of_week, last_week = total(amounts), total(report.invested for report in in_time_before(snapshot))
    both = of_week.amount is not None and last_week.amount is not None
    return WeekMoney(
        amount=of_week,
        supplements=total(report.invested for report in snapshot.supplements).amount,
        supplemented=len(snapshot.supplements),
        last_week=last_week.amount,
        difference=(of_week.amount or Decimal(0)) - (last_week.amount or Decimal(0)) if both else None,
    )


def asked_for(snapshot: Snapshot) -> list[str]:
    """The projects that owe the update of the week, and others that sent it."""
    return sorted({d.code for d in snapshot.now if owes(d)} | set(snapshot.of_week))


def in_time_before(snapshot: Snapshot) -> list[Report]:
    """The updates of the week before that were there at its cut-off."""
    previous = snapshot.week.previous
    return [each for each in snapshot.reports if each.week == previous and each.submitted_at <= snapshot.since]


def _totals(snapshot: Snapshot) -> Totals:
    pairs = [(new, new.total_investment_wan, old.total_investment_wan) for new, old in _both(snapshot)]
    return Totals(
        changed=[
            _change(document, old, new)
            for document, new, old in pairs
            if new is not None and old is not None and new != old
        ],
        first=sum(new is not None and old is None for _, new, old in pairs),
        before=_whole(snapshot.then),
        after=_whole(snapshot.now),
    )


def _change(document: ProjectDocument, old: Decimal, new: Decimal) -> TotalChange:
    """Of several changes between the two cut-offs the last one says why."""
    why = document.investment_changes[-1] if document.investment_changes else None
    return TotalChange(
        code=document.code,
        name=document.name,
        old=old,
        new=new,
        percent=shift(old, new),
        large=not old or is_large(old, new),
        reason=why.reason if why else None,
        document=why.document if why else None,
    )


def _whole(documents: Iterable[ProjectDocument]) -> Decimal | None:
    return total(document.total_investment_wan for document in documents).amount


def _both(snapshot: Snapshot) -> list[tuple[ProjectDocument, ProjectDocument]]:
    """Projects that were there at both cut-offs: as they are, and as they were."""
    return [(d, snapshot.before[d.code]) for d in snapshot.now if d.code in snapshot.before]
