"""What the pages of milestones post, where it differs in shape from what the services take."""

from typing import Annotated, Any

from pydantic import Field
from starlette.datastructures import FormData

from backend.milestones.schemas import ForecastIn
from backend.web.schema import Blank

DAY = "day-"


class PostedForecast(ForecastIn):
    confirm: Annotated[str | None, Field(max_length=64), Blank] = None
    """Names the moves that the person saw before they said yes."""


def plan_of(fields: FormData) -> dict[str, Any]:
    """`day-…` holds the day of each milestone; an empty one takes its draft back."""
    words = {name: fields[name] for name in ("agreed_on", "approval", "reason") if name in fields}
    days = [{"key": name.removeprefix(DAY), "planned_on": fields[name]} for name in day_fields(fields)]
    return words | {"dates": days}


def beside(posted: dict[str, Any], pointer: str) -> str:
    """What is wrong with a day is said beside that day."""
    name, *inside = pointer.removeprefix("/").split("/")
    return day_fields(posted)[int(inside[0])] if name == "dates" and inside else name


def day_fields(fields: Any) -> list[str]:
    return sorted(name for name in fields if name.startswith(DAY))
