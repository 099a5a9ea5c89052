"""What an editor has done to a draft: it arranges and adds, and no figure of the data can be typed over."""

from collections.abc import Iterable
from uuid import UUID

from pydantic import Field

from backend.briefs.data.parts import Part
from backend.labels import Labelled

MOST_PHOTOS = 2


class Section(Labelled):
    """The sections of a brief in their order."""

    OVERALL = "overall", "总体情况"
    CHANGES = "changes", "本周变化"
    BLOCKS = "blocks", "重点项目"
    LIGHTS = "lights", "红灯和黄灯"
    PROBLEMS = "problems", "问题台账"
    RANKING = "ranking", "通报"
    DUE = "due", "下周节点"
    NOTES = "notes", "数据说明"
    LISTED = "listed", "附表　全部项目一览"


MOVABLE = (
    Section.CHANGES,
    Section.BLOCKS,
    Section.LIGHTS,
    Section.PROBLEMS,
    Section.RANKING,
    Section.DUE,
)
"""Between 总体情况 and 数据说明, which hold the sums and their proof and stay where they are."""
HIDEABLE = (*MOVABLE, Section.LISTED)


class Remark(Part):
    """A sentence by hand at the end of a section or of the block of a project; printed as such."""

    place: str
    """A section, or the key of a block."""
    text: str


class Picked(Part):
    """A photo from the gallery of a project, to stand in its block."""

    block: str
    photo: UUID
    sha256: str
    """Of the file as it is printed."""
    said: str
    """What stands below it."""
    code: str
    """The project."""
    file: UUID

    @property
    def name(self) -> str:
        """Its name among the pictures of the printer."""
        return f"{self.sha256}.jpg"


class Edits(Part):
    foreword: str | None = None
    """编者按"""
    order: list[str] = Field(default_factory=list)
    """Sections and blocks that come first, in this order; the others follow as they always do."""
    hidden: list[str] = Field(default_factory=list)
    remarks: list[Remark] = Field(default_factory=list)
    photos: list[Picked] = Field(default_factory=list)

    def arranged(self, keys: Iterable[str]) -> list[str]:
        """Those of the keys that are shown, in the order that was asked for."""
        places = {key: place for place, key in enumerate(self.order)}
        shown = [key for key in keys if key not in self.hidden]
        return sorted(shown, key=lambda key: places.get(key, len(places)))

    def said_at(self, place: str) -> list[str]:
        return [remark.text for remark in self.remarks if remark.place == place]

    def photos_of(self, block: str) -> list[Picked]:
        return [photo for photo in self.photos if photo.block == block]
