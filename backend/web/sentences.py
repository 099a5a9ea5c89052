"""What Pydantic found wrong, as a sentence that tells a person what to do."""

import math
from collections.abc import Iterable, Mapping
from typing import Any

from backend.errors import FieldError

SENTENCES = {
    "missing": "这一项必须填写",
    "extra_forbidden": "没有这个字段，请去掉或检查拼写",
    "string_type": "这里要填文字",
    "string_unicode": "里面有残缺的字符，请重新输入",
    "string_too_short": "至少写{min_length}个字",
    "string_too_long": "最多写{max_length}个字，请精简",
    "string_pattern_mismatch": "写法不对，应符合 {pattern}",
    "enum": "请从这些里选一个：{expected}",
    "literal_error": "请从这些里选一个：{expected}",
    "date_type": "日期要写成 2026-11-24 这样",
    "date_parsing": "日期要写成 2026-11-24 这样",
    "date_from_datetime_parsing": "日期要写成 2026-11-24 这样",
    "date_from_datetime_inexact": "日期要写成 2026-11-24 这样，不带钟点",
    "datetime_parsing": "时间要写成 2026-11-24T18:00+08:00 这样",
    "datetime_from_date_parsing": "时间要写成 2026-11-24T18:00+08:00 这样",
    "timezone_aware": "时间要带时区，例如 2026-11-24T18:00+08:00",
    "int_type": "这里要填整数",
    "int_parsing": "这里要填整数",
    "int_from_float": "这里要填整数",
    "decimal_type": "这里要填数字",
    "decimal_parsing": "这里要填数字，不带单位",
    "decimal_max_places": "最多{decimal_places}位小数",
    "decimal_max_digits": "最多{max_digits}位数字",
    "bool_type": "这里要填是或否",
    "bool_parsing": "这里要填是或否",
    "greater_than_equal": "不能小于{ge}",
    "greater_than": "要大于{gt}",
    "less_than_equal": "不能大于{le}",
    "less_than": "要小于{lt}",
    "uuid_parsing": "编号写法不对，应为 UUID",
    "uuid_type": "编号写法不对，应为 UUID",
    "json_invalid": "不是有效的 JSON，请检查括号、引号和逗号",
    "model_attributes_type": "要给一个 JSON 对象",
    "dict_type": "要给一个 JSON 对象",
    "list_type": "要给一个列表",
    "too_long": "最多{max_length}项",
}


def in_words(errors: Iterable[Mapping[str, Any]], *, skip: int = 0) -> list[FieldError]:
    """`skip` leaves out the first words of each place: FastAPI begins with `body`, `query` or `path`."""
    return [
        FieldError(
            pointer=pointer(error, skip),
            wanted=sentence(error),
            got=None if error["type"] == "missing" else short(error.get("input")),
        )
        for error in errors
    ]


def pointer(error: Mapping[str, Any], skip: int) -> str:
    """Where it is (RFC 6901); text that is no JSON has no places in it, and is pointed to as a whole."""
    steps = [] if error["type"] == "json_invalid" else error["loc"][skip:]
    return "".join(f"/{printable(str(step)).replace('~', '~0').replace('/', '~1')}" for step in steps)


def sentence(error: Mapping[str, Any]) -> str:
    if error["type"] in {"value_error", "assertion_error"}:
        return str(error["ctx"]["error"])
    wanted = SENTENCES.get(error["type"])
    return wanted.format_map(told(error)) if wanted else f"写法不对：{error['msg']}"


def told(error: Mapping[str, Any]) -> dict[str, Any]:
    """What the sentence is filled with; Pydantic joins choices in English: 'a', 'b' or 'c'."""
    context = dict(error.get("ctx") or {})
    if "expected" in context:
        context["expected"] = str(context["expected"]).replace("' or '", "、").replace("', '", "、").strip("'")
    return context


def short(value: Any) -> Any:
    """What was given, but never a page of it and never something that JSON cannot carry."""
    if value is None or isinstance(value, bool | int) or (isinstance(value, float) and math.isfinite(value)):
        return value
    text = printable(str(value))
    return text if len(text) <= 80 else text[:80] + "…"


def printable(text: str) -> str:
    """Half a character, which JSON can carry, is no text that could be sent back."""
    return text.encode(errors="replace").decode()
