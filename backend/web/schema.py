"""What comes in and what goes out. Input refuses what it does not know; output has always the same fields."""

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict


class Output(BaseModel):
    model_config = ConfigDict(from_attributes=True, ser_json_timedelta="iso8601")


class Input(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, use_attribute_docstrings=True)


def blank_is_unknown(value: Any) -> Any:
    """An empty field of a form says nothing: unknown is null, never an empty string."""
    return None if isinstance(value, str) and not value.strip() else value


Blank = BeforeValidator(blank_is_unknown)
OptionalText = Annotated[str | None, Blank]
