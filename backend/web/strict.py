"""What every request to the API must keep to: no parameter that is unknown or given twice, and bodies in JSON
but for files."""

from typing import Any

from fastapi import FastAPI, HTTPException, Request

from backend.errors import FieldError, Invalid, NotFound
from backend.web.schema import UNSTORABLE

WITH_BODY = {"POST", "PUT", "PATCH"}
LIMITS = {"format", "enum", "const", "pattern", "minLength"}


async def strict(request: Request) -> None:
    _path_can_exist(request)
    _parameters_are_known(request)
    _body_is_json(request)


def _path_can_exist(request: Request) -> None:
    if any(isinstance(value, str) and UNSTORABLE.search(value) for value in request.path_params.values()):
        raise NotFound("没有这个地址，请检查链接")


def _parameters_are_known(request: Request) -> None:
    given = request.query_params.multi_items()
    if not given:
        return
    known, names = parameters(request), [name for name, _ in given]
    offered = f"，可用的有：{'、'.join(known)}" if known else ""
    wrong = [
        FieldError(f"/{name}", f"没有这个参数，请去掉或检查拼写{offered}", value)
        for name, value in given
        if name not in known
    ]
    wrong += [
        FieldError(f"/{name}", "参数名后面没有写值：请写上，或把这个参数去掉", value)
        for name, value in given
        if name in known and not value.strip() and not known[name]
    ]
    wrong += [
        FieldError(f"/{name}", "同一个参数只写一次", ", ".join(request.query_params.getlist(name)))
        for name in known
        if names.count(name) > 1
    ]
    if wrong:
        raise Invalid("网址里的参数不对，请按提示改", *wrong)


def parameters(request: Request) -> dict[str, bool]:
    """The query parameters of the operation that is asked for, and whether each may stand there with nothing."""
    told = operation(request).get("parameters", [])
    return {each["name"]: _is_free_text(each["schema"]) for each in told if each["in"] == "query"}


def _is_free_text(schema: dict[str, Any]) -> bool:
    """A form of a page sends fields that are empty; a program that sends `as_of=` has lost a value. Only where any
    text will do is none at all one too: `after=` is the feed from its beginning."""
    shapes = schema.get("anyOf", [schema])
    return any(each.get("type") == "string" and not LIMITS & each.keys() for each in shapes)


def operation(request: Request) -> dict[str, Any]:
    """What is asked for, as the published description tells it."""
    app: FastAPI = request.app
    path: dict[str, Any] = app.openapi()["paths"].get(request.scope["route"].path_format, {})
    found: dict[str, Any] = path.get(request.method.lower(), {})
    return found


def _body_is_json(request: Request) -> None:
    has_body = request.headers.get("content-length", "0") != "0" or "transfer-encoding" in request.headers
    if request.method not in WITH_BODY or not has_body:
        return
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "multipart/form-data" and kind in operation(request).get("requestBody", {}).get("content", {}):
        return
    if kind != "application/json" and not (kind.startswith("application/") and kind.endswith("+json")):
        raise HTTPException(415)
