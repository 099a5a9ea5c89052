"""The description of the API (OpenAPI), told in the words of its readers: Chinese titles, one error shape."""

from collections.abc import Iterator, Mapping
from typing import Any

from fastapi import FastAPI

from backend.web.problem import Problem

OUTCOMES = {"200": "办成", "201": "已建立", "202": "已受理"}
ERRORS: dict[int | str, dict[str, Any]] = {"default": {"description": "没有办成，什么都没有保存", "model": Problem}}


class DescribedApi(FastAPI):
    """`titles` says what a field is called in Chinese."""

    titles: Mapping[str, str] = {}

    def openapi(self) -> dict[str, Any]:
        if not self.openapi_schema:
            for operation in operations(schema := super().openapi()):
                self._tell(operation)
            for shape in schema["components"]["schemas"].values():
                for name, field in shape.get("properties", {}).items():
                    self._entitle(name, field)
        return super().openapi()

    def _tell(self, operation: dict[str, Any]) -> None:
        """The first sentence is the summary."""
        operation["summary"] = operation.get("description", "").partition("。")[0]
        for status, answer in operation["responses"].items():
            answer["description"] = OUTCOMES.get(status, answer["description"])
        errors = operation["responses"]["default"]["content"]
        errors["application/problem+json"] = errors.pop("application/json")
        for parameter in operation.get("parameters", []):
            self._entitle(parameter["name"], parameter["schema"])

    def _entitle(self, name: str, field: dict[str, Any]) -> None:
        field.pop("title", None)
        if name in self.titles:
            field["title"] = self.titles[name]


def operations(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for path in schema["paths"].values():
        yield from path.values()
