from backend import db, jobs
from backend.files import service


@jobs.task("files.sweep")
async def sweep() -> None:
    """Remove what uploads that came to nothing left behind."""
    async with db.begin(via="worker") as session:
        await service.sweep(session)
