"""What goes out together. Industrial plants are outside the standard's definition of infrastructure: they go in a
package of their own, which says so."""

from sqlalchemy import ColumnElement
from sqlmodel import col

from backend.config import settings
from backend.labels import Labelled
from backend.oc4ids.values import Json
from backend.projects.summary import Summary
from backend.timeline.document import ProjectDocument

VERSION = "0.9"
UNOFFICIAL = "unofficial"
"""Stands before the codes as long as the help desk of the standard has given this house no prefix."""
OUTSIDE = "产业项目不在 OC4IDS 对基础设施的定义之内，单独成包，仅供参考。"
INDUSTRIAL_KIND = "industrial"


class Package(Labelled):
    INFRASTRUCTURE = "infrastructure", "基础设施项目"
    INDUSTRIAL = "industrial", "产业项目"

    @property
    def members(self) -> ColumnElement[bool]:
        kind = col(Summary.kind)
        return kind == INDUSTRIAL_KIND if self is Package.INDUSTRIAL else kind != INDUSTRIAL_KIND

    @classmethod
    def of(cls, document: ProjectDocument) -> "Package":
        return cls.INDUSTRIAL if document.kind == INDUSTRIAL_KIND else cls.INFRASTRUCTURE


def prefix() -> str:
    return settings.oc4ids_prefix or UNOFFICIAL


def about(package: Package, path: str, *, demonstration: bool) -> Json:
    """What a package says of itself, but for its projects and for when the newest of them changed."""
    name = f"{settings.place_name}{settings.office_name}"
    marks: Json = {"package": package.value, "withinDefinition": package is Package.INFRASTRUCTURE}
    if package is Package.INDUSTRIAL:
        marks["note"] = OUTSIDE
    if demonstration:
        marks["demonstration"] = True
        name += "（演示数据）"
    return {
        "version": VERSION,
        "uri": f"{settings.base_url}{path}",
        "publisher": {"name": name},
        "sanpi": marks,
    }
