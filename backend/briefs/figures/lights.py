"""四、红灯和黄灯: the colours that are shown at the cut-off, with what makes them so and who is to act."""

from datetime import date

from backend.briefs.data.lights import Answering, AxisOf, Lights, Lit, Overridden, Stopped
from backend.briefs.snapshot import Snapshot
from backend.projects.vocabulary import Condition, DutyKind, Signal
from backend.timeline.document import ProjectDocument

RAISED = (Signal.RED, Signal.AMBER)


def lights(snapshot: Snapshot) -> Lights:
    return Lights(
        red=_by_age(shown(snapshot, Signal.RED)),
        amber=_by_age(shown(snapshot, Signal.AMBER)),
        lifted=_by_age(lifted(snapshot)),
        green=len(shown(snapshot, Signal.GREEN)),
        unrated=len(shown(snapshot, Signal.UNRATED)),
        stopped=[_stopped(document) for document in snapshot.now if document.condition is Condition.SUSPENDED],
    )


def shown(snapshot: Snapshot, signal: Signal) -> list[ProjectDocument]:
    """Of the projects that go on, those with this colour."""
    return [each for each in snapshot.now if each.condition is Condition.UNDER_WAY and each.signal is signal]


def lifted(snapshot: Snapshot) -> list[ProjectDocument]:
    """Shown as green by a person, and red or amber by the rules."""
    return [each for each in shown(snapshot, Signal.GREEN) if each.override and each.computed_signal in RAISED]


def answering(document: ProjectDocument) -> Answering:
    """The duties that last: as on the page of what is due next week."""
    lasting = sorted((each for each in document.duties if each.until is None), key=lambda each: (each.since, each.id))
    return Answering(
        units=[d.unit_name for d in lasting if d.kind is DutyKind.RESPONSIBLE and d.unit_name],
        owners=[d.person for d in lasting if d.kind is DutyKind.OWNER and d.person],
    )


def _by_age(documents: list[ProjectDocument]) -> list[Lit]:
    found = [_lit(document) for document in documents]
    return sorted(found, key=lambda each: (min((axis.since for axis in each.axes), default=date.max), each.code))


def _lit(document: ProjectDocument) -> Lit:
    worst = [light for light in document.lights if light.signal is document.computed_signal]
    by_hand = document.override
    return Lit(
        code=document.code,
        name=document.short_name,
        axes=[AxisOf(axis=each.axis, reason=each.reason, since=each.since) for each in worst if _raises(each.signal)],
        overridden=Overridden(computed=document.computed_signal, reason=by_hand.reason, until=by_hand.until)
        if by_hand
        else None,
        waits_on=answering(document),
    )


def _raises(signal: Signal) -> bool:
    """What is green by the rules needs no reason."""
    return signal in RAISED


def _stopped(document: ProjectDocument) -> Stopped:
    stop = document.suspension
    return Stopped(
        code=document.code,
        name=document.short_name,
        cause=stop.cause if stop else None,
        since=stop.since if stop else None,
        expected_until=stop.expected_until if stop else None,
        waits_on=answering(document),
    )
