"""Which figure a key names. Every key that a sentence marks leads here, or to a list or a project that there is."""

from collections.abc import Callable, Mapping

from backend.briefs.following import lights, problems, ranked, sums, weekly
from backend.briefs.following.followed import Followed
from backend.briefs.snapshot import Snapshot

FIGURES: Mapping[str, Callable[[Snapshot, str], Followed | None]] = {
    "projects": sums.projects,
    "total": sums.total,
    "plan": sums.plan,
    "invested": sums.invested,
    "done": sums.done,
    "due": sums.due_by_now,
    "rate": sums.of_rate,
    "change": weekly.change,
    "week": weekly.week,
    "totals": weekly.totals,
    "report": weekly.report,
    "finding": weekly.finding,
    "block": weekly.block,
    "ranked": ranked.ranked,
    "problem": problems.problem,
    "light": lights.light,
    "upcoming": lights.upcoming,
}


def follow(snapshot: Snapshot, key: str) -> Followed | None:
    """The figure as the snapshot has it; none where a key names none."""
    head, _, rest = key.partition(".")
    return FIGURES[head](snapshot, rest) if head in FIGURES else None
