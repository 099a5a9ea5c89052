"""What may be done with a thing in its present state, each by a form at an address of its own."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from backend.web.schema import Input


@dataclass(frozen=True, eq=False)
class Act:
    name: str
    """The last word of its address, and of its template."""
    title: str
    done: str
    """What the page says afterwards."""
    schema: type[Input]
    write: Callable[..., Awaitable[Any]]
    labels: dict[str, str]
    """What each field of the form is called."""
    main: bool = False
