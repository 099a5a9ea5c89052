"""The posted form of a weekly update: ticks with a date and a document each become milestones reached."""

from typing import Annotated, Any

from pydantic import Field
from starlette.datastructures import FormData

from backend.files.serving import chosen
from backend.ids import uuid7
from backend.updates.photos.schemas import Latitude, Longitude, PhotoIn
from backend.updates.schemas import UpdateIn
from backend.web.schema import Blank

OWN = (
    "id",
    "week",
    "unchanged",
    "unchanged_reason",
    "invested_wan",
    "site_progress",
    "next_step",
    "base_version",
    "back",
    "longitude",
    "latitude",
)


class PostedUpdate(UpdateIn):
    base_version: Annotated[int | None, Blank] = None
    """Of the update that is put right; none for a first one."""
    back: Annotated[str | None, Field(max_length=10), Blank] = None
    """`mine` returns to the list of one's own projects."""
    theirs: list[str] = Field(default_factory=list, max_length=20)
    """Fields that somebody else wrote too, and in which the person takes theirs."""
    longitude: Longitude = None
    latitude: Latitude = None

    @property
    def where(self) -> PhotoIn:
        """The place that goes with the photos of this form."""
        return PhotoIn(longitude=self.longitude, latitude=self.latitude)


def arranged(fields: FormData) -> dict[str, Any]:
    """What the schema reads, from what the form sends: `reached` lists keys, `on-…`, `proof-…` and `file-…` go with
    each. A chosen file counts as evidence before it is taken in, and gets its real name then."""
    given: dict[str, Any] = {name: fields[name] for name in OWN if name in fields}
    given["theirs"] = fields.getlist("theirs")
    given["milestones_reached"] = [
        {"key": key, "reached_on": fields.get(f"on-{key}", ""), "evidence": fields.get(f"proof-{key}", "")}
        | ({"file": str(uuid7())} if chosen(fields, f"file-{key}") else {})
        for key in fields.getlist("reached")
    ]
    return given


def beside(posted: dict[str, Any], pointer: str) -> str:
    """What is wrong with a tick is said beside that tick: at its day, else at what proves it."""
    name, *inside = pointer.removeprefix("/").split("/")
    if name != "milestones_reached" or not inside:
        return name
    ticked = posted["reached"] if isinstance(posted["reached"], list) else [posted["reached"]]
    key = ticked[int(inside[0])]
    return {"reached_on": f"on-{key}", "file": f"file-{key}"}.get(inside[-1], f"proof-{key}")
