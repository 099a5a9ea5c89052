import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from backend.projects.vocabulary import Datum, DutyKind, Level, Nature, Scheme, YearCategory
from backend.units import Wan
from backend.web.schema import Blank, Input


def worded(pattern: str, sentence: str) -> BeforeValidator:
    """Say in words what a pattern wants; the pattern itself is for programs and stays in the schema."""

    def check(value: Any) -> Any:
        if isinstance(value, str) and not re.fullmatch(pattern, value.strip()):
            raise ValueError(sentence)
        return value

    return BeforeValidator(check)


def no_address(code: str) -> str:
    """`/projects/new` is a form, and not a project."""
    if code.lower() == "new":
        raise ValueError("编号不能叫 new，请换一个")
    return code


CODE, REGION, LIST_CODE = r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,31}$", r"^\d{6}$", r"^[a-z][a-z0-9_]{1,31}$"
Code = Annotated[
    str,
    Field(pattern=CODE),
    worded(CODE, "编号用字母或数字开头，后面是字母、数字和 - _ .，最多32个，例如 ZD-036"),
    AfterValidator(no_address),
]
RegionCode = Annotated[str, Field(pattern=REGION), worded(REGION, "行政区划代码是6位数字，例如 140981")]
ListCode = Annotated[
    str,
    Field(pattern=LIST_CODE),
    worded(LIST_CODE, "代码用小写字母开头，后面是小写字母、数字或下划线，2到32个，例如 new_energy"),
]
Year = Annotated[int, Field(ge=2000, le=2100)]
OptionalWan = Annotated[Wan | None, Blank]
OptionalDate = Annotated[date | None, Blank]
OptionalCode = Annotated[str | None, Field(max_length=32), Blank]


class ProjectFacts(Input):
    """What the ledger says of a project. Every field may be unknown; unknown is null, never zero."""

    area: OptionalCode = None
    cluster: OptionalCode = None
    programme: OptionalCode = None
    level: Annotated[Level | None, Blank] = None
    nature: Annotated[Nature | None, Blank] = None
    year_category: Annotated[YearCategory | None, Blank] = None
    industry_code: Annotated[str | None, Field(max_length=8), Blank] = None
    content: Annotated[str | None, Field(max_length=2000), Blank] = None
    site: Annotated[str | None, Field(max_length=200), Blank] = None
    region_code: Annotated[RegionCode | None, Blank] = None
    longitude: Annotated[Decimal | None, Field(ge=70, le=140, decimal_places=6), Blank] = None
    latitude: Annotated[Decimal | None, Field(ge=0, le=60, decimal_places=6), Blank] = None
    datum: Annotated[Datum | None, Blank] = None
    land_mu: OptionalWan = None
    standard_land: Annotated[bool | None, Blank] = None
    total_investment_wan: OptionalWan = None
    fixed_investment_wan: OptionalWan = None
    funds_source: Annotated[str | None, Field(max_length=200), Blank] = None
    statistics_registered_on: OptionalDate = None
    planned_start_on: OptionalDate = None
    planned_completion_on: OptionalDate = None
    completed_on: OptionalDate = None
    planned_production_on: OptionalDate = None
    expected_output_wan: OptionalWan = None
    expected_tax_wan: OptionalWan = None
    expected_jobs: Annotated[int | None, Field(ge=0, le=1_000_000), Blank] = None
    expected_profit_wan: OptionalWan = None
    expected_energy_tce: OptionalWan = None
    two_high: Annotated[bool | None, Blank] = None
    new_capacity: Annotated[str | None, Field(max_length=200), Blank] = None
    remark: Annotated[str | None, Field(max_length=2000), Blank] = None
    national_code: Annotated[str | None, Field(max_length=40), Blank] = None

    @model_validator(mode="after")
    def a_point_says_its_datum(self) -> "ProjectFacts":
        if (self.longitude is None) != (self.latitude is None):
            raise ValueError("经度和纬度要一起填")
        if self.longitude is not None and self.datum is None:
            raise ValueError("填了坐标就要注明坐标系：GCJ-02 或 CGCS2000")
        return self


class ProjectIn(ProjectFacts):
    """A new project."""

    code: Code
    name: str = Field(min_length=2, max_length=200)
    short_name: str = Field(min_length=1, max_length=40)
    kind: str = Field(max_length=32)
    aliases: list[Annotated[str, Field(min_length=1, max_length=200)]] = Field(default_factory=list, max_length=20)


class ProjectPatch(ProjectFacts):
    """Only the fields given are changed."""

    name: str = Field(default="", min_length=2, max_length=200)
    short_name: str = Field(default="", min_length=1, max_length=40)
    kind: str = Field(default="", min_length=1, max_length=32)
    investment_reason: Annotated[str | None, Field(max_length=500), Blank] = None
    """总投资为什么变：改已有的总投资时要写。"""
    investment_document: Annotated[str | None, Field(max_length=200), Blank] = None
    """总投资变化的依据文号。"""


class ProjectEdit(ProjectPatch):
    """The form of the ledger: `base_version` is what its reader had before them."""

    base_version: int
    theirs: list[str] = Field(default_factory=list, max_length=60)
    """Fields that somebody else changed too, and in which the person takes what they wrote."""


class DutyIn(Input):
    """A unit or a person takes a duty in a project; who had it before hands over on that day."""

    kind: DutyKind
    unit: OptionalCode = None
    account: Annotated[str | None, Field(max_length=40), Blank] = None
    since: OptionalDate = None


class AnnualPlanAmounts(Input):
    amount_wan: Wan


class AnnualPlanIn(AnnualPlanAmounts):
    year: Year


class OpeningAmounts(Input):
    """What was invested before the first weekly update."""

    invested_in_year_wan: Wan
    invested_before_year_wan: Wan


class OpeningBalanceIn(OpeningAmounts):
    year: Year


class DutyEnd(Input):
    until: OptionalDate = None
    """不写就是今天"""


class AnnualEntryIn(Input):
    year: Year
    list_code: str = Field(max_length=32)


class DeveloperIn(Input):
    name: str = Field(min_length=2, max_length=120)
    credit_code: Annotated[str | None, Field(max_length=18), Blank] = None


class AliasIn(Input):
    value: str = Field(min_length=1, max_length=200)


class ProgrammePatch(Input):
    """What a programme is for, and how many projects it is meant to have."""

    name: str = Field(default="", min_length=2, max_length=60)
    goal: Annotated[str | None, Field(max_length=200), Blank] = None
    planned_members: Annotated[int | None, Field(ge=1, le=999), Blank] = None


class ProgrammeIn(ProgrammePatch):
    code: Code
    name: str = Field(min_length=2, max_length=60)


class ClassificationIn(Input):
    """A new entry of a list."""

    scheme: Scheme
    code: ListCode
    label: str = Field(min_length=1, max_length=60)
    valid_from: OptionalDate = None


class ClassificationEnd(Input):
    valid_to: date
