"""What comes in and what goes out. Input refuses what it does not know; output has always the same fields."""

import re
from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, field_validator

UNSTORABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""Control characters and broken halves: neither PostgreSQL nor a sheet of Excel or a PDF takes them."""


def _without_docstring(schema: dict[str, Any]) -> None:
    """What a class says of itself is for who reads the code; the API's description is Chinese and says it by field."""
    schema.pop("description", None)


class Output(BaseModel):
    """Always the same fields: one with a default is there as well. Read from a row, whose column may have another
    name, and from a stored document, which says it as it was written."""

    model_config = ConfigDict(
        from_attributes=True,
        validate_by_name=True,
        validate_by_alias=True,
        json_schema_extra=_without_docstring,
        json_schema_serialization_defaults_required=True,
    )


class Input(BaseModel):
    """The docstrings of its fields are published with the API, and so are written in Chinese."""

    model_config = ConfigDict(
        extra="forbid",
        str_strip_whitespace=True,
        use_attribute_docstrings=True,
        json_schema_extra=_without_docstring,
    )

    @field_validator("*")
    @classmethod
    def can_be_stored(cls, value: Any) -> Any:
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, str) and UNSTORABLE.search(each):
                raise ValueError("里面有看不见的控制字符，无法保存，请删去后重新输入")
        return value


def blank_is_unknown(value: Any) -> Any:
    """An empty field of a form says nothing: unknown is null, never an empty string."""
    return None if isinstance(value, str) and not value.strip() else value


Moment = Annotated[AwareDatetime, Field(ge=datetime(2000, 1, 1, tzinfo=UTC), lt=datetime(2100, 1, 1, tzinfo=UTC))]
Blank = BeforeValidator(blank_is_unknown)
OptionalText = Annotated[str | None, Blank]
