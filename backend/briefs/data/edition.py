from datetime import datetime
from typing import Literal

from backend.briefs.data.brief import BriefData
from backend.briefs.data.edits import Edits
from backend.briefs.data.parts import Part
from backend.briefs.numbering import numbered


class Imprint(Part):
    """What 签发 gives a brief."""

    year: int
    number: int
    serial_number: int
    series: str = ""
    """What it is numbered with; empty are the weekly briefs of all projects."""

    @property
    def code(self) -> str:
        return numbered(self.series, self.year, self.number)


class Corrected(Part):
    """The issued brief in whose place this one comes (更正)."""

    year: int
    number: int
    dated: datetime


class Edition(Part):
    """Everything that a document is made from: the same edition, printed by the same versions, has the same bytes."""

    version: Literal[1] = 1
    dated: datetime
    """The moment of 签发; of a draft the moment at which its data was taken."""
    imprint: Imprint | None
    """Null as long as it is a draft."""
    corrects: Corrected | None
    check_url: str = ""
    """Where the code on the paper leads, as the house was reached then."""
    data: BriefData
    edits: Edits = Edits()
    """What the editor did; nothing in editions of before there was editing."""
