"""What the ledger says of a project, in the order in which it is printed. Pure: a document and the lists."""

from datetime import date
from decimal import Decimal
from typing import Any

from backend.labels import Labelled
from backend.projects.field_labels import label
from backend.projects.service import Lists
from backend.projects.vocabulary import Scheme
from backend.timeline.document import ProjectDocument
from backend.web.formats import iso, wan

Fact = tuple[str, str | None]
SHOWN = (
    "content",
    "site",
    "national_code",
    "level",
    "nature",
    "year_category",
    "area",
    "cluster",
    "industry_code",
    "land_mu",
    "standard_land",
    "funds_source",
    "planned_start_on",
    "planned_completion_on",
    "completed_on",
    "planned_production_on",
    "expected_output_wan",
    "expected_tax_wan",
    "expected_jobs",
    "actual_output_wan",
    "new_capacity",
    "remark",
)
LISTED = {"area": Scheme.AREA, "cluster": Scheme.CLUSTER}
UNITS = {"land_mu": "亩", "expected_jobs": "人"}


def facts(document: ProjectDocument, lists: Lists) -> list[Fact]:
    developers = "、".join(each.name for each in document.developers) or None
    names = "、".join([*document.aliases, *(f"{name}（曾用名）" for name in document.former_names)])
    own = [(label(name), said(document, name, lists)) for name in SHOWN]
    return [("项目单位", developers), *own, ("年度清单", _annual_lists(document, lists)), ("别名", names or "没有")]


def called(lists: Lists, scheme: Scheme, code: str | None) -> str | None:
    entry = lists[scheme].get(code) if code else None
    return entry.label if entry else code


def _annual_lists(document: ProjectDocument, lists: Lists) -> str | None:
    entries = document.annual_lists
    return "、".join(f"{each.year}年{called(lists, Scheme.ANNUAL_LIST, each.list_code)}" for each in entries) or None


def said(document: ProjectDocument, name: str, lists: Lists) -> str | None:
    value = getattr(document, name)
    if value is None:
        return None
    if name in LISTED:
        return called(lists, LISTED[name], value)
    return _printed(value, name) + UNITS.get(name, "")


def _printed(value: Any, name: str) -> str:
    match value:
        case bool():
            return "是" if value else "否"
        case Labelled():
            return value.label
        case date():
            return iso(value)
        case Decimal():
            return wan(value) if name.endswith("_wan") else f"{value:,.2f}"
    return str(value)
