"""Reading versions that were written before the document had its present parts.

Whoever gives the document new parts, or another meaning to an old one, counts `document.SHAPE` on and brings a step
here: stored versions are never rewritten, and every one of them stays readable."""

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from backend.timeline.document import SHAPE, ProjectDocument

Document = dict[str, Any]


def read(text: str) -> ProjectDocument:
    """A stored document, of whatever age."""
    return ProjectDocument.model_validate(brought_up(text))


def brought_up(text: str) -> Document:
    """The same as plain JSON with the fields of today: for whoever reads only a little of very many. It goes on
    saying in which shape it was written."""
    document: Document = json.loads(text)
    document.setdefault("shape", 2 if "lights" in document else 1)
    for shape in range(document["shape"], SHAPE):
        STEPS[shape](document)
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


def _with_problems(document: Document) -> None:
    """Until then there was no problem register."""
    document["problems"] = []


NEW_LISTS = [
    "lights",
    "investment_changes",
    "funding_sources",
    "fund_plans",
    "fund_arrivals",
    "results",
    "baseline_plans",
]


def _counted(_: Document) -> None:
    """From then on a document says in which shape it is written; nothing else was new."""


def _with_assignments(document: Document) -> None:
    """Until then nothing could be given to a unit."""
    document["assignments"] = []


def _with_reviews(document: Document) -> None:
    """Until then nobody could say of an update that they had read it, or send it back."""
    if document["last_update"]:
        document["last_update"]["review"] = None


def _with_supervisions(document: Document) -> None:
    """Until then nothing could be ordered."""
    document["supervisions"] = []


def _with_unreported_months(document: Document) -> None:
    """Until then a month said 0.00 whether nothing was invested or nothing reported: only what is above is certain."""
    for year in document["years"]:
        year["months_wan"] = [amount if Decimal(amount) else None for amount in year["months_wan"]]


STEPS: dict[int, Callable[[Document], None]] = {
    1: _with_dates_money_and_lights,
    2: _counted,
    3: _with_assignments,
    4: _with_problems,
    5: _with_reviews,
    6: _with_supervisions,
    7: _with_unreported_months,
}
"""How a document of each shape becomes one of the next."""
