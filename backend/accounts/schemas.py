import re
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, Field

from backend.accounts.models import Permission, Role
from backend.web.schema import Blank, Input, OptionalText, Output


def written_as(pattern: str, sentence: str, *, small: bool = False) -> AfterValidator:
    """Text of that shape; `sentence` tells a person what to write. `small` takes capitals for what they mean."""

    def check(value: str) -> str:
        text = value.casefold() if small else value
        if not re.fullmatch(pattern, text):
            raise ValueError(sentence)
        return text

    return AfterValidator(check)


NAME = "账号用2至40个字母、数字、点或横线，以字母或数字开头，例如 wangmin"
CODE = "编码用2至32个字母、数字或横线，例如 zjj"
Name = Annotated[str, written_as(r"[a-z0-9][a-z0-9._-]{1,39}", NAME, small=True)]
UnitCode = Annotated[str, written_as(r"[a-z0-9][a-z0-9-]{1,31}", CODE, small=True)]
Phone = Annotated[str, written_as(r"[0-9+ -]{5,20}", "电话只写数字，例如 13800000000")]
Email = Annotated[str, written_as(r"[^@\s]+@[^@\s]+", "邮箱要写成 name@example.cn 这样"), Field(max_length=120)]
Digits = Annotated[str, written_as(r"\s*\d{3}\s*\d{3}\s*", "动态口令是6位数字")]


class SignInIn(Input):
    name: str = Field(min_length=1, max_length=120)
    password: str = Field(min_length=1, max_length=500)
    code: str = Field("", max_length=20)
    next: str = Field("/", max_length=2000)


class AccountChange(Input):
    """What an administrator may say of an account; `scope` is for readers: `all`, `area:zone` …"""

    person: str = Field(min_length=1, max_length=40)
    role: Role
    unit: Annotated[str | None, Blank] = Field(None, max_length=32)
    title: OptionalText = Field(None, max_length=40)
    phone: Annotated[Phone | None, Blank] = None
    email: Annotated[Email | None, Blank] = None
    scope: OptionalText = Field(None, max_length=60)


class AccountIn(AccountChange):
    name: Name


class AccountEdit(AccountChange):
    base_version: int


class PasswordIn(Input):
    """`current` is empty where there is none yet, or when a one-time link has just signed the person in."""

    current: str = Field("", max_length=500)
    new: str = Field(max_length=500)
    again: str = Field(max_length=500)


class CodesIn(Input):
    secret: Annotated[str, written_as(r"[A-Z2-7]{32}", "密钥不对，请刷新页面再来一次")]
    code: Digits


class CodeIn(Input):
    code: Digits


class UnitChange(Input):
    name: str = Field(min_length=2, max_length=80)
    short_name: OptionalText = Field(None, max_length=20)
    founded_on: Annotated[date | None, Blank] = None
    """成立日期，可不填；成立以前的期间不能定目标"""


class UnitIn(UnitChange):
    code: UnitCode


class InChargeIn(Input):
    leader: OptionalText = Field(None, max_length=40)
    """账号名；不填是没有"""


class DissolutionIn(Input):
    on: date


class KeyIn(Input):
    name: str = Field(min_length=1, max_length=80)
    permission: Permission
    scope: str = Field(min_length=1, max_length=60)
    days: int = Field(180, ge=1, le=365)
    addresses: str = Field("", max_length=1000)


class KeyDaysIn(Input):
    days: int = Field(180, ge=1, le=365)


class KeyAddressesIn(Input):
    addresses: str = Field("", max_length=1000)


class FormerNameOut(Output):
    name: str
    until: date


class UnitOut(Output):
    """A unit (单位). `confirmed_on` null means that nobody has confirmed it yet (待确认)."""

    code: str
    name: str
    short_name: str | None
    confirmed_on: date | None
    founded_on: date | None
    dissolved_on: date | None
    leader: str | None
    """The person in charge of it now (分管领导); null while nobody is named."""
    former_names: list[FormerNameOut]


class UnitsOut(Output):
    items: list[UnitOut]
    next: str | None = None
