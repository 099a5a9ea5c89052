"""What was measured, as a table for people and as JSON beside it."""

import json
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from backend.clock import now

RESULTS = Path(__file__).parent / "results"
console = Console(width=140)


@dataclass
class Row:
    """One thing that is measured: what was got, what was allowed, and the ratio that is the goal."""

    what: str
    got: str
    limit: str
    ratio: float
    goal: float
    sign: str = "≥"
    note: str = ""

    @property
    def reached(self) -> bool:
        return self.ratio >= self.goal if self.sign == "≥" else self.ratio <= self.goal


def report(rows: list[Row], title: str) -> None:
    table = Table(title=title)
    for head in ("what", "got", "limit", "ratio", "goal", "", "note"):
        table.add_column(head)
    for row in rows:
        word = "reached" if row.reached else "missed"
        table.add_row(row.what, row.got, row.limit, f"{row.ratio:.2f}", f"{row.sign} {row.goal}", word, row.note)
    console.print(table)
    RESULTS.mkdir(exist_ok=True)
    file = RESULTS / f"{now():%Y-%m-%d}.json"
    told = [vars(row) | {"ratio": round(row.ratio, 3), "reached": row.reached} for row in rows]
    measured = {each["what"] for each in told}  # a part that is measured alone leaves the day's other rows as they are
    if file.exists():
        told = [each for each in json.loads(file.read_text(encoding="utf-8")) if each["what"] not in measured] + told
    file.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    console.print(f"written to bench/results/{file.name}")
