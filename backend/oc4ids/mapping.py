"""A project's document in the words of OC4IDS 0.9.5. Pure, and without a clock: that a date has passed says nothing."""

from backend.milestones.models import Gate, Phase
from backend.milestones.parts import MilestonePart
from backend.oc4ids.parties import authority, parties
from backend.oc4ids.values import Json, from_day, period, until_day, value, without_blanks
from backend.projects.vocabulary import PIPELINE, Condition, Datum, Nature, Stage
from backend.timeline.document import ProjectDocument

STATUS = {
    None: "identification",
    Stage.SIGNED: "preparation",
    Stage.STARTED: "implementation",
    Stage.PRODUCING: "maintenance",
}
CANCELLED = "cancelled"
TYPES = {
    Nature.NEW: "construction",
    Nature.EXPANSION: "expansion",
    Nature.RENOVATION: "rehabilitation",
    Nature.RESTORATION: "rehabilitation",
}
"""A relocation (迁建) has no word there."""
SECTORS = {
    "rail_spur": ["transport", "transport.rail"],
    "railway": ["transport", "transport.rail"],
    "road": ["transport", "transport.road"],
    "airport": ["transport", "transport.air"],
    "energy": ["energy"],
    "tourism": ["cultureSportsAndRecreation"],
    "agriculture": ["economy"],
    "ecology": ["naturalResources"],
    "industrial": ["economy"],
}
"""Of the kinds that a house has from the start. Those not named here have no one sector: 市政民生 may be any."""
MILESTONE_TYPES = {Phase.PERMITS: "approval", Phase.WORKS: "delivery", Phase.COMMISSIONING: "delivery"}
MILESTONE_CODES = {Gate.START: "commencement", Gate.PRODUCTION: "commissioning"}


def project(document: ProjectDocument, prefix: str) -> Json:
    """`prefix` stands before the code: the one that the standard's help desk gave, or one that says there is none."""
    shown: Json = without_blanks(
        {
            "id": f"{prefix}-{document.code}",
            "updated": document.updated_at.isoformat(),
            "language": "zh",
            "identifiers": _identifiers(document),
            "publicAuthority": authority(document),
            "title": document.name,
            "description": document.content,
            "status": status(document),
            "type": TYPES.get(document.nature) if document.nature else None,
            "sector": SECTORS.get(document.kind),
            "budget": {"amount": value(document.total_investment_wan)},
            "metrics": _metrics(document),
            "locations": _locations(document),
            "parties": parties(document),
            "milestones": [_milestone(each, document) for each in document.milestones],
            "sanpi": _native(document),
        }
        | _periods(document)
    )
    return shown


def status(document: ProjectDocument) -> str:
    """Standing still keeps what was reached last: the milestones and the native stage say it."""
    return CANCELLED if document.condition is Condition.TERMINATED else STATUS[document.stage]


def _native(document: ProjectDocument) -> Json:
    """Our own words beside those of the standard, under a name that it does not use."""
    return {
        "code": document.code,
        "version": document.version,
        "kind": document.kind,
        "stage": document.stage.value if document.stage else "pipeline",
        "stageTitle": document.stage.label if document.stage else PIPELINE,
        "condition": document.condition.value,
        "conditionTitle": document.condition.label,
    }


def _identifiers(document: ProjectDocument) -> list[Json]:
    national = {"id": document.national_code, "scheme": "国家项目代码"} if document.national_code else None
    return [{"id": document.code, "scheme": "项目编号"}, *([national] if national else [])]


def _periods(document: ProjectDocument) -> Json:
    days = {each.stage: each.occurred_on for each in document.stages if not each.withdrawn}
    signed, started, producing = (days.get(stage) for stage in Stage)
    return {
        "period": period(document.planned_start_on, document.planned_completion_on),
        "preparationPeriod": period(signed, started if signed else None),
        "implementationPeriod": period(started, document.completed_on if started else None),
        "maintenancePeriod": period(producing, None),
        "completion": {"endDate": until_day(document.completed_on)},
    }


def _metrics(document: ProjectDocument) -> list[Json]:
    """Money invested since the start: of a project of which nothing was ever reported there is no observation."""
    invested = value(document.invested_total_wan)
    observation = {"id": "invested", "value": invested, "notes": "开工以来累计完成投资（调度数）"}
    return [{"id": "financialProgress", "title": "完成投资", "observations": [observation]}] if invested else []


def _locations(document: ProjectDocument) -> list[Json]:
    """A point is given only where it is on the standard's own grid, within centimetres: GCJ-02 is 500 m off."""
    is_measured = document.longitude is not None and document.latitude is not None
    point = [float(each) for each in (document.longitude, document.latitude) if each is not None]
    on_grid = is_measured and document.datum is Datum.CGCS2000
    found = {
        "description": document.site,
        "geometry": {"type": "Point", "coordinates": point} if on_grid else None,
    }
    return [{"id": "site", **found}] if any(found.values()) else []


def _milestone(milestone: MilestonePart, document: ProjectDocument) -> Json:
    return {
        "id": milestone.key,
        "title": milestone.label,
        "type": MILESTONE_TYPES[milestone.phase],
        "code": MILESTONE_CODES.get(milestone.gate) if milestone.gate else None,
        "dueDate": until_day(milestone.forecast_on or milestone.baseline_on or milestone.planned_on),
        "dateMet": from_day(milestone.reached_on),
        "status": _milestone_status(milestone, document),
    }


def _milestone_status(milestone: MilestonePart, document: ProjectDocument) -> str:
    if milestone.reached_on:
        return "met"
    return "scheduled" if document.condition is Condition.UNDER_WAY else "notMet"
