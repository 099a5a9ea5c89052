"""The pages that describe the API, drawn from its OpenAPI description and served by ourselves: no script, no CDN."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request, Response

from backend.web.described import OUTCOMES
from backend.web.problem import MEANINGS
from backend.web.templating import page

router = APIRouter(include_in_schema=False)
REFERENCE = "#/components/schemas/"
KINDS = {"string": "文字", "integer": "整数", "number": "数字", "boolean": "true 或 false", "object": "对象"}
FORMATS = {"date": "日期，如 2026-11-24", "date-time": "时间，带时区", "uuid": "UUID"}


@dataclass(frozen=True)
class Kind:
    """What a value is: words, and the shape that they name if it is described further down."""

    words: str
    shape: str = ""


@dataclass(frozen=True)
class Field:
    name: str
    title: str
    kind: Kind
    required: bool
    note: str


@dataclass(frozen=True)
class Operation:
    name: str
    method: str
    path: str
    told: str
    parameters: list[Field]
    takes: Kind | None
    gives: Kind | None
    status: str


@dataclass(frozen=True)
class Shape:
    """An object with its fields, or a choice of words with what each means."""

    name: str
    fields: list[Field]
    choices: list[tuple[str, str]]


@router.get("/docs")
async def show_docs(request: Request) -> Response:
    schema = request.app.openapi()
    shapes = [shape_of(name, told) for name, told in schema["components"]["schemas"].items()]
    return page(request, "apidocs/docs.html", base=schema["servers"][0]["url"], groups=groups(schema), shapes=shapes)


@router.get("/docs/errors")
async def show_errors(request: Request) -> Response:
    return page(request, "apidocs/errors.html", meanings=MEANINGS)


def groups(schema: dict[str, Any]) -> dict[str, list[Operation]]:
    """The operations by what they are about."""
    found: dict[str, list[Operation]] = defaultdict(list)
    for path, methods in schema["paths"].items():
        for method, told in methods.items():
            found[told["tags"][0]].append(operation_of(path, method, told))
    return dict(found)


def operation_of(path: str, method: str, told: dict[str, Any]) -> Operation:
    status, answer = next(iter(told["responses"].items()))
    return Operation(
        name=told["operationId"],
        method=method.upper(),
        path=path,
        told=told["description"],
        parameters=[parameter_of(each) for each in told.get("parameters", [])],
        takes=content_of(told.get("requestBody")),
        gives=content_of(answer),
        status=f"{status} {OUTCOMES.get(status, '')}",
    )


def parameter_of(told: dict[str, Any]) -> Field:
    """What is left out is not null: it is left out."""
    schema = told["schema"]
    given = next((each for each in schema.get("anyOf", []) if each.get("type") != "null"), schema)
    return Field(told["name"], schema.get("title", ""), kind_of(given), told["required"], told.get("description", ""))


def content_of(told: dict[str, Any] | None) -> Kind | None:
    content = (told or {}).get("content", {}).get("application/json")
    return kind_of(content["schema"]) if content else None


def shape_of(name: str, told: dict[str, Any]) -> Shape:
    required = told.get("required", [])
    fields = [
        Field(each, schema.get("title", ""), kind_of(schema), each in required, note_of(schema))
        for each, schema in told.get("properties", {}).items()
    ]
    return Shape(name, fields, [(each["const"], each["title"]) for each in told.get("oneOf", [])])


def kind_of(schema: dict[str, Any]) -> Kind:
    if "$ref" in schema:
        name = schema["$ref"].removeprefix(REFERENCE)
        return Kind(f"{name.removeprefix('Page_').rstrip('_')} 的一页" if name.startswith("Page_") else name, name)
    if "anyOf" in schema:
        kinds = [kind_of(each) for each in schema["anyOf"] if each.get("type") != "null"]
        unknown = "，未知为 null" if len(kinds) < len(schema["anyOf"]) else ""
        words = " 或 ".join(dict.fromkeys(kind.words for kind in kinds))
        return Kind(words + unknown, next((kind.shape for kind in kinds if kind.shape), ""))
    if schema.get("type") == "array":
        kind = kind_of(schema["items"])
        return Kind(f"{kind.words} 的列表", kind.shape)
    return Kind(FORMATS.get(schema.get("format", "")) or KINDS.get(schema.get("type", ""), "任何值"))


def note_of(schema: dict[str, Any]) -> str:
    """What is said of a field, wherever a field that may be null keeps it."""
    told = [schema, *schema.get("anyOf", [])]
    return next((each["description"] for each in told if each.get("description")), "")
