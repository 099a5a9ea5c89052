"""What became of a batch: sums and counts of its members. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from backend.lifecycle.models import StageEntry
from backend.projects.summary import Summary
from backend.projects.vocabulary import STAGES, Condition, Stage, has_reached
from backend.units import share

Member = tuple[StageEntry, Summary]


@dataclass(frozen=True)
class Outcome:
    """Those who entered one stage with the batch. `known` of them have said their total investment (万元)."""

    stage: Stage
    members: Sequence[Member]
    total: Decimal | None
    known: int
    onward: int
    ended: list[str]
    """Names of those that ended early: they stay counted."""

    @property
    def sentence(self) -> str:
        """How many of them have gone on to the stage after, with the fraction behind the rate."""
        place = STAGES.index(self.stage) + 1
        if place == len(STAGES):
            return ""
        rate = share(self.onward, len(self.members))
        return f"其中{self.onward}个已{STAGES[place].label}，{self.onward}/{len(self.members)}，{rate}%"


def outcomes(members: Sequence[Member]) -> list[Outcome]:
    """By stage, in order; a stage that nobody entered with this batch is left out."""
    by_stage = {stage: [each for each in members if each[0].stage is stage] for stage in STAGES}
    return [_outcome(stage, found) for stage, found in by_stage.items() if found]


def _outcome(stage: Stage, members: Sequence[Member]) -> Outcome:
    amounts = [summary.total_investment for _, summary in members if summary.total_investment is not None]
    following = STAGES[STAGES.index(stage) + 1 :][:1]
    return Outcome(
        stage=stage,
        members=members,
        total=sum(amounts, Decimal(0)) if amounts else None,
        known=len(amounts),
        onward=sum(has_reached(summary.stage, after) for _, summary in members for after in following),
        ended=[summary.short_name for _, summary in members if summary.condition is Condition.TERMINATED],
    )
