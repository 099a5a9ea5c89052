"""What a terminal shows: lines, tables, and how far something long has come."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

console = Console(highlight=False, soft_wrap=True)
Step = Callable[[str], None]


def say(words: str) -> None:
    console.print(words, markup=False)


def show_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    table = Table(*heads, box=None, pad_edge=False, header_style="bold")
    for row in rows:
        table.add_row(*row)
    console.print(table)


@contextmanager
def progress(words: str, total: int) -> Iterator[Step]:
    """A bar on a terminal; elsewhere a line at the beginning, and one at the end. Each call is one step."""
    if not console.is_terminal:
        say(f"{words}……")
        yield quietly
        say(f"{words}：完成")
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, TextColumn("{task.fields[now]}"), console=console) as bar:
        task = bar.add_task(words, total=total, now="")
        yield lambda now: bar.update(task, advance=1, now=now)


def quietly(_: str) -> None:
    """For where nobody watches."""
