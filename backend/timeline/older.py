"""Reading versions that were written before the document had its present parts.

A migration that gives the document new parts, or another meaning to an old one, brings a step here: stored
versions are never rewritten, and every one of them stays readable."""

import json
from collections.abc import Callable
from typing import Any

from backend.timeline.document import ProjectDocument

Document = dict[str, Any]


def read(text: str) -> ProjectDocument:
    """A stored document, of whatever age."""
    return ProjectDocument.model_validate(brought_up(text))


def brought_up(text: str) -> Document:
    """The same as plain JSON in today's shape: for whoever reads only a little of very many."""
    document: Document = json.loads(text)
    for is_older, bring_up in STEPS:
        if is_older(document):
            bring_up(document)
    return document


def _with_dates_money_and_lights(document: Document) -> None:
    """Until then a milestone had one baseline, and there were no lights."""
    document |= {name: [] for name in NEW_LISTS}
    document |= {"computed_signal": "unrated", "override": None, "expected_profit_wan": None}
    document |= {"expected_energy_tce": None, "two_high": None}
    for year in document["years"]:
        year |= {"monthly_plan_wan": [None] * 12, "statistics_wan": [None] * 12}
    for milestone in document["milestones"]:
        milestone |= {
            "first_baseline_on": milestone["baseline_on"],
            "forecast_reason": None,
            "forecast_sentence": None,
            "file": None,
            "slip_current_days": milestone["slip_days"],
        }


NEW_LISTS = [
    "lights",
    "investment_changes",
    "funding_sources",
    "fund_plans",
    "fund_arrivals",
    "results",
    "baseline_plans",
]
Step = tuple[Callable[[Document], bool], Callable[[Document], None]]
STEPS: list[Step] = [(lambda document: "lights" not in document, _with_dates_money_and_lights)]
