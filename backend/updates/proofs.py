"""Files that prove the milestones ticked on the form of a weekly update."""

from sqlmodel.ext.asyncio.session import AsyncSession
from starlette.datastructures import FormData

from backend.accounts.actor import Actor
from backend.errors import Invalid
from backend.files import service as files
from backend.files.serving import chosen
from backend.updates.posting import PostedUpdate
from backend.updates.schemas import MilestoneReached


async def taken_in(
    session: AsyncSession, actor: Actor, code: str, fields: FormData, given: PostedUpdate
) -> PostedUpdate:
    """What was posted, each tick with the file that was chosen for it; a file that is refused is told beside it."""
    ticked: list[MilestoneReached] = []
    for number, tick in enumerate(given.milestones_reached):
        upload, file = chosen(fields, f"file-{tick.key}"), tick.file
        if upload:
            try:
                file = (await files.take_in(session, actor, code, upload.filename or "", await upload.read())).id
            except Invalid as refused:
                raise refused.inside(f"milestones_reached/{number}") from None
        ticked.append(tick.model_copy(update={"file": file}))
    return given.model_copy(update={"milestones_reached": ticked})
