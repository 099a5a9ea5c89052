from backend.briefs.data.parts import Part
from backend.labels import Labelled


class ScopeKind(Labelled):
    UNIT = "unit", "单位"
    AREA = "area", "片区"
    PROGRAMME = "programme", "项目群"
    SPONSOR = "sponsor", "包联领导"
    PROJECT = "project", "项目"


class Scope(Part):
    """Of which projects a brief tells, if not of all.

    Of a unit those in which it has a duty at that moment; of a sponsor (包联领导) those that they answer for."""

    kind: ScopeKind
    code: str
    """Of a sponsor the name by which they sign in."""
    name: str

    @property
    def key(self) -> str:
        """Such as `unit:reform`."""
        return f"{self.kind}:{self.code}"
