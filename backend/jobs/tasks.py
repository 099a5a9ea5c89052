"""What the worker knows how to do. Features register their functions; the worker looks them up by name."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

Work = Callable[..., Awaitable[None]]

TRIES = 3  # a job that fails, or takes its worker with it, is tried this often and then given up

registered: dict[str, "Task"] = {}


@dataclass(frozen=True)
class Task:
    """`given_up` gets the same arguments when the last try failed, so that the row that waits can say so."""

    name: str
    work: Work
    given_up: Work | None = None


def task(name: str, *, given_up: Work | None = None) -> Callable[[Work], Work]:
    """Register a function as the work of that name. It is called with the keyword arguments of `enqueue`, outside
    of any transaction, and perhaps more than once: a second call for work that is done must do nothing."""

    def register(work: Work) -> Work:
        registered[name] = Task(name, work, given_up)
        return work

    return register


async def give_up(name: str, arguments: dict[str, Any]) -> None:
    known = registered.get(name)
    if known and known.given_up:
        await known.given_up(**arguments)
