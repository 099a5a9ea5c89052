"""The form of the ledger: which fields, in which groups, drawn how. The same for a new project and a known one."""

from dataclasses import dataclass
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from backend.projects import programmes, service
from backend.projects.classifications import choices
from backend.projects.field_labels import label
from backend.projects.merging import Clashing
from backend.projects.models import Project
from backend.projects.schemas import ProjectPatch
from backend.projects.vocabulary import Datum, Level, Nature, Scheme, YearCategory
from backend.web.forms import Clash, Form

LISTS = {"kind": Scheme.KIND, "area": Scheme.AREA, "cluster": Scheme.CLUSTER}
YES_NO = [("true", "是"), ("false", "否")]


@dataclass(frozen=True)
class Field:
    """`kind` is how it is drawn: text, area, number, date or select."""

    name: str
    kind: str = "text"
    help: str = ""
    unit: str = "万元"
    longest: int | None = None
    required: bool = False

    @property
    def label(self) -> str:
        return label(self.name)


CODE = Field("code", help="字母、数字和 - _ .，例如 ZD-036；建好以后不改", longest=32, required=True)
GROUPS: list[tuple[str, list[Field]]] = [
    (
        "名称和分类",
        [
            Field("name", longest=200, required=True),
            Field("short_name", help="列表和周报里用的短名", longest=40, required=True),
            Field("national_code", help="例如 2201-140981-89-01-123453", longest=40),
            Field("kind", "select", required=True),
            Field("area", "select"),
            Field("cluster", "select"),
            Field("programme", "select"),
            Field("level", "select"),
            Field("nature", "select"),
            Field("year_category", "select"),
            Field("industry_code", help="GB/T 4754，例如 C2651", longest=8),
        ],
    ),
    (
        "建什么、在哪里",
        [
            Field("content", "area"),
            Field("site", longest=200),
            Field("region_code", help="6位数字，例如 140981", longest=6),
            Field("longitude", "number", unit="度"),
            Field("latitude", "number", unit="度"),
            Field("datum", "select", help="填了经纬度就要选"),
            Field("land_mu", "number", unit="亩"),
            Field("standard_land", "select"),
        ],
    ),
    (
        "投资和资金",
        [
            Field("total_investment_wan", "number"),
            Field("investment_reason", help="改已有的总投资时要写", longest=500),
            Field("investment_document", help="批复或会议纪要文号", longest=200),
            Field("fixed_investment_wan", "number"),
            Field("funds_source", longest=200),
            Field("statistics_registered_on", "date"),
        ],
    ),
    (
        "计划和实际日期",
        [
            Field("planned_start_on", "date"),
            Field("planned_completion_on", "date"),
            Field("completed_on", "date"),
            Field("planned_production_on", "date"),
        ],
    ),
    (
        "效益",
        [
            Field("expected_output_wan", "number"),
            Field("expected_tax_wan", "number"),
            Field("expected_jobs", "number", unit="人"),
            Field("expected_profit_wan", "number"),
            Field("expected_energy_tce", "number", unit="吨标煤"),
            Field("two_high", "select", help="高耗能、高排放"),
            Field("new_capacity", longest=200),
            Field("remark", "area"),
        ],
    ),
]
FIELDS = [field for _, fields in GROUPS for field in fields]
CHANGE = {"investment_reason", "investment_document"}
"""Why a known total investment changes: not asked as long as none is known."""
NAMES = {field.name: field.label for field in (CODE, *FIELDS)}


def groups(project: Project | None = None) -> list[tuple[str, list[Field]]]:
    if project and project.total_investment is not None:
        return GROUPS
    return [(heading, [field for field in fields if field.name not in CHANGE]) for heading, fields in GROUPS]


async def options(session: AsyncSession, project: Project | None = None) -> dict[str, Any]:
    """What each select offers; an entry of a list that has ended stays offered where it is in use."""
    lists = await service.labels(session)
    found: dict[str, Any] = {
        name: choices(lists[scheme].values(), getattr(project, name, None)) for name, scheme in LISTS.items()
    }
    known = [(each.code, each.name) for each in await session.exec(programmes.in_order())]
    enums = {"level": Level, "nature": Nature, "year_category": YearCategory, "datum": Datum}
    return found | enums | {"programme": known, "standard_land": YES_NO, "two_high": YES_NO}


async def filled(session: AsyncSession, project: Project) -> Form[ProjectPatch]:
    """The form with what the ledger says now."""
    programme = await programmes.of(session, project)
    national_code = await service.current_national_code(session, project)
    beside = {
        "programme": programme.code if programme else None,
        "national_code": national_code.value if national_code else None,
        "standard_land": _yes_or_no(project.standard_land),
        "two_high": _yes_or_no(project.two_high),
        "investment_reason": None,
        "investment_document": None,
    }
    columns = [field.name for field in FIELDS if field.name not in beside]
    own = {name: getattr(project, name.removesuffix("_wan")) for name in columns}
    return Form.known(**own | beside)


def _yes_or_no(value: bool | None) -> str | None:  # noqa: FBT001  it is what it shows
    return None if value is None else str(value).lower()


def both(form: Form[Any], clashing: Clashing, now: dict[str, Any], options: dict[str, Any]) -> None:
    """The form after two people changed it: what does not clash is in it already, and where both changed a field it
    has one's own text, with the other one beside it to choose."""
    form.posted |= {name: value for name, value in Form.known(**clashing.merged).posted.items() if name in now}
    form.posted.pop("theirs", None)
    form.clashes = {
        field.name: Clash(clashing.clashes[field.name], in_words(field, now[field.name], options))
        for field in FIELDS
        if field.name in clashing.clashes
    }
    named = "、".join(NAMES[name] for name in form.clashes)
    kept = f"{clashing.words}。" if clashing.words else ""
    form.errors = {"": f"{kept}{named}两个人都改了，这次还没有保存。请在标出的地方选定，再按“保存台账”"}
    form.errors |= {name: f"{clash.who} 改成了：{clash.said}" for name, clash in form.clashes.items()}


def in_words(field: Field, value: Any, options: dict[str, Any]) -> str:
    """As the form shows it: of a list the name, of an amount its unit."""
    if value in {None, ""}:
        return "待填报"
    for option in options.get(field.name, ()):
        key, words = (option.value, option.label) if hasattr(option, "label") else option
        if str(key) == str(value):
            return str(words)
    return f"{value}{field.unit}" if field.kind == "number" else str(value)
