"""Page images of a brief: made after its PDF, kept as files, shown below the text."""

from pathlib import Path
from shutil import rmtree
from uuid import UUID

from PIL import Image

from backend import db, jobs
from backend.briefs.life import standing
from backend.briefs.models import Brief, BriefState
from backend.briefs.reading import pdf_of
from backend.config import settings
from backend.documents import pictures
from backend.errors import NotFound

TASK = "briefs.picture"


@jobs.task(TASK)
async def picture_brief(brief_id: str) -> None:
    """Of the PDF that stands: those of an earlier printing go."""
    async with db.begin(via="worker") as session:
        brief = await session.get(Brief, UUID(brief_id))
        if brief is None or brief.state is not BriefState.READY:
            return
        found = await standing.of(session, brief)
    place = _place(found)
    if not place.exists():
        await pictures.picture(pdf_of(found).resolve(), place)
    for earlier in place.parent.glob(f"{brief_id}-*"):
        if earlier != place:
            rmtree(earlier, ignore_errors=True)


def pages_of(found: standing.Standing) -> list[tuple[int, int]]:
    """Width and height of each; none before they are made."""
    place = _place(found)
    count = len(list(place.glob("*.webp"))) if place.is_dir() else 0
    return [_size(place / f"{number}.webp") for number in range(1, count + 1)]


def page_of(found: standing.Standing, number: int) -> Path:
    path = _place(found) / f"{number}.webp"
    if not path.is_file():
        raise NotFound("没有这一页的图片")
    return path


def _place(found: standing.Standing) -> Path:
    printed = (found.issuance or found.brief).sha256 or "none"
    return settings.files / "briefs" / "pages" / f"{found.brief.id}-{printed[:12]}"


def _size(path: Path) -> tuple[int, int]:
    with Image.open(path) as image:
        return image.size
