"""三、重点项目: a block for each project or programme that the office has chosen."""

from collections.abc import Sequence

from backend.briefs.data import Block, Member, Step
from backend.briefs.figures.changes import newly_reached, slipped
from backend.briefs.figures.sums import completion, invested_of, owes, plan_of, row_of, total
from backend.briefs.snapshot import Snapshot
from backend.milestones.models import Phase
from backend.milestones.parts import MilestonePart
from backend.timeline.document import ProjectDocument
from backend.timeline.summarising import light_reason
from backend.units import share

MOST = 6  # milestones that can be read side by side


def blocks(snapshot: Snapshot, chosen: Sequence[str]) -> list[Block]:
    """`chosen` holds codes of projects and programmes; one that is not there makes no block."""
    found = {code: documents_of(snapshot, code) for code in chosen}
    return [_block(snapshot, code, *named) for code, named in found.items() if named]


def documents_of(snapshot: Snapshot, code: str) -> tuple[str, list[ProjectDocument]] | None:
    """The programme or the project with this code: its name, and the projects that are meant."""
    programme = [document for document in snapshot.now if document.programme == code]
    if programme:
        return programme[0].programme_name or code, programme
    single = [document for document in snapshot.now if code in (document.code, *document.merged_codes)]
    return (single[0].name, single) if single else None


def _block(snapshot: Snapshot, key: str, name: str, documents: list[ProjectDocument]) -> Block:
    year, programme = snapshot.week.year, documents[0].programme == key
    return Block(
        key=key,
        name=name,
        total=total(document.total_investment_wan for document in documents),
        plan=total(plan_of(document, year) for document in documents),
        invested=total(invested_of(document, year) for document in documents),
        completion=completion(documents, year),
        members=[_member(snapshot, document) for document in documents],
        programme=programme,
        steps=_next_of_each(snapshot, documents) if programme else _nearest(snapshot, documents[0]),
    )


def _member(snapshot: Snapshot, document: ProjectDocument) -> Member:
    year, report, last = snapshot.week.year, snapshot.of_week.get(document.code), document.last_update
    said = report.site_progress if report else None
    if said is None and last and last.site_progress:
        said = last.site_progress
    plan, invested = plan_of(document, year), invested_of(document, year)
    return Member(
        code=document.code,
        name=document.name,
        short_name=document.short_name,
        row=row_of(document),
        total=document.total_investment_wan,
        plan=plan,
        invested=invested,
        percent=None if invested is None else share(invested, plan),
        signal=document.signal,
        light_reason=light_reason(document),
        site_progress=said,
        said_in=last.week if said and last and last.week != snapshot.week.label else None,
        owes=owes(document),
        reported=report is not None,
        unchanged=report is not None and report.unchanged,
        week_invested=report.invested if report else None,
        reached=[milestone.label for milestone in newly_reached(snapshot, document)],
        next_step=report.next_step if report else None,
        nodes=len(document.milestones),
        dated=sum(_has_day(milestone) for milestone in document.milestones),
    )


def _nearest(snapshot: Snapshot, document: ProjectDocument) -> list[Step]:
    """The proofs of start and production, and the milestones around today, in their order."""
    works = [m for m in document.milestones if m.phase is not Phase.PERMITS] or document.milestones
    if not any(map(_has_day, works)):
        return []
    here = next((place for place, m in enumerate(works) if m.reached_on is None), len(works))
    by_need = sorted(range(len(works)), key=lambda place: (works[place].gate is None, abs(place - here)))
    return [_step(snapshot, document, works[place]) for place in sorted(by_need[:MOST])]


def _next_of_each(snapshot: Snapshot, documents: Sequence[ProjectDocument]) -> list[Step]:
    """The next milestone of each member, or its last when all are reached."""
    names = _apart([document.short_name for document in documents])
    found = []
    for name, document in zip(names, documents, strict=True):
        dated = [milestone for milestone in document.milestones if _has_day(milestone)]
        following = next((milestone for milestone in dated if milestone.reached_on is None), None)
        if milestone := following or (dated[-1] if dated else None):
            found.append(_step(snapshot, document, milestone, name))
    return found[:MOST]


def _apart(names: list[str]) -> list[str]:
    """What tells the names apart: 天邦 for 天邦专用线 among others that end so."""
    ending = 0
    while len(names) > 1 and len({name[-ending - 1 :] for name in names}) == 1 and ending < min(map(len, names)) - 1:
        ending += 1
    return [name[: len(name) - ending] for name in names]


def short(label: str) -> str:
    """A milestone's name on the bar: 公用工程 for 公用工程（变电、锅炉、污水）."""
    first, *others = label.partition("（")[0].split("、")
    return f"{first}等" if others else first


def _step(snapshot: Snapshot, document: ProjectDocument, milestone: MilestonePart, whose: str = "") -> Step:
    return Step(
        name=whose + short(milestone.label),
        planned=milestone.baseline_on,
        reached=milestone.reached_on,
        expected=milestone.forecast_on,
        **slipped(snapshot, document, milestone),
    )


def _has_day(milestone: MilestonePart) -> bool:
    return bool(milestone.baseline_on or milestone.forecast_on or milestone.reached_on)
