"""Amounts: 万元 (ten thousand yuan) with two decimals, as every table of this field prints them."""

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated, Any
from unicodedata import normalize

from pydantic import BeforeValidator, Field, PlainSerializer
from sqlalchemy import Numeric

CENT = Decimal("0.01")
PLAIN = re.compile(r"[0-9]+(\.[0-9]+)?")
LIMIT = Decimal(100_000_000)  # one trillion yuan: above it somebody typed yuan into a field of 万元


def money(value: Decimal) -> str:
    return f"{value:.2f}"


def rounded(value: Decimal) -> Decimal:
    """Half up, as the bulletins round; Python's default would turn 0.125 into 0.12."""
    return value.quantize(CENT, ROUND_HALF_UP)


def share(part: Decimal | int, whole: Decimal | int | None) -> Decimal | None:
    """A part of a whole in percent with two decimals; none where there is no whole to compare with."""
    return rounded(Decimal(part) * 100 / Decimal(whole)) if whole else None


def read_amount(value: Any) -> Any:
    """Take an amount as a form or a JSON string gives it; say in words what a hurried hand got wrong."""
    if value is None or isinstance(value, Decimal):
        return value
    text = normalize("NFKC", str(value)).strip()  # a Chinese keyboard writes full-width figures
    if isinstance(value, bool | float) or not text:
        raise ValueError("请填数字，单位万元，例如 620 或 620.50")
    if "," in text:
        raise ValueError("数字里不要加逗号，例如写 12000.50")
    if text.startswith("-"):
        raise ValueError("金额不能是负数")
    if not PLAIN.fullmatch(text):
        raise ValueError("只填数字，不要带单位，单位已是万元，例如 620 或 620.50")
    amount = Decimal(text)
    if amount > LIMIT:  # before rounding, which a number beyond all bounds would overflow
        raise ValueError("数字太大：单位是万元，请检查是否按元填写")
    if amount != amount.quantize(CENT, ROUND_HALF_UP):
        raise ValueError("最多两位小数，单位万元")
    return amount


WAN = Numeric(14, 2)
Wan = Annotated[
    Decimal,
    BeforeValidator(read_amount, json_schema_input_type=str),
    Field(ge=0, description="万元，两位小数", examples=["620.50"]),
    PlainSerializer(money, return_type=str, when_used="json"),
]
