from enum import StrEnum
from typing import Any, Self


class Labelled(StrEnum):
    """An enum whose members know what people call them: English in code, Chinese on screen."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: Any, handler: Any) -> dict[str, Any]:
        """Say in the API's schema what each value is called, as JSON Schema says it."""
        schema: dict[str, Any] = handler(core_schema)
        target = handler.resolve_ref_schema(schema)
        target.pop("description", None)
        target["oneOf"] = [{"const": member.value, "title": member.label} for member in cls]
        return schema
