"""What lists need of a project, taken from its document."""

from collections.abc import Callable
from typing import Any

from backend.projects.search import search_text
from backend.projects.vocabulary import Signal
from backend.signals.models import Axis
from backend.signals.parts import LightPart
from backend.timeline.document import ProjectDocument
from backend.timeline.figures import beside, figures
from backend.timeline.models import ProjectVersion
from backend.weeks import Week


def summary(document: ProjectDocument, version: ProjectVersion) -> dict[str, Any]:
    money = document.years[-1] if document.years else None
    last = document.last_update
    return {
        "project_id": version.project_id,
        "annual_lists": [f"{entry.year}:{entry.list_code}" for entry in document.annual_lists],
        "units": sorted({duty.unit for duty in document.duties if duty.unit and duty.until is None}),
        "total_investment": document.total_investment_wan,
        "money_year": money.year if money else None,
        "annual_plan": money.annual_plan_wan if money else None,
        "invested_in_year": money.invested_wan if money else None,
        "last_week": last.week if last else None,
        "last_update_at": last.submitted_at if last else None,
        "search": search_text(_words(document)),
        "version": version.version,
        "seq": version.seq,
        "updated_at": version.at,
        "light_reason": light_reason(document, _in_short),
        "figures": figures(document) | beside(document, Week.last_closed(version.at)),
    } | {
        name: getattr(document, name)
        for name in (
            "code",
            "name",
            "short_name",
            "kind",
            "area",
            "cluster",
            "programme",
            "stage",
            "condition",
            "signal",
            "computed_signal",
        )
    }


def _in_full(light: LightPart) -> str:
    return f"{light.axis.label}：{light.reason}"


def light_reason(document: ProjectDocument, told: Callable[[LightPart], str] = _in_full) -> str | None:
    """What a reader should know of a red or amber light: the reasons of its worst axes."""
    if document.computed_signal not in (Signal.RED, Signal.AMBER):
        return None
    worst = [light for light in document.lights if light.signal is document.computed_signal]
    return "；".join(told(light) for light in worst)


def _in_short(light: LightPart) -> str:
    """As a row of a list has room for: how far behind, which weeks are missing, and no more."""
    if light.axis is Axis.PROGRESS:
        return f"{light.axis.label}{light.reason.rsplit('，', 1)[-1]}"
    return light.reason if light.axis in (Axis.REPORT, Axis.START) else _in_full(light)


def _words(document: ProjectDocument) -> list[str]:
    named = [document.name, document.short_name, *document.aliases, *document.former_names]
    return [*named, document.code, *document.merged_codes, document.national_code or ""]
