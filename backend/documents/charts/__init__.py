"""Charts as SVG made on the server, the same on a page and on paper."""

from backend.documents.charts.deadlines import Deadline, deadlines
from backend.documents.charts.milestones import Step, milestone_bar
from backend.documents.charts.ranking import Named, RankBar, ranking_with_change
from backend.documents.charts.stages import StageBar, stacked_stages
from backend.documents.charts.year import YearLine, year_against_plan

__all__ = [
    "Deadline",
    "Named",
    "RankBar",
    "StageBar",
    "Step",
    "YearLine",
    "deadlines",
    "milestone_bar",
    "ranking_with_change",
    "stacked_stages",
    "year_against_plan",
]
