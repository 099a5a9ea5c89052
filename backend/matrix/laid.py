"""A matrix laid out: goals with their measures, what was given to whom, how it stands, and the table of goals × units.

Pure. A date that passes makes overdue, never done: done is what the unit said and nobody sent back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from uuid import UUID

from backend.labels import Labelled

SOON = timedelta(days=7)


class State(Labelled):
    """From the worst to the best; the word always stands beside the colour."""

    OVERDUE = "overdue", "超期"
    SOON = "soon", "快到期"
    OPEN = "open", "办理中"
    LATE = "late", "逾期办结"
    DONE = "done", "已办结"
    EMPTY = "empty", "未分解"
    WITHDRAWN = "withdrawn", "已撤销"

    @property
    def is_done(self) -> bool:
        return self in (State.DONE, State.LATE)


ORDER = tuple(State)


@dataclass(frozen=True)
class Task:
    """A measure as one unit has it. Withdrawn ones are shown and not counted."""

    id: UUID
    unit: str
    called: str
    due_on: date
    state: State
    days_over: int = 0
    last_word: str = ""
    said_on: date | None = None
    opens: bool = False
    """Whether the one who looks may open it."""

    @property
    def word(self) -> str:
        return f"超期{self.days_over}天" if self.state is State.OVERDUE else self.state.label


@dataclass(frozen=True)
class Tally:
    """What is told alike of a measure, a goal, a cell and the whole: the worst state, and how many stand how."""

    tasks: Sequence[Task]

    @property
    def counted(self) -> list[Task]:
        return [task for task in self.tasks if task.state is not State.WITHDRAWN]

    @property
    def state(self) -> State:
        return min((task.state for task in self.counted), key=ORDER.index, default=State.EMPTY)

    def many(self, *states: State) -> int:
        return sum(task.state in states for task in self.tasks)

    @property
    def done(self) -> int:
        return self.many(State.DONE, State.LATE)

    @property
    def word(self) -> str:
        """已办结, or of several how many are overdue, of one by how many days."""
        if self.state is State.OVERDUE and len(self.counted) > 1:
            return f"超期{self.many(State.OVERDUE)}项"
        return self.counted[0].word if len(self.counted) == 1 else self.state.label

    @property
    def progress(self) -> str:
        return f"{self.done}/{len(self.counted)}"


@dataclass(frozen=True)
class Measure:
    id: UUID
    number: int
    what: str
    due_on: date
    project: str | None
    about: str | None
    """The project it is about: its code and its short name."""
    tasks: Sequence[Task]

    @property
    def tally(self) -> Tally:
        return Tally(self.tasks)


@dataclass(frozen=True)
class Goal:
    id: UUID
    number: int
    name: str
    aim: str | None
    measures: Sequence[Measure]

    @property
    def tally(self) -> Tally:
        return Tally(list(chain.from_iterable(each.tasks for each in self.measures)))

    def cell(self, unit: str) -> Tally:
        """What one unit has of this goal."""
        return Tally([task for task in self.tally.counted if task.unit == unit])


@dataclass(frozen=True)
class Whole:
    goals: Sequence[Goal]
    units: Sequence[tuple[str, str]]
    """Those that have something: code and short name, in the order of their codes."""

    @property
    def tally(self) -> Tally:
        return Tally(list(chain.from_iterable(goal.tally.tasks for goal in self.goals)))

    @property
    def stuck(self) -> list[Goal]:
        return [goal for goal in self.goals if goal.tally.state is State.OVERDUE]

    @property
    def sentence(self) -> str:
        """8项目标、21条措施，落到单位30项：已办结9项，办理中17项（快到期2项），超期4项。"""
        if not self.goals:
            return "还没有目标任务。"
        begin = f"{len(self.goals)}项目标、{sum(len(goal.measures) for goal in self.goals)}条措施"
        told = self.tally
        if not told.counted:
            return f"{begin}，还没有落到单位。"
        soon, late = told.many(State.SOON), told.many(State.LATE)
        done = f"已办结{told.done}项" + (f"（逾期办结{late}项）" if late else "")
        running = f"办理中{told.many(State.OPEN, State.SOON)}项" + (f"（快到期{soon}项）" if soon else "")
        return f"{begin}，落到单位{len(told.counted)}项：{done}，{running}，超期{told.many(State.OVERDUE)}项。"

    @property
    def stuck_sentence(self) -> str:
        names = "、".join(goal.name for goal in self.stuck)
        return f"有超期的目标{len(self.stuck)}项：{names}。" if names else ""
