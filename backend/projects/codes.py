"""Codes that others issue: the national project code and the companies' credit code. A doubt warns, it never blocks.

New national codes (since November 2020) end in a check digit that fits ISO 7064 MOD 11,10 over the 19 digits
before it. The standard's text was not at hand, so a mismatch is said together with the digit that was expected."""

import re

from stdnum.cn import uscc
from stdnum.iso7064 import mod_11_10

from backend.errors import Invalid

NEW = re.compile(r"(\d{4})-(\d{6})-(\d{2})-(\d{2})-(\d{6})")
OLD = re.compile(r"20(1[5-9]|20)-(\d{6})-(\d{2})-(\d{2})-(\d{5,6})")
SHAPE = "国家项目代码要写成 2201-140981-89-01-123453 这样（旧码如 2017-140981-26-03-012345）"


def checked_national_code(value: str) -> tuple[str, str | None]:
    """The code, and a warning if its check digit is not the one expected. A broken shape is refused."""
    value = value.strip().replace("－", "-").replace("—", "-")
    if OLD.fullmatch(value):
        return value, None
    if not NEW.fullmatch(value) or not 1 <= int(value[2:4]) <= 12:  # the first segment is a year and a month
        raise Invalid.field("national_code", SHAPE, value)
    expected = mod_11_10.calc_check_digit(value.replace("-", "")[:-1])
    if value[-1] == expected:
        return value, None
    return value, f"国家项目代码的校验位应为{expected}，现在是{value[-1]}，请核对后再用"


def checked_credit_code(value: str) -> str:
    value = value.strip().upper()
    if not uscc.is_valid(value):
        raise Invalid.field("credit_code", "统一社会信用代码不对：应为18位，请照营业执照核对", value)
    return value
